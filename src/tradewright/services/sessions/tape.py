"""The bars a session has seen, per symbol, as columns that grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.market import Bars

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from tradewright.core.calendar import Timeframe
    from tradewright.core.market.bar import Bar

FIRST_ROOM: Final = 4096
"""Rows of a new tape; the room doubles when it is full."""

COLUMNS: Final = ("open", "high", "low", "close", "volume", "spread")


class Tape:
    """Closed bars of one symbol, oldest first.

    Parameters
    ----------
    symbol, timeframe : of the bars.
    """

    def __init__(self, symbol: str, timeframe: Timeframe) -> None:
        self.symbol = symbol
        self.timeframe = timeframe
        self._n = 0
        self._ts: NDArray[np.int64] = np.empty(FIRST_ROOM, np.int64)
        self._rows: NDArray[np.float64] = np.empty((len(COLUMNS), FIRST_ROOM))

    def __len__(self) -> int:
        return self._n

    def append(self, bar: Bar) -> None:
        """Keep one more bar; its time must be after the last one's."""
        if self._n == self._ts.shape[0]:
            self._ts = np.concatenate((self._ts, np.empty_like(self._ts)))
            self._rows = np.concatenate((self._rows, np.empty_like(self._rows)), axis=1)
        spread = np.nan if bar.spread is None else bar.spread
        self._ts[self._n] = bar.ts
        self._rows[:, self._n] = (bar.open, bar.high, bar.low, bar.close, bar.volume, spread)
        self._n += 1

    def extend(self, bars: Iterable[Bar]) -> None:
        """Keep several bars."""
        for bar in bars:
            self.append(bar)

    def bars(self, since: int = 0) -> Bars:
        """Views of the rows from `since` on; later bars do not change them.

        Spread is None unless every row has one.
        """
        first, last = max(since, 0), self._n
        prices = {name: row[first:last] for name, row in zip(COLUMNS, self._rows, strict=True)}
        spread = prices.pop("spread")
        known = bool(spread.size) and not np.isnan(spread).any()
        return Bars(
            symbol=self.symbol,
            timeframe=self.timeframe,
            ts=self._ts[first:last],
            spread=spread if known else None,
            **prices,
        )
