"""Every word that may stand under `condition`: the operators, and words that stand for a tree."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeAlias

from tradewright.core.rules import Operator, UnknownOperator, operator
from tradewright.wire.strategy.sides import Side, of_operator


class Word(StrEnum):
    """Conditions beyond one comparison of two operands."""

    BETWEEN = "between"
    OUTSIDE = "outside"
    BREAKS_ABOVE = "breaks_above"
    BREAKS_BELOW = "breaks_below"
    BULLISH = "bullish"
    BEARISH = "bearish"
    SQUEEZE_UP = "squeeze_expansion_up"
    SQUEEZE_DOWN = "squeeze_expansion_down"
    BREAKS_UPPER = "price_breaks_upper"
    BREAKS_LOWER = "price_breaks_lower"
    HISTOGRAM_POSITIVE = "histogram_positive"
    HISTOGRAM_NEGATIVE = "histogram_negative"
    K_ABOVE_D = "k_crosses_above_d"
    K_BELOW_D = "k_crosses_below_d"


How: TypeAlias = Operator | Word

RANGES: Final = frozenset({Word.BETWEEN, Word.OUTSIDE})
_BREAKS: Final[dict[How, Operator]] = {
    Word.BREAKS_ABOVE: Operator.CROSSES_ABOVE,
    Word.BREAKS_BELOW: Operator.CROSSES_BELOW,
}
_UP: Final[frozenset[How]] = frozenset({
    Word.BULLISH,
    Word.SQUEEZE_UP,
    Word.BREAKS_UPPER,
    Word.HISTOGRAM_POSITIVE,
    Word.K_ABOVE_D,
})
UNARY: Final[frozenset[How]] = _UP | {
    Word.BEARISH,
    Word.SQUEEZE_DOWN,
    Word.BREAKS_LOWER,
    Word.HISTOGRAM_NEGATIVE,
    Word.K_BELOW_D,
}
_ALSO: Final = {"in_range": Word.BETWEEN, "outside_range": Word.OUTSIDE}
_SPELLINGS: Final = {**{word.value: word for word in Word}, **_ALSO}
ALL: Final = (*Operator, *Word)


def how(text: str) -> How:
    """What a word under `condition` means; case, spaces and hyphens do not matter.

    Raises
    ------
    UnknownOperator : names the text, every word there is and the nearest one.
    """
    key = text.strip().lower().replace(" ", "_").replace("-", "_")
    if key in _SPELLINGS:
        return _SPELLINGS[key]
    try:
        return operator(text)
    except UnknownOperator:
        near = get_close_matches(key, [*Operator, *_SPELLINGS], n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"condition {text!r} is not one of {', '.join(ALL)}{hint}"
        raise UnknownOperator(message) from None


def compared_by(word: How) -> Operator | None:
    """The operator that compares left with right: a break is a cross; None for other words."""
    return word if isinstance(word, Operator) else _BREAKS.get(word)


def lean(word: How) -> Side | None:
    """The side that a word leans to: up to long, down to short; ranges and equality to none."""
    if by := compared_by(word):
        return of_operator(by)
    if word in RANGES:
        return None
    return "long" if word in _UP else "short"
