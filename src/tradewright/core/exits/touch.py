"""Whether the price touches a level.

All prices are ticks on the side that closes the position: bid for longs, ask for shorts.
"""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import inline
from tradewright.core.market import ExitReason
from tradewright.core.market.records import Position

TAKE_PROFIT: Final = int(ExitReason.TAKE_PROFIT)


@inline
def passed(position: Position, price: int) -> int:
    """The reason to close when the price jumped here, stop before target; 0 for none."""
    if position.stop != 0 and (price - position.stop) * position.side <= 0:
        return position.stop_reason
    if position.target != 0 and (price - position.target) * position.side >= 0:
        return TAKE_PROFIT
    return 0


@inline
def crossed(position: Position, start: int, end: int) -> int:
    """The reason to close when the price ran from `start` to `end`; 0 for none.

    Notes
    -----
    A run against the position can only touch its stop, a run in its favour only its target; each at
    its own price.
    """
    run = (end - start) * position.side
    if run <= 0 and position.stop != 0 and (end - position.stop) * position.side <= 0:
        return position.stop_reason
    if run >= 0 and position.target != 0 and (end - position.target) * position.side >= 0:
        return TAKE_PROFIT
    return 0


@inline
def reach(position: Position, price: int) -> None:
    """Remember the best and the worst price since entry."""
    if (price - position.best) * position.side > 0:
        position.best = price
    if (price - position.worst) * position.side < 0:
        position.worst = price
