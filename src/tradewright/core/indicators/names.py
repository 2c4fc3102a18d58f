"""From the names people write to series."""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from tradewright.core.indicators.catalogue import find
from tradewright.core.indicators.column import Column
from tradewright.core.indicators.errors import BadOption
from tradewright.core.indicators.families import PRICE, SCALE
from tradewright.core.indicators.family import Family, Option
from tradewright.core.indicators.functions import check_range, defaults_of, is_free, lookback
from tradewright.core.indicators.parts import Parts, taken_apart
from tradewright.core.indicators.studies import STUDIES

NAME: Final = "indicator"  # the option key of a fault in the name itself
_FAST: Final = "fastPeriod"


def resolve(name: str, options: Mapping[str, float] | None = None) -> Column:
    """The series that an indicator name means.

    Parameters
    ----------
    name : "ema_9", "EMA_50", "rsi", "bb_upper_20_2", "Williams %R", "average_volume_1.2x",
        "sma_20_of_high", "talib:HT_TRENDLINE"; case, spaces and dashes do not matter.
    options : numbers by JSON key, "period", "fastPeriod" or "fast_period"; TA-Lib's parameter names
        work as well.

    Raises
    ------
    UnknownIndicator : names the nearest indicators.
    BadOption : an option is unknown, missing, contradicts the name, or has a value that the
        function does not take; the message says which and what would do.
    """
    parts = taken_apart(name)
    family = find(name, parts.head)
    given = _given(family, parts, options or {})
    source = _source(name, family, parts.source)
    column = _column(family, given, source)
    _taken(family, column)
    return column


def takes(name: str, key: str) -> bool:
    """Whether an indicator has an option of that key; where a name knows none, it has none.

    Raises
    ------
    UnknownIndicator : the name means no series.
    """
    return _matching(find(name, taken_apart(name).head), key) is not None


def _given(family: Family, parts: Parts, options: Mapping[str, float]) -> dict[str, float]:
    """Values by option key, from the numbers in the name and from the options."""
    if len(parts.numbers) > len(family.options):
        keys = ", ".join(option.key for option in family.options) or "none"
        count = len(family.options)
        message = f"{family.name} takes {count} number(s) ({keys}), not {len(parts.numbers)}"
        raise BadOption(NAME, message)
    given = {o.key: v for o, v in zip(family.options, parts.numbers, strict=False)}
    if parts.scale != 1.0:
        given[SCALE] = parts.scale
    for key, value in options.items():
        option = _option(family, key)
        target = SCALE if SCALE in option.params else option.key
        if target in given and given[target] != value:
            message = f"{key} is {value:g}, but the name says {given[target]:g}; drop one of them"
            raise BadOption(key, message)
        given[target] = value
    return given


def _matching(family: Family, key: str) -> Option | None:
    wanted = key.replace("_", "").lower()
    for option in family.options:
        names = (option.key, *option.params, *option.also)
        if wanted in {name.replace("_", "").lower() for name in names}:
            return option
    return None


def _option(family: Family, key: str) -> Option:
    if option := _matching(family, key):
        return option
    keys = [option.key for option in family.options]
    near = get_close_matches(key, keys, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else ""
    known = ", ".join(keys) or "no options"
    message = f"{family.name} has no option {key!r} (it takes {known}){hint}"
    raise BadOption(key, message)


def _source(name: str, family: Family, source: str) -> str:
    if not source:
        return family.source
    free = family.function != PRICE and is_free(family.function)
    if not free:
        message = f"{name!r}: {family.name} has inputs of its own and cannot read {source!r}"
        raise BadOption(NAME, message)
    return source


def _column(family: Family, given: Mapping[str, float], source: str) -> Column:
    scale = _scale(given.get(SCALE, 1.0))
    if family.function == PRICE:
        return Column(PRICE, 0, scale, source)
    values = dict(defaults_of(family.function))
    for option in family.options:
        if SCALE in option.params:
            continue
        value = given.get(option.key, option.default)
        if value is None:
            message = f"{family.name} needs a {option.key}: write {family.name}_21, or give it"
            raise BadOption(option.key, message)
        for param in option.params:
            values[param] = _typed(family, option.key, value, values[param])
    _ordered(family, values)
    return Column(family.function, family.output, (*values.items(), *scale), source)


def _taken(family: Family, column: Column) -> None:
    """Refuse values that TA-Lib, or the study, does not take."""
    if family.function == PRICE:
        return
    check = check_range if family.function in STUDIES else lookback
    try:
        check(family.function, tuple(p for p in column.params if p[0] != SCALE))
    except BadOption as refusal:
        keys = [option.key for option in family.options if refusal.option in option.params]
        raise BadOption(keys[0] if keys else refusal.option, f"{family.name}: {refusal}") from None


def _scale(value: float) -> tuple[tuple[str, float], ...]:
    if not (math.isfinite(value) and value > 0):
        message = f"multiplier is {value:g}, expected a number above 0"
        raise BadOption(SCALE, message)
    return () if value == 1.0 else ((SCALE, float(value)),)


def _typed(family: Family, key: str, value: float, like: float) -> float:
    if not math.isfinite(value):
        message = f"{family.name}: {key} is {value}, expected a finite number"
        raise BadOption(key, message)
    if isinstance(like, int):
        if value != int(value):
            message = f"{family.name}: {key} is {value:g}, expected a whole number of bars"
            raise BadOption(key, message)
        return int(value)
    return float(value)


def _ordered(family: Family, values: Mapping[str, float]) -> None:
    # TA-Lib would swap the two without a word.
    fast, slow = values.get("fastperiod"), values.get("slowperiod")
    if fast is not None and slow is not None and fast >= slow:
        message = f"{family.name}: fastPeriod {fast:g} is not below slowPeriod {slow:g}; swap them"
        raise BadOption(_FAST, message)
