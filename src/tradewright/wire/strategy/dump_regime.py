"""The regime blocks of a normalised document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tradewright.core.risk import Conduct, Detector, RegimeFilter

Json: TypeAlias = dict[str, object]


def dump_regime(rules: RegimeFilter) -> Json:
    """The block `regimeDetection`."""
    block: Json = {"enabled": True, **_detector(rules.detector)}
    if rules.timeframe is not None:
        block["primaryTimeframe"] = rules.timeframe.value
    if rules.confirming:
        block["enableMTFAnalysis"] = True
        block["confirmationTimeframes"] = [frame.value for frame in rules.confirming]
    block["minConfidence"] = rules.least_confidence
    if rules.preferred:
        block["preferredRegimes"] = [regime.word for regime in rules.preferred]
    if rules.conduct:
        block["regimeSpecific"] = {each.word: _conduct(how) for each, how in rules.conduct}
    return block


def _detector(detector: Detector) -> Json:
    by_trend, by_volatility, by_range = detector.weights
    thresholds = {
        "trendThreshold": detector.trend_threshold,
        "volatilityThreshold": detector.volatility_threshold,
        "rangeThreshold": detector.range_threshold,
    }
    days = detector.lookback_days
    return {
        "trendPeriod": detector.trend_period,
        "volatilityPeriod": detector.volatility_period,
        "rangePeriod": detector.range_period,
        **{key: value for key, value in thresholds.items() if value},
        "weightTrend": by_trend,
        "weightVolatility": by_volatility,
        "weightRange": by_range,
        **({} if days is None else {"lookbackPeriod": days}),
        "minDataPoints": detector.min_bars,
        "updateFrequency": detector.update_minutes,
        "enableTransitionDetection": detector.holds,
        "weekendMode": detector.weekends,
    }


def _conduct(conduct: Conduct) -> Json:
    found: Json = {
        "positionMultiplier": conduct.size,
        "tpMultiplier": conduct.target,
        "slMultiplier": conduct.stop,
        "entryThreshold": conduct.least_confidence,
    }
    if conduct.trailing_pips is not None:
        found["trailingDistance"] = conduct.trailing_pips
    if conduct.trades_per_day is not None:
        found["maxTradesPerDay"] = conduct.trades_per_day
    return found
