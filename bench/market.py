"""The data: a seeded random walk of minute bars, each opening at the last close; a calendar."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import DAY, HOUR, MINUTE, Timeframe
from tradewright.core.calendar.news import EconomicEvent, Impact, NewsCalendar
from tradewright.core.market import Bars

SEED: Final = 20261121
FIRST: Final = 1_577_923_200_000_000_000  # 2020-01-02T00:00Z
DIGITS: Final = 5
VOLATILITY: Final = 1.8e-4  # of a minute: a fourth of the trades meet their stop or target


def walk(n: int = 1_000_000, seed: int = SEED) -> Bars:
    """A random walk of EURUSD minute bars, no gaps, no spread column."""
    rng = np.random.default_rng(seed)
    close = np.round(1.1 * np.exp(np.cumsum(rng.standard_t(4, n)) * VOLATILITY), DIGITS)
    opened = np.concatenate(([close[0]], close[:-1]))
    above: NDArray[np.float64] = np.abs(rng.normal(0.0, 1e-4, n))
    below: NDArray[np.float64] = np.abs(rng.normal(0.0, 1e-4, n))
    return Bars(
        symbol="EURUSD",
        timeframe=Timeframe.M1,
        ts=FIRST + np.arange(n, dtype=np.int64) * MINUTE,
        open=opened,
        high=np.round(np.maximum(opened, close) + above, DIGITS),
        low=np.round(np.minimum(opened, close) - below, DIGITS),
        close=close,
        volume=np.ones(n),
    )


def calendar(bars: Bars) -> NewsCalendar:
    """An event of high impact at 13:00 of every day of a history."""
    first, last = int(bars.ts[0]), int(bars.ts[-1])
    days = range((last - first) // DAY)
    opens = ((day, first + day * DAY + 13 * HOUR) for day in days)
    events = tuple(
        EconomicEvent(f"day-{day}", ts, "USD", Impact.HIGH, "News", first) for day, ts in opens
    )
    return NewsCalendar(events=events, confirmed=((first, last + DAY),))
