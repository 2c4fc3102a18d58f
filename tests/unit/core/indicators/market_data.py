"""Bars for the indicator tests: real EURUSD hours and seeded random walks."""

import numpy as np
from backtesting.test import EURUSD

from tradewright.core.calendar import HOUR, Timeframe
from tradewright.core.market import Bars


def real(n: int = 5000) -> Bars:
    """Hourly EURUSD of 2017 and 2018, as backtesting.py ships it."""
    columns = {
        name.lower(): np.ascontiguousarray(EURUSD[name].to_numpy(np.float64)[:n])
        for name in ("Open", "High", "Low", "Close", "Volume")
    }
    ts = EURUSD.index.to_numpy().astype("datetime64[ns]").astype(np.int64)[:n]
    return Bars(symbol="EURUSD", timeframe=Timeframe.H1, ts=np.ascontiguousarray(ts), **columns)


def walk(n: int, seed: int) -> Bars:
    """A seeded random walk near 1, within the domain of every TA-Lib function but ACOS and ASIN."""
    rng = np.random.default_rng(seed)
    close = np.exp(np.cumsum(rng.normal(0, 0.002, n)))
    opened = np.concatenate(([1.0], close[:-1])) * np.exp(rng.normal(0, 0.0005, n))
    reach = np.abs(rng.normal(0, 0.001, (2, n)))
    return Bars(
        symbol="RANDOM",
        timeframe=Timeframe.H1,
        ts=np.arange(n, dtype=np.int64) * HOUR,
        open=opened,
        high=np.maximum(opened, close) * (1 + reach[0]),
        low=np.minimum(opened, close) * (1 - reach[1]),
        close=close,
        volume=np.floor(rng.gamma(2.0, 500.0, n)) + 1,
    )


def same_bits(left: np.ndarray, right: np.ndarray) -> bool:
    """Equal to the last bit; every nan counts as one."""
    a, b = np.asarray(left, np.float64), np.asarray(right, np.float64)
    both = np.isnan(a) & np.isnan(b)
    return a.shape == b.shape and bool(np.all(both | (a.view(np.int64) == b.view(np.int64))))
