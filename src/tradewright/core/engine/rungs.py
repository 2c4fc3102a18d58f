"""Where the rungs of a ladder stand, whose turn it is, and what holds them back.

A rung is *armed* once it is its turn, *open* while nothing holds it back, and *over* once it was
met. The levels of open positions stand in `Tables.marks`.
"""

from __future__ import annotations

from tradewright.core.calendar.units import DAY
from tradewright.core.engine.tables import Tables
from tradewright.core.kernel import inline, kernel
from tradewright.core.market.codes import AFTER, FALL_BACK, IN_REGIME, WAIT
from tradewright.core.market.records import (
    NEVER,
    Feed,
    Position,
    Rung,
    Terms,
)
from tradewright.core.risk import Hours, hours_factor, news_near


@inline
def armed(position: Position, terms: Terms, r: int) -> bool:
    """Whether it is a rung's turn."""
    if position.done & (1 << r) != 0:
        return False
    before = (1 << r) - 1
    return terms.sequential == 0 or position.done & before == before


@kernel
def meets(tables: Tables, k: int, r: int, start: int, end: int) -> int:
    """At which price a rung is met on the way from `start` to `end`, ticks; `NEVER` if it is not.

    A rung whose level lies behind the price already is met at the start.
    """
    position = tables.positions[k]
    level = level_of_rung(tables, k, r)
    if level == NEVER:
        return NEVER
    ahead = 1
    if is_against(tables, k, r):
        ahead = -1
    run = ahead * position.side
    if (start - level) * run >= 0:
        return start
    if (end - level) * run >= 0:
        return level
    return NEVER


@inline
def is_against(tables: Tables, k: int, r: int) -> bool:
    """Whether a rung is met by a price that runs against the position."""
    position = tables.positions[k]
    rung = tables.rungs[tables.terms[position.strategy].rungs_from + r]
    if rung.kind == FALL_BACK:
        return True
    return (tables.marks[k, 2 * r] - position.entry) * position.side < 0


@inline
def level_of_rung(tables: Tables, k: int, r: int) -> int:
    """Where a rung stands now, ticks; `NEVER` while it waits for profit to fall back from."""
    position = tables.positions[k]
    rung = tables.rungs[tables.terms[position.strategy].rungs_from + r]
    if rung.kind != FALL_BACK:
        return tables.marks[k, 2 * r]
    if (position.best - position.entry) * position.side < tables.marks[k, 2 * r + 1]:
        return NEVER
    return position.best - position.side * tables.marks[k, 2 * r]


@inline
def stands(position: Position, rung: Rung) -> bool:
    """Whether a regime that a rung names stands, as sure as it asks."""
    named = (rung.regimes >> position.part_regime) & 1 != 0
    return named and position.part_confidence >= rung.confidence


@kernel
def is_open(tables: Tables, hours: Hours, k: int, r: int, ts: int) -> bool:
    """Whether nothing holds a rung back."""
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    rung = tables.rungs[terms.rungs_from + r]
    feed = tables.feeds[position.feed]
    spread = feed.ask - feed.bid
    if rung.spread_max >= 0.0 and spread > rung.spread_max + 1e-6:
        return False
    if terms.part_spread > 0.0 and rung.kind < FALL_BACK:
        distance = abs(tables.marks[k, 2 * r] - position.entry)
        if spread > distance * terms.part_spread / 100.0 + 1e-6:
            return False
    if rung.volume_min > 0.0 and not position.part_volume >= rung.volume_min:
        return False
    if rung.confidence > 0.0 and not position.part_confidence >= rung.confidence:
        return False
    return not _rests(tables, position, terms, ts) and not _elsewhere(terms, hours, ts)


@inline
def _rests(tables: Tables, position: Position, terms: Terms, ts: int) -> bool:
    """Whether all parts wait: a cooldown, the number of the day, a regime that holds them back."""
    if position.part_ts != 0 and ts < position.part_ts + terms.part_cooldown:
        return True
    seat = tables.seats[position.strategy]
    if terms.parts_max != 0 and seat.parts_day == ts // DAY and seat.parts_today >= terms.parts_max:
        return True
    for r in range(terms.rungs):
        rung = tables.rungs[terms.rungs_from + r]
        if rung.kind == IN_REGIME and rung.action == WAIT and stands(position, rung):
            return True
    return False


@inline
def _elsewhere(terms: Terms, hours: Hours, ts: int) -> bool:
    """Whether all parts wait because of the time: outside the sessions, near the news."""
    if terms.part_hours != 0 and hours_factor(hours, terms.window_from, terms.windows, ts) < 0.0:
        return True
    return terms.part_news != 0 and news_near(terms, hours, ts)


@kernel
def watch_rungs(tables: Tables, k: int) -> None:
    """Narrow the feed's quiet range so that it ends where, or when, a rung may be met.

    Notes
    -----
    A rung that is held back behind the price, or that listens to the regime, leaves no quiet range.
    """
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    feed = tables.feeds[position.feed]
    price = feed.bid
    if position.side < 0:
        price = feed.ask
    for r in range(terms.rungs):
        rung = tables.rungs[terms.rungs_from + r]
        if not armed(position, terms, r):
            continue
        if rung.kind == IN_REGIME:
            _never_quiet(feed)
        elif rung.kind >= AFTER:
            feed.due = min(feed.due, tables.marks[k, 2 * r])
        else:
            _fence_rung(tables, k, r, price)


@inline
def _fence_rung(tables: Tables, k: int, r: int, price: int) -> None:
    position = tables.positions[k]
    feed = tables.feeds[position.feed]
    side = position.side
    level = level_of_rung(tables, k, r)
    if level == NEVER:
        _end_at(feed, side, position.entry + side * tables.marks[k, 2 * r + 1], 1)
        return
    ahead = 1
    if is_against(tables, k, r):
        ahead = -1
    if (price - level) * side * ahead >= 0:
        _never_quiet(feed)
        return
    _end_at(feed, side, level, ahead)
    if tables.rungs[tables.terms[position.strategy].rungs_from + r].kind == FALL_BACK:
        _end_at(feed, side, position.best + side, 1)


@inline
def _never_quiet(feed: Feed) -> None:
    feed.bid_floor = NEVER
    feed.ask_floor = NEVER


@inline
def _end_at(feed: Feed, side: int, level: int, ahead: int) -> None:
    """End the quiet range at a level in favour of a position (1) or against it (-1)."""
    if side > 0 and ahead > 0:
        feed.bid_roof = min(feed.bid_roof, level)
    elif side > 0:
        feed.bid_floor = max(feed.bid_floor, level)
    elif ahead > 0:
        feed.ask_floor = max(feed.ask_floor, level)
    else:
        feed.ask_roof = min(feed.ask_roof, level)
