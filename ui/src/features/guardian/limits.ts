// The limits of the account in words, and how much of each is used.
import { fixed } from "@/shared/format/numbers";
import type { GuardianLimit, GuardianState } from "@/wire/generated";

const WORDS: Readonly<Record<string, string>> = {
  dailyLoss: "Loss of the day",
  dailyLossPercent: "Loss of the day, %",
  weeklyLoss: "Loss of the week",
  weeklyLossPercent: "Loss of the week, %",
  monthlyLoss: "Loss of the month",
  monthlyLossPercent: "Loss of the month, %",
  drawdownPercent: "Below the highest equity, %",
  staticDrawdownPercent: "Below the first equity, %",
  losingStreak: "Losing trades in a row",
  tradesPerDay: "Trades of the day",
  tradesPerWeek: "Trades of the week",
  maxPositions: "Open positions",
  maxPositionsPerSymbol: "Open positions of a symbol",
  maxPositionsPerCurrency: "Open positions of a currency",
};

const COUNTS = new Set(["losingStreak", "tradesPerDay", "tradesPerWeek", "maxPositions", "maxPositionsPerSymbol", "maxPositionsPerCurrency"]);

export const words = ({ limit }: GuardianLimit): string => WORDS[limit] ?? limit;

/** Both numbers of a limit, "81.50 of 200.00". */
export function numbers({ limit, measured, bound }: GuardianLimit): string {
  const digits = COUNTS.has(limit) ? 0 : 2;
  return `${fixed(measured, digits)} of ${fixed(bound, digits)}`;
}

/** Share of a limit that is used, 0 to 1. */
export const used = ({ measured, bound }: GuardianLimit): number => Math.min(1, Math.max(0, measured / bound));

/** The limit that is nearest to being reached; undefined where none is measured. */
export function nearest({ limits }: GuardianState): GuardianLimit | undefined {
  return [...limits].sort((one, other) => used(other) - used(one))[0];
}
