"""Where stop and target stand when a position opens."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import ATR, FIBONACCI, NO_LEVEL, PERCENT, PRICE, RATIO
from tradewright.core.market.records import Terms
from tradewright.core.market.ticks import against, down, nearest, up


@inline
def stop_level(terms: Terms, side: int, anchor: int, atr_ticks: float, stretch: float = 1.0) -> int:
    """Stop in ticks, rounded against the trader; 0 where the strategy has none.

    Parameters
    ----------
    anchor : ticks, the price the distance counts from.
    atr_ticks : average true range at the signal bar, in ticks.
    stretch : factor of the distance.
    """
    if terms.stop_kind == NO_LEVEL:
        return 0
    if terms.stop_kind == PRICE:
        return against(side, terms.stop_value)
    distance = terms.stop_value
    if terms.stop_kind == PERCENT:
        distance = anchor * terms.stop_value / 100.0
    elif terms.stop_kind == ATR:
        distance = atr_ticks * terms.stop_value
    return against(side, anchor - side * distance * stretch)


@inline
def swing_stop(terms: Terms, side: int, low: float, high: float) -> int:
    """Stop behind the last swing: below the low for a long, above the high for a short; ticks."""
    swing = low
    if side < 0:
        swing = high
    return against(side, swing - side * terms.stop_buffer)


@inline
def stretch_of(atr: float, normal: float) -> float:
    """What the true range is to its normal, at least a half and at most double."""
    return min(max(atr / normal, 0.5), 2.0)


@inline
def clamped(side: int, anchor: int, level: int, least: float, most: float) -> int:
    """A level moved to between two distances from its anchor; ticks, 0 for no such end.

    Parameters
    ----------
    side : of the level as seen from its anchor: a stop of a long is on side -1.

    Notes
    -----
    A level on the wrong side of its anchor stays there. Distances that are no whole ticks are
    rounded inwards.
    """
    distance = (level - anchor) * side
    if distance <= 0:
        return level
    if most > 0.0 and distance > most:
        distance = down(most)
    if least > 0.0 and distance < least:
        distance = up(least)
    return anchor + side * distance


@inline
def structure_target(terms: Terms, side: int, low: float, high: float) -> int:
    """Target at the last swing, or on the leg between the last two, to the nearest tick.

    Parameters
    ----------
    low, high : ticks, the swings.

    Notes
    -----
    On the leg it is `low + level * (high - low)` for a long and `high - level * (high - low)` for a
    short: above 1 an extension, below a retracement.
    """
    if terms.target_kind == FIBONACCI:
        leg = terms.target_value * (high - low)
        if side > 0:
            return nearest(low + leg)
        return nearest(high - leg)
    swing = high
    if side < 0:
        swing = low
    return nearest(swing - side * terms.target_buffer)


@inline
def target_level(
    terms: Terms, side: int, anchor: int, atr_ticks: float, risk: int, stretch: float = 1.0
) -> int:
    """Target in ticks, the nearest one; 0 where the strategy has none.

    Parameters
    ----------
    anchor : ticks, the price the distance counts from.
    atr_ticks : average true range at the signal bar, in ticks.
    risk : R, the initial stop distance in ticks.
    stretch : factor of the distance.
    """
    if terms.target_kind == NO_LEVEL:
        return 0
    if terms.target_kind == PRICE:
        return nearest(terms.target_value)
    distance = terms.target_value
    if terms.target_kind == PERCENT:
        distance = anchor * terms.target_value / 100.0
    elif terms.target_kind == ATR:
        distance = atr_ticks * terms.target_value
    elif terms.target_kind == RATIO:
        distance = risk * terms.target_value
    return nearest(anchor + side * distance * stretch)


@inline
def risk_of(side: int, anchor: int, stop: int) -> int:
    """R in ticks; 0 without a stop, negative if the stop stands on the wrong side of its anchor."""
    if stop == 0:
        return 0
    distance = (anchor - stop) * side
    if distance == 0:
        return -1
    return distance
