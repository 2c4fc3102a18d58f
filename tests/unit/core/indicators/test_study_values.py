"""Ichimoku, and the ingredients of a regime: by hand, against TA-Lib and pandas."""

import numpy as np
import pandas as pd
import pytest

from tests.unit.core.indicators.by_hand import bars_of, values
from tests.unit.core.indicators.market_data import real, same_bits, walk
from tests.unit.core.indicators.reference import talib
from tradewright.core.indicators import IndicatorError, compute, resolve
from tradewright.core.market import Bars

REAL = real(3000)


def ichimoku(frame: pd.DataFrame, tenkan: int, kijun: int, senkou_b: int, shift: int) -> list[str]:
    def middle(n: int) -> "pd.Series[float]":
        return (frame["high"].rolling(n).max() + frame["low"].rolling(n).min()) / 2

    frame["tenkan"], frame["kijun"] = middle(tenkan), middle(kijun)
    frame["senkou_a"] = ((frame["tenkan"] + frame["kijun"]) / 2).shift(shift)
    frame["senkou_b"] = middle(senkou_b).shift(shift)
    frame["chikou_distance"] = frame["close"] - frame["close"].shift(shift)
    cloud = frame[["senkou_a", "senkou_b"]]
    frame["cloud_top"], frame["cloud_bottom"] = cloud.max(axis=1), cloud.min(axis=1)
    frame.loc[cloud.isna().any(axis=1), ["cloud_top", "cloud_bottom"]] = np.nan
    return list(frame.columns[3:])


@pytest.mark.parametrize("numbers", [(9, 26, 52, 26), (3, 5, 11, 4), (1, 1, 1, 0), (30, 7, 9, 1)])
@pytest.mark.parametrize("bars", [REAL, walk(900, 4)], ids=["real", "random"])
def test_ichimoku_equals_pandas(numbers: tuple[int, int, int, int], bars: Bars) -> None:
    frame = pd.DataFrame({"high": bars.high, "low": bars.low, "close": bars.close})
    keys: list[str] = ["tenkan", "kijun", "senkouB", "displacement"]
    options = dict(zip(keys, numbers, strict=True))
    for line in ichimoku(frame, *numbers):
        found = compute(resolve(f"ichimoku_{line}", options), bars)
        assert same_bits(found, frame[line].to_numpy(np.float64)), line


def test_tenkan_and_kijun_equal_talib() -> None:
    assert same_bits(values("tenkan_sen", REAL), talib.MIDPRICE(REAL.high, REAL.low, 9))
    assert same_bits(values("kijun_sen", REAL), talib.MIDPRICE(REAL.high, REAL.low, 26))
    assert same_bits(values("chikou_distance", REAL), talib.MOM(REAL.close, 26))


@pytest.mark.parametrize("name", ["chikou", "ichimoku_chikou", "chikou_span"])
def test_the_chikou_span_is_refused_with_what_to_write(name: str) -> None:
    with pytest.raises(IndicatorError, match="ichimoku_chikou_distance"):
        resolve(name)


def test_the_atr_percentile_equals_talib() -> None:
    atr = talib.ATR(REAL.high, REAL.low, REAL.close, 14)
    expected = np.concatenate((np.full(14, np.nan), talib.PERCENTRANK(atr[14:], 100)))
    found = values("atr_percentile", REAL)
    np.testing.assert_allclose(found, expected, rtol=1e-15)
    assert np.isnan(found).sum() == 114


def test_equal_ranges_are_not_below() -> None:
    bars = bars_of([(2.0, 1.0, 1.5, 1.0)] * 40)
    assert (values("atr_percentile", bars, period=3, lookback=10)[13:] == 0.0).all()


def test_realised_volatility_equals_pandas() -> None:
    squares = pd.Series(np.log(REAL.close)).diff() ** 2
    expected = (squares.rolling(20).mean() * 6000) ** 0.5
    found = values("realised_volatility", REAL, barsPerYear=6000)
    np.testing.assert_allclose(found, expected.to_numpy(np.float64), rtol=1e-6)
    assert values("realised_volatility_of_high", REAL)[50] != found[50]


def test_realised_volatility_by_hand() -> None:
    bars = bars_of([(1.0, 1.0, float(np.exp(x)), 1.0) for x in (0.0, 0.3, -0.1, 0.2)])
    found = values("realised_volatility", bars, period=2)
    assert found[2:] == pytest.approx(np.sqrt([(0.09 + 0.16) / 2, (0.16 + 0.09) / 2]))


def test_the_shape_of_the_bands() -> None:
    upper, middle, lower = talib.BBANDS(REAL.close, 20, 2.0, 2.0, 0)
    assert same_bits(values("bb_width", REAL), (upper - lower) / middle)
    assert same_bits(values("percent_b", REAL), (REAL.close - lower) / (upper - lower))
