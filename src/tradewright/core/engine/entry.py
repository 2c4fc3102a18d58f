"""A pending signal is judged at the open: refused with a reason, or filled."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar.units import DAY
from tradewright.core.engine.barring import barred
from tradewright.core.engine.bonds import entry_bonds
from tradewright.core.engine.clocks import set_clocks
from tradewright.core.engine.guarding import guard_entry
from tradewright.core.engine.holding import widen
from tradewright.core.engine.laddering import set_rungs, unknown_rung
from tradewright.core.engine.levels import stop_of, target_of, unknown_level
from tradewright.core.engine.notes import note, refuse
from tradewright.core.engine.sizing import size_position, unknown_scale
from tradewright.core.engine.tables import Tables
from tradewright.core.exits import risk_of
from tradewright.core.kernel import inline
from tradewright.core.ledger import enter
from tradewright.core.market import ExitReason, Reason
from tradewright.core.market.codes import (
    CLOSE,
    ENTRIES,
    FROM_SIGNAL,
    HOLD,
    LONG,
    MANNERS,
    OPENED,
    REVERSE,
    SHORT,
    SLIP_ATR,
)
from tradewright.core.market.records import Feed, Position, Seat, Terms
from tradewright.core.market.ticks import against, nearest
from tradewright.core.risk import Hours, count_session, refusal, shut, weigh
from tradewright.core.venue import entry_price, slip_ticks

OPPOSITE: Final = int(ExitReason.OPPOSITE)
STOP_LOSS: Final = int(ExitReason.STOP_LOSS)
CONFLICTING_SIGNALS: Final = int(Reason.CONFLICTING_SIGNALS)
OPPOSITE_POSITION: Final = int(Reason.OPPOSITE_POSITION)
WARMING_UP: Final = int(Reason.WARMING_UP)
INVALID_STOP: Final = int(Reason.INVALID_STOP)
INVALID_TARGET: Final = int(Reason.INVALID_TARGET)
PARTLY_CLOSED: Final = int(Reason.PARTLY_CLOSED)
REGIME_TRADES_PER_DAY: Final = int(Reason.REGIME_TRADES_PER_DAY)


@inline
def give_way(tables: Tables, f: int) -> bool:
    """Ask positions to leave that stand against a signal of their strategy; whether any do."""
    asked = False
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        seat = tables.seats[position.strategy]
        terms = tables.terms[position.strategy]
        yields = terms.opposite == CLOSE or terms.opposite == REVERSE
        against_it = SHORT
        if position.side < 0:
            against_it = LONG
        comes = seat.signal & ENTRIES == against_it
        if position.feed == f and yields and position.leave == 0 and comes:
            position.leave = OPPOSITE
            asked = True
    return asked


@inline
def judge(tables: Tables, hours: Hours, strategy: int, ts: int) -> None:
    """Act on what the strategy laid down at the last close, at the standing open price."""
    seat = tables.seats[strategy]
    signal = seat.signal & ENTRIES
    weigh(seat, 0.0, 0.0)
    seat.sized = 0
    side = 1
    if signal == SHORT:
        side = -1
    if signal == ENTRIES:
        refuse(tables, ts, strategy, -1, CONFLICTING_SIGNALS)
        reason = CONFLICTING_SIGNALS
    elif tables.terms[strategy].opposite == HOLD and _held(tables, strategy, -side) != 0:
        weigh(seat, _held(tables, strategy, -side), 0.0)
        reason = OPPOSITE_POSITION
    else:
        reason = _enter(tables, hours, strategy, side, ts)
    if reason != 0:
        refuse(tables, ts, strategy, side, reason)


@inline
def _held(tables: Tables, strategy: int, side: int) -> int:
    """Id of the strategy's oldest open position on a side; 0 where it has none."""
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.strategy == strategy and position.side == side:
            return position.id
    return 0


@inline
def _enter(tables: Tables, hours: Hours, strategy: int, side: int, ts: int) -> int:
    """Fill an entry, or the `Reason` why not."""
    account = tables.account[0]
    seat = tables.seats[strategy]
    terms = tables.terms[strategy]
    feed = tables.feeds[terms.feed]
    reason = _gate(tables, hours, strategy, side, ts)
    if reason == 0 and terms.bonds != 0:
        reason = entry_bonds(tables, strategy, side, ts)
    if reason == 0:
        reason = _unknown(seat, terms, side)
    if reason != 0:
        return reason
    position = tables.positions[account.open]
    _draft(position, seat, terms, feed, side)
    position.strategy = strategy
    position.entry_ts = ts
    reason = _misplaced(position, seat)
    if reason == 0:
        reason = size_position(tables, hours, position, ts)
    if reason == 0:
        set_clocks(position, terms, hours)
        count_session(seat, terms, hours, ts)
        _book(tables, hours, position, ts)
    return reason


@inline
def _gate(tables: Tables, hours: Hours, strategy: int, side: int, ts: int) -> int:
    """The first gate that refuses before a price is known, as a `Reason`; 0 when all are open."""
    account = tables.account[0]
    seat = tables.seats[strategy]
    terms = tables.terms[strategy]
    reason = shut(account, seat)
    if reason == 0 and account.guards != 0:
        reason = barred(tables, strategy, side, ts)
    if reason == 0:
        reason = refusal(seat, terms, tables.feeds[terms.feed], hours, ts)
    if reason == 0 and _day_is_full(tables, strategy, ts):
        most = tables.manners[MANNERS * strategy + seat.regime].trades_max
        weigh(seat, seat.today_trades, most)
        reason = REGIME_TRADES_PER_DAY
    if reason == 0 and terms.part_reentry != 0 and _partly_closed(tables, strategy):
        reason = PARTLY_CLOSED
    return reason


@inline
def _partly_closed(tables: Tables, strategy: int) -> bool:
    """Whether the strategy holds less of a position than it entered; keeps both for the note."""
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.strategy == strategy and position.lots < position.entered:
            weigh(tables.seats[strategy], position.lots, position.entered)
            return True
    return False


@inline
def _unknown(seat: Seat, terms: Terms, side: int) -> int:
    """Why the entry's numbers are not all there, as a `Reason`."""
    if not _known(seat, terms):
        return WARMING_UP
    if terms.rungs != 0 and unknown_rung(seat, terms):
        return WARMING_UP
    return unknown_level(seat, terms, side)


@inline
def _misplaced(position: Position, seat: Seat) -> int:
    """Whether a drafted level stands on the wrong side of its anchor, as a `Reason`."""
    if position.risk < 0:
        weigh(seat, position.risk, 0.0)
        return INVALID_STOP
    if position.target < 0:
        if seat.measured == 0.0:
            weigh(seat, (position.target - position.entry) * position.side, 0.0)
        return INVALID_TARGET
    return 0


@inline
def _day_is_full(tables: Tables, strategy: int, ts: int) -> bool:
    """Whether the strategy has made as many entries today as the regime allows."""
    seat = tables.seats[strategy]
    most = tables.manners[MANNERS * strategy + seat.regime].trades_max
    return most > 0 and seat.today == ts // DAY and seat.today_trades >= most


@inline
def _known(seat: Seat, terms: Terms) -> bool:
    """Whether every ATR that slip, size and trailing need has a value; nan compares false."""
    return (
        (terms.slip_kind != SLIP_ATR or seat.slip_atr > 0.0)
        and not unknown_scale(seat, terms)
        and (terms.trail_multiple == 0.0 or seat.trail_atr > 0.0)
    )


@inline
def _draft(position: Position, seat: Seat, terms: Terms, feed: Feed, side: int) -> None:
    """Price, stop, target and R of a position that is not yet sized."""
    slip = slip_ticks(feed, terms, seat.slip_atr * feed.per_tick)
    entry = entry_price(feed, side, slip)
    anchor = entry
    if terms.stop_origin == FROM_SIGNAL:
        anchor = seat.signal_close
    if seat.stop_price > 0.0:
        anchor = entry
        stop = against(side, seat.stop_price * feed.per_tick)
    else:
        stop = stop_of(seat, terms, feed, side, anchor)
    position.risk = risk_of(side, anchor, stop)
    anchor = entry
    if terms.target_origin == FROM_SIGNAL:
        anchor = seat.signal_close
    if seat.target_price > 0.0:
        target = nearest(seat.target_price * feed.per_tick)
    else:
        target = target_of(seat, terms, feed, side, anchor, position.risk)
    position.feed = terms.feed
    position.side = side
    position.entry = entry
    position.stop = stop
    position.stop_reason = STOP_LOSS
    position.target = target
    position.slip = slip
    position.swap = 0.0
    _begin_moving(position, seat, terms, feed)


@inline
def _begin_moving(position: Position, seat: Seat, terms: Terms, feed: Feed) -> None:
    """Forget how the row's former position moved; the trailing distance is the signal bar's."""
    position.leave = 0
    position.evened = 0
    position.trail_range = 0.0
    _forget_parts(position)
    position.trail_base = seat.trail_base
    widen(position, terms, feed, seat.trail_atr)


@inline
def _forget_parts(position: Position) -> None:
    """No part of the position has closed yet."""
    position.done = 0
    position.share = 0.0
    position.part_ts = 0
    position.realised = 0.0
    position.rest_trail = 0.0
    position.rung = 0


@inline
def _book(tables: Tables, hours: Hours, position: Position, ts: int) -> None:
    seat = tables.seats[position.strategy]
    position.entered = position.lots
    if tables.terms[position.strategy].rungs != 0:
        set_rungs(tables, hours, tables.account[0].open)
    enter(tables.account[0], tables.feeds, position)
    seat.open += 1
    seat.trades += 1
    if seat.today != ts // DAY:
        seat.today, seat.today_trades = ts // DAY, 0
    seat.today_trades += 1
    if tables.account[0].guards != 0:
        guard_entry(tables, position.strategy, ts)
    row = note(tables, OPENED, ts, position, position.entry)
    row.amount = position.commission
    row.sizing = seat.sized
