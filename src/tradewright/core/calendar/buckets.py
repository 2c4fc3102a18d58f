"""Which bar an instant belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar.civil import civil_from_days
from tradewright.core.calendar.timeframes import Timeframe
from tradewright.core.calendar.units import DAY, WEEK
from tradewright.core.calendar.zones import Zone, local, zone_offset

if TYPE_CHECKING:
    from numpy.typing import NDArray

# 1970-01-01 was a Thursday; the Monday before it was three days earlier.
_MONDAY: Final = -3 * DAY


def bucket_starts(
    ts: NDArray[np.int64], timeframe: Timeframe, day_start_ns: int = 0
) -> NDArray[np.int64]:
    """Open time of the bar that each instant belongs to.

    Parameters
    ----------
    ts : (n,) int64 nanoseconds UTC, any order.
    timeframe : of the bars; weeks start on Monday, months on the first.
    day_start_ns : when the day starts, from 00:00 UTC, within a day either way. A start after noon
        belongs to the next day: 22 hours means that Monday starts on Sunday at 22:00.

    Returns
    -------
    (n,) int64 nanoseconds UTC, each <= its ts.
    """
    start = _evening_before(day_start_ns)
    shifted = ts - start
    if timeframe is Timeframe.MN1:
        return _month_starts(shifted) + start
    origin = _MONDAY if timeframe is Timeframe.W1 else 0
    length = WEEK if timeframe is Timeframe.W1 else timeframe.ns
    return (shifted - origin) // length * length + origin + start


def _evening_before(day_start_ns: int) -> int:
    if abs(day_start_ns) >= DAY:
        message = f"day_start_ns is {day_start_ns}, expected less than a day ({DAY}) either way"
        raise ValueError(message)
    wrapped = day_start_ns % DAY
    return wrapped - DAY if wrapped > DAY // 2 else wrapped


def _month_starts(ts: NDArray[np.int64]) -> NDArray[np.int64]:
    days = ts // DAY
    _, _, day = civil_from_days(days)
    return (days - (day - 1)) * DAY


def day_starts(ts: NDArray[np.int64], zone: Zone, start_ns: int) -> NDArray[np.int64]:
    """The latest start of a local trading day at or before each instant.

    Parameters
    ----------
    ts : (n,) int64 nanoseconds UTC.
    zone : whose wall clock counts, America/New_York for forex.
    start_ns : nanoseconds after local midnight, 17 hours for forex; must not fall into the hour
        that a change of the clocks skips or repeats.
    """
    wall = local(zone, ts)
    starts = (wall - start_ns) // DAY * DAY + start_ns
    # The offset at the start may differ from the one now: ask at the first guess.
    guess = starts - (wall - ts)
    offsets = np.fromiter(
        (zone_offset(zone.at, zone.offset, int(t)) for t in np.unique(guess)), np.int64
    )
    return starts - offsets[np.searchsorted(np.unique(guess), guess)]
