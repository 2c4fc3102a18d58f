"""Signals bar by bar, equal to `signals` bit for bit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tradewright.core.indicators import Column
from tradewright.core.market import Bars
from tradewright.core.market.bar import Bar
from tradewright.core.market.codes import UNKNOWN_BIT
from tradewright.core.rules.checks import check
from tradewright.core.rules.conditions import (
    Comparison,
    Rules,
    comparisons,
    series,
)
from tradewright.core.rules.following import Follower
from tradewright.core.rules.operands import Number, Operand, Series
from tradewright.core.rules.signals import BITS
from tradewright.core.rules.truth import TRUE

_NAN: Final = float("nan")


class LiveRules:
    """Rules over a history that grows by one closed bar at a time.

    Parameters
    ----------
    rules : what to look for.
    history : closed bars, oldest first; the anchor of the indicators.
    extra : further series whose values are wanted, such as the ATR of a stop.
    """

    def __init__(self, rules: Rules, history: Bars, extra: Sequence[Series] = ()) -> None:
        leaves = [leaf for _, tree in rules.trees() for leaf in comparisons(tree)]
        found = tuple(dict.fromkeys((*series(rules), *extra)))
        numbers = [leaf.right for leaf in leaves if isinstance(leaf.right, Number)]
        order: tuple[Operand, ...] = (*found, *numbers)
        place = {operand: i for i, operand in enumerate(order)}
        self._place = {each: i for i, each in enumerate(found)}
        self._numbers = [number.value for number in numbers]
        self._checks = tuple((BITS[name], check(tree, place)) for name, tree in rules.trees())
        self._used_now = _used(leaves, place)
        self._used_before = _used([leaf for leaf in leaves if leaf.operator.crosses], place)
        self._follower = Follower(found, history)
        self._now = [*self._follower.values(), *self._numbers]
        self._before = [_NAN] * len(self._now)

    def push(self, bar: Bar) -> int:
        """Signal bits of the bar that has just closed."""
        self._follower.push(bar)
        before = self._before = self._now
        now = self._now = [*self._follower.values(), *self._numbers]
        bits = 0
        for bit, holds in self._checks:
            if holds(before, now) == TRUE:
                bits |= bit
        unknown = _any_nan(now, self._used_now) or _any_nan(before, self._used_before)
        return bits | UNKNOWN_BIT if unknown else bits

    def value(self, column: Column) -> float:
        """Value of an own column of the rules, or of `extra`, on the last bar; NaN if unknown."""
        return self.read(Series(column=column))

    def read(self, series: Series) -> float:
        """Value of a series of the rules, or of `extra`, on the last bar; NaN if unknown."""
        return self._now[self._place[series]]


def _used(leaves: Sequence[Comparison], place: Mapping[Operand, int]) -> tuple[int, ...]:
    """Where the values stand that these comparisons read, once each."""
    return tuple({place[operand] for leaf in leaves for operand in (leaf.left, leaf.right)})


def _any_nan(values: Sequence[float], places: Sequence[int]) -> bool:
    for place in places:
        value = values[place]
        if value != value:
            return True
    return False
