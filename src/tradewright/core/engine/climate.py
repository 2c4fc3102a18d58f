"""What the signal bar says of entries beside the rules: a gate and a size factor for every bar.

Volatility is judged first, then the regime: the first that refuses has the word, factors multiply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tradewright.core.exits import storm_columns, stormy
from tradewright.core.indicators import compute
from tradewright.core.risk import judge_regime, judge_volatility, ranges_of
from tradewright.core.risk.volatility import LONG_AGO
from tradewright.core.rules import Series
from tradewright.core.rules.frames import values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.exits import VolatilityExit
    from tradewright.core.indicators import Column
    from tradewright.core.market import Bars

    Read = Callable[[Series], NDArray[np.float64]]


class Weather(NamedTuple):
    """Columns of the tape, one value a bar; each empty where the strategy does not ask for it."""

    gate: NDArray[np.uint8]  # the `Reason` that refuses entries; 0 none
    scale: NDArray[np.float64]  # size factor
    regime: NDArray[np.uint8]  # `Regime`
    confidence: NDArray[np.float64]  # of it, 0 to 100
    spiked: int  # open time of the last bar that spiked, ns


def climate(strategy: Strategy, bars: Bars, pip: float) -> Weather:
    """What a strategy's filters say of every bar of a history.

    Parameters
    ----------
    bars : of the strategy's timeframe.
    pip : price of one pip.
    """
    table = values(observed(strategy), bars)
    return _judged(strategy, bars.ts, table.__getitem__, pip, LONG_AGO)


def observed(strategy: Strategy) -> tuple[Series, ...]:
    """The series that the filters read."""
    found: list[Series] = []
    if strategy.volatility is not None:
        ranges = ranges_of(strategy.volatility)
        found += [Series(column=column) for column in ranges if column is not None]
    return (*found, *_regime_series(strategy))


def gated(strategy: Strategy) -> bool:
    """Whether the signal bar can refuse an entry or change its size."""
    regime = strategy.regime
    return strategy.volatility is not None or (regime is not None and regime.acts())


def storms_of(rules: VolatilityExit, bars: Bars) -> NDArray[np.bool_]:
    """On which bars of a history volatility is high enough to leave."""
    atr, normal = storm_columns(rules)
    usual = None if normal is None else compute(normal, bars)
    return stormy(rules, bars.close, compute(atr, bars), usual)


def storm_now(rules: VolatilityExit, close: float, value: Callable[[Column], float]) -> bool:
    """The same for the bar that has just closed, by the values of columns on it."""
    atr, normal = storm_columns(rules)
    usual = None if normal is None else np.array([value(normal)])
    return bool(stormy(rules, np.array([close]), np.array([value(atr)]), usual)[0])


class Climate:
    """The same, one closed bar at a time; equal to `climate` bit for bit.

    Parameters
    ----------
    strategy : whose filters they are.
    pip : price of one pip.
    spiked : `Weather.spiked` of the history before.
    """

    def __init__(self, strategy: Strategy, pip: float, spiked: int) -> None:
        self.series = observed(strategy)
        self._strategy = strategy
        self._pip = pip
        self._spiked = spiked

    def read(self, ts: int, value: Callable[[Series], float]) -> Weather:
        """What the bar says that opened at `ts` and has just closed.

        Parameters
        ----------
        value : of a series on that bar.
        """
        now = np.array([ts], np.int64)
        read: Read = lambda series: np.array([value(series)])  # noqa: E731 a function of one line
        found = _judged(self._strategy, now, read, self._pip, self._spiked)
        self._spiked = found.spiked
        return found


def _regime_series(strategy: Strategy) -> tuple[Series, ...]:
    if strategy.regime is None:
        return ()
    reads = strategy.regime.reads(strategy.timeframe)
    return tuple(Series(column=column, timeframe=frame) for column, frame in reads)


def _judged(
    strategy: Strategy, ts: NDArray[np.int64], read: Read, pip: float, spiked: int
) -> Weather:
    """Gate, factor and regime of a stretch of bars."""
    n = ts.size if gated(strategy) else 0
    gate, scale = np.zeros(n, np.uint8), np.ones(n)
    regime, confidence = np.zeros(0, np.uint8), np.zeros(0)
    if strategy.volatility is not None:
        atr, normal = ranges_of(strategy.volatility)
        usual = None if normal is None else read(Series(column=normal)) / pip
        ranges = read(Series(column=atr)) / pip
        gate, scale, spiked = judge_volatility(strategy.volatility, ts, ranges, usual, spiked)
    if strategy.regime is not None:
        told = [read(series) for series in _regime_series(strategy)]
        seen = judge_regime(strategy.regime, told)
        regime, confidence = seen.regime, seen.confidence
        if n:
            gate, scale = np.where(gate == 0, seen.gate, gate), scale * seen.scale
    return Weather(gate, scale, regime, confidence, spiked)
