// What to say aloud about trades: batched, because ten fills in a second are one sentence, not ten.
import { counted } from "@/shared/format/words";
import type { LogEntry } from "@/wire/generated";

const SPOKEN = new Set(["TRADE_ENTRY", "TRADE_EXIT"]);

/** Entries and errors after the entry id `after`. */
export function fresh(log: readonly LogEntry[], after: number): { readonly fills: readonly LogEntry[]; readonly errors: readonly LogEntry[] } {
  const news = log.filter((entry) => entry.id > after);
  return { fills: news.filter((entry) => SPOKEN.has(entry.event)), errors: news.filter((entry) => entry.level === "error") };
}

/** One sentence for some fills: the words of a single one, the counts of many. */
export function sentence(fills: readonly LogEntry[]): string {
  if (fills.length <= 2) return fills.map((entry) => entry.message).join(". ");
  const opened = fills.filter((entry) => entry.event === "TRADE_ENTRY").length;
  return `${counted(opened, "trade")} opened, ${counted(fills.length - opened, "trade")} closed.`;
}
