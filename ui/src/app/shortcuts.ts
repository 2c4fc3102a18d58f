// Every key in one table: the handler and the sheet read the same rows.
import { useEffect } from "react";
import { go } from "./route";

export interface Shortcut {
  readonly keys: readonly string[];
  readonly title: string;
  readonly matches: (event: KeyboardEvent) => boolean;
}

export type ShortcutName = "kill" | "help" | "home" | "chart" | "trades" | "log" | "new" | "why" | "theme";

const plain = (key: string) => (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === key;

export const SHORTCUTS: Readonly<Record<ShortcutName, Shortcut>> = {
  kill: {
    keys: ["Ctrl", "Shift", "K"],
    title: "Kill switch: no new trades, at once",
    matches: (event) => (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "k",
  },
  home: { keys: ["1"], title: "Home", matches: plain("1") },
  chart: { keys: ["2"], title: "Chart", matches: plain("2") },
  trades: { keys: ["3"], title: "Trades", matches: plain("3") },
  log: { keys: ["4"], title: "Event log", matches: plain("4") },
  new: { keys: ["N"], title: "New strategy", matches: plain("n") },
  why: { keys: ["W"], title: "Why did the newest closed bar not trade?", matches: plain("w") },
  theme: { keys: ["T"], title: "Dark, light, as the system", matches: plain("t") },
  help: { keys: ["?"], title: "This sheet", matches: plain("?") },
};

/** Keys inside the views, for the sheet only; the views handle them. */
export const LOCAL_KEYS: readonly Omit<Shortcut, "matches">[] = [
  { keys: ["←", "→"], title: "On the chart: bar by bar (Shift: ten)" },
  { keys: ["Enter"], title: "On the chart: explain this bar" },
  { keys: ["End"], title: "On the chart: to the newest bar" },
];

/** Keys that work while typing: only the one that must always work. */
const ALWAYS: readonly ShortcutName[] = ["kill"];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** The shortcut an event means, if any. */
export function meant(event: KeyboardEvent): ShortcutName | null {
  const names = Object.keys(SHORTCUTS) as ShortcutName[];
  const found = names.find((name) => SHORTCUTS[name].matches(event));
  if (found === undefined) return null;
  return isTyping(event.target) && !ALWAYS.includes(found) ? null : found;
}

export type Handlers = Readonly<Record<Exclude<ShortcutName, "home" | "chart" | "trades" | "log">, () => void>>;

export function useShortcuts(handlers: Handlers): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const name = meant(event);
      if (name === null) return;
      event.preventDefault();
      if (name === "home" || name === "chart" || name === "trades" || name === "log") go(name);
      else handlers[name]();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [handlers]);
}
