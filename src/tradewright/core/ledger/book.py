"""Booking fills: a position enters the table, a position leaves it."""

from __future__ import annotations

from tradewright.core.kernel import Rows, inline
from tradewright.core.ledger.mark import rate
from tradewright.core.market.records import Account, Feed, Position, Trade


@inline
def commission(feed: Feed, lots: float, price: int, conversion: float) -> float:
    """Commission of one side of a trade, account currency."""
    notional = lots * feed.contract * price * feed.tick * conversion
    return feed.commission * lots + feed.commission_rate * notional


@inline
def enter(account: Account, feeds: Rows[Feed], position: Position) -> None:
    """Number a filled position, charge its commission and set its margin aside.

    Parameters
    ----------
    position : in the next free row of the table.
    """
    feed = feeds[position.feed]
    conversion = rate(feeds, position.feed, position.entry)
    account.next_id += 1
    account.open += 1
    position.id = account.next_id
    position.best = position.entry
    position.worst = position.entry
    notional = position.lots * feed.contract * position.entry * feed.tick * conversion
    position.margin = notional * feed.margin_rate
    position.commission = commission(feed, position.lots, position.entry, conversion)
    account.balance -= position.commission


@inline
def leave(
    account: Account, feeds: Rows[Feed], position: Position, trade: Trade, price: int, lots: float
) -> None:
    """Book the exit of `lots` of a position at `price` (ticks) into the account and a trade's row.

    Notes
    -----
    Of the commission paid, the swap earned and the margin held, the part takes its share by volume.
    The position's lots, or its row, are the caller's to change.
    """
    feed = feeds[position.feed]
    conversion = rate(feeds, position.feed, price)
    gross = (price - position.entry) * position.side * feed.money * lots * conversion
    fee = commission(feed, lots, price, conversion)
    share = lots / position.lots
    paid = position.commission * share
    swap = position.swap * share
    position.commission -= paid
    position.swap -= swap
    position.margin -= position.margin * share
    account.balance += gross + swap - fee
    account.trades += 1
    trade.id = position.id
    trade.strategy = position.strategy
    trade.feed = position.feed
    trade.side = position.side
    trade.lots = lots
    trade.entry_ts = position.entry_ts
    trade.entry = position.entry
    trade.exit = price
    trade.stop = position.stop
    trade.target = position.target
    trade.commission = paid + fee
    trade.swap = swap
    trade.pnl = gross + swap - trade.commission
    trade.risk = position.risk
    trade.best = position.best
    trade.worst = position.worst
    trade.rung = position.rung
