"""Whole columns: a TA-Lib function, or a study, over all bars at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from tradewright.core.indicators.column import Column
from tradewright.core.indicators.families import PRICE, SCALE
from tradewright.core.indicators.functions import Params, functions, lookback
from tradewright.core.indicators.library import talib
from tradewright.core.indicators.passes import begun, check_bars
from tradewright.core.indicators.studies import STUDIES

if TYPE_CHECKING:
    from tradewright.core.market import Bars

Series = NDArray[np.float64]


def compute(column: Column, bars: Bars) -> Series:
    """The values of a series, one a bar.

    Parameters
    ----------
    column : from `resolve`.
    bars : closed bars, the anchored history; not a short window of it.

    Returns
    -------
    (n,) float64, TA-Lib's own values to the bit where TA-Lib has the function. The first
    `warmup(column)` are nan: TA-Lib's own nan, and for its whole-number outputs, which cannot hold
    one, ours. A column of prices is the bars' own array.

    Raises
    ------
    CoarseBars : the study is made of finer bars than these.
    """
    return compute_all((column,), bars)[column]


def compute_all(columns: Iterable[Column], bars: Bars) -> dict[Column, Series]:
    """Several series at once; outputs of one function call (MACD and its signal) share it."""
    found: dict[Column, Series] = {}
    calls: dict[tuple[str, Params, str], tuple[Series, ...]] = {}
    for column in columns:
        key = (column.function, parameters(column), column.source)
        if key not in calls:
            calls[key] = outputs(column, bars)
        values = calls[key][column.output]
        scale = factor(column)
        if scale != 1.0:
            values = values * scale
        elif column.function in STUDIES:
            values = values.copy()  # a row of its own does not keep the study's other rows alive
        found[column] = values
    return found


def warmup(column: Column) -> int:
    """Bars before the first value of a series, as TA-Lib counts them.

    Notes
    -----
    What waits for the start of a day or for a swing is unknown for longer; see the studies.
    """
    if column.function == PRICE:
        return 0
    if column.function in STUDIES:
        study = STUDIES[column.function]
        return study.warmup(numbers(column))[column.output]
    return lookback(column.function, parameters(column))


def parameters(column: Column) -> Params:
    """The parameters that TA-Lib is given: all but our own factor."""
    return tuple(param for param in column.params if param[0] != SCALE)


def factor(column: Column) -> float:
    """What the series is multiplied by."""
    return dict(column.params).get(SCALE, 1.0)


def numbers(column: Column) -> tuple[float, ...]:
    """The values of the parameters, in order."""
    return tuple(value for _, value in parameters(column))


def reads(column: Column) -> tuple[Column, ...]:
    """The further columns that a study is made of; none for a function of TA-Lib."""
    study = STUDIES.get(column.function)
    if study is None or study.reads is None:
        return ()
    return tuple(Column(*read) for read in study.reads(numbers(column), column.source))


def inputs(column: Column) -> tuple[str, ...]:
    """Names of the bars' columns that a series reads, in TA-Lib's order."""
    if column.function == PRICE:
        return (column.source,)
    about = functions()[column.function]
    return (column.source, *about.inputs[1:]) if about.free else about.inputs


def outputs(column: Column, bars: Bars) -> tuple[Series, ...]:
    """All series of the function behind a column, unscaled."""
    if column.function in STUDIES:
        check_bars(column, bars.timeframe)
        series = [outputs(each, bars)[each.output] for each in reads(column)]
        _, out = begun(STUDIES[column.function], numbers(column), bars, series)
        return tuple(out)
    arrays = [cast("Series", getattr(bars, name)) for name in inputs(column)]
    if column.function == PRICE:
        return (arrays[0],)
    if len(bars) == 0:
        return tuple(np.empty(0) for _ in functions()[column.function].outputs)
    raw = _function(column.function)(*arrays, **dict(parameters(column)))
    given = cast("tuple[NDArray[np.generic], ...]", raw if isinstance(raw, tuple) else (raw,))
    return tuple(_as_floats(values, warmup(column)) for values in given)


def _function(name: str) -> Callable[..., object]:
    found = getattr(talib(), name)
    # `import talib` wraps its functions for frames; the bare one underneath is faster.
    return cast("Callable[..., object]", getattr(found, "__wrapped__", found))


def _as_floats(values: NDArray[np.generic], before: int) -> Series:
    """Floats as they are; whole numbers as floats, nan in place of the zeros of the warm-up."""
    if values.dtype == np.float64:
        return cast("Series", values)
    out = values.astype(np.float64)
    out[:before] = np.nan
    return out
