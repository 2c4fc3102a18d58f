"""A ladder as rows of numbers, and where its rungs stand when a position opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import MINUTE
from tradewright.core.calendar.units import DAY
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.exits import stretch_of
from tradewright.core.kernel import grown, inline, kernel
from tradewright.core.ledger import rate
from tradewright.core.market import codes
from tradewright.core.market.records import Position, Rung, Seat, Terms
from tradewright.core.market.ticks import nearest, up
from tradewright.core.risk import Hours, sessions_end

if TYPE_CHECKING:
    from tradewright.core.engine.ladder import Ladder, Part, PartUnit
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Instrument

# Bits of Terms.part_units
ATR_READ: Final = 1
NORMAL_READ: Final = 2
SWINGS_READ: Final = 4
VOLUME_READ: Final = 8

KINDS: Final = {
    "profit": codes.GAIN,
    "loss": codes.LOSS,
    "price": codes.AT_PRICE,
    "support": codes.SUPPORT,
    "resistance": codes.RESISTANCE,
    "trailing": codes.FALL_BACK,
    "duration": codes.AFTER,
    "clock": codes.DAY_CLOCK,
    "session_end": codes.SESSION_ENDS,
    "regime": codes.IN_REGIME,
}
UNITS: Final[dict[PartUnit, int]] = {
    "pips": codes.TICKS,
    "price": codes.TICKS,
    "percentage": codes.PERCENT,
    "atr": codes.ATR,
    "rr_ratio": codes.RATIO,
    "amount": codes.MONEY,
}
ACTIONS: Final = {"partial_exit": codes.PART, "full_exit": codes.WHOLE, "skip": codes.WAIT}
HALF: Final = 0.5
"""What is left of distances in high volatility."""


def needs(ladder: Ladder | None) -> int:
    """What a ladder reads of the strategy's bars, in the bits of `Terms.part_units`."""
    if ladder is None:
        return 0
    found = 0
    for part in ladder.parts:
        if "atr" in {part.unit, part.activate_unit} or part.by_volatility:
            found |= ATR_READ
        if part.by_volatility:
            found |= NORMAL_READ
        if part.kind in {"support", "resistance"}:
            found |= SWINGS_READ
        if part.min_volume > 0.0:
            found |= VOLUME_READ
    if ladder.high_volatility is not None:
        found |= ATR_READ | (NORMAL_READ if ladder.high_volatility >= 1.0 else 0)
    return found


def listens(ladder: Ladder | None) -> bool:
    """Whether a ladder reads volume or regime at every close while a position is held."""
    return ladder is not None and any(
        part.min_volume > 0.0 or part.min_confidence > 0.0 or part.kind == "regime"
        for part in ladder.parts
    )


def with_rungs(tables: Tables, strategy: Strategy, s: int, traded: Instrument) -> Tables:
    """Room for the ladder of strategy number `s`, filled in; its sessions have windows later."""
    ladder = strategy.ladder
    if ladder is None:
        return _wide_enough(tables)
    per_pip = traded.pip / traded.tick_size
    first, count = len(tables.rungs), len(ladder.parts)
    terms = tables.terms[s]
    terms.rungs_from, terms.rungs = first, count
    _describe(terms, ladder, per_pip)
    terms.part_news = int(strategy.news_buffer_minutes is not None)
    table = grown(tables.rungs, Rung, first + count)
    for k, part in enumerate(ladder.parts):
        _describe_rung(table[first + k], part, per_pip, tables.feeds[terms.feed].per_tick)
    account = tables.account[0]
    account.rungs = max(account.rungs, count)
    return _wide_enough(tables._replace(rungs=table))


def _wide_enough(tables: Tables) -> Tables:
    """The same tables with marks for every rung of every position."""
    shape = len(tables.positions), 2 * int(tables.account[0].rungs)
    if tables.marks.shape == shape:
        return tables
    marks = np.zeros(shape, np.int64)
    old = tables.marks
    marks[: old.shape[0], : old.shape[1]] = old
    return tables._replace(marks=marks)


def _describe(terms: Terms, ladder: Ladder, per_pip: float) -> None:
    terms.sequential = int(ladder.sequence == "sequential")
    terms.part_units = needs(ladder)
    terms.part_least = ladder.least_lots
    terms.part_cooldown = round(ladder.cooldown_minutes * MINUTE)
    terms.parts_max = ladder.per_day or 0
    terms.part_high = ladder.high_volatility or 0.0
    terms.part_spread = ladder.spread_percent or 0.0
    terms.part_hours = int(ladder.in_sessions)
    terms.part_reentry = int(not ladder.reentry)
    terms.rest_trail = (ladder.trail_rest_pips or 0.0) * per_pip


def _describe_rung(rung: Rung, part: Part, per_pip: float, per_price: float) -> None:
    rung.kind, rung.percent = KINDS[part.kind], part.percent
    rung.unit, rung.value = UNITS[part.unit], part.value * _scale(part.unit, per_pip, per_price)
    rung.activate_unit = UNITS[part.activate_unit]
    rung.activate = part.activate * _scale(part.activate_unit, per_pip, per_price)
    if part.kind == "duration":
        rung.value = part.value * MINUTE
    elif part.kind == "clock":
        rung.value = part.value
    elif part.kind == "price":
        rung.value = part.value * per_price
    rung.action, rung.evens = ACTIONS[part.action], int(part.breakeven)
    rung.by_volatility, rung.by_regime = int(part.by_volatility), int(part.by_regime)
    rung.regimes = sum(1 << int(regime) for regime in part.regimes)
    rung.confidence = part.confidence if part.kind == "regime" else part.min_confidence
    widest = part.max_spread_pips
    rung.spread_max = -1.0 if widest is None else widest * per_pip
    rung.volume_min = part.min_volume


def _scale(unit: PartUnit, per_pip: float, per_price: float) -> float:
    return {"pips": per_pip, "price": per_price}.get(unit, 1.0)


@inline
def read_ladder(seat: Seat, terms: Terms, tape: Tape, row: int) -> None:
    """Keep the numbers of the signal bar that the rungs will stand on."""
    if terms.part_units & ATR_READ != 0:
        seat.part_atr = tape.atr[terms.part_atr_from + row]
    if terms.part_units & NORMAL_READ != 0:
        seat.part_normal = tape.atr[terms.part_normal_from + row]
    if terms.part_units & SWINGS_READ != 0:
        seat.part_low = tape.atr[terms.part_low_from + row]
        seat.part_high = tape.atr[terms.part_high_from + row]
    if terms.part_units & VOLUME_READ != 0:
        seat.part_volume = tape.atr[terms.part_volume_from + row]


@inline
def unknown_rung(seat: Seat, terms: Terms) -> bool:
    """Whether a number is missing that rungs stand on; a comparison with nan is false.

    A swing that is not there leaves out its rung instead.
    """
    if terms.part_units & ATR_READ != 0 and not seat.part_atr > 0.0:
        return True
    return terms.part_units & NORMAL_READ != 0 and not seat.part_normal > 0.0


@kernel
def set_rungs(tables: Tables, hours: Hours, k: int) -> None:
    """Fix where the rungs of a new position stand: levels in ticks, distances, instants.

    Parameters
    ----------
    k : its row; it has its price, its stop and its lots.
    """
    position = tables.positions[k]
    conversion = rate(tables.feeds, position.feed, position.entry)
    seat = tables.seats[position.strategy]
    terms = tables.terms[position.strategy]
    position.part_volume = seat.part_volume
    position.part_regime = seat.regime
    position.part_confidence = seat.confidence
    for r in range(terms.rungs):
        rung = tables.rungs[terms.rungs_from + r]
        tables.marks[k, 2 * r] = _mark(tables, hours, position, rung, conversion)
        tables.marks[k, 2 * r + 1] = 0
        if rung.kind == codes.FALL_BACK and rung.activate > 0.0:
            trigger = _distance(tables, position, rung.activate_unit, rung.activate, conversion)
            tables.marks[k, 2 * r + 1] = up(trigger)
        waits = rung.kind == codes.IN_REGIME and rung.action == codes.WAIT
        if waits or (tables.marks[k, 2 * r] <= 0 and rung.kind != codes.IN_REGIME):
            position.done |= 1 << r
    if position.done == (1 << terms.rungs) - 1:
        position.rest_trail = terms.rest_trail


@inline
def _mark(tables: Tables, hours: Hours, position: Position, rung: Rung, conversion: float) -> int:
    """Where a rung stands: ticks or ns; 0 where it never will."""
    if rung.kind == codes.GAIN or rung.kind == codes.LOSS:
        return _level(tables, position, rung, conversion)
    if rung.kind == codes.FALL_BACK:
        distance = _distance(tables, position, rung.unit, rung.value, conversion)
        return max(up(distance), 1)
    if rung.kind < codes.FALL_BACK:
        return _apart(position, _price(tables, position, rung))
    return _instant(hours, rung, position.entry_ts)


@inline
def _price(tables: Tables, position: Position, rung: Rung) -> int:
    """A price that does not depend on the entry, ticks; 0 where there is no such swing."""
    price = rung.value
    seat = tables.seats[position.strategy]
    per_tick = tables.feeds[position.feed].per_tick
    if rung.kind == codes.SUPPORT:
        price = seat.part_low * per_tick
    elif rung.kind == codes.RESISTANCE:
        price = seat.part_high * per_tick
    if price > 0.0:
        return nearest(price)
    return 0


@inline
def _instant(hours: Hours, rung: Rung, entered: int) -> int:
    """When a rung's time comes, ns; 0 for one that does not wait for a time."""
    if rung.kind == codes.AFTER:
        return entered + nearest(rung.value)
    if rung.kind == codes.DAY_CLOCK:
        clock = nearest(rung.value)
        return ((entered - clock) // DAY + 1) * DAY + clock
    if rung.kind == codes.SESSION_ENDS:
        return sessions_end(hours, rung.window, 1, entered)
    return 0


@inline
def _apart(position: Position, level: int) -> int:
    """A level, or 0 where it is the entry price itself and so on neither side."""
    if level == position.entry:
        return 0
    return level


@inline
def _level(tables: Tables, position: Position, rung: Rung, conversion: float) -> int:
    """A level at a distance: in profit to the nearest tick, in loss away from the entry."""
    seat = tables.seats[position.strategy]
    terms = tables.terms[position.strategy]
    distance = _distance(tables, position, rung.unit, rung.value, conversion)
    if rung.by_volatility != 0:
        distance *= stretch_of(seat.part_atr, seat.part_normal)
    if rung.by_regime != 0:
        distance *= seat.target_scale
    per_tick = tables.feeds[position.feed].per_tick
    if terms.part_high > 0.0 and _volatile(seat, terms, per_tick):
        distance *= HALF
    if rung.kind == codes.LOSS:
        return position.entry - position.side * max(up(distance), 1)
    return position.entry + position.side * max(nearest(distance), 1)


@inline
def _volatile(seat: Seat, terms: Terms, per_tick: float) -> bool:
    """Whether the signal bar's volatility was high, by the ladder's measure."""
    usual = seat.signal_close / per_tick
    if terms.part_high >= 1.0:
        usual = seat.part_normal
    return seat.part_atr >= terms.part_high * usual


@inline
def _distance(
    tables: Tables, position: Position, unit: int, value: float, conversion: float
) -> float:
    """A distance in ticks."""
    if unit == codes.PERCENT:
        return position.entry * value / 100.0
    if unit == codes.ATR:
        seat = tables.seats[position.strategy]
        return seat.part_atr * tables.feeds[position.feed].per_tick * value
    if unit == codes.RATIO:
        return position.risk * value
    if unit == codes.MONEY:
        return value / (tables.feeds[position.feed].money * position.lots * conversion)
    return value
