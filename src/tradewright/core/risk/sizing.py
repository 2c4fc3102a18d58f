"""How many lots."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import FIXED
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
def wanted_lots(
    feed: Feed, terms: Terms, equity: float, ticks: float, rate: float, factor: float
) -> float:
    """The same before anything is rounded or too small; 0 where nothing is put at stake."""
    lots = terms.lots
    if terms.sizing != FIXED:
        if ticks <= 0.0:
            return 0.0
        stake = ticks * feed.money * rate
        lots = min(equity * terms.percent / 100.0 / stake, terms.lots_max)
    return min(lots * factor, terms.lots_max)


@inline
def lots_for(
    feed: Feed, terms: Terms, equity: float, ticks: float, rate: float, factor: float
) -> float:
    """Volume of a new position, 0 when it comes out below the minimum.

    Parameters
    ----------
    equity : account currency, marked at this open.
    ticks : what is put at stake, > 0 unless the lot is fixed: R, multiples of ATR, or the whole
        price.
    rate : account currency for one unit of quote currency.
    factor : what the filters leave of the size, or add to it; never beyond the most allowed.

    Notes
    -----
    lots = equity * percent / 100 / (ticks * tick value of one lot). Of the whole price that is a
    position worth `percent` of the equity.
    """
    lots = wanted_lots(feed, terms, equity, ticks, rate, factor)
    if terms.lot_step > 0.0:
        lots = down(lots / terms.lot_step) * terms.lot_step
    volume = whole_lots(feed, lots)
    if volume < terms.lots_min - 1e-12:
        return 0.0
    return volume
