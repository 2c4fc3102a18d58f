"""Support and resistance: by hand, as TA-Lib's fractals, and the long way."""

import numpy as np
import pandas as pd
import pytest

from tests.unit.core.indicators.by_hand import bars_of, values
from tests.unit.core.indicators.market_data import real, same_bits, walk
from tests.unit.core.indicators.reference import talib
from tradewright.core.market import Bars

REAL = real(3000)


def test_swings_by_hand() -> None:
    highs = [5.0, 6.0, 9.0, 7.0, 6.0, 6.0, 8.0, 8.0, 7.0, 6.0, 5.0]
    bars = bars_of([(high, high - 1.0, high - 0.5, 1.0) for high in highs])
    found = values("resistance", bars, strength=2)
    # 9.0 is certain two bars later; of the two 8.0 the first is the swing, certain at bar 8.
    nan = np.nan
    assert same_bits(found, np.array([nan] * 4 + [9.0] * 4 + [8.0] * 3))
    lows = values("support", bars, strength=2)
    assert same_bits(lows, np.array([nan] * 6 + [5.0] * 5))
    above = values("nearest_resistance", bars, strength=2)
    assert above[7] == 9.0
    assert above[8] == 8.0
    below = values("nearest_support", bars, strength=2)
    assert below[6] == 5.0
    assert np.isnan(below[10])  # the close, 4.5, is below the only swing low


def test_a_swing_is_forgotten_after_the_lookback() -> None:
    highs = [1.0, 2.0, 1.0, *[1.0] * 10]
    bars = bars_of([(high, 0.5, 0.9, 1.0) for high in highs])
    found = values("resistance", bars, strength=1, lookback=5)
    assert same_bits(found, np.array([np.nan] * 2 + [2.0] * 5 + [np.nan] * 6))


@pytest.mark.parametrize("strength", [1, 2, 5])
def test_swings_are_fractals_of_talib(strength: int) -> None:
    bars = walk(3000, 8)  # no two neighbours are equal
    up, down = talib.FRACTAL(bars.high, bars.low, strength, strength)
    for name, flags, prices in (("swing_high", up, bars.high), ("swing_low", down, bars.low)):
        at = np.flatnonzero(flags)
        swings = np.full(len(bars), np.nan)
        swings[at] = prices[at - strength]
        expected = pd.Series(swings)
        found = values(name, bars, strength=strength, lookback=100_000)
        assert at.size > 100
        assert same_bits(found, expected.ffill().to_numpy(np.float64))


def nearest(bars: Bars, strength: int, lookback: int) -> list[float]:
    """The nearest swing high above each close, the long way."""
    highs: list[float] = bars.high.tolist()
    out: list[float] = []
    for t, close in enumerate(bars.close.tolist()):
        levels = [np.inf]
        for k in range(max(strength, t - lookback), t - strength + 1):
            left, right = highs[k - strength : k], highs[k + 1 : k + strength + 1]
            if max(left) < highs[k] >= max(right) and highs[k] > close:
                levels.append(highs[k])
        out.append(min(levels) if min(levels) < np.inf else np.nan)
    return out


@pytest.mark.parametrize(("strength", "lookback"), [(1, 12), (2, 100), (3, 5), (2, 1)])
@pytest.mark.parametrize("bars", [REAL[:900], walk(900, 3)], ids=["real", "random"])
def test_the_nearest_resistance_the_long_way(bars: Bars, strength: int, lookback: int) -> None:
    found = values("nearest_resistance", bars, strength=strength, lookback=lookback)
    assert same_bits(found, np.array(nearest(bars, strength, lookback)))


def test_support_is_resistance_upside_down() -> None:
    bars = walk(600, 12)
    over = Bars(
        symbol="OVER",
        timeframe=bars.timeframe,
        ts=bars.ts,
        open=-bars.open,
        high=-bars.low,
        low=-bars.high,
        close=-bars.close,
        volume=bars.volume,
    )
    for name in ("support", "nearest_support"):
        mirrored = name.replace("support", "resistance")
        assert same_bits(values(name, bars), -values(mirrored, over))
