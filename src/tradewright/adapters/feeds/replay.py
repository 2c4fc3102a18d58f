"""Bars that are already there, played back in the order of their closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.market.bar import each_bar
from tradewright.core.market.instruments import instrument
from tradewright.core.market.lockstep import Closed, lockstep
from tradewright.core.market.quotes import quotes
from tradewright.ports.feed import Slice, UnknownSymbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tradewright.core.calendar import Timeframe
    from tradewright.core.market import Bars
    from tradewright.core.market.bar import Bar


class ReplayFeed:
    """A feed over histories in memory.

    Parameters
    ----------
    histories : one per symbol, all of one timeframe; their order is the order within a slice.

    Raises
    ------
    ValueError
        If there is no history, a symbol comes twice, or timeframes differ.
    """

    def __init__(self, *histories: Bars) -> None:
        self._bars = _by_symbol(histories)
        self._timeframe = histories[0].timeframe
        self._rank = {symbol: i for i, symbol in enumerate(self._bars)}

    def __repr__(self) -> str:
        return f"<ReplayFeed {', '.join(self._bars)} {self._timeframe}>"

    def symbols(self) -> tuple[str, ...]:
        """Symbols with bars in this feed, in the order of a slice."""
        return tuple(self._bars)

    def timeframe(self) -> Timeframe:
        """Length of the feed's bars."""
        return self._timeframe

    def first_ns(self) -> int:
        """Open time of the earliest bar, nanoseconds UTC."""
        return min(int(bars.ts[0]) for bars in self._bars.values() if len(bars))

    def history(self, symbol: str, until_ns: int) -> Bars:
        """Bars that have closed at or before an instant, oldest first; may be empty."""
        bars = self._known(symbol)
        return bars[: self._closed(bars, until_ns)]

    def since(self, ts: int) -> Iterator[Slice]:
        """Slices that close after an instant, ascending; ends with the data."""
        for closes, bars in lockstep(self._stream(symbol, ts) for symbol in self._bars):
            yield Slice(closes, bars)

    def quotes(self, symbol: str, bar: Bar, n: int) -> Sequence[float]:
        """`n` bid prices on the way through a bar, rounded to the symbol's tick."""
        self._known(symbol)
        return quotes(bar, n, instrument(symbol).tick_size).tolist()

    def _known(self, symbol: str) -> Bars:
        if symbol not in self._bars:
            message = f"this replay has no {symbol!r}; it has {', '.join(self._bars)}"
            raise UnknownSymbol(message)
        return self._bars[symbol]

    def _closed(self, bars: Bars, until_ns: int) -> int:
        return int(np.searchsorted(bars.ts, until_ns - self._timeframe.ns, side="right"))

    def _stream(self, symbol: str, ts: int) -> Iterator[Closed]:
        bars = self._bars[symbol]
        rank, length = self._rank[symbol], self._timeframe.ns
        for bar in each_bar(bars[self._closed(bars, ts) :]):
            yield Closed(bar.ts + length, rank, symbol, bar)


def _by_symbol(histories: Sequence[Bars]) -> dict[str, Bars]:
    if not histories:
        message = "a replay needs at least one history of bars, got none"
        raise ValueError(message)
    first = histories[0]
    found: dict[str, Bars] = {}
    for bars in histories:
        if bars.symbol in found:
            message = f"two histories of {bars.symbol!r}; a replay has one per symbol"
            raise ValueError(message)
        if bars.timeframe is not first.timeframe:
            message = (
                f"{bars.symbol} has {bars.timeframe} bars and {first.symbol} {first.timeframe}; "
                "resample them to one timeframe first"
            )
            raise ValueError(message)
        found[bars.symbol] = bars
    return found
