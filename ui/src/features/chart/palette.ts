// The chart draws on a canvas, so it asks the style sheet for the colours of the moment.
export interface Palette {
  readonly text: string;
  readonly dim: string;
  readonly grid: string;
  readonly line: string;
  readonly panel: string;
  readonly up: string;
  readonly down: string;
  readonly accent: string;
  readonly upText: string;
  readonly downText: string;
}

/** The present colours; all grey when the data is stale. */
export function palette(stale: boolean): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const dim = read("--dim");
  const base = { text: read("--text"), dim, grid: read("--grid"), line: read("--line"), panel: read("--panel") };
  if (stale) return { ...base, up: dim, down: dim, accent: dim, upText: dim, downText: dim };
  return { ...base, up: read("--up"), down: read("--down"), accent: read("--accent"), upText: read("--up-text"), downText: read("--down-text") };
}

/** "#rrggbb" with an opacity, as the canvas wants it. */
export function faded(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}
