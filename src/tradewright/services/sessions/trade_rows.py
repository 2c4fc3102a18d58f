"""A finished trade as a row of the wire, and the words and roundings that all rows share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.calendar import format_ts
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.core.engine import ClosedPosition
    from tradewright.services.sessions.roster import Roster
    from tradewright.wire.vocabulary import TradeType

CENTS = 2
"""Decimals of money on the screen; the books keep all of them."""


def closed_row(trade: ClosedPosition, roster: Roster) -> m.ClosedTrade:
    """One finished trade."""
    return m.ClosedTrade(
        ticket=trade.id,
        strategy_id=trade.strategy,
        strategy=roster.get(trade.strategy).strategy.name,
        symbol=trade.symbol,
        type=side_word(trade.side),
        volume=trade.volume,
        open_time=format_ts(trade.entry_time),
        open_price=trade.entry_price,
        close_time=format_ts(trade.exit_time),
        close_price=trade.exit_price,
        reason=trade.exit_reason,
        profit=money(trade.pnl),
        pips=round(trade.pnl_pips, 1),
        r_multiple=None if trade.r_multiple is None else round(trade.r_multiple, CENTS),
        level=trade.level,
    )


def side_word(side: str) -> TradeType:
    """What a terminal calls the side of a position."""
    return "BUY" if side == "long" else "SELL"


def money(amount: float) -> float:
    """An amount in whole cents; a negative zero is a zero."""
    return round(amount, CENTS) + 0.0
