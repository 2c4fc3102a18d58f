"""The indicators that a condition names, and which of its options belong to which of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tradewright.core.indicators import (
    BadOption,
    Column,
    IndicatorError,
    UnknownIndicator,
    resolve,
    takes,
)
from tradewright.core.rules import Series
from tradewright.wire.strategy.reader import Reader

OPTIONS: Final = (
    "period",
    "fastPeriod",
    "slowPeriod",
    "signalPeriod",
    "kPeriod",
    "dPeriod",
    "slowing",
    "stdDev",
    "deviation",
    "multiplier",
)
_FIX: Final = 'Use a name such as "ema_9", "rsi_14", "bollinger_upper_20_2" or "close"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An indicator as a condition names it: under which key, and options that are its alone."""

    key: str
    name: str
    options: Mapping[str, float]


def is_option(names: Iterable[str], key: str) -> bool:
    """Whether any of the indicators has an option of that key; unknown indicators have none."""
    return any(_takes(name, key) for name in names)


def pair(
    block: Reader, left: Named, right: Named | None, options: Mapping[str, float]
) -> tuple[Series, Series | None] | None:
    """The series on the left and, where it is one, on the right of a condition; None if wrong.

    An option belongs to the left indicator if that takes it, else to the right one. Two outputs of
    one function share their options: `macd` with its `macd_signal`, the bands among themselves.
    """
    name = right.name if right else ""
    others = {k: v for k, v in options.items() if not _takes(left.name, k) and _takes(name, k)}
    own = {key: value for key, value in options.items() if key not in others}
    first = _resolved(block, left, own)
    if right is None:
        return None if first is None else (Series(column=first), None)
    second = _resolved(block, right, {**others, **right.options})
    if first is None or second is None:
        return None
    if _outputs_of_one(first, second):
        second = _resolved(block, right, {**own, **others, **right.options}) or second
    return Series(column=first), Series(column=second)


def _outputs_of_one(first: Column, second: Column) -> bool:
    one = (first.function, first.source) == (second.function, second.source)
    return one and first.output != second.output


def _takes(name: str, key: str) -> bool:
    try:
        return bool(name) and takes(name, key)
    except UnknownIndicator:
        return False


def _resolved(block: Reader, named: Named, options: Mapping[str, float]) -> Column | None:
    if not named.name:
        return None
    try:
        return resolve(named.name, options)
    except BadOption as error:
        if block.has(error.option):
            block.refuse(error.option, str(error), "Change or remove the option")
        else:
            block.refuse(named.key, str(error), _FIX)
    except IndicatorError as error:
        block.refuse(named.key, str(error), _FIX)
    return None
