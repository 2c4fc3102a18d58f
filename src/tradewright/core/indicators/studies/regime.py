"""The regime of a market: trending, ranging, volatile, quiet or breaking out, and how surely."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from tradewright.core.calendar import Timeframe
from tradewright.core.calendar.units import DAY, MINUTE
from tradewright.core.indicators.studies.evidence import (
    MOST_RANKED,
    Break,
    Ranks,
    Scores,
    aged,
    broken,
    keep,
    kept,
    quiet,
    ranging,
    rank_of,
    stride,
    trending,
    volatile,
)
from tradewright.core.indicators.studies.study import Read, Seen, Study, Values
from tradewright.core.kernel import inline, kernel
from tradewright.core.market.regimes import Regime

UP: Final = int(Regime.TRENDING_UP)
DOWN: Final = int(Regime.TRENDING_DOWN)
RANGING: Final = int(Regime.RANGING)
VOLATILE: Final = int(Regime.VOLATILE)
QUIET: Final = int(Regime.QUIET)
BREAKOUT: Final = int(Regime.BREAKOUT)

ADX_PERIOD: Final = 14
NOISE: Final = 1e-9
"""Scores that differ by less are equal: ranks and fading breaks often meet exactly."""
_SATURDAY: Final = 5

# Places of the numbers, as `REGIME.defaults` has them, and of the series, as `_reads` does.
_TREND, _TREND_THRESHOLD, _VOLATILITY, _VOLATILITY_THRESHOLD = 0, 1, 2, 3
_CHANNEL, _RANGE_THRESHOLD, _WEIGHTS, _RANKED, _LEAST = 4, 5, 6, 9, 10
_MARGIN, _MINUTES, _WEEKENDS = 11, 12, 13
_ADX, _ATR, _RATIO, _CHANGE, _TOP, _BOTTOM = 0, 1, 2, 3, 4, 5

# The memory: 0 bars seen, 1 to 3 `Stand`, 4 to 8 `Break`, 9 to 11 `Ranks`, 12 to 15 `Before`, then
# the ATRs that are kept.
_RING: Final = 16


class Stand(NamedTuple):
    """The regime that stands."""

    code: float  # 0 none yet
    score: float  # what spoke for it when it was judged last
    stretch: float  # of the update frequency, in which it was judged last


class Before(NamedTuple):
    """The bar before: its close and ATR, and the channel up to it."""

    close: float
    atr: float
    top: float
    bottom: float


@kernel
def fill_regime(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """The regime by its number, and its confidence.

    Parameters
    ----------
    numbers : see `REGIME`; the thresholds are fractions of the price, 0 leaves them out.
    seen : `series` as `_reads` says.
    out : (2, n) `Regime`; 0 to 100; nan until everything is known.

    Notes
    -----
    `docs/reference/indicators.md` has the formulas. Sources: Wilder (1978) for ADX and ATR,
    Kaufman (1995) for the efficiency ratio, Donchian's channel for breaks; how they are weighed is
    our own.
    """
    stand = Stand(memory[1], memory[2], memory[3])
    last = Break(memory[4], memory[5], memory[6], memory[7], memory[8])
    ranks = Ranks(memory[9], memory[10], memory[11])
    before = Before(memory[12], memory[13], memory[14], memory[15])
    ring, step = memory[_RING:], (numbers[_RANKED] + MOST_RANKED - 1) // MOST_RANKED
    share, fade = 1.0 / ring.size, 1.0 / numbers[_CHANNEL]
    for i in range(seen.ts.size):
        memory[0] += 1.0
        atr = seen.series[_ATR, i]
        last = _broke(seen, i, last, before, fade)
        rank = rank_of(ring, ranks, atr, share)
        ranks = keep(ring, ranks, atr, step)
        known = rank + before.top + seen.series[_ADX, i] + seen.series[_RATIO, i]
        known += seen.series[_CHANGE, i]
        code = sure = np.nan
        if known == known and memory[0] >= numbers[_LEAST]:
            scores = _scores(seen, i, numbers, before, last.force, rank)
            stand = _judged(numbers, stand, scores, seen.ts[i])
            if stand.code > 0.0:
                code, sure = stand.code, stand.score
        out[0, i], out[1, i] = code, 100.0 * sure
        before = Before(seen.close[i], atr, seen.series[_TOP, i], seen.series[_BOTTOM, i])
    memory[1], memory[2], memory[3] = stand.code, stand.score, stand.stretch
    memory[4], memory[5], memory[6] = last.side, last.level, last.age
    memory[7], memory[8] = last.began, last.force
    memory[9], memory[10], memory[11] = ranks.known, ranks.place, ranks.skipped
    memory[12], memory[13], memory[14] = before.close, before.atr, before.top
    memory[15] = before.bottom


@inline
def _broke(seen: Seen, i: int, last: Break, before: Before, fade: float) -> Break:
    """The break out of the channel as it stands after the bar."""
    close = seen.close[i]
    last = aged(last, close, fade)
    if before.atr > 0.0 and (close > before.top or close < before.bottom):
        high, low = max(seen.high[i], before.close), min(seen.low[i], before.close)
        ranges = (high - low) / before.atr
        if close > before.top:
            last = broken(last, 1.0, before.top, ranges)
        else:
            last = broken(last, -1.0, before.bottom, ranges)
    return last


@inline
def _scores(
    seen: Seen, i: int, numbers: Values, before: Before, force: float, rank: float
) -> Scores:
    """What speaks for each regime on a bar on which everything is known."""
    adx, ratio, change = seen.series[_ADX, i], seen.series[_RATIO, i], seen.series[_CHANGE, i]
    strength = trending(adx, ratio, change, numbers[_TREND_THRESHOLD])
    width, full = before.top - before.bottom, 2.0 * numbers[_RANGE_THRESHOLD] * seen.close[i]
    size, large = seen.series[_ATR, i], numbers[_VOLATILITY_THRESHOLD] * seen.close[i]
    return Scores(
        strength if change > 0.0 else 0.0,
        strength if change < 0.0 else 0.0,
        ranging(adx, ratio, width, full),
        volatile(rank, size, large),
        quiet(rank, size, large),
        force,
    )


@inline
def _judged(numbers: Values, stand: Stand, scores: Scores, ts: int) -> Stand:
    """The regime that stands after a bar, which is judged if it is the first of its stretch."""
    if numbers[_WEEKENDS] == 0.0 and (ts // DAY + 3) % 7 >= _SATURDAY:
        return stand
    if numbers[_MINUTES] == 0.0:
        return _chosen(numbers, stand, scores, 0.0)
    stretch = float(ts // int(numbers[_MINUTES] * MINUTE))
    if stand.code > 0.0 and stand.stretch == stretch:
        return stand
    return _chosen(numbers, stand, scores, stretch)


@inline
def _chosen(numbers: Values, stand: Stand, scores: Scores, stretch: float) -> Stand:
    """The regime with the most weight, if it leads the one that stands by more than the margin."""
    by_trend, by_volatility, by_range = numbers[6], numbers[7], numbers[8]
    most = _larger(scores.up, scores.down) * by_trend
    most = _larger(most, scores.ranging * by_range)
    most = _larger(most, _larger(scores.volatile, scores.quiet) * by_volatility)
    most = _larger(most, scores.breakout * by_trend) - NOISE
    held, weight = _held(numbers, stand.code, scores)
    if stand.code > 0.0 and most <= held * weight + numbers[_MARGIN]:
        return Stand(stand.code, held, stretch)
    best, score = UP, scores.up
    if scores.up * by_trend < most:
        best, score = DOWN, scores.down
    if score * by_trend < most:
        best, score = RANGING, scores.ranging
        if score * by_range < most:
            best, score = _wildest(scores, most, by_volatility)
    return Stand(float(best), score, stretch)


@inline
def _wildest(scores: Scores, most: float, weight: float) -> tuple[int, float]:
    """Which of the regimes that are neither trend nor range has the most."""
    if scores.volatile * weight >= most:
        return VOLATILE, scores.volatile
    if scores.quiet * weight >= most:
        return QUIET, scores.quiet
    return BREAKOUT, scores.breakout


@inline
def _larger(one: float, other: float) -> float:
    return max(one, other)


@inline
def _held(numbers: Values, code: float, scores: Scores) -> tuple[float, float]:
    """What speaks now for the regime that stands, and its weight."""
    score = scores.up
    score = scores.down if code == DOWN else score
    score = scores.ranging if code == RANGING else score
    score = scores.volatile if code == VOLATILE else score
    score = scores.quiet if code == QUIET else score
    score = scores.breakout if code == BREAKOUT else score
    weight = numbers[_WEIGHTS]
    weight = numbers[_WEIGHTS + 2] if code == RANGING else weight
    return score, numbers[_WEIGHTS + 1] if code in (VOLATILE, QUIET) else weight


def _reads(numbers: tuple[float, ...], _source: str) -> tuple[Read, ...]:
    trend, atr, channel = (
        (("timeperiod", int(numbers[k])),) for k in (_TREND, _VOLATILITY, _CHANNEL)
    )
    return (
        Read("ADX", 0, (("timeperiod", ADX_PERIOD),), ""),
        Read("ATR", 0, atr, ""),
        Read("ER", 0, trend, "close"),
        Read("ROCP", 0, trend, "close"),
        Read("MAX", 0, channel, "high"),
        Read("MIN", 0, channel, "low"),
    )


def _warmup(numbers: tuple[float, ...]) -> tuple[int, ...]:
    trend, atr, channel, ranked, least = (
        int(numbers[k]) for k in (_TREND, _VOLATILITY, _CHANNEL, _RANKED, _LEAST)
    )
    earlier = (kept(ranked) - 1) * stride(ranked) + 1
    known = max(2 * ADX_PERIOD - 1, trend, channel, atr + earlier, least - 1)
    return (known, known)


_MOST: Final = 10_000.0
_BARS: Final = 1_000_000.0
REGIME = Study(
    name="REGIME",
    defaults=(
        ("trend_period", 20),
        ("trend_threshold", 0.0),
        ("volatility_period", 14),
        ("volatility_threshold", 0.0),
        ("range_period", 20),
        ("range_threshold", 0.0),
        ("weight_trend", 1.0),
        ("weight_volatility", 1.0),
        ("weight_range", 1.0),
        ("lookback", 100),
        ("min_bars", 0),
        ("margin", 0.1),
        ("update_minutes", 0.0),
        ("weekends", 1),
    ),
    least=(2, 0.0, 1, 0.0, 2, 0.0, 0.0, 0.0, 0.0, 2, 0, 0.0, 0.0, 0),
    most=(_MOST, 1e3, _MOST, 1e3, _MOST, 1e3, 1e3, 1e3, 1e3, _BARS, _BARS, 1e3, 1e6, 1),
    outputs=("regime", "confidence"),
    fill=fill_regime,
    room=lambda numbers: _RING + kept(int(numbers[_RANKED])),
    warmup=_warmup,
    reads=_reads,
    within=Timeframe.MN1,
)
