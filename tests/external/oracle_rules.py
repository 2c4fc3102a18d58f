"""The rule half of the oracle: conditions of a raw JSON document, bar by bar."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import talib
from numpy.typing import NDArray

from tests.external.oracle_settings import part

Document = Mapping[str, Any]
Bars = Mapping[str, Sequence[float]]
Column = NDArray[np.float64]
Truth = list[bool | None]
"""One value per bar: true, false, or None while an operand is unknown."""

COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "greater_than": operator.gt,
    "less_than": operator.lt,
    "greater_or_equal": operator.ge,
    "less_or_equal": operator.le,
    "equals": operator.eq,
}
POLARITY: Final = {
    "crosses_above": "long",
    "greater_than": "long",
    "greater_or_equal": "long",
    "crosses_below": "short",
    "less_than": "short",
    "less_or_equal": "short",
}
MACD: Final = {"macd": 0, "macd_signal": 1, "macd_histogram": 2}
BANDS: Final = {"bb_upper": 0, "bb_middle": 1, "bb_lower": 2}
SWING: Final = 2
"""Bars on either side of a swing that a divergence looks at."""
APART: Final = 50
"""Bars between two such swings at most."""
NAMES: Final = {"long_entry": "long", "buy": "long", "short_entry": "short", "sell": "short"}


def entry_and_exit(document: Document, bars: Bars) -> dict[str, Truth]:
    """Truth per bar of the entries ``long``, ``short``, and of ``exit_long``, ``exit_short``."""
    rules = document["rules"]
    found: dict[str, Truth] = {}
    for side in ("long", "short"):
        found[side] = _truth(rules["entry"], side, None, bars) or _never(bars)
        leaves = _truth(rules["exit"], side, None, bars) if "conditions" in rules["exit"] else None
        named = [*_patterns(rules["exit"], side, bars), *([] if leaves is None else [leaves])]
        found[f"exit_{side}"] = _combine("OR", named) if named else _never(bars)
    return found


def _patterns(block: Document, side: str, bars: Bars) -> list[Truth]:
    """The exit rules that have names."""
    named = part(part(block, "smartExit"), "patternExit") or part(block, "patternExit")
    found: list[Truth] = []
    if named.get("exitOnWeakeningMomentum"):
        found.append(_weakening(side, bars))
    if named.get("rsiDivergence"):
        found.append(_divergence(side, bars))
    return found


def _weakening(side: str, bars: Bars) -> Truth:
    """The histogram of the position's side is above 0 and has fallen on the last two bars."""
    sign = 1.0 if side == "long" else -1.0
    bar = [sign * height for height in series("macd_histogram", {}, bars)]
    weak: Truth = [None] * len(bar)
    for k in range(2, len(bar)):
        if not math.isnan(bar[k - 2]):
            weak[k] = 0 < bar[k] < bar[k - 1] < bar[k - 2]
    return weak


def _divergence(side: str, bars: Bars) -> Truth:
    """A further swing in the position's favour that the RSI of 14 bars does not follow."""
    sign = 1.0 if side == "long" else -1.0
    heights = [sign * price for price in bars["high" if side == "long" else "low"]]
    strength = [sign * value for value in series("rsi_14", {}, bars)]
    found: Truth = [False] * len(heights)
    before: int | None = None
    for k in range(len(heights)):
        if not is_peak(heights, k, SWING):
            continue
        if before is not None and k - before <= APART and heights[k] > heights[before]:
            found[k + SWING] = strength[k] < strength[before]
        before = k
    return found


def is_peak(heights: Sequence[float], k: int, strength: int) -> bool:
    """Above the `strength` heights before it, not below those after it."""
    before, after = heights[max(k - strength, 0) : k], heights[k + 1 : k + 1 + strength]
    whole = len(before) == len(after) == strength
    return whole and heights[k] > max(before) and heights[k] >= max(after)


def _never(bars: Bars) -> Truth:
    return [False] * len(bars["close"])


def _truth(item: Document, side: str, inherited: str | None, bars: Bars) -> Truth | None:
    """Truth of a condition or group for one side; None where it says nothing about that side."""
    if item.get("enabled") is False:
        return None
    if "conditions" not in item and "groups" not in item:
        return _condition(item, bars) if _side(item, inherited) in {side, "both"} else None
    own = item.get("side") or NAMES.get(str(item.get("name", "")).lower()) or inherited
    parts = [_truth(part, side, own, bars) for part in item.get("groups") or item["conditions"]]
    known = [part for part in parts if part is not None]
    return _combine(str(item.get("logic", "AND")), known) if known else None


def _side(condition: Document, inherited: str | None) -> str:
    """The first that speaks: `side`, the group, the description's first word, the operator."""
    first = str(condition.get("description", "")).strip().upper()
    told = "long" if first.startswith("BUY") else "short" if first.startswith("SELL") else None
    return str(condition.get("side") or inherited or told or POLARITY[condition["condition"]])


def _combine(logic: str, parts: list[Truth]) -> Truth:
    rule = {"AND": _all, "OR": _any, "NOT": _not}[logic.upper()]
    return [rule(row) for row in zip(*parts, strict=True)]


def _all(row: Sequence[bool | None]) -> bool | None:
    return False if False in row else None if None in row else True


def _any(row: Sequence[bool | None]) -> bool | None:
    return True if True in row else None if None in row else False


def _not(row: Sequence[bool | None]) -> bool | None:
    whole = _all(row)
    return None if whole is None else not whole


def _condition(condition: Document, bars: Bars) -> Truth:
    left = series(condition["indicator"], condition, bars)
    right = _right(condition, bars)
    name = condition["condition"]
    whole = (
        _cross(left, right, name)
        if name.startswith("crosses")
        else _compare(left, right, COMPARE[name])
    )
    if "and" not in condition:
        return whole
    return _combine("AND", [whole, _condition(condition["and"], bars)])


def _right(condition: Document, bars: Bars) -> list[float]:
    value = condition["value"]
    if isinstance(value, str):
        return series(value, {}, bars)
    return [float(value)] * len(bars["close"])


def _compare(left: list[float], right: list[float], holds: Callable[[float, float], bool]) -> Truth:
    return [
        None if math.isnan(a) or math.isnan(b) else holds(a, b)
        for a, b in zip(left, right, strict=True)
    ]


def _cross(left: list[float], right: list[float], name: str) -> Truth:
    sign = 1.0 if name == "crosses_above" else -1.0
    gap = [sign * (a - b) for a, b in zip(left, right, strict=True)]
    truth: Truth = [None] * len(gap)
    for i in range(1, len(gap)):
        if not (math.isnan(gap[i - 1]) or math.isnan(gap[i])):
            truth[i] = gap[i - 1] <= 0 < gap[i]
    return truth


def series(name: str, options: Document, bars: Bars) -> list[float]:
    """A price column, or an indicator by TA-Lib: ``ema_9``, ``rsi`` and ``period`` ..."""
    lower = name.lower()
    if lower in {"price", "close", "open", "high", "low", "volume"}:
        return [float(x) for x in bars["close" if lower == "price" else lower]]
    match = re.fullmatch(r"([a-z_]+?)(?:_(\d+))?", lower)
    if match is None:
        message = f"the oracle knows no indicator {name!r}"
        raise KeyError(message)
    period = int(match[2] or options.get("period", 14))
    column = {
        key: np.asarray(bars[key], dtype=np.float64) for key in ("open", "high", "low", "close")
    }
    return [float(x) for x in _talib(match[1], period, column)]


def _talib(kind: str, period: int, column: dict[str, Column]) -> Column:
    high, low, close = column["high"], column["low"], column["close"]
    if kind in MACD:
        return talib.MACD(close, 12, 26, 9)[MACD[kind]]
    if kind in BANDS:
        return talib.BBANDS(close, period, 2.0, 2.0)[BANDS[kind]]
    if kind in {"ema", "sma", "rsi"}:
        return {"ema": talib.EMA, "sma": talib.SMA, "rsi": talib.RSI}[kind](close, period)
    return {"atr": talib.ATR, "adx": talib.ADX, "cci": talib.CCI}[kind](high, low, close, period)
