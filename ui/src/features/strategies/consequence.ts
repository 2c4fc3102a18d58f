// States named by what they mean for money, not by what the program does: "paused" has cost people dearly elsewhere.
import type { StrategyRow } from "@/wire/generated";

type Status = StrategyRow["status"];

interface Consequence {
  readonly word: string;
  readonly sentence: string;
}

const BY_STATUS: Readonly<Record<Status, Consequence>> = {
  running: { word: "Running", sentence: "Opens and manages trades" },
  paused: { word: "Paused", sentence: "No new trades; open trades managed" },
  stopped: { word: "Stopped", sentence: "No new trades; rules not followed" },
};

/** What the state of a strategy means right now; the kill switch overrules a running one. */
export function consequence(status: Status, killed: boolean, openPositions: number): Consequence {
  if (status === "running" && killed) return { word: "Held", sentence: "Kill switch on: no new trades; open trades managed" };
  if (status === "stopped" && openPositions > 0) return { word: "Stopped", sentence: "No new trades; open trades keep their stops and targets" };
  return BY_STATUS[status];
}

export type Action = "start" | "resume" | "pause" | "stop";

/** What may be done in each state, the likeliest first. */
export const ACTIONS: Readonly<Record<Status, readonly Action[]>> = {
  running: ["pause", "stop"],
  paused: ["resume", "stop"],
  stopped: ["start"],
};

export const ACTION_WORDS: Readonly<Record<Action, { readonly label: string; readonly hint: string }>> = {
  start: { label: "Start", hint: "Follow the rules from the next closed bar" },
  resume: { label: "Resume", hint: "Open new trades again" },
  pause: { label: "Pause", hint: "No new trades; open trades stay managed" },
  stop: { label: "Stop…", hint: "End the strategy; choose what happens to its open trades" },
};
