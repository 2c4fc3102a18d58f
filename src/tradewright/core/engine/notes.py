"""A note for everything that happens."""

from __future__ import annotations

from tradewright.core.engine.tables import Tables
from tradewright.core.kernel import inline
from tradewright.core.market.codes import REFUSED, STOP_MOVED
from tradewright.core.market.records import Note, Position


@inline
def note(tables: Tables, kind: int, ts: int, position: Position, price: int) -> Note:
    """Write a note about a position and return its row, for what only the caller knows."""
    account = tables.account[0]
    row = tables.notes[account.notes]
    account.notes += 1
    row.ts = ts
    row.kind = kind
    row.strategy = position.strategy
    row.feed = position.feed
    row.position = position.id
    row.side = position.side
    row.reason = 0
    row.price = price
    row.stop = position.stop
    row.target = position.target
    row.lots = position.lots
    row.amount = 0.0
    row.bound = 0.0
    row.rung = 0
    row.sizing = 0
    return row


@inline
def tell_stop(tables: Tables, ts: int, position: Position, before: int) -> None:
    """Write a note where the stop does not stand any more where it stood."""
    if position.stop != before:
        note(tables, STOP_MOVED, ts, position, position.stop).reason = position.stop_reason


@inline
def refuse(tables: Tables, ts: int, strategy: int, side: int, reason: int) -> None:
    """Count a refused entry signal and note it, with what its gate measured and the limit."""
    seat = tables.seats[strategy]
    tables.reasons[strategy, reason] += 1
    account = tables.account[0]
    row = tables.notes[account.notes]
    account.notes += 1
    row.ts = ts
    row.kind = REFUSED
    row.strategy = strategy
    row.feed = tables.terms[strategy].feed
    row.position = 0
    row.side = side
    row.reason = reason
    row.price = tables.feeds[row.feed].bid
    row.stop = 0
    row.target = 0
    row.lots = 0.0
    row.amount = seat.measured
    row.bound = seat.bound
    row.rung = 0
    row.sizing = seat.sized
