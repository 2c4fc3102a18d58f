// Full jitter: each wait is uniform between nothing and a doubling ceiling, so that a thousand screens that lost one
// server do not come back in one instant. Source: docs/reference, "back-off full jitter 0.25-20 s, reset after 30 s up".

export const FIRST_CEILING_MS = 250;
export const LAST_CEILING_MS = 20_000;
export const STEADY_MS = 30_000;

/** Milliseconds to wait before try number `attempt` (0 is the first); `random` is in [0, 1). */
export function delay(attempt: number, random: number): number {
  const ceiling = Math.min(LAST_CEILING_MS, FIRST_CEILING_MS * 2 ** Math.min(attempt, 20));
  return Math.round(random * ceiling);
}

/** The attempt counter after a connection that lasted `upMs`: a steady one forgives the past. */
export function attemptAfter(attempt: number, upMs: number): number {
  return upMs >= STEADY_MS ? 0 : attempt + 1;
}
