// Reading the live store from React: each view selects the least it needs, so that a tick repaints one number, not a page.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { SymbolInfo } from "@/wire/generated";
import { freshness, isQuiet } from "@/wire/staleness";
import type { Freshness } from "@/wire/staleness";
import type { LiveState } from "@/wire/state";
import { live } from "@/wire/store";
import type { Connection } from "@/wire/store";

/** A slice of the live data; compared by identity. */
export function useLive<Slice>(select: (state: LiveState) => Slice): Slice {
  return useStore(live, (state) => select(state.data));
}

/** As `useLive` for slices that are made anew on each read (objects, filtered lists); compared member by member. */
export function useLiveShallow<Slice>(select: (state: LiveState) => Slice): Slice {
  return useStore(live, useShallow((state) => select(state.data)));
}

export function useConnection(): Connection {
  return useStore(live, (state) => state.connection);
}

/** A number that changes once a second; `performance.now()` at that instant. */
export function useSecond(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whether the prices stopped although the server lives. */
export function useQuiet(): boolean {
  return useLive(({ sources, system }) => isQuiet(sources.feed, system?.speed));
}

/** Whether the data on screen is live, late or stale, re-judged each second and on each change of the connection. */
export function useFreshness(): Freshness {
  const tick = useSecond();
  const quiet = useQuiet();
  const link = useStore(live, ({ connection }) => freshness(connection, Math.max(tick, connection.heardAt ?? 0)));
  return quiet ? "stale" : link;
}

const FALLBACK: Pick<SymbolInfo, "digits" | "pip" | "point"> = { digits: 5, pip: 0.0001, point: 0.00001 };

/** How to print the prices of a symbol, as the server's instrument says. */
export function useSymbol(symbol: string): Pick<SymbolInfo, "digits" | "pip" | "point"> {
  return useLive((state) => state.system?.symbols.find((row) => row.symbol === symbol)) ?? FALLBACK;
}

export function useDigits(): (symbol: string) => number {
  const symbols = useLive((state) => state.system?.symbols);
  return (symbol) => symbols?.find((row) => row.symbol === symbol)?.digits ?? FALLBACK.digits;
}

export function useCurrency(): string {
  return useLive((state) => state.account?.currency ?? "");
}
