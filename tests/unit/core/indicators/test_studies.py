"""Series that TA-Lib does not have: by hand, against pandas, bar by bar, no look-ahead."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.core.indicators.market_data import real, same_bits, walk
from tests.unit.core.indicators.reference import talib
from tradewright.core.calendar import DAY, HOUR, Timeframe
from tradewright.core.indicators import (
    CoarseBars,
    Column,
    IndicatorError,
    Stream,
    compute,
    functions,
    resolve,
    warmup,
)
from tradewright.core.indicators.studies import STUDIES
from tradewright.core.indicators.study_families import STUDY_FAMILIES
from tradewright.core.market import Bars

REAL = real(3000)
NAMES = [family.name for family in STUDY_FAMILIES]
# Other numbers than the defaults, small enough to be known within a few hundred bars.
OTHERS: dict[str, Mapping[str, float]] = {
    "ICHIMOKU": {"tenkan": 3, "kijun": 5, "senkouB": 11, "displacement": 4},
    "SESSION_VWAP": {"dayStartHour": 22},
    "PIVOT": {"dayStartHour": 7},
    "SWINGS": {"strength": 1, "lookback": 12},
    "ATR_PERCENTILE": {"period": 5, "lookback": 20},
    "REALISED_VOLATILITY": {"period": 7, "barsPerYear": 6000},
    "BOLLINGER_SHAPE": {"period": 9, "stdDev": 1.5},
}


def bars_of(rows: list[tuple[float, float, float, float]], step: int = HOUR) -> Bars:
    """Bars of (high, low, close, volume) from Monday, 2024-01-01 00:00 UTC on."""
    table = np.array(rows, np.float64).reshape(len(rows), 4).T.copy()
    start = 19_723 * DAY
    return Bars(
        symbol="HAND",
        timeframe=Timeframe.H1,
        ts=start + np.arange(len(rows), dtype=np.int64) * step,
        open=table[2].copy(),
        high=table[0],
        low=table[1],
        close=table[2],
        volume=table[3],
    )


def values(name: str, bars: Bars, **options: float) -> np.ndarray:
    return compute(resolve(name, options), bars)


def followed(columns: list[Column], bars: Bars, anchor: int) -> np.ndarray:
    stream = Stream(columns, bars[:anchor])
    out = [stream.values()]
    for i in range(anchor, len(bars)):
        opened, high, low, close = (
            float(each[i]) for each in (bars.open, bars.high, bars.low, bars.close)
        )
        stream.update(opened, high, low, close, float(bars.volume[i]), int(bars.ts[i]))
        out.append(stream.values())
    return np.array(out).T


def both(name: str) -> list[Column]:
    """A series with its defaults, and with other numbers as far as it takes them."""
    column = resolve(name)
    others = dict(OTHERS[column.function])
    return [column, resolve(name, others)]


def test_studies_are_not_functions_of_talib() -> None:
    assert not set(STUDIES) & set(talib.get_functions())
    assert not set(STUDIES) & set(functions())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_back_to_its_column(name: str) -> None:
    for column in both(name):
        assert resolve(column.name) == column
        scaled = resolve(f"{column.name}_1.5x")
        assert same_bits(compute(scaled, REAL[:400]), compute(column, REAL[:400]) * 1.5)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bars", [REAL[:700], walk(700, 5)], ids=["real", "random"])
def test_followed_equals_the_column(name: str, bars: Bars) -> None:
    columns = both(name)
    whole = np.array([compute(column, bars) for column in columns])
    for anchor in (1, 40, 333):
        assert same_bits(followed(columns, bars, anchor), whole[:, anchor - 1 :])


@given(st.sampled_from(NAMES), st.integers(0, 2**31), st.data())
@settings(max_examples=150, deadline=None)
def test_the_past_does_not_change(name: str, seed: int, data: st.DataObject) -> None:
    bars = walk(400, seed)
    cut = data.draw(st.integers(0, 400))
    for column in both(name):
        assert same_bits(compute(column, bars[:cut]), compute(column, bars)[:cut])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_known_within_the_warm_up(name: str) -> None:
    bars = walk(1000, 2)
    for column in both(name):
        found = compute(column, bars)
        assert np.isnan(found[: warmup(column)]).all()
        assert np.isfinite(found).any()


FIXED = ("ICHIMOKU", "ATR_PERCENTILE", "REALISED_VOLATILITY", "BOLLINGER_SHAPE")


@pytest.mark.parametrize("name", [f.name for f in STUDY_FAMILIES if f.function in FIXED])
def test_the_first_value_stands_right_after_the_warm_up(name: str) -> None:
    for column in both(name):
        found = compute(column, walk(400, 9))
        assert np.isfinite(found[warmup(column) :]).all()


# --- Ichimoku


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


# --- the day


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


# --- swings


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


# --- regimes


def test_the_atr_percentile_equals_talib() -> None:
    atr = talib.ATR(REAL.high, REAL.low, REAL.close, 14)
    expected = np.concatenate((np.full(14, np.nan), talib.PERCENTRANK(atr[14:], 100)))
    found = values("atr_percentile", REAL)
    np.testing.assert_allclose(found, expected, rtol=1e-15)
    assert np.isnan(found).sum() == 114


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


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("vwap", {"dayStartHour": 24}, "cannot take day_start_hour 24; it takes 0 to 23"),
        ("support", {"strength": 0}, "cannot take strength 0; it takes 1 to 1000"),
        ("ichimoku_tenkan", {"tenkan": 9.5}, "expected a whole number"),
        ("ichimoku", {}, "ichimoku_tenkan, ichimoku_kijun"),
        ("pivot_of_high", {}, "inputs of its own"),
        ("pivot", {"strength": 3}, "no option 'strength'"),
    ],
)
def test_refusals(name: str, options: Mapping[str, float], why: str) -> None:
    with pytest.raises(IndicatorError, match=why):
        resolve(name, options)


def test_no_bars_and_read_only_bars() -> None:
    for name in NAMES:
        assert compute(resolve(name), REAL[:0]).size == 0
        assert np.isnan(Stream([resolve(name)], REAL[:0]).values()).all()
    frozen = walk(200, 6)
    for column in (frozen.ts, frozen.open, frozen.high, frozen.low, frozen.close, frozen.volume):
        column.flags.writeable = False
    for name in NAMES:
        assert same_bits(compute(resolve(name), frozen), compute(resolve(name), walk(200, 6)))
