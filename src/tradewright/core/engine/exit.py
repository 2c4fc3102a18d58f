"""A position leaves: booked, noted, and its row freed."""

from __future__ import annotations

from typing import Final

from tradewright.core.engine.guarding import guard_exit
from tradewright.core.engine.notes import note
from tradewright.core.engine.tables import Tables
from tradewright.core.exits import reach
from tradewright.core.kernel import inline
from tradewright.core.ledger import leave
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import CLOSED
from tradewright.core.market.records import Position
from tradewright.core.risk.tally import count_trade
from tradewright.core.venue import exit_price

TAKE_PROFIT: Final = int(ExitReason.TAKE_PROFIT)


@inline
def fill_of(position: Position, price: int, reason: int) -> int:
    """Exit fill when the closing side stands at `price`: only targets do not slip."""
    if reason == TAKE_PROFIT:
        return price
    return exit_price(position, price)


@inline
def close_position(tables: Tables, k: int, price: int, reason: int, ts: int) -> None:
    """Close the position in row `k` at `price` (ticks, slipped); later rows move up by one."""
    account = tables.account[0]
    position = tables.positions[k]
    trade = tables.trades[account.trades]
    reach(position, price)
    leave(account, tables.feeds, position, trade, price, position.lots)
    trade.exit_ts = ts
    trade.reason = reason
    row = note(tables, CLOSED, ts, position, price)
    row.reason = reason
    row.amount = trade.pnl
    row.rung = trade.rung
    if account.guards != 0:
        guard_exit(tables, position.strategy, trade.pnl, position.realised, ts)
    terms = tables.terms[position.strategy]
    if terms.tallies != 0:
        count_trade(tables.tallies[position.strategy], terms, position.realised + trade.pnl)
    tables.seats[position.strategy].open -= 1
    account.open -= 1
    for later in range(k, account.open):
        tables.positions[later] = tables.positions[later + 1]
    for later in range(k, account.open):
        for m in range(2 * account.rungs):
            tables.marks[later, m] = tables.marks[later + 1, m]
