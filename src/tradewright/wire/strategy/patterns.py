"""`patternExit`: leaving on a reverse signal, on fading momentum, on divergence; as exit rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tradewright.core.indicators import resolve
from tradewright.core.rules import Comparison, Group, Logic, Node, Number, Operator, Series
from tradewright.wire.strategy.confirmations import BySide
from tradewright.wire.strategy.reader import Reader

_ZERO: Final = Number(value=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Exit trees, and whether an entry signal of the other side closes too."""

    trees: BySide
    reverses: bool = False


def pattern_exit(block: Reader | None) -> Patterns:
    """What `patternExit` asks for."""
    if block is None:
        return Patterns(trees=BySide())
    reverses = block.flag("exitOnReverseSignal", absent=False)
    weakening = block.flag("exitOnWeakeningMomentum", absent=False)
    divergence = block.flag("rsiDivergence", absent=False)
    block.finish()
    if not (reverses or weakening or divergence):
        fix = 'Set "exitOnReverseSignal", "exitOnWeakeningMomentum" or "rsiDivergence" to true'
        block.report.problem(block.path, "it asks for nothing", fix)
    trees = BySide()
    if weakening:
        trees = either(trees, weakening_momentum())
    if divergence:
        trees = either(trees, rsi_divergence())
    return Patterns(trees=trees, reverses=reverses)


def weakening_momentum() -> BySide:
    """The MACD histogram is on the position's side and has shrunk for two bars."""
    column = resolve("macd_histogram")
    now, before, earlier = (Series(column=column, ago=ago) for ago in range(3))

    def shrinking(by: Operator, beyond: Operator) -> Node:
        return Group(
            logic=Logic.AND,
            members=(
                Comparison(left=now, operator=beyond, right=_ZERO),
                Comparison(left=now, operator=by, right=before),
                Comparison(left=before, operator=by, right=earlier),
            ),
        )

    return BySide(
        long=shrinking(Operator.LESS_THAN, Operator.GREATER_THAN),
        short=shrinking(Operator.GREATER_THAN, Operator.LESS_THAN),
    )


def rsi_divergence() -> BySide:
    """A swing further out is confirmed on this bar, and the RSI was less far out at it."""

    def seen(name: str) -> Node:
        left = Series(column=resolve(name))
        return Comparison(left=left, operator=Operator.GREATER_THAN, right=_ZERO)

    return BySide(long=seen("rsi_divergence_bearish"), short=seen("rsi_divergence_bullish"))


def either(one: BySide, other: BySide) -> BySide:
    """What either of two says, for each side."""
    return BySide(long=_or(one.long, other.long), short=_or(one.short, other.short))


def _or(one: Node | None, other: Node | None) -> Node | None:
    if one is None or other is None:
        return one or other
    return Group(logic=Logic.OR, members=(one, other))
