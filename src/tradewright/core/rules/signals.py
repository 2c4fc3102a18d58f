"""Signals of a whole history at once.

The history is walked in blocks small enough for the processor's cache: every comparison of a
block reads columns that are already there, and temporaries cost kilobytes, not the length of the
history.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from tradewright.core.market import Bars
from tradewright.core.market.codes import EXIT_LONG, EXIT_SHORT, LONG, SHORT, UNKNOWN_BIT
from tradewright.core.rules import leaves
from tradewright.core.rules.conditions import (
    Comparison,
    Group,
    Logic,
    Node,
    Operator,
    Rules,
    series,
)
from tradewright.core.rules.frames import Table, values
from tradewright.core.rules.operands import Number, Operand
from tradewright.core.rules.truth import TRUE, UNKNOWN

BITS: Final = {
    "entry_long": LONG,
    "entry_short": SHORT,
    "exit_long": EXIT_LONG,
    "exit_short": EXIT_SHORT,
}
_BLOCK: Final = 65_536  # bars: two columns of doubles fill a common 1 MiB cache

Pass: TypeAlias = Callable[[leaves.Values, leaves.Values, leaves.Truths], None]
_PASSES: Final[dict[Operator, Pass]] = {
    Operator.GREATER_THAN: leaves.fill_greater,
    Operator.LESS_THAN: leaves.fill_greater,
    Operator.GREATER_OR_EQUAL: leaves.fill_greater_equal,
    Operator.LESS_OR_EQUAL: leaves.fill_greater_equal,
    Operator.EQUALS: leaves.fill_equal,
    Operator.CROSSES_ABOVE: leaves.fill_crosses,
    Operator.CROSSES_BELOW: leaves.fill_crosses,
}


def signals(rules: Rules, bars: Bars) -> NDArray[np.uint8]:
    """Signal bits of every bar.

    Parameters
    ----------
    rules : what to look for.
    bars : (n,) closed bars, oldest first; indicators are anchored at the first one.

    Returns
    -------
    (n,) uint8: LONG, SHORT, EXIT_LONG and EXIT_SHORT where that tree is true, UNKNOWN_BIT where
    some comparison could not be made. The bits of bar i depend on bars 0..i only.
    """
    table = values(series(rules), bars)
    out = np.zeros(len(bars), np.uint8)
    for start in range(0, len(bars), _BLOCK):
        block = _Block(table, out[start : start + _BLOCK], start)
        for name, tree in rules.trees():
            leaves.mark(block.bits, block.truth(tree), TRUE, BITS[name])
    return out


class _Block:
    """One stretch of bars: `bits` is the part of the result that it fills, from bar `start` on."""

    def __init__(self, table: Table, bits: NDArray[np.uint8], start: int) -> None:
        self.bits = bits
        self._table = table
        self._start = start

    def truth(self, node: Node) -> NDArray[np.uint8]:
        match node:
            case Comparison():
                return self._compare(node)
            case Group():
                return self._join(node)
            case _:
                assert_never(node)

    def _compare(self, leaf: Comparison) -> NDArray[np.uint8]:
        left, right = self._window(leaf.left), self._window(leaf.right)
        if leaf.operator.swaps:
            left, right = right, left
        out = np.empty(self.bits.size, np.uint8)
        _PASSES[leaf.operator](left, right, out)
        leaves.mark(self.bits, out, UNKNOWN, UNKNOWN_BIT)
        return out

    def _join(self, group: Group) -> NDArray[np.uint8]:
        out = self.truth(group.members[0])
        if group.logic is Logic.NOT:
            leaves.flip(out)
        join = leaves.join_both if group.logic is Logic.AND else leaves.join_either
        for member in group.members[1:]:
            join(out, self.truth(member))
        return out

    def _window(self, operand: Operand) -> NDArray[np.float64]:
        """Values of the block with the bar before it first; NaN before the first bar of all."""
        if isinstance(operand, Number):
            return np.full(self.bits.size + 1, operand.value)
        found = self._table[operand]
        if self._start == 0:
            return np.concatenate(([np.nan], found[: self.bits.size]))
        return found[self._start - 1 : self._start + self.bits.size]
