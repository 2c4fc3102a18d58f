"""Bars written by hand, and the values of a name over bars."""

import numpy as np

from tradewright.core.calendar import DAY, HOUR, Timeframe
from tradewright.core.indicators import compute, resolve
from tradewright.core.market import Bars


def bars_of(rows: list[tuple[float, float, float, float]]) -> Bars:
    """Bars of (high, low, close, volume) from Monday, 2024-01-01 00:00 UTC on."""
    table = np.array(rows, np.float64).reshape(len(rows), 4).T.copy()
    start = 19_723 * DAY
    return Bars(
        symbol="HAND",
        timeframe=Timeframe.H1,
        ts=start + np.arange(len(rows), dtype=np.int64) * HOUR,
        open=table[2].copy(),
        high=table[0],
        low=table[1],
        close=table[2],
        volume=table[3],
    )


def values(name: str, bars: Bars, **options: float) -> np.ndarray:
    return compute(resolve(name, options), bars)
