"""Rings in a pass's memory, and the highest value of one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import inline

Values = NDArray[np.float64]


def ring_size(least: int) -> int:
    """Size of a ring for at least so many values: a power of two, to find a place without dividing.

    Value number j of a ring stands at place j & (size - 1).
    """
    size = 1
    while size < least:
        size *= 2
    return size


ringed = inline(ring_size)


@inline
def highest(memory: Values, slot: int, ring: int, size: int, at: int, period: int) -> float:
    """The highest of the last `period` values of a ring, at least `period` of `size` long.

    Parameters
    ----------
    memory : value number j of the ring stands at ring + (j & (size - 1)).
    slot : where the number of the best value is kept between calls.
    at : number of the newest value, written already.

    Notes
    -----
    Must be asked at every bar, from the first on: the window is searched only when the best value
    has left it. Lows are kept negated.
    """
    best, mask = int(memory[slot]), size - 1
    if best <= at - period:
        best = at - period + 1
        for j in range(best + 1, at + 1):
            if memory[ring + (j & mask)] >= memory[ring + (best & mask)]:
                best = j
    elif memory[ring + (at & mask)] >= memory[ring + (best & mask)]:
        best = at
    memory[slot] = best
    return memory[ring + (best & mask)]
