"""One condition: an indicator, an operator, and a number, a range or another indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from tradewright.core.rules import (
    Comparison,
    Group,
    Logic,
    Node,
    Number,
    Operand,
    Operator,
    Series,
    UnknownOperator,
)
from tradewright.wire.strategy.bounds import ANY, RATIO
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.meanings import both, busy, compared, meaning, series_name
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.regime_words import by_word, named_regimes
from tradewright.wire.strategy.report import Fragment
from tradewright.wire.strategy.series import (
    OPTIONS,
    Named,
    is_option,
    named,
    pair,
    resolved,
    says_timeframe,
)
from tradewright.wire.strategy.sides import Side
from tradewright.wire.strategy.values import (
    OPERAND,
    Value,
    break_distance,
    came_from,
    from_level,
    moved,
    operand,
    right_side,
    scaled,
)
from tradewright.wire.strategy.words import ALL, RANGES, UNARY, How, Word, compared_by, how, lean

_OPERATORS: Final = ", ".join(ALL)
_RANGE_FIX: Final = 'Write "value": [low, high], each a number or the name of an indicator'
_RANGE: Final[Fragment] = {"type": "array", "items": OPERAND, "minItems": 2, "maxItems": 2}
_ENDS: Final = 2
_OUTSIDE: Final = (Logic.OR, Operator.LESS_THAN, Operator.GREATER_THAN)
_BETWEEN: Final = (Logic.AND, Operator.GREATER_OR_EQUAL, Operator.LESS_OR_EQUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a condition object says, and the side that its operator leans to."""

    node: Node
    lean: Side | None


def condition(block: Reader, ground: Ground) -> Condition | None:
    """The tree that a condition object describes, without its inline `and`; None if it is wrong.

    Parameters
    ----------
    block : the condition; the caller reads its side, its description and its `and`.
    """
    word = _word(block)
    here = replace(ground, frame=ground.asked(block))
    left = _left(block, word, here)
    node = _node(block, word, left, here)
    confirmed = block.flag("volumeConfirmation", absent=False)
    if block.has("timeframe") and not confirmed and _all_framed(block):
        block.report.idle(block.at("timeframe"), "has no effect: both series say their own")
    block.describe("confirmation")
    if node is None or word is None or left is None:
        return None
    if confirmed:
        node = both(node, busy(here.frame, 1.0, block.path), block.path)
    return Condition(node=node, lean=lean(word))


def _all_framed(block: Reader) -> bool:
    """Whether every series of a condition says its own timeframe, in full."""
    said = [block.peek(key) for key in ("indicator", "value", "compareIndicator")]
    return all(
        one is None
        or isinstance(one, (int, float))
        or (isinstance(one, Mapping) and "timeframe" in one)
        or (isinstance(one, str) and says_timeframe(one))
        for one in said
    )


def _word(block: Reader) -> How | None:
    text = block.text("condition", f"Write one of: {_OPERATORS}")
    if not text:
        return None
    try:
        return how(text)
    except UnknownOperator as error:
        block.refuse("condition", str(error), f"Use one of: {_OPERATORS}")
        return None


def _left(block: Reader, word: How | None, ground: Ground) -> Named | None:
    block.require("indicator", 'Write an indicator such as "ema_9", "rsi" or "close"')
    found = named(block, "indicator", ground)
    if found is None or not isinstance(word, Word):
        return found
    return replace(found, name=series_name(word, found.name))


def _node(block: Reader, word: How | None, left: Named | None, ground: Ground) -> Node | None:
    if word in UNARY:
        return _unary(block, cast("Word", word), left)
    if by_word(block, left) and left is not None and word not in RANGES:
        return named_regimes(block, word, left, _options(block, left.name))
    if word in RANGES:
        return _range(block, _BETWEEN if word is Word.BETWEEN else _OUTSIDE, left, ground)
    return _compared(block, word, left, ground)


def _unary(block: Reader, word: Word, left: Named | None) -> Node | None:
    for key in ("value", "compareIndicator", "comparePeriod", "minBreakPips", "fromLevel"):
        if block.has(key):
            block.refuse(key, f"{word} compares with nothing", f'Remove "{key}"')
            block.raw(key, {})
    found = None if left is None else resolved(block, left, _options(block, left.name))
    if found is None:
        return None
    node = meaning(word, found, block.path)
    if not isinstance(node, str):
        return node
    block.refuse("condition", node, "Compare with a value instead, or use another indicator")
    return None


def _range(
    block: Reader, kind: tuple[Logic, Operator, Operator], left: Named | None, ground: Ground
) -> Node | None:
    for key in ("compareIndicator", "comparePeriod", "minBreakPips", "fromLevel"):
        if block.has(key):
            block.refuse(key, "a range has two ends, and they stand in value", f'Remove "{key}"')
            block.raw(key, {})
    ends = _ends(block, ground)
    found = None if left is None else resolved(block, left, _options(block, left.name))
    if ends is None or found is None:
        return None
    if any(_compares_itself(block, found, end) for end in ends):
        return None
    logic, low, high = kind
    sides = tuple(
        Comparison(left=found, operator=by, right=end, path=block.path)
        for by, end in zip((low, high), ends, strict=True)
    )
    return Group(logic=logic, members=sides, path=block.path)


def _ends(block: Reader, ground: Ground) -> tuple[Operand, Operand] | None:
    value = block.raw("value", _RANGE)
    ends = cast("Sequence[object]", value) if isinstance(value, (list, tuple)) else ()
    if len(ends) != _ENDS:
        block.refuse("value", f"{shown(cast('object', value))} is not a list of two", _RANGE_FIX)
        return None
    low, high = (_end(block, each, ground) for each in ends)
    if low is None or high is None:
        return None
    if isinstance(low, Number) and isinstance(high, Number) and low.value >= high.value:
        message = f"{low.value:g} is not below {high.value:g}"
        block.refuse("value", message, "Write the lower end first")
        return None
    return low, high


def _end(block: Reader, value: object, ground: Ground) -> Operand | None:
    found = operand(block, "value", value, ground)
    if isinstance(found, Named):
        return resolved(block, found, found.options)
    return None if found is None else Number(value=found)


def _compared(block: Reader, word: How | None, left: Named | None, ground: Ground) -> Node | None:
    by = None if word is None else compared_by(word)
    right = _right(block, left, by, ground)
    level = from_level(block, ground)
    names = [each.name for each in (left, right) if isinstance(each, Named)]
    options = _options(block, *names)
    if left is None or right is None or by is None:
        return None
    other = right if isinstance(right, Named) else None
    if not is_option(names, "multiplier"):
        options.pop("multiplier", None)
    found = pair(block, left, other, options)
    against = Number(value=right) if isinstance(right, float) else found and found[1]
    if found is None or against is None or _compares_itself(block, found[0], against):
        return None
    node = compared(found[0], by, against, block.path)
    origin = None if level is None else came_from(block, found[0], by, level)
    return node if origin is None else both(origin, node, block.path)


def _right(block: Reader, left: Named | None, by: Operator | None, ground: Ground) -> Value | None:
    right = right_side(block, ground)
    names = [each.name for each in (left, right) if isinstance(each, Named)]
    if block.has("multiplier") and not is_option(names, "multiplier"):
        right = scaled(block, right, block.optional_number("multiplier", RATIO) or 1.0)
    return moved(block, right, by, break_distance(block, ground))


def _options(block: Reader, *names: str) -> dict[str, float]:
    keys = [key for key in (*OPTIONS, *block.others()) if key in OPTIONS or is_option(names, key)]
    values = {key: block.optional_number(key, ANY) for key in keys}
    return {key: value for key, value in values.items() if value is not None}


def _compares_itself(block: Reader, left: Series, right: Operand) -> bool:
    if left != right:
        return False
    message = f"{left.name} is compared with itself"
    block.refuse("value", message, "Compare with another indicator or a number")
    return True
