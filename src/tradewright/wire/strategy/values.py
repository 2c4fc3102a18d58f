"""What a condition compares with: a number, or a series, moved by a factor and by pips."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias, cast

from tradewright.core.rules import MOST_AGO, Comparison, Node, Number, Operator, Series
from tradewright.wire.strategy.bounds import BARS, PIPS_OR_NONE
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.meanings import before
from tradewright.wire.strategy.reader import Reader, as_number
from tradewright.wire.strategy.report import Fragment
from tradewright.wire.strategy.series import SERIES, Named, by_name, by_object, named, resolved

Value: TypeAlias = float | Named

OPERAND: Final[Fragment] = {"anyOf": [{"type": "number"}, *cast("list[object]", SERIES["anyOf"])]}
_VALUE_FIX: Final = 'Write "value": a number, or the name of an indicator such as "ema_21"'
_FLAT: Final = 'Use it with an operator that has a direction, such as "crosses_above"'


def right_side(block: Reader, ground: Ground) -> Value | None:
    """What stands under `value` or `compareIndicator`; None, with a problem reported, if wrong."""
    value = block.raw("value", OPERAND)
    other = named(block, "compareIndicator", ground) if block.has("compareIndicator") else None
    block.raw("compareIndicator", SERIES)
    period = block.optional_number("comparePeriod", BARS)
    if block.has("compareIndicator"):
        if block.has("value"):
            message = "value and compareIndicator are both given"
            block.refuse("compareIndicator", message, "Keep one of them")
        options = {} if period is None else {"period": period}
        return None if other is None else replace(other, options=options)
    if period is not None:
        block.refuse("comparePeriod", "there is no compareIndicator", "Write both, or neither")
    if not block.has("value"):
        block.missing("value", _VALUE_FIX)
        return None
    return operand(block, "value", value, ground)


def operand(block: Reader, key: str, value: object, ground: Ground) -> Value | None:
    """A number, or a series by its name or in full; None, with a problem reported, if neither."""
    number = as_number(value)
    if number is not None:
        return number
    if isinstance(value, Mapping):
        return by_object(block, key, cast("object", value), ground)
    if not isinstance(value, str) or not value.strip():
        block.wrong(key, "expected a number or the name of an indicator", _VALUE_FIX)
        return None
    try:
        float(value)
    except ValueError:
        return by_name(block, key, value.strip(), ground)
    block.wrong(key, "expected a number or the name of an indicator", "Drop the quotes")
    return None


def moved(block: Reader, right: Value | None, by: Operator | None, pips: float) -> Value | None:
    """The right side, so much of the price further in the operator's direction: `minBreakPips`."""
    if not pips or right is None:
        return right
    if by is Operator.EQUALS:
        block.refuse("minBreakPips", f"{by} has no direction to break in", _FLAT)
    offset = -pips if by is not None and by.swaps else pips
    if isinstance(right, Named):
        return _finite(block, "minBreakPips", replace(right, offset=right.offset + offset))
    return _finite(block, "minBreakPips", right + offset)


def scaled(block: Reader, right: Value | None, times: float) -> Value | None:
    """The right side times `multiplier`."""
    if right is None or times == 1.0:
        return right
    if isinstance(right, Named):
        more = replace(right, scale=right.scale * times, offset=right.offset * times)
        return _finite(block, "multiplier", more)
    return _finite(block, "multiplier", right * times)


def _finite(block: Reader, key: str, value: Value) -> Value | None:
    parts = (value.scale, value.offset) if isinstance(value, Named) else (value,)
    if all(map(math.isfinite, parts)):
        return value
    block.refuse(key, "makes a number that is too large", "Write a smaller number")
    return None


def break_distance(block: Reader, ground: Ground) -> float:
    """`minBreakPips` in price units; 0 where it is absent."""
    return (block.optional_number("minBreakPips", PIPS_OR_NONE) or 0.0) * ground.pip


def came_from(block: Reader, left: Series, by: Operator, level: Value) -> Node | None:
    """That the series was not yet past `fromLevel` on the bar before."""
    if by is Operator.EQUALS or left.ago >= MOST_AGO:
        block.refuse("fromLevel", f"{by} comes from nowhere", _FLAT)
        return None
    was = Operator.GREATER_OR_EQUAL if by.swaps else Operator.LESS_OR_EQUAL
    there = resolved(block, level, {}) if isinstance(level, Named) else Number(value=level)
    if there == left:
        message = f"{left.name} comes from itself"
        block.refuse("fromLevel", message, "Write a number, or another series")
    if there is None:
        return None
    then = before(there) if isinstance(there, Series) else there
    return Comparison(left=before(left), operator=was, right=then, path=block.path)


def from_level(block: Reader, ground: Ground) -> Value | None:
    """The level under `fromLevel`; None where it is absent."""
    value = block.raw("fromLevel", OPERAND)
    return operand(block, "fromLevel", value, ground) if block.has("fromLevel") else None
