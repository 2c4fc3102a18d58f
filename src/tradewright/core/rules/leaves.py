"""Compiled passes over one block of bars: comparisons in, truth values out.

Each pass is one loop over contiguous columns without a branch that depends on the data, so that
the compiler turns it into vector instructions.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import inline, kernel
from tradewright.core.market.codes import LONG
from tradewright.core.rules import truth

Values = NDArray[np.float64]
Truths = NDArray[np.uint8]

# The same definitions that single bars use, compiled into the loops below.
greater = inline(truth.greater)
greater_equal = inline(truth.greater_equal)
equal = inline(truth.equal)
crosses = inline(truth.crosses)
both = inline(truth.both)
either = inline(truth.either)
negate = inline(truth.negate)


@kernel
def fill_greater(left: Values, right: Values, out: Truths) -> None:
    """Write the truth of left > right into `out`.

    Parameters
    ----------
    left, right : (m + 1,) float64, the bar before the block first.
    out : (m,) uint8, FALSE, TRUE or UNKNOWN.
    """
    for i in range(out.size):
        out[i] = greater(left[i + 1], right[i + 1])


@kernel
def fill_greater_equal(left: Values, right: Values, out: Truths) -> None:
    """Write the truth of left >= right into `out`; shapes as in `fill_greater`."""
    for i in range(out.size):
        out[i] = greater_equal(left[i + 1], right[i + 1])


@kernel
def fill_equal(left: Values, right: Values, out: Truths) -> None:
    """Write the truth of left == right into `out`; shapes as in `fill_greater`."""
    for i in range(out.size):
        out[i] = equal(left[i + 1], right[i + 1])


@kernel
def fill_crosses(left: Values, right: Values, out: Truths) -> None:
    """Write the truth of left crossing above right into `out`; shapes as in `fill_greater`."""
    for i in range(out.size):
        out[i] = crosses(left[i], right[i], left[i + 1], right[i + 1])


@kernel
def join_both(out: Truths, other: Truths) -> None:
    """Kleene AND of two (m,) columns, in place."""
    for i in range(out.size):
        out[i] = both(out[i], other[i])


@kernel
def join_either(out: Truths, other: Truths) -> None:
    """Kleene OR of two (m,) columns, in place."""
    for i in range(out.size):
        out[i] = either(out[i], other[i])


@kernel
def flip(out: Truths) -> None:
    """Kleene NOT of an (m,) column, in place."""
    for i in range(out.size):
        out[i] = negate(out[i])


@kernel
def mark(bits: Truths, truths: Truths, value: int, bit: int) -> None:
    """Set `bit` in (m,) `bits` wherever `truths` equals `value`."""
    for i in range(bits.size):
        bits[i] |= bit if truths[i] == value else 0


FILLS: Final = (fill_greater, fill_greater_equal, fill_equal, fill_crosses)
JOINS: Final = (join_both, join_either)


def compile_passes() -> None:
    """Compile every pass now, for the types that `signals` calls it with."""
    values, truths = np.zeros(3), np.zeros(2, np.uint8)
    for fill in FILLS:
        fill(values, values, truths)
    for join in JOINS:
        join(truths, truths)
    flip(truths)
    mark(truths, truths, truth.TRUE, LONG)
