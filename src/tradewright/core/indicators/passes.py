"""Running the pass of a study: over a whole history, and one bar at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from tradewright.core.indicators.errors import CoarseBars
from tradewright.core.indicators.studies import STUDIES, Seen, Study
from tradewright.core.kernel import direct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.calendar import Timeframe
    from tradewright.core.indicators.column import Column
    from tradewright.core.market import Bars

    Values = NDArray[np.float64]

T = TypeVar("T", bound=np.generic)

STRETCH = 8192
"""Bars that a pass reads at a time where it reads series: they stay in the processor's cache."""


def begun(
    study: Study, numbers: Sequence[float], bars: Bars, series: Sequence[Values]
) -> tuple[Values, Values]:
    """Run a study over a history from its first bar.

    Parameters
    ----------
    numbers : the parameters in order.
    series : (n,) each, what the study reads beside the bars.

    Returns
    -------
    memory : where the pass stands after the last bar.
    out : (outputs, n) its values.
    """
    memory = np.zeros(study.room(tuple(numbers)))
    out = np.empty((len(study.outputs), len(bars)))
    given = np.array(numbers, np.float64)
    if not series:
        study.fill(_seen(bars, np.empty((0, len(bars)))), given, memory, out)
        return memory, out
    for lo in range(0, len(bars), STRETCH):
        hi = lo + STRETCH
        part = np.array([values[lo:hi] for values in series], np.float64)
        filled = np.empty((len(study.outputs), part.shape[1]))
        study.fill(_seen(bars[lo:hi], part), given, memory, filled)
        out[:, lo:hi] = filled
    return memory, out


def _seen(bars: Bars, series: Values) -> Seen:
    return Seen(
        ts=_plain(bars.ts),
        open=_plain(bars.open),
        high=_plain(bars.high),
        low=_plain(bars.low),
        close=_plain(bars.close),
        volume=_plain(bars.volume),
        series=series,
    )


def _plain(column: NDArray[T]) -> NDArray[T]:
    """The column as compiled code wants it; a copy only where it is read-only or scattered."""
    return np.require(column, requirements=("C", "W"))


def _one_bar(series: int) -> Seen:
    """Room for one bar and so many further series."""
    prices = np.zeros((5, 1))
    ts = np.zeros(1, np.int64)
    return Seen(ts, prices[0], prices[1], prices[2], prices[3], prices[4], np.zeros((series, 1)))


def check_bars(column: Column, timeframe: Timeframe) -> None:
    """Refuse bars that are coarser than what a study is made of.

    Raises
    ------
    CoarseBars : names the column, the bars' timeframe and the coarsest that would do.
    """
    study = STUDIES.get(column.function)
    within = None if study is None else study.within
    if within is not None and timeframe.ns > within.ns:
        message = f"{column.name} cannot be made of {timeframe} bars; use {within} bars or finer"
        raise CoarseBars(message)


class Carried:
    """A study that goes on from a history, one closed bar at a time, as its pass would."""

    def __init__(
        self, column: Column, numbers: Sequence[float], bars: Bars, series: Sequence[Values]
    ) -> None:
        check_bars(column, bars.timeframe)
        study = STUDIES[column.function]
        self.needs_time = study.within is not None
        memory, out = begun(study, numbers, bars, series)
        self.values: tuple[float, ...] = (
            tuple(out[:, -1].tolist()) if len(bars) else (np.nan,) * len(study.outputs)
        )
        self._seen = _one_bar(len(series))
        self._rest = (np.array(numbers, np.float64), memory, np.empty((len(study.outputs), 1)))
        self._fill = direct(study.fill, self._seen, *self._rest)

    def update(self, ts: int, bar: Sequence[float], series: Sequence[float]) -> None:
        """Take one closed bar: open, high, low, close, volume; and what the study reads beside."""
        seen = self._seen
        seen.ts[0] = ts
        seen.open[0], seen.high[0], seen.low[0], seen.close[0], seen.volume[0] = bar
        for i, value in enumerate(series):
            seen.series[i, 0] = value
        self._fill(seen, *self._rest)
        self.values = tuple(self._rest[2][:, 0].tolist())


def compile_studies() -> None:
    """Compile the pass of every study now, for the types that streams and columns call it with."""
    for study in STUDIES.values():
        numbers = [value for _, value in study.defaults]
        rest = (np.array(numbers, np.float64), np.zeros(1), np.empty((1, 1)))
        direct(study.fill, _one_bar(1), *rest)
