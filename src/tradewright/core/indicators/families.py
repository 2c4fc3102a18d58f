"""The names that strategies use, and the TA-Lib series they mean.

Source of the spellings and defaults: reference "executor facts" A1, contract 04. Every other
TA-Lib function is found by its own name, see `names`.
"""

from __future__ import annotations

from typing import Final

from tradewright.core.indicators.family import Family, Option, period
from tradewright.core.indicators.study_families import STUDY_FAMILIES

PRICES: Final = ("open", "high", "low", "close", "volume")
PRICE: Final = "PRICE"  # the function of a column that is a column of the bars
SCALE: Final = "scale"  # a parameter of ours: the series times a number


_MACD: Final = (
    Option("fastPeriod", ("fastperiod",), 12, ("fast",)),
    Option("slowPeriod", ("slowperiod",), 26, ("slow",)),
    Option("signalPeriod", ("signalperiod",), 9, ("signal",)),
)
_STOCHASTIC: Final = (
    Option("kPeriod", ("fastk_period",), 14, ("period", "fastkperiod")),
    Option("dPeriod", ("slowd_period",), 3, ("slowdperiod",)),
    Option("slowing", ("slowk_period",), 3, ("slowkperiod",)),
)
_BANDS: Final = (
    *period(20),
    Option("stdDev", ("nbdevup", "nbdevdn"), 2.0, ("deviation", "deviations", "nbdev")),
)
_SAR: Final = (
    Option("acceleration", ("acceleration",), 0.02, ("step",)),
    Option("maximum", ("maximum",), 0.2, ("max",)),
)
_SCALED: Final = (*period(20), Option("multiplier", (SCALE,), 1.0, (SCALE,)))


def _price(name: str, *also: str) -> Family:
    return Family(name, PRICE, 0, (), name, also)


FAMILIES: Final = (
    Family("ema", "EMA", 0, period(None), "close", ("exponential_moving_average",)),
    Family("sma", "SMA", 0, period(None), "close", ("ma", "moving_average")),
    Family("rsi", "RSI", 0, period(14), "close"),
    Family("cci", "CCI", 0, period(20)),
    Family("atr", "ATR", 0, period(14)),
    Family("adx", "ADX", 0, period(14)),
    Family("macd", "MACD", 0, _MACD, "close", ("macd_line",)),
    Family("macd_signal", "MACD", 1, _MACD, "close", ("macd_signal_line",)),
    Family("macd_histogram", "MACD", 2, _MACD, "close", ("macd_hist",)),
    Family("stochastic_k", "STOCH", 0, _STOCHASTIC, "", ("stochastic", "stoch", "stoch_k")),
    Family("stochastic_d", "STOCH", 1, _STOCHASTIC, "", ("stoch_d",)),
    Family("bollinger_upper", "BBANDS", 0, _BANDS, "close", ("bb_upper",)),
    Family("bollinger_middle", "BBANDS", 1, _BANDS, "close", ("bb_middle",)),
    Family("bollinger_lower", "BBANDS", 2, _BANDS, "close", ("bb_lower",)),
    Family("sar", "SAR", 0, _SAR, "", ("parabolic_sar", "psar")),
    Family("obv", "OBV", 0, (), "close", ("on_balance_volume",)),
    Family("williams_r", "WILLR", 0, period(14), "", ("williams", "williamsr")),
    Family("efficiency_ratio", "ER", 0, period(10), "close", ("kaufman_efficiency_ratio",)),
    Family("atr_percent", "NATR", 0, period(14), "", ("normalized_atr",)),
    Family("relative_volume", "RVOL", 0, period(20), "", ("volume_ratio",)),
    Family("sma_volume", "SMA", 0, period(20), "volume", ("volume_sma", "volume_ma")),
    Family("average_volume", "SMA", 0, _SCALED, "volume", ("avg_volume", "volume_average")),
    _price("close", "price"),
    _price("open"),
    _price("high"),
    _price("low"),
    _price("volume"),
    *STUDY_FAMILIES,
)

_LINES: Final = tuple(
    f"ichimoku_{line}"
    for line in ("tenkan", "kijun", "senkou_a", "senkou_b", "cloud_top", "cloud_bottom")
)
_CHIKOU: Final = (
    "ichimoku_chikou_distance (the close less the close 26 bars before: above 0 where the chikou "
    "span stands above the price it is drawn over; the span at this bar is a close of the future)",
)

# Names that mean several series, or one that needs to be said more exactly.
SAY_MORE: Final = {
    "bollinger_bands": ("bollinger_upper", "bollinger_middle", "bollinger_lower"),
    "bollinger": ("bollinger_upper", "bollinger_middle", "bollinger_lower"),
    "bb": ("bb_upper", "bb_middle", "bb_lower"),
    "ichimoku": _LINES,
    "ichimoku_cloud": _LINES,
    "ichimoku_kinko_hyo": _LINES,
    "ichimoku_chikou": _CHIKOU,
    "chikou": _CHIKOU,
    "chikou_span": _CHIKOU,
}
