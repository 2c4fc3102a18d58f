"""What the words that take no value mean, as comparisons of the same bars.

Notes
-----
A squeeze is a Bollinger band inside a Keltner channel of the same length (1.5 average true ranges);
it expands when the band leaves the channel. Source: Carter, Mastering the Trade (2005).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from tradewright.core.calendar import Timeframe
from tradewright.core.indicators import resolve
from tradewright.core.rules import (
    MOST_AGO,
    Comparison,
    Group,
    Logic,
    Node,
    Number,
    Operator,
    Series,
)
from tradewright.wire.strategy.series import beside, sibling
from tradewright.wire.strategy.words import Word

Tree: TypeAlias = Callable[[Series, str], Node | str]

TREND_PERIOD: Final = 20
"""Bars of the average that a trend is above or below."""
VOLUME_PERIOD: Final = 20
"""Bars of the average that confirming volume is above."""
_KELTNER: Final = 1.5

_MIDDLES: Final = {
    **dict.fromkeys(("RSI", "MFI", "IMI", "ULTOSC", "STOCHRSI"), 50.0),
    **dict.fromkeys(("CCI", "CMO", "MOM", "ROC", "ROCP", "TRIX", "APO", "PPO", "ADOSC"), 0.0),
    **dict.fromkeys(("AROONOSC", "BOP", "LINEARREG_SLOPE", "LINEARREG_ANGLE"), 0.0),
    "WILLR": -50.0,
    "MACD": 0.0,  # of its histogram
}
_LINES: Final = frozenset({
    *("EMA", "SMA", "WMA", "DEMA", "TEMA", "TRIMA", "KAMA", "T3", "MA", "HT_TRENDLINE"),
    *("LINEARREG", "TSF", "SAR", "BBANDS", "MIDPOINT", "MIDPRICE"),
})
_RISING: Final = frozenset({"OBV", "AD"})
_TWO: Final = frozenset({"STOCH", "STOCHF", "MACD"})
_HISTOGRAM: Final = ("MACD", 2)
_STRENGTH: Final = frozenset({"ADX", "ADXR", "DX"})
_BANDED: Final = re.compile(r"(bollinger[_ ]bands|bollinger|bbands|bb)((_[\d.]+)*)")


def series_name(word: Word, name: str) -> str:
    """The series that a family's bare name means before a word: "bb" before a band word."""
    if word in {Word.BULLISH, Word.BEARISH}:
        return {"candle": "close", "trend": f"ema_{TREND_PERIOD}"}.get(name.lower(), name)
    match = _BANDED.fullmatch(name.lower())
    return name if match is None else f"bollinger_middle{match[2]}"


def meaning(word: Word, series: Series, path: str) -> Node | str:
    """The tree that a word means for a series; a text if it means nothing for that one."""
    needed, tree = _MEANINGS[word]
    if needed and series.column.function not in needed:
        return f"{word} is said of {' or '.join(needed)}, not of {series.column.name}"
    return tree(series, path)


def _leaning(by: Operator) -> Tree:
    def tree(series: Series, path: str) -> Node | str:
        against = _against(series, series.column.function)
        if against is None:
            return f"nothing makes {series.column.name} bullish or bearish"
        return compared(against[0], by, against[1], path)

    return tree


def _against(series: Series, function: str) -> tuple[Series, Series | Number] | None:
    """What lies above what when a series is bullish; None where nothing says so."""
    found: tuple[Series, Series | Number] | None = None
    if function == "PRICE":
        found = beside(series, "close"), beside(series, "open")
    elif function in _LINES:
        found = beside(series, "close"), series
    elif function in _STRENGTH:
        period = {"period": dict(series.column.params)["timeperiod"]}
        found = beside(series, "talib:plus_di", period), beside(series, "talib:minus_di", period)
    elif function in _RISING:
        found = series, before(series)
    elif function in _TWO and (function, series.column.output) != _HISTOGRAM:
        found = sibling(series, 0), sibling(series, 1)
    elif function in _MIDDLES or function.startswith("CDL"):
        found = series, Number(value=_MIDDLES.get(function, 0.0))
    return found


def _histogram(by: Operator) -> Tree:
    return lambda series, path: compared(sibling(series, 2), by, Number(value=0.0), path)


def _lines_cross(by: Operator) -> Tree:
    return lambda series, path: compared(sibling(series, 0), by, sibling(series, 1), path)


def _band_breaks(by: Operator, band: int) -> Tree:
    return lambda series, path: compared(beside(series, "close"), by, sibling(series, band), path)


def _squeeze(by: Operator) -> Tree:
    def tree(series: Series, path: str) -> Node:
        given = dict(series.column.params)
        period, width = {"period": given["timeperiod"]}, given["nbdevup"]
        band = replace(beside(series, "talib:stddev", period), scale=width)
        channel = replace(beside(series, "atr", period), scale=_KELTNER)
        expands = compared(band, Operator.CROSSES_ABOVE, channel, path)
        return both(expands, compared(beside(series, "close"), by, sibling(series, 1), path), path)

    return tree


_UP: Final = Operator.GREATER_THAN
_DOWN: Final = Operator.LESS_THAN
_BANDS: Final = ("BBANDS",)
_MACDS: Final = ("MACD", "MACDEXT", "MACDFIX")
_STOCHASTICS: Final = ("STOCH", "STOCHF", "STOCHRSI")
_MEANINGS: Final[dict[Word, tuple[tuple[str, ...], Tree]]] = {
    Word.BULLISH: ((), _leaning(_UP)),
    Word.BEARISH: ((), _leaning(_DOWN)),
    Word.SQUEEZE_UP: (_BANDS, _squeeze(_UP)),
    Word.SQUEEZE_DOWN: (_BANDS, _squeeze(_DOWN)),
    Word.BREAKS_UPPER: (_BANDS, _band_breaks(Operator.CROSSES_ABOVE, 0)),
    Word.BREAKS_LOWER: (_BANDS, _band_breaks(Operator.CROSSES_BELOW, 2)),
    Word.HISTOGRAM_POSITIVE: (_MACDS, _histogram(_UP)),
    Word.HISTOGRAM_NEGATIVE: (_MACDS, _histogram(_DOWN)),
    Word.K_ABOVE_D: (_STOCHASTICS, _lines_cross(Operator.CROSSES_ABOVE)),
    Word.K_BELOW_D: (_STOCHASTICS, _lines_cross(Operator.CROSSES_BELOW)),
}
"""The functions a word is said of, none for any, and the tree it makes of their series."""


def compared(left: Series, by: Operator, right: Series | Number, path: str) -> Node:
    """One comparison.

    A cross between bars of one longer timeframe is told by the last two of them, and so holds
    until the next one closes.
    """
    own = left.timeframe is None
    other = isinstance(right, Series) and right.timeframe is not left.timeframe
    if own or other or not by.crosses or MOST_AGO in {left.ago, getattr(right, "ago", 0)}:
        return Comparison(left=left, operator=by, right=right, path=path)
    was, now = _STEPS[by]
    then = before(right) if isinstance(right, Series) else right
    earlier = Comparison(left=before(left), operator=was, right=then, path=path)
    return both(earlier, Comparison(left=left, operator=now, right=right, path=path), path)


_STEPS: Final = {
    Operator.CROSSES_ABOVE: (Operator.LESS_OR_EQUAL, Operator.GREATER_THAN),
    Operator.CROSSES_BELOW: (Operator.GREATER_OR_EQUAL, Operator.LESS_THAN),
}


def before(series: Series) -> Series:
    """The series one bar further back."""
    return replace(series, ago=series.ago + 1)


def both(first: Node, second: Node, path: str) -> Node:
    """Two conditions that must both hold."""
    return Group(logic=Logic.AND, members=(first, second), path=path)


def busy(timeframe: Timeframe | None, times: float, path: str) -> Node:
    """Volume above so many times its average, on bars of a timeframe."""
    volume = Series(column=resolve("volume"), timeframe=timeframe)
    average = replace(beside(volume, f"sma_volume_{VOLUME_PERIOD}"), scale=times)
    return Comparison(left=volume, operator=Operator.GREATER_THAN, right=average, path=path)


def trending(timeframe: Timeframe | None, by: Operator, period: int, path: str) -> Node:
    """A close above (or below) its exponential average, on bars of a timeframe."""
    close = Series(column=resolve("close"), timeframe=timeframe)
    return Comparison(left=close, operator=by, right=beside(close, f"ema_{period}"), path=path)
