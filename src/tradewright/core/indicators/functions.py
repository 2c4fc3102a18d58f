"""What TA-Lib says about its own functions: inputs, parameters, outputs, warm-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol, cast

from tradewright.core.indicators.errors import BadOption
from tradewright.core.indicators.library import talib
from tradewright.core.indicators.studies import STUDIES

Params = tuple[tuple[str, float], ...]
_CLOSE: Final = "close"
_PROBES: Final = (0, 1, 2, 3, 4, 5, 10, 100)


class _Abstract(Protocol):
    """The part of TA-Lib's own description of a function that we read."""

    input_names: Mapping[str, str | Sequence[str]]
    parameters: Mapping[str, float]
    output_names: Sequence[str]
    lookback: int
    info: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A TA-Lib function.

    Parameters
    ----------
    name : TA-Lib's, "BBANDS".
    title, group : in words, "Bollinger Bands", "Overlap Studies".
    inputs : columns of the bars, in TA-Lib's order.
    free : the first input is any one series (`close` unless said otherwise).
    defaults : parameters with TA-Lib's defaults, in order; whole numbers are int.
    outputs : names of the series it gives, "upperband".
    """

    name: str
    title: str
    group: str
    inputs: tuple[str, ...]
    free: bool
    defaults: Params
    outputs: tuple[str, ...]


@cache
def functions() -> dict[str, Function]:
    """Every function of the installed TA-Lib that reads bars alone, by name."""
    names = cast("Sequence[str]", talib().__TA_FUNCTION_NAMES__)
    found = {name: _describe(name) for name in names}
    # MAVP wants a second series, the period of each bar, which no rule can name.
    return {name: each for name, each in found.items() if "periods" not in each.inputs}


def defaults_of(name: str) -> Params:
    """Parameters of a function or a study with their defaults, in order."""
    return STUDIES[name].defaults if name in STUDIES else functions()[name].defaults


def is_free(name: str) -> bool:
    """Whether a function or a study reads any one series."""
    return STUDIES[name].free if name in STUDIES else functions()[name].free


def _describe(name: str) -> Function:
    about = _abstract(name, {})
    inputs: list[str] = []
    for series in about.input_names.values():
        inputs.extend([series] if isinstance(series, str) else series)
    return Function(
        name=name,
        title=str(about.info["display_name"]),
        group=str(about.info["group"]),
        inputs=tuple(inputs),
        free=inputs[0] == _CLOSE and "price" in about.input_names,
        defaults=tuple(about.parameters.items()),
        outputs=tuple(about.output_names),
    )


def _abstract(name: str, params: Mapping[str, float]) -> _Abstract:
    make = cast("Callable[..., _Abstract]", talib().Function)
    return make(name, getattr(talib(), name), **params)


@cache
def lookback(name: str, params: Params) -> int:
    """Bars before the first value of a function, as TA-Lib counts them.

    Raises
    ------
    BadOption : TA-Lib does not take a value; names the parameter, the value and what it takes.
    """
    defaults = functions()[name].defaults
    for (param, value), (_, default) in zip(params, defaults, strict=True):
        if not _takes(name, param, value):
            message = f"{name} cannot take {param} {value:g}{_least(name, param, default)}"
            raise BadOption(param, message)
    return _abstract(name, dict(params)).lookback


def check_range(name: str, params: Params) -> None:
    """Refuse parameters of a study outside their range.

    Raises
    ------
    BadOption : names the parameter, the value and what it takes.
    """
    study = STUDIES[name]
    for (param, value), least, most in zip(params, study.least, study.most, strict=True):
        if not least <= value <= most:
            message = f"it cannot take {param} {value:g}; it takes {least:g} to {most:g}"
            raise BadOption(param, message)


def _takes(name: str, param: str, value: float) -> bool:
    try:
        return _abstract(name, {param: value}).lookback >= 0
    # TA-Lib raises a bare Exception for a value outside its range, and nothing more precise
    except Exception:  # noqa: BLE001
        return False


def _least(name: str, param: str, default: float) -> str:
    for probe in _PROBES:
        if _takes(name, param, type(default)(probe)):
            return f"; the least it takes is {probe}"
    return f"; its default is {default:g}"
