"""What one journal event changed, for those who listen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradewright.core.calendar import Timeframe
    from tradewright.core.engine import Note
    from tradewright.core.market.bar import Bar
    from tradewright.wire.messages import ClosedTrade, LogEntry


@dataclass(slots=True)
class Happened:
    """The consequences of one or more events, in order.

    Parameters
    ----------
    notes : of the desk.
    candles : (symbol, timeframe, candle) that closed.
    trades : that closed.
    log : lines that were written.
    strategies : ids whose row changed.
    gone : tickets that are no longer open.
    """

    notes: list[Note] = field(default_factory=list["Note"])
    candles: list[tuple[str, Timeframe, Bar]] = field(
        default_factory=list["tuple[str, Timeframe, Bar]"]
    )
    trades: list[ClosedTrade] = field(default_factory=list["ClosedTrade"])
    log: list[LogEntry] = field(default_factory=list["LogEntry"])
    strategies: set[str] = field(default_factory=set[str])
    gone: set[int] = field(default_factory=set[int])

    def add(self, other: Happened) -> None:
        """Append what happened after this."""
        self.notes += other.notes
        self.candles += other.candles
        self.trades += other.trades
        self.log += other.log
        self.strategies |= other.strategies
        self.gone |= other.gone
