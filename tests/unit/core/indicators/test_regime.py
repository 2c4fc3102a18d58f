"""The regime: markets whose kind is known by hand, its formulas told a second time, its inertia."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.core.indicators.by_hand import bars_of, values
from tests.unit.core.indicators.market_data import real, walk
from tests.unit.core.indicators.reference import talib
from tradewright.core.calendar import DAY
from tradewright.core.market import Bars
from tradewright.core.market.regimes import ALL, Regime, regimes_named

REAL = real(3000)
FLAT = 150
"""Bars of a quiet market before something happens; more than the warm-up."""


def market(closes: list[float], reach: list[float]) -> Bars:
    """Hourly bars that close there and reach so far above and below."""
    rows = zip(closes, reach, strict=True)
    return bars_of([(close + span, close - span, close, 1.0) for close, span in rows])


def zigzag(n: int, size: float) -> list[float]:
    """Closes that go nowhere."""
    return [100.0 + size * (-1) ** k for k in range(n)]


def regimes(bars: Bars, **options: float) -> list[str]:
    """The regime of every bar, in words."""
    found = values("regime", bars, **options)
    return [Regime(0 if code != code else int(code)).name for code in found]


def test_a_market_that_goes_up_and_one_that_goes_down() -> None:
    up = [100.0 + 0.5 * k for k in range(200)]
    told = regimes(market(up, [0.2] * 200))
    assert told[:114] == ["UNKNOWN"] * 114
    assert set(told[120:]) == {"TRENDING_UP"}
    assert set(regimes(market(up[::-1], [0.2] * 200))[120:]) == {"TRENDING_DOWN"}


def test_a_market_that_goes_nowhere_ranges() -> None:
    # Every other bar is wider, so that the rank of the ATR stays in the middle.
    closes = zigzag(200, 0.3)
    reach = [0.5 + 0.1 * np.sin(k / 3) for k in range(200)]
    told = regimes(market(closes, reach), weightVolatility=0.5)
    assert set(told[120:]) == {"RANGING"}


def test_ranges_that_double_are_volatile_and_those_that_halve_are_quiet() -> None:
    closes = zigzag(FLAT + 12, 0.1)
    wide = regimes(market(closes, [0.5] * FLAT + [1.5] * 12), weightRange=0.5)
    assert wide[FLAT + 3] == "VOLATILE"
    calm = regimes(market(closes, [0.5] * FLAT + [0.1] * 12), weightRange=0.5)
    assert calm[FLAT + 3] == "QUIET"


def test_a_wide_bar_that_closes_beyond_the_channel_breaks_out_until_it_comes_back() -> None:
    closes = [*zigzag(FLAT, 0.1), 103.0, 103.1, 103.0, 100.0]
    bars = market(closes, [0.5] * (FLAT + 4))
    told = regimes(bars, weightVolatility=0.0)
    assert told[FLAT - 1] == "RANGING"
    assert told[FLAT : FLAT + 3] == ["BREAKOUT"] * 3
    assert told[FLAT + 3] != "BREAKOUT"
    # A true range of three ATRs is all the force there is; a twentieth of it fades at each bar.
    sure = values("regime_confidence", bars, weightVolatility=0.0)
    assert sure[FLAT : FLAT + 3] == pytest.approx([100.0, 95.0, 90.0])


def breaks(bars: Bars, atr: np.ndarray) -> list[float]:
    """The force of the last break out of the channel of 20 bars, bar by bar."""
    high, low, close = bars.high, bars.low, bars.close
    found = [0.0] * len(bars)
    side, level, age, began = 0, 0.0, 0, 0.0
    for i in range(20, len(bars)):
        top, bottom = max(high[i - 20 : i]), min(low[i - 20 : i])
        age += 1
        began = 0.0 if (close[i] - level) * side <= 0 or age >= 20 else began
        span = max(high[i], close[i - 1]) - min(low[i], close[i - 1])
        new = min(span / (3 * atr[i - 1]), 1.0)
        if (close[i] > top or close[i] < bottom) and new >= began * (1 - age / 20):
            began, age, side = new, 0, 1 if close[i] > top else -1
            level = top if close[i] > top else bottom
        found[i] = began * (1 - age / 20)
    return found


def told_again(bars: Bars, margin: float) -> tuple[list[float], list[float]]:
    """The regime and its confidence with the default numbers, from the page of indicators."""
    adx = talib.ADX(bars.high, bars.low, bars.close, 14)
    atr = talib.ATR(bars.high, bars.low, bars.close, 14)
    ratio, force = talib.ER(bars.close, 20), breaks(bars, atr)
    codes, sures = [np.nan] * len(bars), [np.nan] * len(bars)
    held = 0
    for i in range(114, len(bars)):
        rank = float((atr[i - 100 : i] < atr[i]).sum()) / 100
        trend = (min(adx[i] / 50, 1) + min(ratio[i] / 0.6, 1)) / 2
        up = bars.close[i] > bars.close[i - 20]
        down = bars.close[i] < bars.close[i - 20]
        volatile, quiet = max((rank - 0.6) / 0.4, 0), max((0.4 - rank) / 0.4, 0)
        scores = [trend * up, trend * down, 1 - trend, volatile, quiet, force[i]]
        best = int(np.argmax(scores))
        if held == 0 or scores[best] > scores[held - 1] + margin:
            held = best + 1
        codes[i], sures[i] = held, 100 * scores[held - 1]
    return codes, sures


@pytest.mark.parametrize("margin", [0.1, 0.0])
@pytest.mark.parametrize("bars", [REAL, walk(2000, 3)], ids=["real", "random"])
def test_the_page_told_a_second_time(bars: Bars, margin: float) -> None:
    codes, sures = told_again(bars, margin)
    found = values("regime", bars, margin=margin)
    assert np.isnan(found).sum() == 114
    assert (found[114:] == codes[114:]).mean() > 0.999  # roundings may decide a tie
    assert set(found[114:]) == set(map(float, ALL))
    np.testing.assert_allclose(
        values("regime_confidence", bars, margin=margin)[114:200], sures[114:200], atol=1e-6
    )


def test_a_margin_makes_regimes_last_longer() -> None:
    flips = [
        int((np.diff(values("regime", REAL, margin=margin)[114:]) != 0).sum())
        for margin in (0.0, 0.1, 0.3)
    ]
    assert flips[0] > 1.3 * flips[1] > 1.3 * flips[2] > 0


def test_thresholds_measure_the_price_itself() -> None:
    up = [100.0 + 0.05 * k for k in range(200)]
    bars = market(up, [0.02] * 200)
    plain = values("regime_confidence", bars)[199]
    # It moves 0.05 * 20 = 1 in 109, under a per cent: a tenth of a full change of 10 per cent.
    asked = values("regime_confidence", bars, trendThreshold=0.05)[199]
    change = bars.close[199] / bars.close[179] - 1
    assert asked == pytest.approx((2 * plain + 100 * change / 0.1) / 3)


def test_it_is_judged_once_a_stretch_and_not_at_weekends() -> None:
    every = values("regime", REAL, margin=0.0)
    rare = values("regime", REAL, margin=0.0, updateFrequency=1440)
    day = REAL.ts // DAY
    begins = np.flatnonzero(np.diff(day)) + 1
    known = begins[begins > 140]
    assert (rare[known] == every[known]).all()
    changes = np.flatnonzero(np.diff(rare[114:])) + 115
    assert set(changes) <= set(begins)
    closed = values("regime", REAL, margin=0.0, weekends=0)
    weekend = np.flatnonzero((day + 3) % 7 >= 5)
    later = weekend[weekend > 140]
    assert later.size > 20
    assert (closed[later] == closed[later - 1]).all()


def test_so_many_bars_are_asked_for() -> None:
    assert np.isnan(values("regime", REAL, minDataPoints=400)).sum() == 399


def test_a_long_lookback_keeps_every_so_many_th() -> None:
    found = values("regime", REAL, lookback=1200)
    # 1200 / 3 ATRs are kept: the last of them 399 * 3 after the first, which is bar 14.
    assert np.isnan(found).sum() == 14 + 399 * 3 + 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("trending_up", "TRENDING_UP"),
        ("Bullish Trending", "TRENDING_UP"),
        ("bearish_trending", "TRENDING_DOWN"),
        ("TRENDING", "TRENDING_UP TRENDING_DOWN"),
        ("ranging", "RANGING"),
        ("high_volatility", "VOLATILE"),
        ("volatile", "VOLATILE"),
        ("low_volatility", "QUIET"),
        ("QUIET", "QUIET"),
        ("breakout", "BREAKOUT"),
        ("sunny", ""),
    ],
)
def test_names(name: str, meant: str) -> None:
    assert " ".join(each.name for each in regimes_named(name)) == meant
