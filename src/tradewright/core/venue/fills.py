"""At what price an order fills: market and stop fills slip against the trader, limits never do."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import SLIP_ATR, SLIP_FEED
from tradewright.core.market.records import Feed, Position, Terms
from tradewright.core.market.ticks import up


@inline
def slip_ticks(feed: Feed, terms: Terms, atr_ticks: float) -> int:
    """Slippage of a position's market and stop fills, rounded against the trader."""
    if terms.slip_kind == SLIP_FEED:
        return feed.slip
    if terms.slip_kind == SLIP_ATR:
        return up(atr_ticks * terms.slip_value)
    return up(terms.slip_value)


@inline
def entry_price(feed: Feed, side: int, slip: int) -> int:
    """Market entry at the standing price: longs buy the ask, shorts sell the bid."""
    if side > 0:
        return feed.ask + slip
    return feed.bid - slip


@inline
def exit_price(position: Position, price: int) -> int:
    """Market or stop exit when the closing side stands at `price`."""
    return price - position.side * position.slip
