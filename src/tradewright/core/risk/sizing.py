"""How many lots."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import FIXED, MOST_LOTS, VENUE_MOST
from tradewright.core.market.records import Feed, Terms
from tradewright.core.market.sizes import Size
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
def staked_lots(size: Size) -> float:
    """Lots that lose the size's money over its distance; 0 without one.

    Notes
    -----
    lots = worth * percent / 100 / (ticks * tick value of one lot). Of the whole price that is a
    position worth `percent` of the equity.
    """
    if size.ticks <= 0.0:
        return 0.0
    return size.worth * size.percent / 100.0 / (size.ticks * size.money * size.rate)


@inline
def factored(size: Size, terms: Terms, factor: float) -> float:
    """A size's lots times the factors; never beyond the most the strategy allows."""
    lots = size.raw
    if terms.sizing != FIXED and lots > terms.lots_max:
        lots = terms.lots_max
        size.caps |= MOST_LOTS
    lots *= factor
    if lots > terms.lots_max:
        lots = terms.lots_max
        size.caps |= MOST_LOTS
    return lots


@inline
def capped(size: Size, lots: float, most: float, cap: int) -> float:
    """Lots, at most `most`; the size remembers the cap that held."""
    if lots > most:
        size.caps |= cap
        return max(most, 0.0)
    return lots


@inline
def rounded(feed: Feed, terms: Terms, size: Size, lots: float) -> float:
    """Lots in whole steps of the strategy and of the venue; 0 when below a minimum."""
    if terms.lot_step > 0.0:
        lots = down(lots / terms.lot_step) * terms.lot_step
    if lots > feed.volume_max:
        size.caps |= VENUE_MOST
    volume = whole_lots(feed, lots)
    if volume < terms.lots_min - 1e-12:
        return 0.0
    return volume
