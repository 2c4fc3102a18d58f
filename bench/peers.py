"""The same rules in vectorbt and backtesting.py."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from tradewright.core.indicators import compute, resolve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.market import Bars


def vectorbt_run(bars: Bars) -> int:
    """Trades of `from_signals` on its Rust engine, with trade records and equity curve."""
    import vectorbt

    fast, slow = averages(bars)
    gap = fast - slow
    before = np.concatenate(([np.nan], gap[:-1]))
    up = np.concatenate(([False], ((before <= 0) & (gap > 0))[:-1]))
    down = np.concatenate(([False], ((before >= 0) & (gap < 0))[:-1]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        portfolio = cast("Any", vectorbt).Portfolio.from_signals(
            bars.close,
            entries=up,
            exits=down,
            price=bars.open,
            open=bars.open,
            high=bars.high,
            low=bars.low,
            sl_stop=0.002,
            tp_stop=0.004,
            stop_entry_price="price",
            size=10_000,
            init_cash=1e6,
            freq="1min",
            engine="rust",
        )
        portfolio.value()
        return len(portfolio.trades.values)


def averages(bars: Bars) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """EMA(9) and EMA(21) of the close, by TA-Lib."""
    return compute(resolve("ema_9", {}), bars), compute(resolve("ema_21", {}), bars)


def backtesting_run(bars: Bars) -> int:
    """backtesting.py with stop and target from the signal's close; trades."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from backtesting import Backtest, Strategy

        fast_column, slow_column = averages(bars)

        class Cross(cast("Any", Strategy)):
            def init(self) -> None:
                self.fast = self.I(lambda: fast_column)
                self.slow = self.I(lambda: slow_column)

            def next(self) -> None:
                rises = self.fast[-2] <= self.slow[-2] and self.fast[-1] > self.slow[-1]
                falls = self.fast[-2] >= self.slow[-2] and self.fast[-1] < self.slow[-1]
                if self.position:
                    if falls:
                        self.position.close()
                elif rises:
                    close = self.data.Close[-1]
                    stop, target = close * 0.998, close * 1.004
                    self.buy(size=10_000, sl=round(stop, 5), tp=round(target, 5))

        frame = pd.DataFrame(
            {"Open": bars.open, "High": bars.high, "Low": bars.low, "Close": bars.close},
            index=pd.to_datetime(bars.ts),
        )
        stats = cast("Any", Backtest)(frame, Cross, cash=1e6, margin=0.1).run()
        return len(stats["_trades"])
