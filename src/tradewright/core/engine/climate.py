"""What the signal bar says of entries beside the rules: a gate and a size factor for every bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.exits import storm_columns, stormy
from tradewright.core.indicators import compute
from tradewright.core.risk import Verdict, judge_volatility, ranges_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.exits import VolatilityExit
    from tradewright.core.indicators import Column
    from tradewright.core.market import Bars
    from tradewright.core.risk import VolatilityFilter


def climate(strategy: Strategy, bars: Bars, pip: float) -> Verdict | None:
    """Gate and size factor of every bar of a history; None where the strategy has no such filter.

    Parameters
    ----------
    bars : of the strategy's timeframe.
    pip : price of one pip.
    """
    if strategy.volatility is None:
        return None
    atr, normal = ranges_of(strategy.volatility)
    usual = None if normal is None else compute(normal, bars) / pip
    return judge_volatility(strategy.volatility, bars.ts, compute(atr, bars) / pip, usual)


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
    rules : the strategy's filter.
    pip : price of one pip.
    spiked : `Verdict.spiked` of the history before.
    """

    def __init__(self, rules: VolatilityFilter, pip: float, spiked: int) -> None:
        self.columns = ranges_of(rules)
        self._rules = rules
        self._pip = pip
        self._spiked = spiked

    def read(self, ts: int, value: Callable[[Column], float]) -> tuple[int, float]:
        """Gate and size factor of the bar that opened at `ts` and has just closed.

        Parameters
        ----------
        value : of a column on that bar.
        """
        atr, normal = self.columns
        usual = None if normal is None else np.array([value(normal)]) / self._pip
        range_ = np.array([value(atr)]) / self._pip
        verdict = judge_volatility(
            self._rules, np.array([ts], np.int64), range_, usual, self._spiked
        )
        self._spiked = verdict.spiked
        return int(verdict.gate[0]), float(verdict.scale[0])
