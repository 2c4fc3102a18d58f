// A tail that holds still while someone reads: pure, so that "how many are new" is tested without a scroll bar.
import type { LogEntry } from "@/wire/generated";

export type Levels = Readonly<Record<LogEntry["level"], boolean>>;

export const ALL_LEVELS: Levels = { info: true, warning: true, error: true };

export interface Shown {
  readonly entries: readonly LogEntry[];
  readonly fresh: number;
}

/** What to list: everything while following, only up to `frozenAt` (an entry id) while someone reads further up. */
export function shown(log: readonly LogEntry[], levels: Levels, frozenAt: number | null): Shown {
  const wanted = log.filter((entry) => levels[entry.level]);
  if (frozenAt === null) return { entries: wanted, fresh: 0 };
  const entries = wanted.filter((entry) => entry.id <= frozenAt);
  return { entries, fresh: wanted.length - entries.length };
}
