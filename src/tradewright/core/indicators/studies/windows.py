"""Rings in a pass's memory, and the highest value of one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import inline

Values = NDArray[np.float64]


@inline
def highest(memory: Values, slot: int, ring: int, size: int, at: int, period: int) -> float:
    """The highest of the last `period` values of a ring, at least `period` of `size` long.

    Parameters
    ----------
    memory : value number j of the ring stands at ring + j % size.
    slot : where the number of the best value is kept between calls.
    at : number of the newest value, written already.

    Notes
    -----
    Must be asked at every bar, from the first on: the window is searched only when the best value
    has left it. Lows are kept negated.
    """
    best = int(memory[slot])
    if best <= at - period:
        best = at - period + 1
        for j in range(best + 1, at + 1):
            if memory[ring + j % size] >= memory[ring + best % size]:
                best = j
    elif memory[ring + at % size] >= memory[ring + best % size]:
        best = at
    memory[slot] = best
    return memory[ring + best % size]
