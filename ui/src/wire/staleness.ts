// How old is what the screen shows? Only local, monotonic time is compared, so a wrong clock in the browser changes nothing.

export const HEARTBEAT_MS = 5_000;
export const LATE_MS = HEARTBEAT_MS * 1.5;
export const STALE_MS = HEARTBEAT_MS * 3;

const MINUTE_MS = 60_000;
/** Expected intervals that may pass before a source counts as silent. */
const MISSED = 3;

/**
 * Whether the prices stopped although the server lives: a feed that ended or a session that failed. A market at
 * `speed` simulated seconds a second closes a minute bar every 60 / speed seconds.
 */
export function isQuiet(ageMs: number | undefined, speed: number | "max" | undefined): boolean {
  if (ageMs === undefined || speed === undefined) return false;
  const expected = speed === "max" ? 0 : MINUTE_MS / Math.max(speed, 1e-3);
  return ageMs >= Math.max(STALE_MS, MISSED * expected);
}

export type Freshness = "live" | "late" | "stale";

export interface Reception {
  /** When anything last arrived, by the monotonic clock; null before the first frame. */
  readonly heardAt: number | null;
  /** When the present socket opened; null while there is none. */
  readonly openedAt: number | null;
  /** When the newest data on screen arrived (heartbeats and acknowledgements are not data). */
  readonly dataAt: number | null;
}

/** What the data deserves: full colour, amber, or grey. */
export function freshness(reception: Reception, now: number): Freshness {
  const { heardAt, openedAt, dataAt } = reception;
  if (heardAt === null || dataAt === null) return "stale";
  if (now - heardAt >= STALE_MS) return "stale";
  // Data that predates the reconnect describes a world that went on without us.
  if (openedAt !== null && dataAt < openedAt) return "stale";
  return now - heardAt >= LATE_MS || openedAt === null ? "late" : "live";
}
