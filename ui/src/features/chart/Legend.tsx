// Open, high, low, close of the bar under the pointer, or of the newest one.
import type { ReactElement } from "react";
import { fixed, price, signed } from "@/shared/format/numbers";
import { dayTime } from "@/shared/format/times";
import { useLive } from "@/shared/live/hooks";
import { candleKey } from "@/wire/state";
import { fromCandle } from "./bars";
import type { Bar } from "./bars";
import classes from "./Chart.module.css";

interface LegendProps {
  readonly bar: Bar | null;
  readonly digits: number;
  /** Whether nothing is hovered: then the forming candle speaks. */
  readonly live: boolean;
  readonly symbol: string;
  readonly timeframe: string;
}

export function Legend({ bar, digits, live, symbol, timeframe }: LegendProps): ReactElement | null {
  const candle = useLive(({ candles }) => candles[candleKey(symbol, timeframe)]);
  const shown = live && candle !== undefined ? fromCandle(candle) : bar;
  if (shown === null) return null;
  const change = ((shown.close - shown.open) / shown.open) * 100;
  const tone = change >= 0 ? "up" : "down";
  return (
    <div className={classes.legend} data-tone={tone} data-testid="legend">
      <span className={classes.when}>{dayTime(shown.time * 1000)}</span>
      {(["open", "high", "low", "close"] as const).map((key) => (
        <span key={key}>
          <abbr title={key}>{key.charAt(0).toUpperCase()}</abbr> <b data-testid={`legend-${key}`}>{price(shown[key], digits)}</b>
        </span>
      ))}
      <b>{signed(change, 2)}%</b>
      <span className={classes.volume}>
        <abbr title="volume">V</abbr> {fixed(shown.volume, 0)}
      </span>
    </div>
  );
}
