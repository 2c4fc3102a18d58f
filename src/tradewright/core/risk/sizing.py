"""How many lots."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import RISK
from tradewright.core.market.records import Feed, Terms
from tradewright.core.market.ticks import down


@inline
def whole_lots(feed: Feed, lots: float) -> float:
    """Lots rounded down to the volume step and capped at the maximum; 0 when below the minimum."""
    steps = down(min(lots, feed.volume_max) * feed.lot_steps)
    volume = steps / feed.lot_steps
    if volume < feed.volume_min - 1e-12:
        return 0.0
    return volume


@inline
def lots_for(
    feed: Feed, terms: Terms, equity: float, risk: int, rate: float, factor: float
) -> float:
    """Volume of a new position, 0 when it comes out below the minimum.

    Parameters
    ----------
    equity : account currency, marked at this open.
    risk : R in ticks, > 0 for a strategy that sizes by risk.
    rate : account currency for one unit of quote currency.
    factor : what the filters leave of the size, or add to it; never beyond the most allowed.

    Notes
    -----
    Percent risk: lots = equity * percent / 100 / (risk * tick value of one lot).
    """
    if terms.sizing == RISK:
        if risk <= 0:
            return 0.0
        loss = risk * feed.money * rate
        lots = equity * terms.percent / 100.0 / loss
        lots = min(lots, terms.lots_max) * factor
        return whole_lots(feed, min(lots, terms.lots_max))
    return whole_lots(feed, terms.lots * factor)
