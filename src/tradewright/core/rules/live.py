"""Signals bar by bar, equal to `signals` bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias, assert_never

from tradewright.core.indicators import Column, Stream
from tradewright.core.market import Bars
from tradewright.core.rules.conditions import (
    Comparison,
    Group,
    Logic,
    Node,
    Number,
    Operand,
    Operator,
    Rules,
    columns,
)
from tradewright.core.rules.signals import BITS
from tradewright.core.rules.truth import (
    TRUE,
    UNKNOWN,
    UNKNOWN_BIT,
    both,
    crosses,
    either,
    equal,
    greater,
    greater_equal,
    negate,
)

Values: TypeAlias = dict[Column, float]
Compare: TypeAlias = Callable[[float, float], int]

_COMPARE: Final[dict[Operator, Compare]] = {
    Operator.GREATER_THAN: greater,
    Operator.LESS_THAN: greater,
    Operator.GREATER_OR_EQUAL: greater_equal,
    Operator.LESS_OR_EQUAL: greater_equal,
    Operator.EQUALS: equal,
}


def read(operand: Operand, values: Values) -> float:
    """The operand's value on a bar; NaN where the column has none."""
    return operand.value if isinstance(operand, Number) else values[operand.column]


def compare(leaf: Comparison, before: Values, now: Values) -> int:
    """Truth of one comparison on one bar.

    Parameters
    ----------
    leaf : the comparison.
    before, now : values of its columns on the bar before and on the bar itself, NaN where unknown.
        NaN stands for a bar before that does not exist, also against a number.
    """
    first, second = leaf.left, leaf.right
    if leaf.operator.swaps:
        first, second = second, first
    left, right = read(first, now), read(second, now)
    if leaf.operator.crosses:
        return crosses(read(first, before), read(second, before), left, right)
    return _COMPARE[leaf.operator](left, right)


def combine(logic: Logic, truths: Sequence[int]) -> int:
    """Truth of a group from the truths of its members."""
    result = truths[0]
    if logic is Logic.NOT:
        return negate(result)
    join = both if logic is Logic.AND else either
    for truth in truths[1:]:
        result = join(result, truth)
    return result


class LiveRules:
    """Rules over a history that grows by one closed bar at a time.

    Parameters
    ----------
    rules : what to look for.
    history : closed bars, oldest first; the anchor of the indicators.
    extra : further columns whose values are wanted, such as the ATR of a stop.
    """

    def __init__(self, rules: Rules, history: Bars, extra: Sequence[Column] = ()) -> None:
        self._rules = rules
        self._columns = tuple(dict.fromkeys((*columns(rules), *extra)))
        self._stream = Stream(self._columns, history)
        self._before: Values = dict.fromkeys(self._columns, float("nan"))
        self._now = self._values()
        self._unknown = 0

    def push(self, open_: float, high: float, low: float, close: float, volume: float) -> int:
        """Signal bits of the bar that has just closed; prices in quote currency."""
        self._stream.update(open_, high, low, close, volume)
        self._before, self._now = self._now, self._values()
        self._unknown = 0
        bits = 0
        for name, tree in self._rules.trees():
            if self._truth(tree) == TRUE:
                bits |= BITS[name]
        return bits | self._unknown

    def value(self, column: Column) -> float:
        """Value of a column of the rules, or of `extra`, on the last bar; NaN while unknown."""
        return self._now[column]

    def _values(self) -> Values:
        return {column: self._stream.value(column) for column in self._columns}

    def _truth(self, node: Node) -> int:
        match node:
            case Comparison():
                truth = compare(node, self._before, self._now)
                self._unknown |= UNKNOWN_BIT if truth == UNKNOWN else 0
                return truth
            case Group():
                return combine(node.logic, [self._truth(member) for member in node.members])
            case _:
                assert_never(node)
