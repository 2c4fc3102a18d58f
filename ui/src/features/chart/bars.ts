// Bars for the chart, and the search that puts every trade on an existing bar: a marker without one vanishes.
import type { BarSeries, Candle } from "@/wire/generated";

export interface Bar {
  /** Open time, UTC seconds. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const fromRow = ([time, open, high, low, close, volume]: BarSeries["bars"][number]): Bar => ({ time, open, high, low, close, volume });

export const fromCandle = ({ time, open, high, low, close, volume }: Candle): Bar => ({ time, open, high, low, close, volume });

/** All bars of a REST answer, the forming one last, strictly ascending. */
export function barsOf(series: BarSeries): readonly Bar[] {
  const closed = series.bars.map(fromRow);
  const last = closed.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  return series.forming !== null && series.forming[0] > last ? [...closed, fromRow(series.forming)] : closed;
}

/** Open time of the bar that contains `seconds`, or null before the first; `times` ascend. */
export function barTimeAt(times: readonly number[], seconds: number): number | null {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= seconds) low = middle + 1;
    else high = middle;
  }
  return times[low - 1] ?? null;
}

/** What must still be drawn after `lastTime`: closed bars first, then the forming one, in order. */
export function news(lastTime: number, closed: readonly Candle[], forming: Candle | undefined): readonly Bar[] {
  const fresh = closed.filter((bar) => bar.time >= lastTime).map(fromCandle);
  const last = Math.max(lastTime, fresh.at(-1)?.time ?? lastTime);
  // A forming candle at the time of a closed one is the older of the two.
  const isAhead = forming !== undefined && (fresh.length === 0 ? forming.time >= last : forming.time > last);
  return isAhead ? [...fresh, fromCandle(forming)] : fresh;
}
