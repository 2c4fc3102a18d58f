"""Wall clocks by the week: when a zone's clock shows a time on some days."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar.units import DAY, WEEK
from tradewright.core.calendar.zones import zone_offset
from tradewright.core.kernel import inline, kernel

EVERY_DAY: Final = 0b1111111
"""All days of the week, for `next_clock`."""


@inline
def weekday_of(wall: int) -> int:
    """Day of the week of a wall clock in ns, Monday 0 .. Sunday 6."""
    return (wall // DAY + 3) % 7


@inline
def _shown_at(at: NDArray[np.int64], offset: NDArray[np.int64], wall: int) -> int:
    """When a wall clock shows this; a change of the clock is more than a day from the next one."""
    before = wall - zone_offset(at, offset, wall - DAY)
    if before + zone_offset(at, offset, before) == wall:
        return before
    after = wall - zone_offset(at, offset, wall + DAY)
    if after + zone_offset(at, offset, after) == wall:
        return after
    return before


@kernel
def next_clock(
    at: NDArray[np.int64], offset: NDArray[np.int64], ts: int, clock: int, days: int
) -> int:
    """First instant after `ts` at which a wall clock shows a time on one of some days.

    Parameters
    ----------
    at, offset : the table of `Zone`.
    ts : nanoseconds UTC.
    clock : nanoseconds after midnight.
    days : a bit for each day of the week, 1 Monday .. 64 Sunday; not 0.

    Notes
    -----
    A time that the clock skips counts as the hour after it; of a time that it shows twice, the
    first is meant.
    """
    now = zone_offset(at, offset, ts)
    yesterday = (ts + now) // DAY - 1
    for k in range(10):
        shown = (yesterday + k) * DAY + clock
        if days >> weekday_of((yesterday + k) * DAY) & 1:
            instant = _shown_at(at, offset, shown)
            if instant > ts:
                return instant
    return ts + WEEK
