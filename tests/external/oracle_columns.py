"""The columns part of the oracle: what a strategy reads at the close of its own bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import talib

from tests.external.oracle_frames import own_bars
from tests.external.oracle_rules import Bars, is_peak
from tests.external.oracle_settings import Storm, Structure


class Columns:
    """Columns of one strategy, laid on the rows it trades on; nan (False) where not told."""

    def __init__(self, bars: Bars, timeframe: str) -> None:
        self.own = own_bars(bars, timeframe)
        self.average_ranges = cache(self._average_ranges)
        self.ranges_by_row = cache(self._ranges_by_row)
        self.swings = cache(self._swings)
        self.stormy = cache(self._stormy)

    def average_range(self, period: int, i: int) -> float:
        """TA-Lib's ATR of the own bar that closes with row `i`, price units, or nan."""
        return self.ranges_by_row(period)[i]

    def _ranges_by_row(self, period: int) -> Sequence[float]:
        return self.own.laid(self.average_ranges(period), otherwise=math.nan)

    def _average_ranges(self, period: int) -> Sequence[float]:
        high, low, close = (np.array(self.own.bars[name]) for name in ("high", "low", "close"))
        return talib.ATR(high, low, close, period).tolist()

    def _stormy(self, storm: Storm) -> Sequence[bool | None]:
        """Whether volatility is high, by row; None on rows that close no own bar."""
        ranges, usual = self.average_ranges(storm.period), self.average_ranges(100)
        whole = self.own.bars["close"] if storm.threshold < 1 else usual
        high = [
            one >= storm.threshold * other  # false where one of them is nan
            for one, other in zip(ranges, whole, strict=True)
        ]
        return self.own.laid(high, otherwise=None)

    def _swings(self, structure: Structure, side: int, *, beyond: bool) -> Sequence[float]:
        """The swing high (side 1) or low (-1) read on each row; `beyond` the close only."""
        sign = float(side)
        name = "high" if side > 0 else "low"
        heights = [sign * price for price in self.own.bars[name]]
        closes = [sign * price for price in self.own.bars["close"]]
        if not structure.points:
            tall = [_tallest(heights, k, structure.lookback) for k in range(len(heights))]
        else:
            peaks = [k for k in range(len(heights)) if is_peak(heights, k, structure.strength)]
            tall = [
                _latest(heights, peaks, k, structure, above=closes[k] if beyond else -math.inf)
                for k in range(len(heights))
            ]
        return self.own.laid([sign * one for one in tall], otherwise=math.nan)


def _latest(
    heights: Sequence[float], peaks: Sequence[int], k: int, structure: Structure, *, above: float
) -> float:
    for peak in reversed(peaks):
        if k - structure.lookback <= peak <= k - structure.strength and heights[peak] > above:
            return heights[peak]
    return math.nan


def _tallest(heights: Sequence[float], k: int, lookback: int) -> float:
    return max(heights[k + 1 - lookback : k + 1]) if k + 1 >= lookback else math.nan
