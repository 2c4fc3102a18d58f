"""Condition trees as functions of one bar's values and the values of the bar before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias, assert_never

from tradewright.core.rules import truth
from tradewright.core.rules.conditions import Comparison, Group, Logic, Node, Operator
from tradewright.core.rules.operands import Operand

Values: TypeAlias = Sequence[float]
Check: TypeAlias = Callable[[Values, Values], int]
"""Truth of a tree from (values of the bar before, values of the bar)."""

_TESTS: Final[dict[Operator, Callable[[float, float], int]]] = {
    Operator.GREATER_THAN: truth.greater,
    Operator.LESS_THAN: truth.greater,
    Operator.GREATER_OR_EQUAL: truth.greater_equal,
    Operator.LESS_OR_EQUAL: truth.greater_equal,
    Operator.EQUALS: truth.equal,
}


def check(node: Node, place: Mapping[Operand, int]) -> Check:
    """The function that evaluates a tree.

    Parameters
    ----------
    node : the tree.
    place : where in the values each of its operands stands, numbers included.

    Returns
    -------
    A function of two equally long sequences; NaN stands for a value that is not known.
    """
    match node:
        case Comparison():
            return _comparison(node, place)
        case Group(logic=Logic.NOT):
            inner = check(node.members[0], place)
            return lambda before, now: truth.negate(inner(before, now))
        case Group():
            return _joined(node, place)
        case _:
            assert_never(node)


def _comparison(leaf: Comparison, place: Mapping[Operand, int]) -> Check:
    i, j = place[leaf.left], place[leaf.right]
    if leaf.operator.swaps:
        i, j = j, i
    if leaf.operator.crosses:
        crosses = truth.crosses
        return lambda before, now: crosses(before[i], before[j], now[i], now[j])
    test = _TESTS[leaf.operator]

    def holds(before: Values, now: Values) -> int:
        del before  # only crosses look back
        return test(now[i], now[j])

    return holds


def _joined(group: Group, place: Mapping[Operand, int]) -> Check:
    first, *rest = (check(member, place) for member in group.members)
    join = truth.both if group.logic is Logic.AND else truth.either

    def joined(before: Values, now: Values) -> int:
        result = first(before, now)
        for each in rest:
            result = join(result, each(before, now))
        return result

    return joined
