"""Bars that grow, for the functions that have no handle yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from tradewright.core.indicators.families import PRICES
from tradewright.core.market import Bars

ROOM: Final = 1024


class History:
    """Bars that grow by one row in place; a (5, n) table with room at the end."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._n = len(bars)
        self._table = np.empty((len(PRICES), self._n + ROOM))
        for row, name in enumerate(PRICES):
            self._table[row, : self._n] = getattr(bars, name)

    def append(self, bar: Sequence[float]) -> None:
        """Take a bar: open, high, low, close, volume."""
        if self._n == self._table.shape[1]:
            wider = np.empty((len(PRICES), 2 * self._n))
            wider[:, : self._n] = self._table
            self._table = wider
        self._table[:, self._n] = bar
        self._n += 1

    def bars(self) -> Bars:
        """All of them so far; their times are numbers, no function of TA-Lib reads any."""
        columns = {name: self._table[row, : self._n] for row, name in enumerate(PRICES)}
        return Bars(
            symbol=self._bars.symbol,
            timeframe=self._bars.timeframe,
            ts=np.arange(self._n, dtype=np.int64),
            **columns,
        )
