"""The names of the studies: what TA-Lib does not have and strategies ask for."""

from __future__ import annotations

from typing import Final

from tradewright.core.indicators.family import Family, Option, period

_ICHIMOKU: Final = (
    Option("tenkan", ("tenkan",), 9, ("tenkanPeriod", "conversionPeriod")),
    Option("kijun", ("kijun",), 26, ("kijunPeriod", "basePeriod")),
    Option("senkouB", ("senkou_b",), 52, ("senkouBPeriod", "spanBPeriod")),
    Option("displacement", ("displacement",), 26, ("shift",)),
)
_DAY: Final = (Option("dayStartHour", ("day_start_hour",), 0),)
_VWAP_BANDS: Final = (*_DAY, Option("stdDev", ("nbdev",), 1.0, ("deviation", "deviations")))
_SWINGS: Final = (
    Option("strength", ("strength",), 2, ("confirmationBars",)),
    Option("lookback", ("lookback",), 100, ("swingLookback",)),
)
_DIVERGENCE: Final = (
    *period(14),
    Option("strength", ("strength",), 2),
    Option("lookback", ("lookback",), 50),
)
_ATR_PERCENTILE: Final = (*period(14), Option("lookback", ("lookback",), 100))
_REALISED: Final = (*period(20), Option("barsPerYear", ("bars_per_year",), 1.0))
_SHAPE: Final = (
    *period(20),
    Option("stdDev", ("nbdev",), 2.0, ("deviation", "deviations")),
)

_REGIME: Final = (
    Option("trendPeriod", ("trend_period",), 20),
    Option("trendThreshold", ("trend_threshold",), 0.0),
    Option("volatilityPeriod", ("volatility_period",), 14),
    Option("volatilityThreshold", ("volatility_threshold",), 0.0),
    Option("rangePeriod", ("range_period",), 20),
    Option("rangeThreshold", ("range_threshold",), 0.0),
    Option("weightTrend", ("weight_trend",), 1.0),
    Option("weightVolatility", ("weight_volatility",), 1.0),
    Option("weightRange", ("weight_range",), 1.0),
    Option("lookback", ("lookback",), 100),
    Option("minDataPoints", ("min_bars",), 0),
    Option("margin", ("margin",), 0.1),
    Option("updateFrequency", ("update_minutes",), 0.0),
    Option("weekends", ("weekends",), 1),
)


def _ichimoku() -> list[Family]:
    lines = {
        "tenkan": ("tenkan_sen", "tenkan", "ichimoku_conversion"),
        "kijun": ("kijun_sen", "kijun", "ichimoku_base"),
        "senkou_a": ("senkou_span_a", "senkou_a", "ichimoku_span_a"),
        "senkou_b": ("senkou_span_b", "senkou_b", "ichimoku_span_b"),
        "chikou_distance": ("chikou_distance",),
        "cloud_top": ("kumo_top",),
        "cloud_bottom": ("kumo_bottom",),
    }
    return [
        Family(f"ichimoku_{line}", "ICHIMOKU", output, _ICHIMOKU, "", also)
        for output, (line, also) in enumerate(lines.items())
    ]


def _pivots() -> list[Family]:
    also = {"pivot": ("pivot_point", "pivot_p")}
    levels = ("pivot", *(f"pivot_{level}" for level in ("r1", "r2", "r3", "s1", "s2", "s3")))
    names = (*levels, "prior_day_high", "prior_day_low", "prior_day_close")
    return [
        Family(name, "PIVOT", output, _DAY, "", also.get(name, ()))
        for output, name in enumerate(names)
    ]


STUDY_FAMILIES: Final = (
    *_ichimoku(),
    Family("vwap", "SESSION_VWAP", 0, _DAY, "", ("session_vwap",)),
    Family("vwap_upper", "SESSION_VWAP", 1, _VWAP_BANDS),
    Family("vwap_lower", "SESSION_VWAP", 2, _VWAP_BANDS),
    *_pivots(),
    Family("resistance", "SWINGS", 0, _SWINGS, "", ("swing_high",)),
    Family("support", "SWINGS", 1, _SWINGS, "", ("swing_low",)),
    Family("nearest_resistance", "SWINGS", 2, _SWINGS),
    Family("nearest_support", "SWINGS", 3, _SWINGS),
    Family("resistance_above", "SWINGS", 4, _SWINGS, "", ("swing_high_above",)),
    Family("support_below", "SWINGS", 5, _SWINGS, "", ("swing_low_below",)),
    Family("rsi_divergence_bearish", "RSI_DIVERGENCE", 0, _DIVERGENCE, "", ("bearish_divergence",)),
    Family("rsi_divergence_bullish", "RSI_DIVERGENCE", 1, _DIVERGENCE, "", ("bullish_divergence",)),
    Family("atr_percentile", "ATR_PERCENTILE", 0, _ATR_PERCENTILE, "", ("atr_rank",)),
    Family("regime", "REGIME", 0, _REGIME, "", ("market_regime",)),
    Family("regime_confidence", "REGIME", 1, _REGIME),
    Family(
        "realised_volatility",
        "REALISED_VOLATILITY",
        0,
        _REALISED,
        "close",
        ("realized_volatility",),
    ),
    Family("bollinger_width", "BOLLINGER_SHAPE", 0, _SHAPE, "", ("bb_width", "bandwidth")),
    Family("bollinger_percent_b", "BOLLINGER_SHAPE", 1, _SHAPE, "", ("bb_percent_b", "percent_b")),
)
