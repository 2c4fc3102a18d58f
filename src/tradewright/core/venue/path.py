"""In which order a bar visits its extremes."""

from __future__ import annotations

from tradewright.core.kernel import inline
from tradewright.core.market.codes import OHLC, PESSIMISTIC


@inline
def adverse_first(policy: int, side: int, opened: int, high: int, low: int) -> bool:
    """Whether a position meets the extreme against it before the one in its favour.

    Notes
    -----
    `ohlc`: the extreme nearer to the open comes first, a tie is adverse first.
    """
    if policy == PESSIMISTIC:
        return True
    if policy == OHLC:
        above = high - opened
        below = opened - low
        if side > 0:
            return below <= above
        return above <= below
    return False
