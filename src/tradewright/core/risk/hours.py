"""The gates of the clock: windows of local time over the zones' transition tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import DAY, in_session, in_window
from tradewright.core.calendar.zones import zone_offset
from tradewright.core.kernel import Rows, f8, i8, inline, kernel


class Window:
    """Local hours, and where their zone's table stands in `Hours.at`.

    A session, or one of the windows of a rule of times; only those use what follows `factor`.
    """

    zone_from: i8
    zone_to: i8
    opens: i8  # ns after local midnight
    closes: i8
    factor: f8  # of a position opened in it; 0 for none
    days: i8  # bits of the days it opens on, 1 Monday
    outside: f8  # the factor outside all windows of its rule
    reason: i8  # Reason that refuses where the factor is 0
    together: i8  # windows of its rule, from this one on


class Hours(NamedTuple):
    """All windows of a desk and the tables of their zones, and the spans of news, end to end."""

    windows: Rows[Window]
    at: NDArray[np.int64]
    offset: NDArray[np.int64]
    begins: NDArray[np.int64]  # ns UTC; found by `Terms.blackout_from` and `Terms.fresh_from`
    ends: NDArray[np.int64]  # half-open


@kernel
def hours_factor(hours: Hours, first: int, count: int, ts: int) -> float:
    """Size factor at `ts`: the largest of the open ones among `count` windows from `first` on.

    Negative outside of all; without windows 1 at any time.
    """
    if count == 0:
        return 1.0
    factor = -1.0
    for k in range(first, first + count):
        window = hours.windows[k]
        at = hours.at[window.zone_from : window.zone_to]
        offset = hours.offset[window.zone_from : window.zone_to]
        if in_session(at, offset, ts, window.opens, window.closes):
            factor = max(factor, window.factor)
    return factor


@inline
def _rule_factor(hours: Hours, k: int, ts: int) -> float:
    """What the rule of times that begins at window `k` makes of a size."""
    rule = hours.windows[k]
    for j in range(k, k + rule.together):
        window = hours.windows[j]
        at = hours.at[window.zone_from : window.zone_to]
        offset = hours.offset[window.zone_from : window.zone_to]
        if in_window(at, offset, ts, window.opens, window.closes, window.days):
            return window.factor
    return rule.outside


@kernel
def times_refusal(hours: Hours, first: int, count: int, ts: int) -> int:
    """The `Reason` of the first rule of times that allows no size at `ts`; 0 when all allow some.

    Parameters
    ----------
    first, count : the windows of the rules.
    """
    k = first
    while k < first + count:
        if _rule_factor(hours, k, ts) <= 0.0:
            return hours.windows[k].reason
        k += hours.windows[k].together
    return 0


@kernel
def times_factor(hours: Hours, first: int, count: int, ts: int) -> float:
    """What all rules of times together make of a size at `ts`."""
    factor = 1.0
    k = first
    while k < first + count:
        factor *= _rule_factor(hours, k, ts)
        k += hours.windows[k].together
    return factor


@kernel
def spread_allowance(hours: Hours, first: int, count: int, ts: int) -> float:
    """How many times the widest spread is usual at `ts`: the least of the open sessions; else 1."""
    allowed = 0.0
    for k in range(first, first + count):
        window = hours.windows[k]
        at = hours.at[window.zone_from : window.zone_to]
        offset = hours.offset[window.zone_from : window.zone_to]
        inside = in_session(at, offset, ts, window.opens, window.closes)
        if inside and (allowed == 0.0 or window.factor < allowed):
            allowed = window.factor
    return 1.0 if allowed == 0.0 else allowed


@kernel
def session_opened(hours: Hours, first: int, count: int, ts: int) -> int:
    """A number for the session that opened last of those open at `ts`, on that day; 0 for none.

    It is the wall clock at its open in nanoseconds, plus its place among the windows plus 1.
    """
    found = 0
    latest = DAY
    for k in range(first, first + count):
        window = hours.windows[k]
        at = hours.at[window.zone_from : window.zone_to]
        offset = hours.offset[window.zone_from : window.zone_to]
        if in_session(at, offset, ts, window.opens, window.closes):
            wall = ts + zone_offset(at, offset, ts)
            since = (wall % DAY - window.opens) % DAY
            if since < latest:
                latest = since
                found = wall - since + (k - first) + 1
    return found
