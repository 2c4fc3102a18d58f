"""Gaps: trading hours without bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tradewright.core.calendar import DAY, HOUR, Timeframe, format_ts, weekday
from tradewright.core.market import Bars, UnknownInstrument, instrument
from tradewright.services.data.hours import Hours, hours_of, longest_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.services.data.checks import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of trading hours without bars.

    Parameters
    ----------
    after_ns, before_ns : open times of the bars on both sides, nanoseconds UTC.
    bars : how many are missing in trading hours, about.
    """

    after_ns: int
    before_ns: int
    bars: int

    def __str__(self) -> str:
        after, before = format_ts(self.after_ns), format_ts(self.before_ns)
        noun = "bar" if self.bars == 1 else "bars"
        return f"{self.bars:,} {noun} between {after} and {before}"


class Holes(NamedTuple):
    """Gaps, the longest first; the number of holes too short to count; what may be behind them."""

    gaps: tuple[Gap, ...]
    quiet: int
    hint: str


def holes(columns: Columns, symbol: str, timeframe: Timeframe) -> Holes:
    """The gaps of a history that ascends.

    Weekends, the daily roll, Christmas and New Year are no gaps for forex and metals; crypto never
    closes; for other symbols the hours of most weeks are learned, and up to two days are a holiday.
    """
    ts = columns.ts
    wide = np.flatnonzero(np.diff(ts) > longest_step(timeframe))
    if not wide.size:
        return Holes((), 0, "")
    hours = hours_of(_bars(columns, symbol, timeframe))
    start, end = ts[wide] + timeframe.ns, ts[wide + 1]
    missing = hours.missing(start, end)
    allowed = np.where(start // DAY == (end - 1) // DAY, hours.quiet_ns, hours.holiday_ns)
    suspects = np.flatnonzero(missing > allowed)
    gaps = [
        gap
        for i in suspects.tolist()
        if (gap := _gap(hours, (int(start[i]), int(end[i])), float(missing[i]), timeframe))
    ]
    quiet = int(np.count_nonzero((missing > 0) & (missing <= allowed)))
    gaps.sort(key=lambda gap: (-gap.bars, gap.after_ns))
    return Holes(tuple(gaps), quiet, _hint(ts, symbol) if gaps else "")


def _gap(hours: Hours, span: tuple[int, int], missing: float, timeframe: Timeframe) -> Gap | None:
    start, end = span
    left = missing - hours.closed_days(start, end)
    allowed = hours.quiet_ns if start // DAY == (end - 1) // DAY else hours.holiday_ns
    if left <= allowed:
        return None
    bars = max(round(left / timeframe.ns), 1)
    return Gap(after_ns=start - timeframe.ns, before_ns=end, bars=bars)


def _hint(ts: NDArray[np.int64], symbol: str) -> str:
    """A broker ahead of UTC has bars on Friday night and none on Sunday."""
    try:
        if instrument(symbol).kind not in {"forex", "metal"}:
            return ""
    except UnknownInstrument:
        return ""
    late_friday = np.count_nonzero((weekday(ts) == 4) & (ts % DAY >= 22 * HOUR))
    sunday = np.count_nonzero(weekday(ts) == 6)
    if not late_friday or sunday:
        return ""
    return (
        "hint: there are bars on Friday after 22:00 and none on Sunday, as in a broker's own time; "
        "if so, say --utc-offset NewYork+7 (most MetaTrader servers) or the server's offset"
    )


def _bars(columns: Columns, symbol: str, timeframe: Timeframe) -> Bars:
    return Bars(symbol=symbol, timeframe=timeframe, **columns._asdict())
