"""The canonical spelling of a series, the inverse of `names.resolve`."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from tradewright.core.indicators.families import FAMILIES, PRICE, SCALE
from tradewright.core.indicators.family import Family, Option
from tradewright.core.indicators.functions import Function, Params, defaults_of, functions

TALIB: Final = "talib:"


@cache
def spelled(function: str, output: int, params: Params, source: str) -> str:
    """The name of a series: a family's where one means exactly this, else TA-Lib's."""
    values = dict(params)
    scale = values.pop(SCALE, 1.0)
    best = [
        name
        for family in FAMILIES
        if (family.function, family.output) == (function, output)
        and (name := _by_family(family, values, source)) is not None
    ]
    # A family that reads this very source is named without saying the source.
    name = min(best, key=len) if best else _by_function(functions()[function], output, values)
    if not best and source not in {"", "close"}:
        name += f"_of_{source}"
    return name if scale == 1.0 else f"{name}_{number(scale)}x"


def _by_family(family: Family, values: dict[str, float], source: str) -> str | None:
    if family.function == PRICE:
        return family.name if family.source == source else None
    rest = dict(values)
    given: list[float | None] = []
    for option in family.options:
        found = {rest.pop(param) for param in option.params if param in rest}
        if len(found) > 1:
            return None
        given.append(found.pop() if found else option.default)
    defaults = dict(defaults_of(family.function))
    if any(defaults[param] != value for param, value in rest.items()):
        return None
    suffix = "" if source in {family.source, ""} else f"_of_{source}"
    return family.name + _numbers(family.options, given) + suffix


def _numbers(options: tuple[Option, ...], given: list[float | None]) -> str:
    said = [i for i, option in enumerate(options) if given[i] != option.default]
    keep = max(said) + 1 if said else int(_always(options))
    return "".join(f"_{number(value)}" for value in given[:keep] if value is not None)


def _always(options: tuple[Option, ...]) -> bool:
    """Whether the first number is said even when it is the default: a period, the only number."""
    said = [option.key for option in options if SCALE not in option.params]
    return said == ["period"]


def _by_function(about: Function, output: int, values: dict[str, float]) -> str:
    name = TALIB + about.name.lower()
    if len(about.outputs) > 1:
        name += f"_{about.outputs[output]}"
    said = [i for i, (param, default) in enumerate(about.defaults) if values[param] != default]
    keep = max(said) + 1 if said else int(len(about.defaults) == 1)
    return name + "".join(f"_{number(values[param])}" for param, _ in about.defaults[:keep])


def number(value: float) -> str:
    """A number as it stands in a name: no exponent, no trailing zeros, and it reads back equal."""
    return np.format_float_positional(value, trim="-")
