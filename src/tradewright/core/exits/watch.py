"""Between which prices nothing can happen: most bars end here, after four comparisons."""

from __future__ import annotations

from math import floor

from tradewright.core.exits.trail import even_trigger, trail_distance, trail_trigger, trails
from tradewright.core.kernel import inline
from tradewright.core.market.codes import NO_EVEN
from tradewright.core.market.records import NEVER, Feed, Position, Terms
from tradewright.core.market.ticks import up


@inline
def forget(feed: Feed) -> None:
    """Watch nothing."""
    feed.bid_floor = -NEVER
    feed.bid_roof = NEVER
    feed.ask_floor = -NEVER
    feed.ask_roof = NEVER
    feed.due = NEVER
    feed.reads = 0


@inline
def watch(feed: Feed, position: Position, terms: Terms) -> None:
    """Narrow the feed's quiet range so that it ends where, or when, this position may change.

    Notes
    -----
    The range may be too narrow, never too wide: inside it, neither a level is touched nor does a
    stop move. Before the instant `due` no position closes because of the time.
    """
    feed.reads |= terms.reads
    if position.until != 0:
        feed.due = min(feed.due, position.until)
    if position.check != 0:
        feed.due = min(feed.due, position.check)
    lower = -NEVER
    upper = _gain(position, terms)
    if position.stop != 0:
        lower = position.stop * position.side
    if position.target != 0:
        upper = min(upper, position.target * position.side)
    if position.side > 0:
        feed.bid_floor = max(feed.bid_floor, lower)
        feed.bid_roof = min(feed.bid_roof, upper)
    else:
        feed.ask_roof = min(feed.ask_roof, -lower)
        feed.ask_floor = max(feed.ask_floor, -upper)


@inline
def _gain(position: Position, terms: Terms) -> int:
    """The least favourable price, times side, at which trailing or breakeven may move the stop."""
    entry = position.entry * position.side
    level = NEVER
    if trails(position, terms):
        level = entry + trail_trigger(position, terms)
        if position.stop != 0:
            behind = floor(trail_distance(position, terms)) + max(up(terms.trail_step), 1)
            level = max(level, position.stop * position.side + behind)
    if terms.even_kind != NO_EVEN and position.evened == 0:
        level = min(level, entry + even_trigger(position, terms))
    return level
