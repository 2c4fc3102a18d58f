"""Stops that move: trailing first, then breakeven; they only tighten."""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import inline
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import EVEN_R, NO_EVEN
from tradewright.core.market.records import NEVER, Position, Terms
from tradewright.core.market.ticks import against, up

TRAILING_STOP: Final = int(ExitReason.TRAILING_STOP)
BREAKEVEN: Final = int(ExitReason.BREAKEVEN)


@inline
def follow(position: Position, terms: Terms, price: int) -> int:
    """Move the stop after the price has reached `price` (ticks, closing side); 1 if it moved."""
    moved = 0
    if trails(position, terms):
        moved = _trail(position, terms, price)
    if terms.even_kind != NO_EVEN and position.evened == 0:
        moved |= _even(position, terms, price)
    return moved


@inline
def trails(position: Position, terms: Terms) -> bool:
    """Whether the stop follows the price."""
    return terms.trails != 0 or position.rest_trail > 0.0


@inline
def even_trigger(position: Position, terms: Terms) -> int:
    """Profit in ticks from which on the stop goes to breakeven."""
    if terms.even_kind == EVEN_R:
        return up(terms.even_trigger * position.risk)
    return up(terms.even_trigger)


@inline
def trail_distance(position: Position, terms: Terms) -> float:
    """How far behind the price the stop follows, ticks."""
    if position.rest_trail > 0.0:
        return position.rest_trail
    base = terms.trail_distance
    if position.trail_base > 0.0:
        base = position.trail_base
    return max(base + position.trail_range, terms.trail_least)


@inline
def trail_trigger(position: Position, terms: Terms) -> int:
    """Profit in ticks from which on the stop follows; what is left after a ladder always does."""
    if position.rest_trail > 0.0:
        return -NEVER
    return max(up(terms.trail_activate), up(terms.trail_activate_r * position.risk))


@inline
def _trail(position: Position, terms: Terms, price: int) -> int:
    if (price - position.entry) * position.side < trail_trigger(position, terms):
        return 0
    candidate = against(position.side, price - position.side * trail_distance(position, terms))
    if candidate <= 0:
        return 0
    step = max(up(terms.trail_step), 1)
    if position.stop != 0 and (candidate - position.stop) * position.side < step:
        return 0
    position.stop = candidate
    position.stop_reason = TRAILING_STOP
    return 1


@inline
def _even(position: Position, terms: Terms, price: int) -> int:
    if (price - position.entry) * position.side < even_trigger(position, terms):
        return 0
    candidate = against(position.side, position.entry + position.side * terms.even_buffer)
    if (price - candidate) * position.side <= 0:
        return 0
    position.evened = 1
    if position.stop != 0 and (candidate - position.stop) * position.side <= 0:
        return 0
    position.stop = candidate
    position.stop_reason = BREAKEVEN
    return 1
