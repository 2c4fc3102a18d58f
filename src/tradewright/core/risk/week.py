"""The ends of sessions and of the week: until when a position may live, and the Friday gate."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar import DAY, in_session
from tradewright.core.calendar.weeks import next_clock, weekday_of
from tradewright.core.calendar.zones import zone_offset
from tradewright.core.kernel import inline, kernel
from tradewright.core.risk.hours import Hours

FRIDAY: Final = 4
SUNDAY: Final = 6
_WEEKDAYS: Final = 0b0011111
_MOST_ENDS: Final = 64
"""Ends to look at until all sessions are closed; a week of four sessions has twenty."""


@kernel
def sessions_end(hours: Hours, first: int, count: int, ts: int) -> int:
    """The first instant after `ts` at which a session ends and none of the others is open.

    Parameters
    ----------
    first, count : the windows of the sessions.
    """
    end = ts
    for _ in range(_MOST_ENDS):
        after = end
        for k in range(first, first + count):
            close = _next_close(hours, k, after)
            if end == after or close < end:
                end = close
        if not _any_open(hours, first, count, end):
            break
    return end


@inline
def _next_close(hours: Hours, k: int, ts: int) -> int:
    window = hours.windows[k]
    days = _WEEKDAYS
    if window.closes <= window.opens:
        days = _WEEKDAYS << 1
    at = hours.at[window.zone_from : window.zone_to]
    offset = hours.offset[window.zone_from : window.zone_to]
    return next_clock(at, offset, ts, window.closes, days)


@inline
def _any_open(hours: Hours, first: int, count: int, ts: int) -> bool:
    for k in range(first, first + count):
        window = hours.windows[k]
        at = hours.at[window.zone_from : window.zone_to]
        offset = hours.offset[window.zone_from : window.zone_to]
        if in_session(at, offset, ts, window.opens, window.closes):
            return True
    return False


@inline
def next_in_week(hours: Hours, k: int, ts: int, day: int, clock: int) -> int:
    """The first instant after `ts` at which the clock of window `k`'s zone shows this.

    Parameters
    ----------
    day : of the week, Monday 0.
    clock : ns after midnight.
    """
    window = hours.windows[k]
    at = hours.at[window.zone_from : window.zone_to]
    offset = hours.offset[window.zone_from : window.zone_to]
    return next_clock(at, offset, ts, clock, 1 << day)


@inline
def late_friday(hours: Hours, k: int, ts: int, clock: int) -> bool:
    """Whether it is Friday, at or after `clock`, in the zone of window `k`."""
    window = hours.windows[k]
    at = hours.at[window.zone_from : window.zone_to]
    offset = hours.offset[window.zone_from : window.zone_to]
    wall = ts + zone_offset(at, offset, ts)
    return weekday_of(wall) == FRIDAY and wall % DAY >= clock
