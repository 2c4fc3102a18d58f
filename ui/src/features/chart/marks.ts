// Trades as the chart shows them: an arrow in, a dot out, and the line between them coloured by the result.
import { signed } from "@/shared/format/numbers";
import type { ClosedTrade, OpenTrade } from "@/wire/generated";
import { barTimeAt } from "./bars";

export interface Mark {
  readonly time: number;
  readonly kind: "entry" | "exit";
  readonly side: "BUY" | "SELL";
  readonly won: boolean;
  readonly text: string;
}

export interface Segment {
  readonly from: { readonly time: number; readonly price: number };
  readonly to: { readonly time: number; readonly price: number };
  readonly won: boolean;
}

export interface Level {
  readonly id: string;
  readonly kind: "entry" | "stop" | "target";
  readonly price: number;
  readonly title: string;
}

const seconds = (instant: string): number => Date.parse(instant) / 1000;

/** Entry and exit marks on existing bars, ascending; trades outside the loaded bars are left out. */
export function marksOf(times: readonly number[], closed: readonly ClosedTrade[], open: readonly OpenTrade[]): readonly Mark[] {
  const marks: Mark[] = [];
  const add = (at: string, mark: Omit<Mark, "time">): void => {
    const time = barTimeAt(times, seconds(at));
    if (time !== null) marks.push({ time, ...mark });
  };
  for (const trade of closed) {
    add(trade.openTime, { kind: "entry", side: trade.type, won: trade.profit > 0, text: "" });
    add(trade.closeTime, { kind: "exit", side: trade.type, won: trade.profit > 0, text: signed(trade.pips, 1) });
  }
  for (const trade of open) add(trade.openTime, { kind: "entry", side: trade.type, won: true, text: "" });
  return marks.sort((a, b) => a.time - b.time);
}

/** The connecting lines of closed trades whose entry is on the loaded bars. */
export function segmentsOf(times: readonly number[], closed: readonly ClosedTrade[]): readonly Segment[] {
  return closed.flatMap((trade) => {
    const from = barTimeAt(times, seconds(trade.openTime));
    const to = barTimeAt(times, seconds(trade.closeTime));
    if (from === null || to === null) return [];
    return [{ from: { time: from, price: trade.openPrice }, to: { time: to, price: trade.closePrice }, won: trade.profit > 0 }];
  });
}

/** Spans of the visible candles that the scale may grow to for the sake of a stop or a target. */
const MOST_GROWTH = 3;

export interface Range {
  readonly minValue: number;
  readonly maxValue: number;
}

/** The price range that shows the candles and every level near enough not to flatten them. */
export function reach(candles: Range, prices: readonly number[]): Range {
  const span = candles.maxValue - candles.minValue;
  return prices.reduce((range, price) => {
    const grown = { minValue: Math.min(range.minValue, price), maxValue: Math.max(range.maxValue, price) };
    return grown.maxValue - grown.minValue <= span * MOST_GROWTH ? grown : range;
  }, candles);
}

/** Entry, stop and target lines of open positions. */
export function levelsOf(open: readonly OpenTrade[]): readonly Level[] {
  return open.flatMap((trade) => {
    const name = open.length > 1 ? ` #${trade.ticket}` : "";
    const rows: Level[] = [{ id: `${trade.ticket} entry`, kind: "entry", price: trade.openPrice, title: `${trade.type}${name}` }];
    if (trade.stopLoss !== null) rows.push({ id: `${trade.ticket} stop`, kind: "stop", price: trade.stopLoss, title: `SL${name}` });
    if (trade.takeProfit !== null) rows.push({ id: `${trade.ticket} target`, kind: "target", price: trade.takeProfit, title: `TP${name}` });
    return rows;
  });
}
