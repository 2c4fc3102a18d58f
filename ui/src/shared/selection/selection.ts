// What the person looks at: the strategy on the chart and the bar being explained. Shared by views that never meet.
import { create } from "zustand";
import { useLive } from "@/shared/live/hooks";
import type { StrategyRow } from "@/wire/generated";

export interface ExplainTarget {
  readonly strategyId: string;
  /** Open time of the bar, ISO-8601 UTC. */
  readonly at: string;
}

interface Selection {
  readonly strategyId: string | null;
  readonly explaining: ExplainTarget | null;
  readonly select: (strategyId: string) => void;
  readonly explain: (target: ExplainTarget) => void;
  readonly closeExplanation: () => void;
}

export const useSelection = create<Selection>((set) => ({
  strategyId: null,
  explaining: null,
  select: (strategyId) => set({ strategyId, explaining: null }),
  explain: (explaining) => set({ explaining }),
  closeExplanation: () => set({ explaining: null }),
}));

/** The chosen strategy, or the first one until something was chosen. */
export function useSelectedStrategy(): StrategyRow | null {
  const chosen = useSelection((state) => state.strategyId);
  return useLive(({ strategies }) => (chosen === null ? undefined : strategies[chosen]) ?? Object.values(strategies)[0] ?? null);
}
