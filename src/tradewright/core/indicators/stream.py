"""Live values: the same numbers as `compute`, one bar at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from tradewright.core.indicators.batch import (
    factor,
    inputs,
    numbers,
    outputs,
    parameters,
    reads,
    warmup,
)
from tradewright.core.indicators.families import PRICE, PRICES
from tradewright.core.indicators.history import History
from tradewright.core.indicators.library import talib
from tradewright.core.indicators.passes import Carried
from tradewright.core.indicators.studies import STUDIES
from tradewright.core.market import Bars

if TYPE_CHECKING:
    from tradewright.core.indicators.column import Column


class _Handle(Protocol):
    """A TA-Lib stream: state of one function after the last bar it was given."""

    value: float | tuple[float, ...]

    def update(self, *bar: float) -> float | tuple[float, ...]: ...


class _Series:
    """One TA-Lib function with one set of parameters, and its values at the last bar."""

    needs_time = False

    def __init__(self, column: Column, history: History) -> None:
        self._column = column
        self._rows = tuple(PRICES.index(name) for name in inputs(column))
        self._opens = column.function != PRICE and hasattr(talib(), f"{column.function}_Stream")
        self._warmup = warmup(column)
        self._seen = len(history.bars())
        self.values: tuple[float, ...] = ()
        self.handle: _Handle | None = None
        self._open(history)

    @property
    def needs_history(self) -> bool:
        """Whether the values are recomputed from the anchor: no handle is open."""
        return self.handle is None and self._column.function != PRICE

    def update(self, bar: Sequence[float], history: History | None, _ts: int) -> None:
        self._seen += 1
        if self._column.function == PRICE:
            self.values = (bar[self._rows[0]],)
        elif self.handle is not None:
            out = self.handle.update(*[bar[row] for row in self._rows])
            self.values = out if isinstance(out, tuple) else (out,)
        elif history is not None:
            self._open(history)

    def _open(self, history: History) -> None:
        bars = history.bars()
        columns = outputs(self._column, bars)
        self.values = tuple(float(c[-1]) if c.size else math.nan for c in columns)
        # Whole-number outputs have no nan of their own, so the handle waits for the first value.
        if self._opens and self._seen > self._warmup:
            self.handle = _handle(self._column, bars)


class _Study:
    """A study with one set of parameters, and the series it reads, which are up to date first."""

    needs_history = False

    def __init__(self, column: Column, bars: Bars, read: Sequence[Source]) -> None:
        series = [outputs(each, bars)[each.output] for each in reads(column)]
        self._carried = Carried(column, numbers(column), bars, series)
        self._read = tuple(read)
        self.needs_time = self._carried.needs_time

    @property
    def values(self) -> tuple[float, ...]:
        return self._carried.values

    def update(self, bar: Sequence[float], _history: History | None, ts: int) -> None:
        self._carried.update(ts, bar, [series.values[output] for series, output in self._read])


def _handle(column: Column, bars: Bars) -> _Handle | None:
    """A stream opened on the history, or None while that is too short for its seed."""
    make = cast("Callable[..., _Handle]", getattr(talib(), f"{column.function}_Stream"))
    too_short = cast("type[Exception]", talib().InsufficientHistory)
    try:
        return make(*[getattr(bars, name) for name in inputs(column)], **dict(parameters(column)))
    except too_short:
        return None


Source: TypeAlias = tuple[_Series | _Study, int]
"""What carries a series, and which of its outputs the series is."""


class Stream:
    """Indicator values after each closed bar, bit-equal to `compute` over the whole history.

    TA-Lib's stream handles carry each function on (0.1-0.3 us a bar). A function without one, or
    not yet past its warm-up, is recomputed from the first bar of the history; never from a
    window. A study carries its memory on, by the pass that makes its column. Handles cannot be
    stored: after a restart a new stream is opened on the same history.

    Parameters
    ----------
    columns : the series to follow; equal ones and outputs of one function share a handle.
    history : closed bars, oldest first; its first bar is the anchor.
    """

    def __init__(self, columns: Sequence[Column], history: Bars) -> None:
        self._history: History | None = History(history)
        self._series: dict[tuple[object, ...], _Series | _Study] = {}
        sources = [self._source(column, history, self._history) for column in columns]
        self._order = tuple(
            (*source, factor(column)) for source, column in zip(sources, columns, strict=True)
        )
        self._readers = dict(zip(columns, self._order, strict=True))
        self._all = tuple(self._series.values())
        self._timed = next((c for c in columns if self._readers[c][0].needs_time), None)
        self._forget()

    def _source(self, column: Column, bars: Bars, history: History) -> Source:
        """What carries a column, made unless it is there; what it reads comes before it."""
        key = (column.function, parameters(column), column.source)
        if key not in self._series and column.function in STUDIES:
            read = [self._source(each, bars, history) for each in reads(column)]
            self._series[key] = _Study(column, bars, read)
        elif key not in self._series:
            self._series[key] = _Series(column, history)
        return self._series[key], column.output

    def update(
        self,
        opened: float,
        high: float,
        low: float,
        close: float,
        volume: float,
        ts: int | None = None,
    ) -> None:
        """Take one closed bar.

        Parameters
        ----------
        ts : when it opened, ns UTC; must be given where a series reads the time (`vwap`, `pivot`).

        Raises
        ------
        ValueError : a number is not finite, or the time is missing; nothing has changed then.
        """
        bar = (opened, high, low, close, volume)
        if not math.isfinite(opened + high + low + close + volume):
            named = ", ".join(f"{n}={v}" for n, v in zip(PRICES, bar, strict=True))
            message = f"bar has a number that is not finite ({named}); drop or repair the bar"
            raise ValueError(message)
        if ts is None and self._timed is not None:
            message = f"{self._timed} reads the time of a bar, and none was given; give its ts"
            raise ValueError(message)
        if self._history is not None:
            self._history.append(bar)
        for series in self._all:
            series.update(bar, self._history, ts or 0)
        if self._history is not None:
            self._forget()

    def value(self, column: Column) -> float:
        """The value at the last bar, nan during the warm-up; `column` must be one of ours."""
        series, output, scale = self._readers[column]
        return series.values[output] * scale

    def values(self) -> list[float]:
        """The values at the last bar, in the order of the columns given."""
        return [series.values[output] * scale for series, output, scale in self._order]

    def _forget(self) -> None:
        if not any(series.needs_history for series in self._all):
            self._history = None
