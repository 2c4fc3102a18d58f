// Every time on this screen is UTC and says so.

const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const minute = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "2-digit", month: "short" });
const fullDay = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "2-digit", month: "short", year: "numeric" });

export type Instant = string | number;

const at = (instant: Instant): Date => new Date(instant);
const valid = (date: Date): boolean => Number.isFinite(date.getTime());
const show = (instant: Instant | null, write: (date: Date) => string): string => {
  if (instant === null) return "–";
  const date = at(instant);
  return valid(date) ? write(date) : "–";
};

/** "12:03:14"; the zone stands in the column head or beside it. */
export const time = (instant: Instant | null): string => show(instant, (date) => clock.format(date));

/** "05 Jan 09:15". */
export const dayTime = (instant: Instant | null): string => show(instant, (date) => `${day.format(date)} ${minute.format(date)}`);

/** "05 Jan 09:15:07". */
export const daySecond = (instant: Instant | null): string => show(instant, (date) => `${day.format(date)} ${clock.format(date)}`);

/** "Mon, 05 Jan 2026". */
export const date = (instant: Instant | null): string => show(instant, (value) => fullDay.format(value));

/** "Mon, 05 Jan 2026 09:15:00 UTC", for titles and screen readers. */
export const full = (instant: Instant | null): string => show(instant, (value) => `${fullDay.format(value)} ${clock.format(value)} UTC`);

/** ISO-8601 with seconds, as the server writes it. */
export const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

/** A span as people say it: "18 s", "4 min", "2 h 05 min", "3 d 04 h". */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${String(hours % 24).padStart(2, "0")} h`;
}
