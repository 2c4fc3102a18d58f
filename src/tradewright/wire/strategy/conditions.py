"""One condition: an indicator, an operator, and a number or another indicator."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar import Timeframe, UnknownTimeframe
from tradewright.core.rules import Comparison, Number, Operator, Series, UnknownOperator, operator
from tradewright.wire.strategy.bounds import ANY, BARS
from tradewright.wire.strategy.reader import Reader, as_number
from tradewright.wire.strategy.series import OPTIONS, Named, is_option, pair

_LATER: Final = ("minBreakPips", "fromLevel", "volumeConfirmation")
_LATER_OPERATORS: Final = frozenset({
    "between",
    "in_range",
    "outside",
    "outside_range",
    "breaks_above",
    "breaks_below",
    "bullish",
    "bearish",
    "squeeze_expansion_up",
    "squeeze_expansion_down",
    "price_breaks_upper",
    "price_breaks_lower",
    "histogram_positive",
    "histogram_negative",
    "k_crosses_above_d",
    "k_crosses_below_d",
})
_OPERATORS: Final = ", ".join(Operator)
_SERIES_FIX: Final = 'Write an indicator such as "ema_9", "rsi" or "close"'
_VALUE_FIX: Final = 'Write "value": a number, or the name of an indicator such as "ema_21"'


def comparison(block: Reader, timeframe: Timeframe | None) -> Comparison | None:
    """The comparison that a condition object describes, without its inline `and`; None if wrong.

    Parameters
    ----------
    block : the condition; the caller reads its side, its description and its `and`.
    timeframe : of the strategy, the only one a condition may name; None if that is wrong itself.
    """
    name = block.text("indicator", _SERIES_FIX)
    how = _operator(block)
    value = _value(block)
    _timeframe(block, timeframe)
    block.later(*_LATER)
    block.describe("confirmation")
    left = Named(key="indicator", name=name, options={})
    right = value if isinstance(value, Named) else None
    found = pair(block, left, right, _options(block, [name, right.name if right else ""]))
    if how is None or value is None or found is None:
        return None
    other = Number(value=value) if isinstance(value, float) else found[1]
    if other is None or _compares_itself(block, found[0], other):
        return None
    return Comparison(left=found[0], operator=how, right=other, path=block.path)


def _operator(block: Reader) -> Operator | None:
    word = block.text("condition", f"Write one of: {_OPERATORS}")
    if not word:
        return None
    try:
        return operator(word)
    except UnknownOperator as error:
        later = word.lower() in _LATER_OPERATORS
        message = f"{word!r} is not available in this version" if later else str(error)
        block.refuse("condition", message, f"Use one of: {_OPERATORS}")
        return None


def _value(block: Reader) -> float | Named | None:
    value = block.raw("value", {"type": ["number", "string"]})
    other = block.optional_text("compareIndicator")
    period = block.optional_number("comparePeriod", BARS)
    if period is not None and other is None:
        block.refuse("comparePeriod", "there is no compareIndicator", "Write both, or neither")
    if other is not None:
        if block.has("value"):
            message = "value and compareIndicator are both given"
            block.refuse("compareIndicator", message, "Keep one of them")
        options = {} if period is None else {"period": period}
        return Named(key="compareIndicator", name=other, options=options)
    if not block.has("value"):
        block.missing("value", _VALUE_FIX)
        return None
    return _number_or_name(block, value)


def _number_or_name(block: Reader, value: object) -> float | Named | None:
    number = as_number(value)
    if number is not None:
        return number
    if not isinstance(value, str) or not value.strip():
        block.wrong("value", "expected a number or the name of an indicator", _VALUE_FIX)
        return None
    try:
        float(value)
    except ValueError:
        return Named(key="value", name=value.strip(), options={})
    block.wrong("value", "expected a number or the name of an indicator", "Drop the quotes")
    return None


def _options(block: Reader, names: list[str]) -> dict[str, float]:
    keys = [key for key in (*OPTIONS, *block.others()) if key in OPTIONS or is_option(names, key)]
    values = {key: block.optional_number(key, ANY) for key in keys}
    return {key: value for key, value in values.items() if value is not None}


def _timeframe(block: Reader, own: Timeframe | None) -> None:
    word = block.optional_text("timeframe")
    if not word:
        return
    try:
        named = Timeframe.parse(word)
    except UnknownTimeframe as error:
        block.refuse("timeframe", str(error), f"Use one of: {', '.join(Timeframe)}")
        return
    if own is not None and named is not own:
        message = f"{named} is not the strategy's {own}; a second timeframe is not available"
        block.refuse("timeframe", f"{message} in this version", "Remove it")


def _compares_itself(block: Reader, left: Series, right: Series | Number) -> bool:
    if left != right:
        return False
    message = f"{left.column.name} is compared with itself"
    block.refuse("value", message, "Compare with another indicator or a number")
    return True
