"""Time zones as transition tables, readable by compiled code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar.units import DAY, HOUR
from tradewright.core.kernel import inline, kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

Instants = TypeVar("Instants", int, NDArray[np.int64])
ROLL: Final = 17 * HOUR  # forex days end at 17:00 New York


class Zone(NamedTuple):
    """A time zone: from `at[i]` on, local time = UTC + `offset[i]`.

    `at` is (k,) int64 nanoseconds UTC, ascending, `at[0]` the least int64; `offset` is (k,) int64
    nanoseconds. `adapters.clocks.zones` builds it from the zone database.
    """

    name: str
    at: NDArray[np.int64]
    offset: NDArray[np.int64]


def _table(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


UTC: Final = Zone("UTC", _table([np.iinfo(np.int64).min]), _table([0]))


@inline
def zone_offset(at: NDArray[np.int64], offset: NDArray[np.int64], ts: int) -> int:
    """Nanoseconds to add to a UTC instant for the wall clock of a zone."""
    low = 0
    high = at.size
    while high - low > 1:
        middle = (low + high) // 2
        if at[middle] <= ts:
            low = middle
        else:
            high = middle
    return offset[low]


def local(zone: Zone, ts: Instants) -> Instants:
    """Wall clock of a zone, as nanoseconds since 1970-01-01 00:00 on that wall.

    Parameters
    ----------
    zone : the table to read.
    ts : nanoseconds UTC, a number or an (n,) int64 array.
    """
    index = np.searchsorted(zone.at, ts, side="right") - 1
    if isinstance(ts, np.ndarray):
        return ts + zone.offset[index]
    return ts + int(zone.offset[index])


def weekday(ts: Instants) -> Instants:
    """Day of the week, Monday 0 .. Sunday 6, of nanoseconds since 1970 (UTC or a wall clock)."""
    return (ts // DAY + 3) % 7


@kernel
def next_roll(at: NDArray[np.int64], offset: NDArray[np.int64], ts: int) -> int:
    """First 17:00 on the wall clock of a zone after an instant, every day of the week.

    Parameters
    ----------
    at, offset : the table of `Zone`, America/New_York for forex.
    ts : nanoseconds UTC.
    """
    now = zone_offset(at, offset, ts)
    roll = (ts + now - ROLL) // DAY * DAY + ROLL - now
    found = roll
    # The clocks may change between now and then, so the day is found first and its hour corrected;
    # one step more covers a change that moved the hour to before `ts`.
    for day in range(3):
        guess = roll + day * DAY
        found = guess + now - zone_offset(at, offset, guess)
        if found > ts:
            return found
    return found


def roll_after(zone: Zone, ts: int) -> int:
    """First 17:00 of the zone after `ts`, nanoseconds UTC; see `next_roll`."""
    return int(next_roll(zone.at, zone.offset, ts))
