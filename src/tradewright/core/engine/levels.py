"""Stop and target of an entry, from what its signal bar says and its anchor."""

from __future__ import annotations

from typing import Final

from tradewright.core.engine.tables import Tape
from tradewright.core.exits import (
    clamped,
    stop_level,
    stretch_of,
    structure_target,
    swing_stop,
    target_level,
)
from tradewright.core.kernel import inline
from tradewright.core.market import Reason
from tradewright.core.market.codes import ATR, FIBONACCI, NO_LEVEL, SWING
from tradewright.core.market.records import Feed, Seat, Terms
from tradewright.core.risk import weigh

WARMING_UP: Final = int(Reason.WARMING_UP)
NO_SWING_LEVEL: Final = int(Reason.NO_SWING_LEVEL)


@inline
def read_levels(seat: Seat, terms: Terms, tape: Tape, row: int) -> None:
    """Keep the numbers of the signal bar that stop and target will stand on."""
    if terms.stop_kind == ATR or terms.stop_stretch != 0:
        seat.stop_atr = tape.atr[terms.stop_atr_from + row]
    if terms.stop_stretch != 0:
        seat.stop_normal = tape.atr[terms.stop_normal_from + row]
    if terms.stop_kind == SWING:
        seat.stop_low = tape.atr[terms.stop_low_from + row]
        seat.stop_high = tape.atr[terms.stop_high_from + row]
    if terms.target_kind == ATR:
        seat.target_atr = tape.atr[terms.target_atr_from + row]
    if terms.target_kind >= SWING:
        seat.target_low = tape.atr[terms.target_low_from + row]
        seat.target_high = tape.atr[terms.target_high_from + row]


@inline
def unknown_level(seat: Seat, terms: Terms, side: int) -> int:
    """Why stop or target cannot be placed, as a `Reason`: the ranges first, then the swings.

    What a Python strategy says itself needs no number. A comparison with nan is false.
    """
    if not _ranges_known(seat, terms):
        return WARMING_UP
    if not _swings_known(seat, terms, side):
        return NO_SWING_LEVEL
    return 0


@inline
def _ranges_known(seat: Seat, terms: Terms) -> bool:
    """Whether every ATR that stop and target need has a value."""
    stretched = terms.stop_stretch != 0
    if seat.stop_price <= 0.0:
        if (terms.stop_kind == ATR or stretched) and not seat.stop_atr > 0.0:
            return False
        if stretched and not seat.stop_normal > 0.0:
            return False
    return seat.target_price > 0.0 or terms.target_kind != ATR or seat.target_atr > 0.0


@inline
def _swings_known(seat: Seat, terms: Terms, side: int) -> bool:
    """Whether every swing that stop and target need has a value."""
    stop = seat.stop_price <= 0.0 and terms.stop_kind == SWING
    if stop and not _swing(seat.stop_low, seat.stop_high, side) > 0.0:
        return False
    if seat.target_price > 0.0:
        return True
    if terms.target_kind == SWING:
        return _swing(seat.target_low, seat.target_high, -side) > 0.0
    return terms.target_kind != FIBONACCI or seat.target_high > seat.target_low > 0.0


@inline
def _swing(low: float, high: float, side: int) -> float:
    """The swing behind a position of this side."""
    if side > 0:
        return low
    return high


@inline
def stop_of(seat: Seat, terms: Terms, feed: Feed, side: int, anchor: int) -> int:
    """Stop in ticks, 0 where the strategy has none; `anchor` is what distances count from."""
    if terms.stop_kind == NO_LEVEL:
        return 0
    if terms.stop_kind == SWING:
        low, high = seat.stop_low * feed.per_tick, seat.stop_high * feed.per_tick
        stop = swing_stop(terms, side, low, high)
    else:
        stretch = seat.stop_scale
        if terms.stop_stretch != 0:
            stretch *= stretch_of(seat.stop_atr, seat.stop_normal)
        stop = stop_level(terms, side, anchor, seat.stop_atr * feed.per_tick, stretch)
    return clamped(-side, anchor, stop, terms.stop_least, terms.stop_most)


@inline
def target_of(seat: Seat, terms: Terms, feed: Feed, side: int, anchor: int, risk: int) -> int:
    """Target in ticks, 0 where the strategy has none; negative behind its anchor.

    Parameters
    ----------
    anchor : ticks, what distances count from.
    risk : R, ticks.
    """
    if terms.target_kind == NO_LEVEL:
        return 0
    if terms.target_kind >= SWING:
        low, high = seat.target_low * feed.per_tick, seat.target_high * feed.per_tick
        target = structure_target(terms, side, low, high)
        if (target - anchor) * side <= 0:
            weigh(seat, (target - anchor) * side, 0.0)
            return -1
    else:
        atr = seat.target_atr * feed.per_tick
        target = target_level(terms, side, anchor, atr, risk, seat.target_scale)
    return clamped(side, anchor, target, terms.target_least, terms.target_most)
