"""The series that a condition names, and which of its options belong to which of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast

from tradewright.core.calendar import Timeframe
from tradewright.core.indicators import (
    BadOption,
    Column,
    IndicatorError,
    UnknownIndicator,
    resolve,
    takes,
)
from tradewright.core.rules import MOST_AGO, Series
from tradewright.wire.strategy.bounds import ANY, Bounds
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.report import Fragment

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
SERIES: Final[Fragment] = {
    "anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/series"}]
}
FIX: Final = 'Use a name such as "ema_9", "rsi_14", "h4_ema_50", "bollinger_upper_20_2" or "close"'
_PREFIX: Final = re.compile(rf"({'|'.join(Timeframe)})_(.+)", re.IGNORECASE)
_OF_A_BAR: Final = frozenset({"open", "high", "low", "close"})
_AGO: Final = Bounds(least=0, most=MOST_AGO, unit="bars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A series as a condition names it: under which key, of which bars, with options of its own."""

    key: str
    name: str
    options: Mapping[str, float] = field(default_factory=dict[str, float])
    timeframe: Timeframe | None = None
    ago: int = 0
    scale: float = 1.0
    offset: float = 0.0

    def of(self, column: Column) -> Series:
        """The series, once its indicator is known."""
        return Series(
            column=column,
            timeframe=self.timeframe,
            ago=self.ago,
            scale=self.scale,
            offset=self.offset,
        )


def named(block: Reader, key: str, ground: Ground) -> Named | None:
    """The series under a key: a name, or an object; None where absent, or wrong and reported."""
    value = block.raw(key, SERIES)
    if not block.has(key):
        return None
    if isinstance(value, str) and value.strip():
        return by_name(block, key, value.strip(), ground)
    if isinstance(value, Mapping):
        return by_object(block, key, cast("object", value), ground)
    block.wrong(key, "expected the name of an indicator", FIX)
    return None


def says_timeframe(name: str) -> bool:
    """Whether the name of a series begins with a timeframe."""
    return _PREFIX.fullmatch(name) is not None


def by_name(block: Reader, key: str, name: str, ground: Ground) -> Named:
    """A series by its name, which may begin with a timeframe: "h4_rsi", "d1_high".

    A price of the strategy's own timeframe, said with that prefix, is the bar before: what
    `h1_high` was when the bar began.
    """
    match = _PREFIX.fullmatch(name)
    if match is None:
        return Named(key=key, name=name, timeframe=ground.frame)
    frame, bare = Timeframe(match[1].upper()), match[2]
    before = int(frame is ground.timeframe and bare.lower() in _OF_A_BAR)
    return Named(key=key, name=bare, timeframe=ground.longer(block, key, frame), ago=before)


def by_object(block: Reader, key: str, value: object, ground: Ground) -> Named | None:
    """A series said in full: {indicator, timeframe, barsAgo, multiplier, offset}."""
    inner = reading(value, block.at(key), "series", block.report)
    if inner is None:
        return None
    name = inner.text("indicator", FIX)
    found = Named(
        key=key,
        name=name,
        timeframe=ground.asked(inner),
        ago=inner.optional_whole("barsAgo", _AGO) or 0,
        scale=_or(inner.optional_number("multiplier", ANY), 1.0),
        offset=_or(inner.optional_number("offset", ANY), 0.0),
    )
    inner.finish()
    return found if name else None


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
    first = resolved(block, left, own)
    if right is None:
        return None if first is None else (first, None)
    second = resolved(block, right, {**others, **right.options})
    if first is None or second is None:
        return None
    if _outputs_of_one(first.column, second.column):
        again = resolved(block, right, {**own, **others, **right.options})
        second = again or second
    return first, second


def resolved(block: Reader, name: Named, options: Mapping[str, float]) -> Series | None:
    """A named series with its options; None, with a problem reported, if there is none."""
    if not name.name:
        return None
    try:
        return name.of(resolve(name.name, options))
    except BadOption as error:
        if block.has(error.option):
            block.refuse(error.option, str(error), "Change or remove the option")
        else:
            block.refuse(name.key, str(error), FIX)
    except IndicatorError as error:
        block.refuse(name.key, str(error), FIX)
    return None


def sibling(series: Series, output: int) -> Series:
    """Another output of the function behind a series, of the same bars."""
    return replace(series, column=replace(series.column, output=output))


def beside(series: Series, name: str, options: Mapping[str, float] | None = None) -> Series:
    """Another indicator of the same bars."""
    return Series(column=resolve(name, options), timeframe=series.timeframe, ago=series.ago)


def _outputs_of_one(first: Column, second: Column) -> bool:
    one = (first.function, first.source) == (second.function, second.source)
    return one and first.output != second.output


def _takes(name: str, key: str) -> bool:
    try:
        return bool(name) and takes(name, key)
    except UnknownIndicator:
        return False


def _or(value: float | None, absent: float) -> float:
    return absent if value is None else value
