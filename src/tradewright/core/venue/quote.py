"""Bars are bid prices; the ask is one spread above."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import inline
from tradewright.core.market.records import Feed
from tradewright.core.market.ticks import nearest


@inline
def spread_ticks(feed: Feed, points: NDArray[np.float64], row: int) -> int:
    """Spread of a bar in ticks: its own column where there is one, else the feed's constant."""
    if points.size == 0:
        return feed.spread
    return nearest(points[row] * feed.per_point)


@inline
def quote(feed: Feed, bid: int, spread: int) -> None:
    """Let the market stand at `bid` (ticks)."""
    feed.bid = bid
    feed.ask = bid + spread
