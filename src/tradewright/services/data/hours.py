"""When a market is open, as far as a gap in its bars is concerned.

The windows are generous: where summer and winter time differ, the union is closed, so that no bar
is called missing in an hour that may have been closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from tradewright.core.calendar import DAY, HOUR, MINUTE, WEEK, Timeframe
from tradewright.core.calendar.civil import civil_from_days, days_from_civil
from tradewright.core.market import UnknownInstrument, instrument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tradewright.core.market import Bars

# The Monday before 1970-01-01, a Thursday.
_MONDAY: Final = -3 * DAY
_FRIDAY_CLOSE: Final = 4 * DAY + 20 * HOUR + 50 * MINUTE
# 17:00 New York is 21:00 or 22:00 UTC; brokers pause some minutes around it, metals for an hour.
_FOREX_ROLLS: Final = (
    (20 * HOUR + 55 * MINUTE, 21 * HOUR + 10 * MINUTE),
    (21 * HOUR + 55 * MINUTE, 22 * HOUR + 10 * MINUTE),
)
_METAL_ROLLS: Final = ((20 * HOUR + 50 * MINUTE, 23 * HOUR + 10 * MINUTE),)
_LEARNED_SHARE: Final = 0.5  # a slot of the week is open if at least so many weeks have a bar in it
_QUIET: Final = 4 * MINUTE  # minutes without a tick have no bar in MetaTrader's exports


class Hours(NamedTuple):
    """Opening hours of a week, and the days that are closed besides.

    `knots` and `opened` are the piecewise linear map from the time of the week to trading time,
    both in nanoseconds; `quiet_ns` is how much trading time may miss within a day and `holiday_ns`
    across days before it is a gap; `holidays` tells whether forex holidays are closed.
    """

    knots: NDArray[np.float64]
    opened: NDArray[np.float64]
    quiet_ns: float
    holiday_ns: float
    holidays: str

    def missing(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float64]:
        """Trading time between two columns of instants, (n,) nanoseconds."""
        return self._since_monday(end) - self._since_monday(start)

    def closed_days(self, start: int, end: int) -> float:
        """Trading time between two instants that falls on holidays, nanoseconds."""
        if not self.holidays:
            return 0.0
        edges = np.array(list(_holidays(start, end, self.holidays)), np.int64).reshape(-1, 2)
        clipped = np.clip(edges, start, end)
        return float(np.sum(self.missing(clipped[:, 0], clipped[:, 1])))

    def _since_monday(self, ts: NDArray[np.int64]) -> NDArray[np.float64]:
        weeks, within = np.divmod(ts - _MONDAY, WEEK)
        return weeks * self.opened[-1] + np.interp(within, self.knots, self.opened)


def hours_of(bars: Bars) -> Hours:
    """The opening hours of a symbol: known by its kind, else learned from the bars.

    Parameters
    ----------
    bars : ascending.
    """
    try:
        kind = instrument(bars.symbol).kind
    except UnknownInstrument:
        kind = "index"
    half = bars.timeframe.ns / 2
    match kind:
        case "crypto":
            return _week((), half, half, "")
        case "forex":
            return _week(_closed(_FOREX_ROLLS), max(half, _QUIET), max(half, _QUIET), "forex")
        case "metal":
            return _week(_closed(_METAL_ROLLS), max(half, _QUIET), max(half, _QUIET), "metal")
        case "index":
            return _learned(bars)


def _week(closed: Sequence[tuple[int, int]], quiet: float, holiday: float, holidays: str) -> Hours:
    edges = np.array([0, *(edge for window in closed for edge in window), WEEK], np.float64)
    lengths = np.diff(edges)
    lengths[1::2] = 0.0
    return Hours(edges, np.r_[0.0, np.cumsum(lengths)], quiet, holiday, holidays)


def _closed(rolls: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    daily = [(day * DAY + start, day * DAY + end) for day in range(4) for start, end in rolls]
    opens = 6 * DAY + rolls[-1][1]
    return [*daily, (_FRIDAY_CLOSE, opens)]


def _learned(bars: Bars) -> Hours:
    """Hours of a market we know nothing about: when most weeks of the data have bars."""
    length = min(bars.timeframe.ns, DAY)
    slots = -(-WEEK // length)
    slot = (bars.ts - _MONDAY) % WEEK // length
    weeks = max(int((bars.ts[-1] - bars.ts[0]) // WEEK), 1) if len(bars) else 1
    is_open = np.bincount(slot, minlength=slots) >= _LEARNED_SHARE * weeks
    if bars.timeframe.ns > DAY:
        is_open = np.ones(slots, np.bool_)
    knots = np.minimum(np.arange(slots + 1) * float(length), float(WEEK))
    opened = np.r_[0.0, np.cumsum(is_open * np.diff(knots))]
    half = bars.timeframe.ns / 2
    # Two whole days besides weekends may be holidays; nobody told us which.
    holiday = 2.0 * float(opened[-1]) / 5.0 + half
    return Hours(knots, opened, holiday if bars.timeframe.ns >= DAY else half, holiday, "")


def _holidays(start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    first, _, _ = civil_from_days(start // DAY - 3)
    last, _, _ = civil_from_days(end // DAY + 3)
    for year in range(int(first), int(last) + 1):
        for month, day in ((12, 25), (1, 1)):
            eve = days_from_civil(year, month, day) * DAY
            yield eve - 7 * HOUR, eve + DAY + 8 * HOUR
        if kind == "metal":
            yield from _metal_holidays(year)


def _metal_holidays(year: int) -> Iterator[tuple[int, int]]:
    """Good Friday, and the early closes of United States holidays (13:00 New York)."""
    good_friday = _easter(year) - 2
    yield good_friday * DAY - 3 * HOUR, (good_friday + 2) * DAY
    thanksgiving = _nth(year, 11, 3, 4)
    early = [
        *(_nth(year, 1, 0, 3), _nth(year, 2, 0, 3), _nth(year, 6, 0, 1) - 7, _nth(year, 9, 0, 1)),
        *(
            thanksgiving,
            thanksgiving + 1,
            days_from_civil(year, 6, 19),
            days_from_civil(year, 7, 4),
        ),
    ]
    for day in early:
        yield day * DAY + 16 * HOUR, day * DAY + 23 * HOUR + 10 * MINUTE


def _nth(year: int, month: int, weekday: int, n: int) -> int:
    """Days since 1970 of the n-th weekday (Monday 0) of a month."""
    first = days_from_civil(year, month, 1)
    return first + (weekday - (first + 3)) % 7 + 7 * (n - 1)


def _easter(year: int) -> int:
    """Days since 1970 of Easter Sunday.

    Source: the anonymous Gregorian computus, Nature 13 (1876), as in Meeus (1991), chapter 8.
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    fourth, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - fourth - correction + 15) % 30
    leap, years = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leap - epact - years) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return days_from_civil(year, month, day + 1)


def longest_step(timeframe: Timeframe) -> int:
    """The longest distance of two opens that is no gap at all, nanoseconds.

    Months have up to 31 days, and days up to 25 hours where clocks change.
    """
    if timeframe is Timeframe.MN1:
        return 32 * DAY
    return timeframe.ns + (2 * HOUR if timeframe.ns >= DAY else 0)


def shortest_step(timeframe: Timeframe) -> int:
    """The shortest distance of two opens that do not overlap, nanoseconds."""
    if timeframe is Timeframe.MN1:
        return 28 * DAY
    return timeframe.ns - (2 * HOUR if timeframe.ns >= DAY else 0)
