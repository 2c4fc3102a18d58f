"""The names that strategies use, and the TA-Lib series they mean.

Source of the spellings and defaults: reference "executor facts" A1, contract 04. Every other
TA-Lib function is found by its own name, see `names`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PRICES: Final = ("open", "high", "low", "close", "volume")
PRICE: Final = "PRICE"  # the function of a column that is a column of the bars
SCALE: Final = "scale"  # a parameter of ours: the series times a number


@dataclass(frozen=True, slots=True)
class Option:
    """A number that a strategy may give: its JSON key, and the TA-Lib parameters it sets.

    `default` is None where the number has to be given. `also` are other keys for it.
    """

    key: str
    params: tuple[str, ...]
    default: float | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """An indicator name: the series that it means once its options are known."""

    name: str
    function: str
    output: int
    options: tuple[Option, ...]
    source: str = ""
    also: tuple[str, ...] = ()


def _period(default: int | None) -> tuple[Option, ...]:
    return (Option("period", ("timeperiod",), default, ("timeperiod", "length")),)


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
    *_period(20),
    Option("stdDev", ("nbdevup", "nbdevdn"), 2.0, ("deviation", "deviations", "nbdev")),
)
_SAR: Final = (
    Option("acceleration", ("acceleration",), 0.02, ("step",)),
    Option("maximum", ("maximum",), 0.2, ("max",)),
)
_SCALED: Final = (*_period(20), Option("multiplier", (SCALE,), 1.0, (SCALE,)))


def _price(name: str, *also: str) -> Family:
    return Family(name, PRICE, 0, (), name, also)


FAMILIES: Final = (
    Family("ema", "EMA", 0, _period(None), "close", ("exponential_moving_average",)),
    Family("sma", "SMA", 0, _period(None), "close", ("ma", "moving_average")),
    Family("rsi", "RSI", 0, _period(14), "close"),
    Family("cci", "CCI", 0, _period(20)),
    Family("atr", "ATR", 0, _period(14)),
    Family("adx", "ADX", 0, _period(14)),
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
    Family("williams_r", "WILLR", 0, _period(14), "", ("williams", "williamsr")),
    Family("sma_volume", "SMA", 0, _period(20), "volume", ("volume_sma", "volume_ma")),
    Family("average_volume", "SMA", 0, _SCALED, "volume", ("avg_volume", "volume_average")),
    _price("close", "price"),
    _price("open"),
    _price("high"),
    _price("low"),
    _price("volume"),
)

# Names that mean several series, or one that needs to be said more exactly.
SAY_MORE: Final = {
    "bollinger_bands": ("bollinger_upper", "bollinger_middle", "bollinger_lower"),
    "bollinger": ("bollinger_upper", "bollinger_middle", "bollinger_lower"),
    "bb": ("bb_upper", "bb_middle", "bb_lower"),
    "vwap": ("talib:vwap (summed from the first bar of the history)",),
}
