"""Where prices come from: closed bars of one or more symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from tradewright.core.market.bar import Bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tradewright.core.calendar import Timeframe
    from tradewright.core.market import Bars


class UnknownSymbol(ValueError):
    """A symbol that this feed does not have; the message names those it has."""


class Slice(NamedTuple):
    """All bars that closed at one instant.

    `closes` is that instant, nanoseconds UTC (open time + timeframe); `bars` are (symbol, bar) in
    the order of `Feed.symbols`, at least one.
    """

    closes: int
    bars: tuple[tuple[str, Bar], ...]


class Feed(Protocol):
    """Prices, replayable from any instant.

    A feed is a pure function of how it was built: it reads no clock and keeps no position, so the
    same `since` gives the same slices, today and after a restart. `history(s, t)` and `since(t)`
    share no bar and together have them all.
    """

    def symbols(self) -> tuple[str, ...]:
        """Symbols with bars in this feed, in the order of a slice."""
        ...

    def timeframe(self) -> Timeframe:
        """Length of the feed's bars, the same for all symbols."""
        ...

    def history(self, symbol: str, until_ns: int) -> Bars:
        """Bars that have closed at or before an instant, oldest first; may be empty.

        Parameters
        ----------
        symbol : one of `symbols`; any other raises `UnknownSymbol`.
        until_ns : nanoseconds UTC.
        """
        ...

    def since(self, ts: int) -> Iterator[Slice]:
        """Slices that close after an instant, ascending; ends where the data ends.

        Parameters
        ----------
        ts : nanoseconds UTC; the `closes` of the last slice seen continues right behind it.
        """
        ...

    def quotes(self, symbol: str, bar: Bar, n: int) -> Sequence[float]:
        """Bid prices on the way through a bar, evenly spaced in time, for screens only.

        Parameters
        ----------
        symbol : one of `symbols`; prices are rounded to its tick.
        bar : a bar of the feed.
        n : how many, >= 1; the last is the close, from 4 on the extremes are among them.
        """
        ...
