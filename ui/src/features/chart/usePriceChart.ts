// Joins the chart to the live store: bars by REST once, then bar by bar; markers and levels as trades change.
import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { RefObject } from "react";
import { useFreshness, useLive, useLiveShallow } from "@/shared/live/hooks";
import { usePreferences } from "@/shared/preferences/preferences";
import { api } from "@/wire/api";
import type { BarSeries, ClosedTrade } from "@/wire/generated";
import { candleKey, tradeKey } from "@/wire/state";
import { live } from "@/wire/store";
import { barsOf, news } from "./bars";
import type { Bar } from "./bars";
import { levelsOf, marksOf, segmentsOf } from "./marks";
import { palette } from "./palette";
import { PriceChart } from "./PriceChart";

const BARS = 1500;
const TRADES = 500;

/** What is charted: the market of a strategy, or a market nobody trades yet. */
export interface Subject {
  readonly id: string | null;
  readonly symbol: string;
  readonly timeframe: string;
}

export interface ChartView {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly chart: PriceChart | null;
  readonly hovered: Bar | null;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly empty: boolean;
}

/** Everything the chart of one strategy needs; `pick` is called with the open time of a clicked bar. */
export function usePriceChart(strategy: Subject, pick: (time: number) => void): ChartView {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<PriceChart | null>(null);
  const [hovered, setHovered] = useState<Bar | null>(null);
  const latestPick = useRef(pick);
  useEffect(() => {
    latestPick.current = pick;
  });
  useEffect(() => {
    if (box.current === null) return undefined;
    const made = new PriceChart(box.current, palette(false), { hover: setHovered, pick: (time) => latestPick.current(time) });
    setChart(made);
    return () => {
      setChart(null);
      made.destroy();
    };
  }, []);
  const series = useBars(strategy);
  useFeed(chart, strategy, series.data);
  useTrades(chart, strategy, series.data);
  return { box, chart, hovered, loading: series.isPending, error: series.error, empty: series.data?.bars.length === 0 };
}

/** The past of the market, asked anew whenever the stream of closed bars began anew. */
function useBars(strategy: Subject): { readonly data: BarSeries | undefined; readonly error: Error | null; readonly isPending: boolean } {
  const restarts = useLive((state) => state.restarts.bars ?? 0);
  return useQuery({
    queryKey: ["bars", strategy.symbol, strategy.timeframe, restarts],
    queryFn: () => api.bars(strategy.symbol, strategy.timeframe, BARS),
    staleTime: Infinity,
    placeholderData: (previous) => (previous?.symbol === strategy.symbol && previous.timeframe === strategy.timeframe ? previous : undefined),
  });
}

function useFeed(chart: PriceChart | null, strategy: Subject, series: BarSeries | undefined): void {
  useEffect(() => {
    if (chart === null || series === undefined) return undefined;
    const key = candleKey(strategy.symbol, strategy.timeframe);
    chart.load(barsOf(series), series.digits);
    const follow = (): void => {
      const { bars, candles } = live.getState().data;
      const last = chart.last?.time ?? 0;
      news(last, bars[key] ?? [], candles[key]).forEach((bar) => chart.update(bar));
    };
    follow();
    return live.subscribe((now, before) => {
      if (now.data.candles[key] !== before.data.candles[key] || now.data.bars[key] !== before.data.bars[key]) follow();
    });
  }, [chart, series, strategy.symbol, strategy.timeframe]);
}

/** Colours, markers and levels: cheap to set, so all of it follows any of its causes. */
function useTrades(chart: PriceChart | null, strategy: Subject, series: BarSeries | undefined): void {
  const stale = useFreshness() === "stale";
  const scheme = useComputedColorScheme("dark");
  const chosen = usePreferences((state) => state.palette);
  const open = useLiveShallow(({ positions }) => Object.values(positions).filter((row) => row.strategyId === strategy.id));
  const closed = useClosedTrades(strategy.id);
  useEffect(() => {
    if (chart === null || series === undefined) return;
    chart.paint(palette(stale), stale);
    chart.mark(marksOf(chart.times, closed, open), segmentsOf(chart.times, closed));
    // The list of open positions changes with every tick; markers only need its members.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chart, series, closed, open.map((row) => row.ticket).join(), stale, scheme, chosen]);
  useEffect(() => {
    chart?.level(levelsOf(open), stale);
  }, [chart, open, stale, scheme, chosen]);
}

/** Closed trades of a strategy: the REST history once, then what the stream adds; each once. */
function useClosedTrades(strategyId: string | null): readonly ClosedTrade[] {
  const restarts = useLive((state) => state.restarts.trades ?? 0);
  const streamed = useLive((state) => state.trades);
  const past = useQuery({ queryKey: ["chart-trades", restarts], queryFn: () => api.history(TRADES, 0), staleTime: Infinity });
  return useMemo(() => {
    const all = new Map([...(past.data?.trades ?? []), ...streamed].map((trade) => [tradeKey(trade), trade]));
    return [...all.values()].filter((trade) => trade.strategyId === strategyId);
  }, [past.data, streamed, strategyId]);
}
