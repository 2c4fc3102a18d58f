"""Price series to compare on: real EURUSD hours, and seeded walks with spreads and gaps."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

HOUR: Final = 3_600_000_000_000
QUARTER: Final = HOUR // 4
MONDAY: Final = 1_709_510_400_000_000_000
"""2024-03-04 00:00 UTC; New York changes its clocks six days later, London on the 31st."""

Columns = dict[str, list[Any]]


def eurusd() -> pd.DataFrame:
    """backtesting.py's own EURUSD hours, as they come."""
    from backtesting.test import EURUSD

    return EURUSD


@cache
def real() -> Columns:
    """The same as columns."""
    frame = eurusd()
    prices = {name.lower(): frame[name].tolist() for name in ("Open", "High", "Low", "Close")}
    volume = [float(x) for x in frame["Volume"].tolist()]
    return {"ts": opens_ns(frame), **prices, "volume": volume}


def opens_ns(bars: pd.DataFrame) -> list[int]:
    """The index of a frame as nanoseconds."""
    return cast("pd.DatetimeIndex", bars.index).as_unit("ns").asi8.tolist()


@cache
def walk(symbol: str, seed: int, bars: int, *, spread: bool, grain: int = 1) -> Columns:
    """A seeded walk of quarters of an hour; forex weekends are shut, some opens jump.

    Prices move in whole grains of ticks, some 12 pips a bar: with a coarse grain they touch levels
    exactly, and bars without any movement occur. The spread column, in points, widens at random.
    """
    rng = np.random.default_rng(seed)
    first, pip_ticks, digits = {
        "EURUSD": (108_000, 10, 5),
        "GBPUSD": (127_000, 10, 5),
        "USDJPY": (148_000, 10, 3),
        "XAUUSD": (203_000, 10, 2),
    }[symbol]
    size = 5 * pip_ticks * rng.choice([0.5, 1.0, 2.0], bars)
    body = grained(rng.standard_normal(bars) * size, grain)
    jump = grained(
        np.where(rng.random(bars) < 0.05, rng.uniform(-30, 30, bars) * pip_ticks, 0), grain
    )
    close = first + np.cumsum(body + jump)
    opened = close - body
    wicks = grained(np.abs(rng.standard_normal((2, bars))) * size / 2, grain)
    ticks = {
        "open": opened,
        "high": np.maximum(opened, close) + wicks[0],
        "low": np.minimum(opened, close) - wicks[1],
        "close": close,
    }
    columns: Columns = {"ts": quarters(bars).tolist()}
    for name, values in ticks.items():
        columns[name] = [round(int(tick) / 10**digits, digits) for tick in values]
    columns["volume"] = rng.integers(1, 100, bars).astype(np.float64).tolist()
    if spread:
        points = rng.integers(2, 18, bars) * rng.choice([1, 1, 1, 3], bars)
        columns["spread"] = grained(points, grain).tolist()
    return columns


def grained(ticks: NDArray[np.float64] | NDArray[np.int64], grain: int) -> NDArray[np.int64]:
    """Ticks rounded to whole grains."""
    return np.rint(ticks / grain).astype(np.int64) * grain


def quarters(bars: int) -> NDArray[np.int64]:
    """Opens of quarters of an hour while forex trades: Sunday to Friday 17:00 New York."""
    every = MONDAY + QUARTER * np.arange(2 * bars, dtype=np.int64)
    clock = pd.to_datetime(every, unit="ns", utc=True).tz_convert("America/New_York")
    hour_of_week = clock.day_of_week.to_numpy() * 24 + clock.hour.to_numpy()
    shut = (hour_of_week >= 4 * 24 + 17) & (hour_of_week < 6 * 24 + 17)
    return every[~shut][:bars]


def sliced(columns: Columns, start: int, stop: int) -> Columns:
    """Bars `start` up to `stop`."""
    return {name: values[start:stop] for name, values in columns.items()}


def frame(columns: Columns) -> pd.DataFrame:
    """The columns as a user would hand them over: an index of times, one column per price."""
    names = {name: name.capitalize() for name in columns if name != "ts"}
    index = pd.to_datetime(np.asarray(columns["ts"], dtype=np.int64), unit="ns", utc=True)
    return pd.DataFrame({title: columns[name] for name, title in names.items()}, index=index)
