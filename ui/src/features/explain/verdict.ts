// One sentence for the outcome of a bar; the tree below it is the proof.
import type { Explanation } from "@/wire/generated";

export interface Verdict {
  readonly title: string;
  readonly text: string;
  readonly tone: "traded" | "refused" | "quiet" | "unknown";
}

const NAMES = { long: "buy", short: "sell", exit_long: "close buys", exit_short: "close sells" } as const;

/** What the rules and the gates made of the bar. */
export function verdict({ signals, reason, entryLong, entryShort }: Explanation): Verdict {
  const words = signals.map((signal) => NAMES[signal]).join(" and ");
  if (reason !== null) return { title: "Signal refused", text: `The rules said ${words || "go"}, but a gate refused it at the next open.`, tone: "refused" };
  if (signals.length > 0) return { title: "Signal given", text: `The rules said ${words}; it acts at the next open.`, tone: "traded" };
  const isUnknown = [entryLong, entryShort].some((node) => node?.truth === "unknown");
  if (isUnknown) return { title: "Not known yet", text: "An indicator had not seen enough bars; unknown never trades.", tone: "unknown" };
  return { title: "No signal", text: "The conditions were not met on this bar.", tone: "quiet" };
}

const MINUTES: Readonly<Record<string, number>> = { M1: 1, M5: 5, M15: 15, M30: 30, H1: 60, H4: 240, D1: 1440, W1: 10080 };

/** Length of a bar in minutes; 0 where bars differ in length (months). */
export const barMinutes = (timeframe: string): number => MINUTES[timeframe] ?? 0;

/** An instant moved by minutes, as the server writes it. */
export const moved = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString().replace(".000Z", "Z");
