// The few pictures this screen needs, drawn on one 20-unit grid.
import type { ReactElement } from "react";

const PATHS = {
  home: "M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5M8.5 16v-4h3v4",
  chart: "M5 4v3m0 6v3M5 7h2v6H3V7zM13 3v4m0 5v5m-2-10h4v5h-4z",
  trades: "M4 6h9l-2.5-2.5M16 14H7l2.5 2.5",
  log: "M4 5h12M4 10h12M4 15h7",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
  moon: "M16 11.8A6.5 6.5 0 1 1 8.2 4a5.2 5.2 0 0 0 7.8 7.8z",
  system: "M3 4.5h14v9H3zM7.5 17h5M10 13.5V17",
  play: "M6.5 4.5v11l9-5.5z",
  pause: "M7 4.5v11M13 4.5v11",
  stop: "M5.5 5.5h9v9h-9z",
  power: "M10 3v6.5M6 5.3a6.2 6.2 0 1 0 8 0",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.4v.1",
  plus: "M10 4.5v11M4.5 10h11",
  why: "M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6zM8.2 8a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.4M10 13.4v.1",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  down: "M10 4.5v11M5.5 11 10 15.5 14.5 11",
  latest: "M5 5l5 5-5 5M12 5v10",
  palette: "M10 3.2a6.8 6.8 0 1 0 0 13.6c1.5 0 1.7-1 1.2-1.9-.5-1 .1-1.9 1.2-1.9h1.9c1.4 0 2.5-1 2.5-2.6 0-3.8-3-7.2-6.8-7.2zM6.6 9.6v.1M8.6 6.7v.1M12 6.7v.1",
  gauge: "M4 14.5a7 7 0 1 1 12 0M10 11.5l3-3.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <path d={PATHS[name]} />
    </svg>
  );
}
