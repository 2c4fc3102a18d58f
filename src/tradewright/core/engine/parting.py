"""Parts of positions close: where the price meets a rung, when its time comes, by the regime."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar.units import DAY
from tradewright.core.engine.notes import note, tell_stop
from tradewright.core.engine.rungs import armed, is_against, is_open, meets, stands
from tradewright.core.engine.tables import Tables
from tradewright.core.exits import reach
from tradewright.core.kernel import inline, kernel
from tradewright.core.ledger import leave
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import AFTER, IN_REGIME, REDUCED, WHOLE
from tradewright.core.market.records import (
    NEVER,
    Feed,
    Position,
    Rung,
    Terms,
)
from tradewright.core.market.ticks import against, down, nearest, up
from tradewright.core.risk import Hours
from tradewright.core.venue import exit_price

PARTIAL: Final = int(ExitReason.PARTIAL)
BREAKEVEN: Final = int(ExitReason.BREAKEVEN)


@kernel
def parts_between(
    tables: Tables, hours: Hours, k: int, start: int, end: int, ts: int
) -> tuple[int, int]:
    """Close the parts that the price meets on its way; where it stands then, and the fill.

    The fill is 0 unless everything has to close with the last of them.
    """
    price = start
    fill = 0
    while fill == 0:
        r = next_rung(tables, hours, k, price, end, ts)
        if r < 0:
            break
        price = meets(tables, k, r, price, end)
        fill = take_rung(tables, k, r, price, ts)
    return price, fill


@kernel
def part_at(tables: Tables, hours: Hours, k: int, price: int, ts: int) -> int:
    """Close the parts that an open has passed; the fill if everything has to close, else 0."""
    position = tables.positions[k]
    stop = position.stop
    _, fill = parts_between(tables, hours, k, price, price, ts)
    tell_stop(tables, ts, position, stop)
    return fill


@kernel
def part_due(tables: Tables, hours: Hours, k: int, now: int, ts: int) -> tuple[int, int]:
    """Close the parts whose time or regime has come at a bar's close; how many, and the fill.

    Parameters
    ----------
    now : when the bar closes, ns.
    ts : when it opened.

    Notes
    -----
    The fill is 0 unless everything has to close.
    """
    position = tables.positions[k]
    feed = tables.feeds[position.feed]
    stop = position.stop
    price = feed.bid
    if position.side < 0:
        price = feed.ask
    count = 0
    fill = 0
    while fill == 0:
        r = due_rung(tables, hours, k, now, ts)
        if r < 0:
            break
        fill = take_rung(tables, k, r, price, ts)
        count += 1
    tell_stop(tables, ts, position, stop)
    return count, fill


@kernel
def next_rung(tables: Tables, hours: Hours, k: int, start: int, end: int, ts: int) -> int:
    """Which rung the price meets first on its way from `start` to `end`; -1 for none.

    Parameters
    ----------
    k : row of the position.
    start, end : ticks on the closing side; equal where the price jumped there.
    ts : when the bar opened, ns.

    Notes
    -----
    Stop and target win at the same price; of two rungs the first one does.
    """
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    found = -1
    nearest_yet = NEVER
    for r in range(terms.rungs):
        rung = tables.rungs[terms.rungs_from + r]
        if rung.kind < AFTER and armed(position, terms, r):
            at = meets(tables, k, r, start, end)
            way = abs(at - start)
            if at != NEVER and way < nearest_yet and is_open(tables, hours, k, r, ts):
                found, nearest_yet = r, way
    if found >= 0 and _over_there(position, meets(tables, k, found, start, end)):
        return -1
    return found


@inline
def _over_there(position: Position, price: int) -> bool:
    """Whether the whole position leaves at this price anyway."""
    if position.stop != 0 and (price - position.stop) * position.side <= 0:
        return True
    return position.target != 0 and (price - position.target) * position.side >= 0


@kernel
def take_rung(tables: Tables, k: int, r: int, price: int, ts: int) -> int:
    """A rung is met at `price`: its part closes; the fill if everything closes with it, else 0.

    Parameters
    ----------
    price : ticks on the closing side, not slipped: a level in profit is a limit order.

    Notes
    -----
    What closes everything is left to the caller, `position.rung` names the rung.
    """
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    rung = tables.rungs[terms.rungs_from + r]
    feed = tables.feeds[position.feed]
    position.done |= 1 << r
    position.share = min(position.share + rung.percent, 100.0)
    lots = part_of(position, terms, feed)
    if rung.action == WHOLE:
        lots = position.lots
    reach(position, price)
    if lots > 0.0:
        fill = price
        if rung.kind >= AFTER or is_against(tables, k, r):
            fill = exit_price(position, price)
        _count(tables, position, ts)
        position.rung = r + 1
        if lots >= position.lots:
            return fill
        _close_part(tables, k, lots, fill, ts)
        position.rung = 0
    _after(tables, k, rung, price)
    return 0


@inline
def part_of(position: Position, terms: Terms, feed: Feed) -> float:
    """Lots that close so that the rungs that are over have closed their share, rounded down.

    Notes
    -----
    What is less than the smallest volume closes with a later part. What remains is nothing, or at
    least the smallest volume and `Terms.part_least`.
    """
    entered = nearest(position.entered * feed.lot_steps)
    left = nearest(position.lots * feed.lot_steps)
    smallest = max(up(feed.volume_min * feed.lot_steps), 1)
    part = down(entered * position.share / 100.0) - (entered - left)
    remain = max(smallest, up(terms.part_least * feed.lot_steps))
    if part >= left and terms.part_least == 0.0:
        return position.lots
    part = min(part, left - remain)
    if part < smallest:
        return 0.0
    return part / feed.lot_steps


@inline
def _count(tables: Tables, position: Position, ts: int) -> None:
    seat = tables.seats[position.strategy]
    position.part_ts = ts
    if seat.parts_day != ts // DAY:
        seat.parts_day, seat.parts_today = ts // DAY, 0
    seat.parts_today += 1


@inline
def _close_part(tables: Tables, k: int, lots: float, fill: int, ts: int) -> None:
    """Book a part of a position at `fill` (ticks); its row keeps the rest."""
    account = tables.account[0]
    position = tables.positions[k]
    feed = tables.feeds[position.feed]
    trade = tables.trades[account.trades]
    left = nearest(position.lots * feed.lot_steps) - nearest(lots * feed.lot_steps)
    leave(account, tables.feeds, position, trade, fill, lots)
    if (fill - trade.worst) * position.side < 0:
        trade.worst = fill
    position.lots = left / feed.lot_steps
    position.realised += trade.pnl
    trade.exit_ts = ts
    trade.reason = PARTIAL
    trade.rung = position.rung
    row = note(tables, REDUCED, ts, position, fill)
    row.reason = PARTIAL
    row.lots = lots
    row.amount = trade.pnl
    row.rung = position.rung
    for g in (0, position.strategy + 1):
        if tables.guards[g].watches != 0:
            tables.guards[g].banked += trade.pnl


@inline
def _after(tables: Tables, k: int, rung: Rung, price: int) -> None:
    """What a rung does to the rest: the stop goes to the entry price, the rest is trailed."""
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    if rung.evens != 0:
        level = against(position.side, position.entry + position.side * terms.even_buffer)
        ahead = (price - level) * position.side > 0
        tighter = position.stop == 0 or (level - position.stop) * position.side > 0
        if ahead and tighter:
            position.stop = level
            position.stop_reason = BREAKEVEN
    if position.done == (1 << terms.rungs) - 1:
        position.rest_trail = terms.rest_trail


@kernel
def due_rung(tables: Tables, hours: Hours, k: int, now: int, ts: int) -> int:
    """Which rung is met at a bar's close by time or regime; -1 for none.

    Parameters
    ----------
    now : when the bar closes, ns.
    ts : when it opened.
    """
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    for r in range(terms.rungs):
        rung = tables.rungs[terms.rungs_from + r]
        if rung.kind >= AFTER and armed(position, terms, r):
            met = now >= tables.marks[k, 2 * r]
            if rung.kind == IN_REGIME:
                met = stands(position, rung)
            if met and is_open(tables, hours, k, r, ts):
                return r
    return -1
