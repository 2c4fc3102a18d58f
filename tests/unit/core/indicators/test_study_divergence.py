"""Divergence of price and RSI: by hand, and the long way."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.core.indicators.by_hand import bars_of, values
from tests.unit.core.indicators.market_data import walk
from tradewright.core.market import Bars


def test_a_higher_high_with_a_lower_rsi() -> None:
    """A leap to 13, then small steps to 13.1, where the RSI of 3 bars is lower."""
    closes = [10, 10.1, 10, 10.2, 13, 12, 12.3, 12.6, 12.9, 13.1, 12.8, 12.7]
    bars = bars_of([(close + 0.1, close - 0.1, close, 1.0) for close in closes])
    rsi = values("rsi", bars, period=3)
    assert rsi[9] < rsi[4]
    found = values("bearish_divergence", bars, period=3, strength=1, lookback=5)
    # The swing highs are bars 1, 4 and 9; the last is certain at the close of bar 10.
    assert np.flatnonzero(found == 1.0).tolist() == [10]
    assert np.isnan(found[:3]).all()
    assert not np.isnan(found[3:]).any()
    far = values("bearish_divergence", bars, period=3, strength=1, lookback=4)
    assert not np.any(far == 1.0)


def long_way(bars: Bars, rsi: np.ndarray, strength: int, lookback: int, sign: int) -> list[float]:
    """Every swing against the one before it."""
    edge = bars.high if sign > 0 else -bars.low
    out = [0.0] * len(bars)
    last = -1
    for k in range(strength, len(bars) - strength):
        before, after = edge[k - strength : k], edge[k + 1 : k + strength + 1]
        if edge[k] > before.max() and edge[k] >= after.max():
            near = last >= 0 and k - last <= lookback
            if near and edge[k] > edge[last] and sign * rsi[k] < sign * rsi[last]:
                out[k + strength] = 1.0
            last = k
    return out


@pytest.mark.parametrize(("strength", "lookback"), [(1, 10), (2, 50), (4, 30)])
@pytest.mark.parametrize(("name", "sign"), [("bearish", 1), ("bullish", -1)])
def test_the_long_way(name: str, sign: int, strength: int, lookback: int) -> None:
    bars = walk(2000, 5)
    rsi = values("rsi", bars, period=14)
    found = values(f"rsi_divergence_{name}", bars, strength=strength, lookback=lookback)
    expected = np.array(long_way(bars, rsi, strength, lookback, sign))
    assert expected.sum() > 5
    assert np.array_equal(found[14:], expected[14:])
