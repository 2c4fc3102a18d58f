"""Bars of a longer timeframe made of shorter ones: a history at once, or one bar at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import DAY, Timeframe, bucket_starts
from tradewright.core.market.bar import Bar
from tradewright.core.market.bars import Bars

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Adding this to the first day of any month lands in the next month.
_PAST_MONTH: Final = 32 * DAY


class CannotResample(ValueError):
    """The target timeframe is shorter than the bars, or is no whole number of them."""


def resample(bars: Bars, timeframe: Timeframe, day_start_ns: int = 0) -> Bars:
    """The closed bars of a longer timeframe.

    Parameters
    ----------
    bars : n bars, any gaps.
    timeframe : a multiple of `bars.timeframe`; the same timeframe gives the same bars.
    day_start_ns : when days start, nanoseconds after 00:00 UTC; moves D1, W1, MN1 and the H4 grid.

    Returns
    -------
    Bars that are closed: the last minute of their time has been seen, or a bar of a later time has.
    A last bar that is still forming is left out (`Resampler.forming` has it). Open is the first
    bar's, high and low the extremes, close the last bar's, volume the sum, and the spread that of
    the first bar, at whose open an entry is filled.

    Raises
    ------
    CannotResample
        If the timeframe is not a multiple of the bars' own.
    """
    _check(bars.timeframe, timeframe)
    if timeframe is bars.timeframe:
        return bars
    if not len(bars):
        return _with(bars, timeframe)
    starts = bucket_starts(bars.ts, timeframe, day_start_ns)
    first = np.flatnonzero(np.r_[True, starts[1:] != starts[:-1]])
    merged = _merge(bars, timeframe, starts, first)
    end = bucket_end(int(starts[-1]), timeframe, day_start_ns)
    complete = int(bars.ts[-1]) + bars.timeframe.ns >= end
    return merged if complete else merged[:-1]


def bucket_end(start: int, timeframe: Timeframe, day_start_ns: int = 0) -> int:
    """Close instant of the bar that opens at `start`, nanoseconds UTC; months are exact."""
    if timeframe is not Timeframe.MN1:
        return start + timeframe.ns
    return int(bucket_starts(np.array([start + _PAST_MONTH], np.int64), timeframe, day_start_ns)[0])


class Resampler:
    """The same as `resample`, bar by bar.

    Parameters
    ----------
    source, timeframe : of the bars pushed and of the bars made.
    day_start_ns : as in `resample`.

    Raises
    ------
    CannotResample
        If the timeframe is not a multiple of the source's.
    """

    def __init__(self, source: Timeframe, timeframe: Timeframe, day_start_ns: int = 0) -> None:
        _check(source, timeframe)
        self.source = source
        self.timeframe = timeframe
        self.day_start_ns = day_start_ns
        self._forming: Bar | None = None
        self._end = 0

    @property
    def forming(self) -> Bar | None:
        """The bar that is not closed yet, as far as it is known; None right after a close."""
        return self._forming

    @property
    def closes_at(self) -> int | None:
        """When the forming bar closes, nanoseconds UTC."""
        return None if self._forming is None else self._end

    def push(self, bar: Bar) -> tuple[Bar, ...]:
        """The bars that this one closes, oldest first: none, one, or two after a gap.

        Two, when it arrives after the last minutes of the forming bar were missing and completes
        its own at once.
        """
        closed: list[Bar] = []
        if self._forming is not None and bar.ts >= self._end:
            closed.append(self._forming)
            self._forming = None
        self._forming = self._begin(bar) if self._forming is None else _add(self._forming, bar)
        if bar.ts + self.source.ns >= self._end:
            closed.append(self._forming)
            self._forming = None
        return tuple(closed)

    def _begin(self, bar: Bar) -> Bar:
        if self.timeframe is self.source:
            self._end = bar.ts
            return bar
        start = int(
            bucket_starts(np.array([bar.ts], np.int64), self.timeframe, self.day_start_ns)[0]
        )
        self._end = bucket_end(start, self.timeframe, self.day_start_ns)
        return bar._replace(ts=start)


def _check(source: Timeframe, timeframe: Timeframe) -> None:
    weeks_in_months = timeframe is Timeframe.MN1 and source is Timeframe.W1
    whole = timeframe is Timeframe.MN1 or timeframe.ns % source.ns == 0
    if timeframe.ns < source.ns or weeks_in_months or not whole:
        message = (
            f"{source} bars cannot make {timeframe} bars: a {timeframe} bar is not a whole number "
            f"of {source} bars; start from a shorter timeframe"
        )
        raise CannotResample(message)


def _add(forming: Bar, bar: Bar) -> Bar:
    return forming._replace(
        high=max(forming.high, bar.high),
        low=min(forming.low, bar.low),
        close=bar.close,
        volume=forming.volume + bar.volume,
    )


def _with(bars: Bars, timeframe: Timeframe) -> Bars:
    return Bars(
        symbol=bars.symbol,
        timeframe=timeframe,
        ts=bars.ts,
        open=bars.open,
        high=bars.high,
        low=bars.low,
        close=bars.close,
        volume=bars.volume,
        spread=bars.spread,
    )


def _merge(
    bars: Bars, timeframe: Timeframe, starts: NDArray[np.int64], first: NDArray[np.intp]
) -> Bars:
    last = np.r_[first[1:], len(bars)] - 1
    return Bars(
        symbol=bars.symbol,
        timeframe=timeframe,
        ts=starts[first],
        open=bars.open[first],
        high=np.maximum.reduceat(bars.high, first),
        low=np.minimum.reduceat(bars.low, first),
        close=bars.close[last],
        volume=np.add.reduceat(bars.volume, first),
        spread=None if bars.spread is None else bars.spread[first],
    )
