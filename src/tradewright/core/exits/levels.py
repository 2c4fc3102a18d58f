"""Where stop and target stand when a position opens."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import ATR, NO_LEVEL, PERCENT, PRICE, RATIO
from tradewright.core.market.records import Terms
from tradewright.core.market.ticks import against, nearest


@inline
def stop_level(terms: Terms, side: int, anchor: int, atr_ticks: float) -> int:
    """Stop in ticks, rounded against the trader; 0 where the strategy has none.

    Parameters
    ----------
    anchor : ticks, the price the distance counts from.
    atr_ticks : average true range at the signal bar, in ticks.
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
    return against(side, anchor - side * distance)


@inline
def target_level(terms: Terms, side: int, anchor: int, atr_ticks: float, risk: int) -> int:
    """Target in ticks, the nearest one; 0 where the strategy has none.

    Parameters
    ----------
    anchor : ticks, the price the distance counts from.
    atr_ticks : average true range at the signal bar, in ticks.
    risk : R, the initial stop distance in ticks.
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
    return nearest(anchor + side * distance)


@inline
def risk_of(side: int, anchor: int, stop: int) -> int:
    """R in ticks; 0 without a stop, negative if the stop stands on the wrong side of its anchor."""
    if stop == 0:
        return 0
    distance = (anchor - stop) * side
    if distance == 0:
        return -1
    return distance
