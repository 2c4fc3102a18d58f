"""Series that TA-Lib does not have: bar by bar, after a restart, and without look-ahead."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.core.indicators.market_data import real, same_bits, walk
from tests.unit.core.indicators.reference import talib
from tradewright.core.indicators import (
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
    "RSI_DIVERGENCE": {"period": 3, "strength": 1, "lookback": 20},
    "ATR_PERCENTILE": {"period": 5, "lookback": 20},
    "REALISED_VOLATILITY": {"period": 7, "barsPerYear": 6000},
    "BOLLINGER_SHAPE": {"period": 9, "stdDev": 1.5},
    "REGIME": {"trendPeriod": 9, "rangePeriod": 5, "lookback": 30, "margin": 0.0},
}


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


FIXED = ("ICHIMOKU", "ATR_PERCENTILE", "REALISED_VOLATILITY", "BOLLINGER_SHAPE", "REGIME")


@pytest.mark.parametrize("name", [f.name for f in STUDY_FAMILIES if f.function in FIXED])
def test_the_first_value_stands_right_after_the_warm_up(name: str) -> None:
    for column in both(name):
        found = compute(column, walk(400, 9))
        assert np.isfinite(found[warmup(column) :]).all()


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
