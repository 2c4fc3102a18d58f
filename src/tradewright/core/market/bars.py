"""Bars as columns of bid prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.calendar import Timeframe


class BadBars(ValueError):
    """Columns that cannot be a price history; the message names the column and the row."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bars:
    """A price history: one row a closed bar, in the order of time.

    Parameters
    ----------
    symbol : as the data names it, for instance ``EURUSD``.
    timeframe : length of a bar.
    ts : (n,) int64, open time of each bar, nanoseconds UTC, strictly ascending.
    open, high, low, close : (n,) float64, bid prices in quote currency.
    volume : (n,) float64, tick or traded volume; zeros where unknown.
    spread : (n,) float64 in points, or None where the data has none.

    Raises
    ------
    BadBars
        If the columns differ in length or time does not ascend.
    """

    symbol: str
    timeframe: Timeframe
    ts: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    spread: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        n = self.ts.shape[0]
        for name in ("open", "high", "low", "close", "volume", "spread"):
            column: NDArray[np.float64] | None = getattr(self, name)
            if column is not None and column.shape != (n,):
                message = f"{self.symbol}: column {name!r} has shape {column.shape}, ts has ({n},)"
                raise BadBars(message)
        late = np.flatnonzero(self.ts[1:] <= self.ts[:-1])
        if late.size:
            row = int(late[0]) + 1
            message = (
                f"{self.symbol}: ts[{row}]={self.ts[row]} is not after "
                f"ts[{row - 1}]={self.ts[row - 1]}; sort and deduplicate"
            )
            raise BadBars(message)

    def __len__(self) -> int:
        return int(self.ts.shape[0])

    def __getitem__(self, part: slice) -> Bars:
        return Bars(
            symbol=self.symbol,
            timeframe=self.timeframe,
            ts=self.ts[part],
            open=self.open[part],
            high=self.high[part],
            low=self.low[part],
            close=self.close[part],
            volume=self.volume[part],
            spread=None if self.spread is None else self.spread[part],
        )

    def __repr__(self) -> str:
        return f"<Bars {self.symbol} {self.timeframe} x {len(self):,}>"
