// Four views behind the hash, so that any static server can serve them and the back button works.
import { useSyncExternalStore } from "react";

export const VIEWS = ["home", "chart", "trades", "log"] as const;
export type View = (typeof VIEWS)[number];

export function parseView(hash: string): View {
  const name = hash.replace(/^#\/?/, "");
  return VIEWS.find((view) => view === name) ?? "home";
}

export const href = (view: View): string => `#/${view === "home" ? "" : view}`;

export function go(view: View): void {
  location.hash = href(view);
}

function onHash(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

export function useView(): View {
  return useSyncExternalStore(onHash, () => parseView(location.hash));
}
