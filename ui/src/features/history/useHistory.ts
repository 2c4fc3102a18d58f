// All closed trades, newest first: pages by REST as they are scrolled to, and above them what the stream adds.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useLive } from "@/shared/live/hooks";
import { api } from "@/wire/api";
import type { ClosedTrade, TradeHistory } from "@/wire/generated";
import { RING, tradeKey } from "@/wire/state";

const PAGE = 200;

/** Streamed trades over paged ones, each once, newest close first. */
export function mergeTrades(streamed: readonly ClosedTrade[], pages: readonly TradeHistory[]): readonly ClosedTrade[] {
  const byKey = new Map<string, ClosedTrade>();
  for (const page of pages) for (const trade of page.trades) byKey.set(tradeKey(trade), trade);
  for (const trade of streamed) byKey.set(tradeKey(trade), trade);
  return [...byKey.values()].sort((a, b) => Date.parse(b.closeTime) - Date.parse(a.closeTime) || b.ticket - a.ticket);
}

/**
 * Changes before streamed trades fall out of the ring unseen: then the pages are asked anew, and nothing is lost
 * between them and the stream.
 */
export function era(streamed: readonly ClosedTrade[]): number {
  const oldest = streamed.length < RING ? undefined : streamed[0];
  return oldest === undefined ? 0 : Math.floor(oldest.ticket / (RING / 2));
}

export interface History {
  readonly trades: readonly ClosedTrade[];
  /** All closed trades there are, loaded or not. */
  readonly total: number;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly more: () => void;
}

export function useHistory(): History {
  const streamed = useLive((state) => state.trades);
  const restarts = useLive((state) => state.restarts.trades ?? 0);
  const query = useInfiniteQuery({
    queryKey: ["history", restarts, era(streamed)],
    queryFn: ({ pageParam }) => api.history(PAGE, pageParam),
    initialPageParam: 0,
    // New trades push older ones down, so a later page may repeat rows; it never skips one.
    getNextPageParam: (last, pages) => (last.trades.length < PAGE ? undefined : pages.length * PAGE),
    staleTime: Infinity,
    placeholderData: (previous) => previous,
  });
  const pages = query.data?.pages;
  const trades = useMemo(() => mergeTrades(streamed, pages ?? []), [streamed, pages]);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { trades, total: Math.max(trades.length, pages?.at(-1)?.total ?? 0), loading: query.isPending, error: query.error, more };
}
