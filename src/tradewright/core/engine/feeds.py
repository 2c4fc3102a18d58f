"""What a desk trades: one stream of bars a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tradewright.core.calendar import Timeframe
    from tradewright.core.market import Instrument


class Traded(NamedTuple):
    """One feed: what it carries."""

    symbol: str
    timeframe: Timeframe
    instrument: Instrument


class Feeds(list[Traded]):
    """The feeds of a desk, in the order they were opened."""

    def of(self, symbol: str) -> int:
        """Number of the feed that carries a symbol.

        Raises
        ------
        ValueError
            If none does.
        """
        for k, feed in enumerate(self):
            if feed.symbol == symbol:
                return k
        known = ", ".join(feed.symbol for feed in self) or "none"
        message = f"no feed carries {symbol!r}; feeds: {known}"
        raise ValueError(message)
