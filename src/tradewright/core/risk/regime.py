"""The regime filter: what the kind of market at the signal bar does to entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import DAY, Timeframe
from tradewright.core.indicators import Column, resolve
from tradewright.core.kernel import kernel
from tradewright.core.market import Reason
from tradewright.core.market.regimes import Regime

WARMING_UP: Final = int(Reason.WARMING_UP)
REGIME_NOT_PREFERRED: Final = int(Reason.REGIME_NOT_PREFERRED)
REGIME_UNCERTAIN: Final = int(Reason.REGIME_UNCERTAIN)
MARGIN: Final = 0.1
"""By how much a regime must lead the one that stands, where transitions are held back."""
LOOKBACK: Final = 100
"""ATRs that one is ranked among, unless days are said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """How a regime is told; the formulas stand on the page of indicators.

    Parameters
    ----------
    trend_period, volatility_period, range_period : bars, >= 2 (of the ATR >= 1).
    trend_threshold, volatility_threshold, range_threshold : fractions of the price; 0 leaves that
        measure out.
    weights : of trends, volatilities and ranges, >= 0, not all 0.
    lookback_days : of the ATRs that one is ranked among; None takes `LOOKBACK` bars.
    min_bars : bars before a regime is known, at the least.
    update_minutes : it is judged once in so many; 0 at every bar.
    holds : a regime gives way only to one that leads by `MARGIN`.
    weekends : bars of Saturday and Sunday, UTC, are judged.
    """

    trend_period: int = 20
    trend_threshold: float = 0.0
    volatility_period: int = 14
    volatility_threshold: float = 0.0
    range_period: int = 20
    range_threshold: float = 0.0
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    lookback_days: float | None = None
    min_bars: int = 0
    update_minutes: float = 0.0
    holds: bool = True
    weekends: bool = True

    def columns(self, bars_of: Timeframe) -> tuple[Column, Column]:
        """The regime and its confidence, on bars of a timeframe."""
        bars = LOOKBACK
        if self.lookback_days is not None:
            bars = max(round(self.lookback_days * DAY / bars_of.ns), 2)
        by_trend, by_volatility, by_range = self.weights
        options: dict[str, float] = {
            "trendPeriod": self.trend_period,
            "trendThreshold": self.trend_threshold,
            "volatilityPeriod": self.volatility_period,
            "volatilityThreshold": self.volatility_threshold,
            "rangePeriod": self.range_period,
            "rangeThreshold": self.range_threshold,
            "weightTrend": by_trend,
            "weightVolatility": by_volatility,
            "weightRange": by_range,
            "lookback": bars,
            "minDataPoints": self.min_bars,
            "margin": MARGIN if self.holds else 0.0,
            "updateFrequency": self.update_minutes,
            "weekends": float(self.weekends),
        }
        return resolve("regime", options), resolve("regime_confidence", options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How a strategy trades in one regime.

    Parameters
    ----------
    size, stop, target : factors of the size and of the distances of stop and target; a size of 0
        does not trade.
    trailing_pips : the trailing distance of positions opened in it; None leaves the strategy's.
    least_confidence : entries are refused below it, 0 to 100.
    trades_per_day : entries of the strategy on one day, counted when they are made in it; None any.
    """

    size: float = 1.0
    stop: float = 1.0
    target: float = 1.0
    trailing_pips: float | None = None
    least_confidence: float = 0.0
    trades_per_day: int | None = None


PLAIN: Final = Conduct()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeFilter:
    """What regimes do to entries.

    Parameters
    ----------
    detector : how they are told.
    timeframe : of the bars they are told by, longer than the strategy's; None for its own.
    confirming : timeframes whose regimes count for the confidence.
    least_confidence : entries are refused below it, 0 to 100.
    preferred : regimes in which entries are made; () for all.
    conduct : what is different in some of them.
    """

    detector: Detector = field(default_factory=Detector)
    timeframe: Timeframe | None = None
    confirming: tuple[Timeframe, ...] = ()
    least_confidence: float = 0.0
    preferred: tuple[Regime, ...] = ()
    conduct: tuple[tuple[Regime, Conduct], ...] = ()

    def acts(self) -> bool:
        """Whether any entry can be refused or changed."""
        return bool(self.preferred or self.conduct) or self.least_confidence > 0.0

    def reads(self, own: Timeframe) -> tuple[tuple[Column, Timeframe | None], ...]:
        """What is read of each bar: regime and confidence, of each timeframe in turn.

        None stands for the strategy's own timeframe, which is `own`.
        """
        return tuple(
            (column, frame)
            for frame in (self.timeframe, *self.confirming)
            for column in self.detector.columns(frame or own)
        )

    def by_number(self) -> tuple[Conduct, ...]:
        """The conduct in each regime, at the place of its number."""
        said = dict(self.conduct)
        return tuple(said.get(regime, PLAIN) for regime in Regime)


class Seen(NamedTuple):
    """The regime of each bar, and what it says of entries signalled there."""

    gate: NDArray[np.uint8]  # (n,) the `Reason` that refuses them; 0 none
    scale: NDArray[np.float64]  # (n,) size factor
    regime: NDArray[np.uint8]  # (n,) `Regime`; 0 while unknown
    confidence: NDArray[np.float64]  # (n,) 0 to 100; 0 while unknown


def judge_regime(rules: RegimeFilter, told: Sequence[NDArray[np.float64]]) -> Seen:
    """Regime, confidence, gate and size factor of every bar.

    Parameters
    ----------
    told : (n,) each, the values of `RegimeFilter.reads`; nan while unknown.

    Notes
    -----
    confidence = that of the regime * (1 + timeframes that confirm it) / (1 + confirming timeframes)
    """
    codes, sure = told[0], told[1]
    if rules.confirming:
        others = told[2::2]
        agree = sum((other == codes).astype(np.float64) for other in others)
        sure = sure * ((1.0 + agree) / (1.0 + len(others)))
        codes = np.where(np.isnan(np.sum(others, axis=0)), np.nan, codes)
    n = codes.size
    seen = Seen(np.zeros(n, np.uint8), np.ones(n), np.empty(n, np.uint8), np.empty(n))
    fill_seen(codes, sure, _limits(rules), int(rules.acts()), seen)
    return seen


def _limits(rules: RegimeFilter) -> NDArray[np.float64]:
    """For each regime: 1 where entries are wanted, the least confidence, and the size factor."""
    return np.array([
        [
            float(each.size > 0.0 and (not rules.preferred or Regime(k) in rules.preferred)),
            max(rules.least_confidence, each.least_confidence),
            each.size,
        ]
        for k, each in enumerate(rules.by_number())
    ])  # fmt: skip


@kernel
def fill_seen(
    codes: NDArray[np.float64],
    sure: NDArray[np.float64],
    limits: NDArray[np.float64],
    acts: int,
    seen: Seen,
) -> None:
    """Write what regimes do to entries, bar by bar.

    Parameters
    ----------
    codes, sure : (n,) regime and confidence; nan while unknown.
    limits : (7, 3) as `_limits` gives it.
    acts : 0 where nothing is refused or changed.
    """
    for i in range(codes.size):
        known = codes[i] == codes[i]
        code = int(codes[i]) if known else 0
        seen.regime[i] = code
        seen.confidence[i] = sure[i] if known else 0.0
        if acts == 0:
            continue
        seen.scale[i] = limits[code, 2]
        if not known:
            seen.gate[i] = WARMING_UP
        elif limits[code, 0] == 0.0:
            seen.gate[i] = REGIME_NOT_PREFERRED
        elif sure[i] < limits[code, 1]:
            seen.gate[i] = REGIME_UNCERTAIN
