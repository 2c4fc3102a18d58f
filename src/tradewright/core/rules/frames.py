"""The values of series on every bar: other timeframes, bars further back, scaled.

A bar of a longer timeframe is made of the bars of the rules themselves, anchored at their first
one, and is seen from the bar on at whose close it has closed; never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import Timeframe
from tradewright.core.indicators import Column, compute_all
from tradewright.core.market import Bars
from tradewright.core.market.resample import bucket_end, resample
from tradewright.core.rules.operands import Series

Values: TypeAlias = NDArray[np.float64]
Table: TypeAlias = dict[Series, Values]


def values(series: Iterable[Series], bars: Bars) -> Table:
    """Each series on each bar, (n,) float64; NaN where it is not known yet.

    Parameters
    ----------
    series : what is wanted; a plain series is the array that `compute` gives, not a copy.
    bars : (n,) closed bars, oldest first.

    Raises
    ------
    CannotResample : a series is of a timeframe that these bars cannot make.
    """
    wanted = tuple(dict.fromkeys(series))
    own = compute_all((each.column for each in wanted if each.timeframe is None), bars)
    found = {each: _derived(each, own[each.column]) for each in wanted if each.timeframe is None}
    for timeframe in dict.fromkeys(each.timeframe for each in wanted):
        if timeframe is not None:
            found.update(_of_frame(timeframe, wanted, bars))
    return found


def seen(higher: Bars, bars: Bars) -> NDArray[np.int64]:
    """Which bar of a longer timeframe is the last that has closed by each bar's close; -1 if none.

    Parameters
    ----------
    higher : (m,) closed bars of the longer timeframe.
    bars : (n,) bars they are made of.

    Returns
    -------
    (n,) int64, each -1..m-1, ascending.
    """
    # Only months have no length of their own, and there are few of them.
    ends = higher.ts + higher.timeframe.ns
    if higher.timeframe is Timeframe.MN1:
        starts: list[int] = higher.ts.tolist()
        ends = np.array([bucket_end(start, Timeframe.MN1) for start in starts], np.int64)
    closes = bars.ts + bars.timeframe.ns
    return np.asarray(np.searchsorted(ends, closes, side="right"), np.int64) - 1


def _of_frame(timeframe: Timeframe, wanted: Iterable[Series], bars: Bars) -> Table:
    higher = resample(bars, timeframe)
    mine = [each for each in wanted if each.timeframe is timeframe]
    columns: Mapping[Column, Values] = compute_all((each.column for each in mine), higher)
    at = seen(higher, bars)
    return {each: _spread(_derived(each, columns[each.column]), at) for each in mine}


def _spread(found: Values, at: NDArray[np.int64]) -> Values:
    """Values of a longer timeframe on the bars that see them; one NaN stands before the first."""
    return np.concatenate(([np.nan], found))[at + 1]


def _derived(series: Series, found: Values) -> Values:
    if series.ago:
        kept = found[: max(found.size - series.ago, 0)]
        found = np.concatenate((np.full(min(series.ago, found.size), np.nan), kept))
    if series.scale != 1.0:
        found = found * series.scale
    return found + series.offset if series.offset else found
