"""Conditions that compare the series `regime` with regimes by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from tradewright.core.indicators import IndicatorError, resolve
from tradewright.core.market.regimes import SPELLINGS, Regime, regimes_named
from tradewright.core.rules import Comparison, Group, Logic, Node, Number, Operator
from tradewright.wire.strategy.problems import did_you_mean, shown
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.report import Fragment
from tradewright.wire.strategy.series import Named, resolved

_WORDS: Final = ", ".join(each.word for each in Regime if each)
_LIST: Final[Fragment] = {"type": "array", "items": {"enum": list(SPELLINGS)}, "minItems": 1}


def by_word(block: Reader, left: Named | None) -> bool:
    """Whether the condition compares a regime with something that is no number."""
    if left is None or not _is_regime(left.name):
        return False
    value = block.raw("value", _LIST)
    return isinstance(value, (str, list, tuple))


def named_regimes(
    block: Reader, by: object, left: Named, options: Mapping[str, float]
) -> Node | None:
    """The tree of such a condition; None, with a problem reported, if it is wrong.

    Parameters
    ----------
    by : what stands under `condition`; only `equals` can be said of a name.
    """
    if by is not None and by is not Operator.EQUALS:
        message = "regimes have no order, so they can only be equal"
        block.refuse("condition", message, 'Write "condition": "equals"')
    value = block.raw("value", _LIST)
    words = cast("Sequence[object]", value if isinstance(value, (list, tuple)) else [value])
    regimes: list[Regime] = []
    for word in words:
        found = regimes_named(word) if isinstance(word, str) else ()
        if not found:
            fix = did_you_mean(word if isinstance(word, str) else "", SPELLINGS)
            block.refuse("value", f"{shown(word)} is no regime; write one of {_WORDS}", fix)
        regimes += found
    if not words:
        block.refuse("value", "the list is empty", f"Name some of {_WORDS}")
    series = resolved(block, left, options)
    if series is None or not regimes:
        return None
    nodes = tuple(
        Comparison(
            left=series, operator=Operator.EQUALS, right=Number(value=float(each)), path=block.path
        )
        for each in dict.fromkeys(regimes)
    )
    return nodes[0] if len(nodes) == 1 else Group(logic=Logic.OR, members=nodes, path=block.path)


def _is_regime(name: str) -> bool:
    try:
        column = resolve(name)
    except IndicatorError:
        return False
    return column.function == "REGIME" and column.output == 0
