"""What open positions are worth."""

from __future__ import annotations

from tradewright.core.kernel import Rows, inline
from tradewright.core.market.codes import INVERSE, SAME, TIMES
from tradewright.core.market.records import Account, Feed, Position


@inline
def rate(feeds: Rows[Feed], of: int, price: int) -> float:
    """Account currency for one unit of the feed's quote currency; 0 while it is not known.

    Parameters
    ----------
    price : ticks, the feed's own price the conversion is made at, where it is its own rate (USDJPY
        for dollars).
    """
    feed = feeds[of]
    if feed.rate_kind == SAME:
        return 1.0
    if feed.rate_kind == INVERSE:
        return 1.0 / (price * feed.tick)
    other = feeds[feed.rate_feed]
    if other.bid == 0:
        return 0.0
    if feed.rate_kind == TIMES:
        return other.bid * other.tick
    return 1.0 / (other.bid * other.tick)


@inline
def unrealised(feeds: Rows[Feed], position: Position) -> float:
    """Open profit at the feed's standing price, swap included, account currency."""
    feed = feeds[position.feed]
    price = feed.bid
    if position.side < 0:
        price = feed.ask
    gain = (price - position.entry) * position.side
    return gain * feed.money * position.lots * rate(feeds, position.feed, price) + position.swap


@inline
def equity(account: Account, feeds: Rows[Feed], positions: Rows[Position]) -> float:
    """Balance and all open profit."""
    total = account.balance
    for k in range(account.open):
        total += unrealised(feeds, positions[k])
    return total


@inline
def margin_used(account: Account, positions: Rows[Position]) -> float:
    """Margin that all open positions hold, account currency."""
    total = 0.0
    for k in range(account.open):
        total += positions[k].margin
    return total
