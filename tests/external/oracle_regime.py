"""The regime part of the oracle: the formulas of the page of indicators, bar by bar."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
import talib

from tests.external.oracle_clock import EPOCH, MINUTE
from tests.external.oracle_frames import MINUTES, Own
from tests.external.oracle_rules import Bars
from tests.external.oracle_settings import Json, part

UP: Final = "trending_up"
DOWN: Final = "trending_down"
RANGING: Final = "ranging"
VOLATILE: Final = "volatile"
QUIET: Final = "low_volatility"
BREAKOUT: Final = "breakout"
MOST: Final = 500
"""ATRs that one is ranked among."""
NOISE: Final = 1e-9
NAMES: Final = (UP, DOWN, RANGING, VOLATILE, QUIET, BREAKOUT)
WEIGHTS: Final = {
    UP: "weightTrend",
    DOWN: "weightTrend",
    RANGING: "weightRange",
    VOLATILE: "weightVolatility",
    QUIET: "weightVolatility",
    BREAKOUT: "weightTrend",
}
Told = tuple[str, float] | None
"""A regime and its confidence, or nothing known."""


@dataclass(slots=True)
class Break:
    """A breakout: its force when it came, its bar, the price that was broken, and which way."""

    force: float
    bar: int
    price: float
    way: int


def clip(x: float) -> float:
    return min(max(x, 0.0), 1.0)


class Measures:
    """What the formulas are made of, for one series of bars."""

    def __init__(self, said: Json, bars: Bars, minutes: int) -> None:
        self.said, self.bars = said, bars
        high, low, close = (np.array(bars[name]) for name in ("high", "low", "close"))
        self.high, self.low, self.close = bars["high"], bars["low"], bars["close"]
        self.trend = int(said.get("trendPeriod", 20))
        self.range = int(said.get("rangePeriod", 20))
        self.adx: list[float] = talib.ADX(high, low, close, 14).tolist()
        period = int(said.get("volatilityPeriod", 14))
        self.ranges: list[float] = talib.ATR(high, low, close, period).tolist()
        days = said.get("lookbackPeriod")
        self.lookback = 100 if days is None else round(days * 1440 / minutes)
        self.broken: Break | None = None

    def says(self, k: int) -> dict[str, float] | None:
        """How much speaks for each regime at bar `k`; None while that is not known."""
        self.breaks(k)
        rank = self.rank(k)
        if rank is None or k < max(self.trend, self.range) or math.isnan(self.adx[k]):
            return None
        trend, ranging = self.trending(k)
        change = self.close[k] / self.close[k - self.trend] - 1
        share = self.ranges[k] / self.close[k]
        high = [clip((rank - 0.6) / 0.4)]
        low = [clip((0.4 - rank) / 0.4)]
        threshold = self.said.get("volatilityThreshold", 0.0)
        if threshold > 0:
            high.append(clip(share / (2 * threshold)))
            low.append(clip(1 - share / threshold))
        return {
            UP: trend if change > 0 else 0.0,
            DOWN: trend if change < 0 else 0.0,
            RANGING: ranging,
            VOLATILE: sum(high) / len(high),
            QUIET: sum(low) / len(low),
            BREAKOUT: self.force(k),
        }

    def trending(self, k: int) -> tuple[float, float]:
        """What speaks for a trend, and for a range."""
        close, since = self.close, k - self.trend
        walked = sum(abs(close[j] - close[j - 1]) for j in range(since + 1, k + 1))
        ratio = abs(close[k] - close[since]) / walked if walked > 0 else 0.0
        strength, way = clip(self.adx[k] / 50), clip(ratio / 0.6)
        trend, ranging = [strength, way], [1 - strength, 1 - way]
        threshold = self.said.get("trendThreshold", 0.0)
        if threshold > 0:
            trend.append(clip(abs(close[k] / close[since] - 1) / (2 * threshold)))
        threshold = self.said.get("rangeThreshold", 0.0)
        if threshold > 0:
            top, bottom = self.channel(k)
            ranging.append(clip(1 - (top - bottom) / close[k] / (2 * threshold)))
        return sum(trend) / len(trend), sum(ranging) / len(ranging)

    def channel(self, k: int) -> tuple[float, float]:
        """The highest high and the lowest low of the bars before this one."""
        since = k - self.range
        return max(self.high[since:k]), min(self.low[since:k])

    def rank(self, k: int) -> float | None:
        """Share of the ATRs before this one that are below it."""
        step = -(-self.lookback // MOST)
        first = next((j for j, one in enumerate(self.ranges) if not math.isnan(one)), k)
        before = self.ranges[first:k:step][-(self.lookback // step) :]
        if len(before) < self.lookback // step:
            return None
        return sum(one < self.ranges[k] for one in before) / len(before)

    def breaks(self, k: int) -> None:
        """Forget a break that is over, and take a new one with more force."""
        old = self.broken
        if old is not None and (self.close[k] - old.price) * old.way <= 0:
            self.broken = None
        if k < self.range or math.isnan(self.ranges[k - 1]):
            return
        top, bottom = self.channel(k)
        way = 1 if self.close[k] > top else -1 if self.close[k] < bottom else 0
        if way == 0:
            return
        before = self.close[k - 1]
        whole = max(self.high[k], before) - min(self.low[k], before)
        force = clip(whole / (3 * self.ranges[k - 1]))
        if force > self.force(k):
            self.broken = Break(force, k, top if way > 0 else bottom, way)

    def force(self, k: int) -> float:
        """What is left of the force of the break that stands."""
        if self.broken is None:
            return 0.0
        return self.broken.force * max(1 - (k - self.broken.bar) / self.range, 0.0)


def regimes(said: Json, bars: Bars, opens: Sequence[int], minutes: int) -> list[Told]:
    """The regime that stands at each bar; `minutes` of a bar."""
    measures = Measures(said, bars, minutes)
    least = int(said.get("minDataPoints", 0))
    told: list[Told] = []
    stands: Told = None
    stretch: int | None = None
    for k, ts in enumerate(opens):
        speaks = measures.says(k)
        every = round(said.get("updateFrequency", 0) * MINUTE)
        now = ts // every if every else None
        judged = every == 0 or now != stretch
        weekday = (EPOCH + timedelta(microseconds=ts // 1000)).weekday()
        judged = judged and (said.get("weekendMode", True) or weekday < 5)
        if speaks is not None and k + 1 >= least and (judged or stands is None):
            stands = judge(said, speaks, stands)
            stretch = now
        told.append(stands)
    return told


def judge(said: Json, speaks: Mapping[str, float], stands: Told) -> Told:
    """The regime that stands gives way only to one that leads it by more than the margin."""
    margin = 0.1 if said.get("enableTransitionDetection", True) else 0.0
    weighted = {name: said.get(WEIGHTS[name], 1.0) * speaks[name] for name in NAMES}
    most = max(weighted.values())
    best = next(name for name in NAMES if weighted[name] > most - NOISE)
    if stands is not None and most - weighted[stands[0]] < margin + NOISE:
        best = stands[0]
    return best, 100 * speaks[best]


def on_rows(said: Json, own: Own, timeframe: str) -> list[Told]:
    """The regime by the row whose close it is read at, confirming timeframes counted."""
    primary = said.get("primaryTimeframe", timeframe)
    others: list[str] = said.get("confirmationTimeframes", [])
    if not said.get("enableMTFAnalysis", bool(others)):
        others = []
    first = _as_closed(said, own, primary)
    rest = [_as_closed(said, own, one) for one in others]
    found: list[Told] = []
    for k, told in enumerate(first):
        seen = [one[k] for one in rest]
        if told is None or None in seen:
            found.append(None)
            continue
        same = sum(one is not None and one[0] == told[0] for one in seen)
        found.append((told[0], told[1] * (1 + same) / (1 + len(seen))))
    return own.laid(found, otherwise=None)


def _as_closed(said: Json, own: Own, timeframe: str) -> list[Told]:
    """Of each own bar the regime of the last bar of a timeframe that has closed by its close."""
    span = MINUTES[timeframe] * MINUTE
    groups: dict[int, list[int]] = {}
    for k, end in enumerate(own.ends.values()):
        groups.setdefault((end - 1) // span, []).append(k)
    bars = own.bars
    longer = {
        "open": [bars["open"][ks[0]] for ks in groups.values()],
        "high": [max(bars["high"][k] for k in ks) for ks in groups.values()],
        "low": [min(bars["low"][k] for k in ks) for ks in groups.values()],
        "close": [bars["close"][ks[-1]] for ks in groups.values()],
    }
    opens = [bucket * span for bucket in groups]
    told = regimes(said, longer, opens, MINUTES[timeframe])
    closes = [one + span for one in opens]
    before = [bisect_right(closes, end) - 1 for end in own.ends.values()]
    return [told[at] if at >= 0 else None for at in before]


def moods_of(rules: Json) -> Json:
    """The block that says how regimes are told, and what they change; empty without one."""
    return part(part(rules, "filters"), "regimeDetection") or part(rules, "regimeDetection")


def manner_of(said: Json, told: Told) -> Json:
    """What a regime changes."""
    return part(said.get("regimeSpecific", {}), told[0]) if told else {}


def mood(said: Json, told: Told) -> Iterator[str | float]:
    """What the regime says of an entry: refusals, and a factor."""
    if not said.keys() & {"preferredRegimes", "minConfidence", "regimeSpecific"}:
        return
    if told is None:
        yield "WARMING_UP"
        return
    manner, preferred = manner_of(said, told), said.get("preferredRegimes", NAMES)
    factor = float(manner.get("positionMultiplier", 1))
    if told[0] not in preferred or factor == 0:
        yield "REGIME_NOT_PREFERRED"
    least = max(said.get("minConfidence", 0), manner.get("entryThreshold", 0))
    if told[1] < least:
        yield "REGIME_UNCERTAIN"
    yield factor
