"""What begins anew with each day: VWAP and pivot points, by hand, against TA-Lib and pandas."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from tests.unit.core.indicators.by_hand import bars_of, values
from tests.unit.core.indicators.market_data import real, same_bits, walk
from tests.unit.core.indicators.reference import talib
from tradewright.core.calendar import DAY, HOUR, Timeframe
from tradewright.core.indicators import CoarseBars, Stream, compute, resolve
from tradewright.core.market import Bars

REAL = real(3000)


def test_vwap_by_hand() -> None:
    rows = [(12.0, 9.0, 9.0, 2.0), (13.0, 11.0, 12.0, 6.0)] + [(10.0, 10.0, 10.0, 0.0)] * 22
    bars = bars_of([*rows, (21.0, 19.0, 20.0, 4.0)])
    found = values("vwap", bars)
    assert found[0] == 10.0
    assert found[1] == 11.5  # (10 * 2 + 12 * 6) / 8
    assert (found[1:24] == 11.5).all()  # a bar without volume moves nothing
    assert found[24] == 20.0  # a new day
    upper, lower = values("vwap_upper", bars, stdDev=2), values("vwap_lower", bars, stdDev=2)
    spread = 2 * np.sqrt((2 * 1.5**2 + 6 * 0.5**2) / 8)
    assert upper[1] == pytest.approx(11.5 + spread, rel=1e-14)
    assert lower[1] == pytest.approx(11.5 - spread, rel=1e-14)


@pytest.mark.parametrize("hour", [0, 9, 22])
def test_vwap_equals_talib_within_each_day(hour: int) -> None:
    found = values("vwap", REAL, dayStartHour=hour)
    days = (REAL.ts - hour * HOUR) // DAY
    starts = [0, *(np.flatnonzero(np.diff(days)) + 1), len(REAL)]
    begun = REAL.ts[0] % DAY == hour * HOUR
    for n, (a, b) in enumerate(pairwise(starts)):
        day = REAL[a:b]
        expected = talib.VWAP(day.high, day.low, day.close, day.volume)
        known = begun or n > 0
        assert same_bits(found[a:b], expected if known else np.full(len(day), np.nan))


def test_vwap_bands_equal_pandas() -> None:
    price = pd.Series((REAL.high + REAL.low + REAL.close) / 3)
    volume, day = pd.Series(REAL.volume), pd.Series(REAL.ts // DAY)
    total = volume.groupby(day).cumsum()
    mean = (price * volume).groupby(day).cumsum() / total
    square = (price**2 * volume).groupby(day).cumsum() / total - mean**2
    upper = values("vwap_upper", REAL)
    known = np.isfinite(upper)
    expected = (mean + np.sqrt(square.clip(lower=0))).to_numpy()
    assert known.sum() > 2900
    np.testing.assert_allclose(upper[known], expected[known], rtol=0, atol=2e-7)


def test_pivots_by_hand() -> None:
    day = [(1.2, 1.1, 1.15, 1.0)] * 12 + [(1.3, 1.0, 1.24, 1.0)] + [(1.25, 1.1, 1.21, 1.0)] * 11
    bars = bars_of([*day, *[(2.0, 1.9, 1.95, 1.0)] * 5])
    high, low, close = 1.3, 1.0, 1.21
    p = (high + low + close) / 3
    expected = {
        "pivot": p,
        "pivot_r1": 2 * p - low,
        "pivot_s1": 2 * p - high,
        "pivot_r2": p + high - low,
        "pivot_s2": p - high + low,
        "pivot_r3": high + 2 * (p - low),
        "pivot_s3": low - 2 * (high - p),
        "prior_day_high": high,
        "prior_day_low": low,
        "prior_day_close": close,
    }
    for name, value in expected.items():
        found = values(name, bars)
        assert np.isnan(found[:24]).all()
        assert found[24:] == pytest.approx(np.full(5, value), rel=1e-14)


@pytest.mark.parametrize("hour", [0, 22, 5])
def test_pivots_equal_pandas(hour: int) -> None:
    frame = pd.DataFrame({"high": REAL.high, "low": REAL.low, "close": REAL.close})
    day = pd.Series((REAL.ts - hour * HOUR) // DAY)
    grouped = frame.groupby(day).agg({"high": "max", "low": "min", "close": "last"})
    begun = REAL.ts[0] % DAY == hour * HOUR
    if not begun:
        grouped.iloc[0] = np.nan
    prior = grouped.shift(1).loc[day].to_numpy()
    for column, name in enumerate(("prior_day_high", "prior_day_low", "prior_day_close")):
        assert same_bits(values(name, REAL, dayStartHour=hour), prior[:, column])
    p = (prior[:, 0] + prior[:, 1] + prior[:, 2]) / 3
    assert same_bits(values("pivot", REAL, dayStartHour=hour), p)


def test_a_day_that_was_not_seen_whole_gives_nothing() -> None:
    bars = walk(80, 1)[3:]
    vwap, pivot = values("vwap", bars), values("pivot", bars)
    assert np.isnan(vwap[:21]).all()
    assert np.isfinite(vwap[21:]).all()
    assert np.isnan(pivot[:45]).all()
    assert np.isfinite(pivot[45:]).all()


def test_bars_that_are_too_coarse_are_refused() -> None:
    ts = np.arange(5, dtype=np.int64) * Timeframe.W1.ns
    ones = np.ones(5)
    weeks = Bars(
        symbol="X",
        timeframe=Timeframe.W1,
        ts=ts,
        open=ones,
        high=ones,
        low=ones,
        close=ones,
        volume=ones,
    )
    with pytest.raises(CoarseBars, match="pivot cannot be made of W1 bars; use D1 bars or finer"):
        compute(resolve("pivot"), weeks)
    with pytest.raises(CoarseBars, match="vwap"):
        Stream([resolve("vwap")], weeks)


def test_a_series_that_reads_the_time_needs_it() -> None:
    stream = Stream([resolve("vwap")], REAL[:50])
    before = stream.values()
    with pytest.raises(ValueError, match="vwap reads the time of a bar, and none was given"):
        stream.update(1.0, 1.0, 1.0, 1.0, 1.0)
    assert stream.values() == before
    Stream([resolve("ema_9"), resolve("support")], REAL[:50]).update(1.0, 1.0, 1.0, 1.0, 1.0)
