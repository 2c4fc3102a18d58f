"""Names: every spelling, every refusal, and the way back from a column to its name."""

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.core.indicators.reference import abstract, talib
from tradewright.core.indicators import (
    FAMILIES,
    BadOption,
    Column,
    IndicatorError,
    UnknownIndicator,
    functions,
    resolve,
    spellings,
    takes,
    warmup,
)


@pytest.mark.parametrize(
    ("name", "options", "canonical"),
    [
        ("ema_9", {}, "ema_9"),
        ("EMA_50", {}, "ema_50"),
        ("ema", {"period": 21}, "ema_21"),
        ("ema_9", {"period": 9}, "ema_9"),
        ("ema9", {}, "ema_9"),
        ("EMA(9)", {}, "ema_9"),
        ("MA", {"period": 20}, "sma_20"),
        ("rsi", {}, "rsi_14"),
        ("rsi", {"timeperiod": 7.0}, "rsi_7"),
        ("macd", {}, "macd"),
        ("macd", {"fastPeriod": 5, "slow_period": 35}, "macd_5_35"),
        ("stochastic", {"kPeriod": 21, "dPeriod": 5, "slowing": 4}, "stochastic_k_21_5_4"),
        ("stoch", {}, "stochastic_k"),
        ("bb_upper", {"stdDev": 2.5}, "bollinger_upper_20_2.5"),
        ("bollinger_lower", {"period": 10, "deviation": 2}, "bollinger_lower_10"),
        ("Williams %R", {}, "williams_r_14"),
        ("Volume MA", {}, "sma_volume_20"),
        ("average_volume_1.2x", {}, "sma_volume_20_1.2x"),
        ("average_volume", {"multiplier": 1.5, "period": 10}, "sma_volume_10_1.5x"),
        ("price", {}, "close"),
        ("cci", {}, "cci_20"),
        ("talib:CCI", {}, "cci_14"),
        ("HT_TRENDLINE", {}, "talib:ht_trendline"),
        ("rocr100_5", {}, "talib:rocr100_5"),
        ("mama_fama", {"fastlimit": 0.4}, "talib:mama_fama_0.4"),
        ("bbands_upperband_20_2_3", {}, "talib:bbands_upperband_20_2_3"),
        ("wma_30_of_low", {}, "talib:wma_30_of_low"),
        ("vwap", {}, "vwap"),
        ("VWAP", {"dayStartHour": 22}, "vwap_22"),
        ("vwap_upper", {"stdDev": 2}, "vwap_upper_0_2"),
        ("talib:vwap", {}, "talib:vwap"),
        ("tenkan_sen", {"tenkan": 7}, "ichimoku_tenkan_7"),
        ("senkou_b", {"senkouB": 44}, "ichimoku_senkou_b_9_26_44"),
        ("PIVOT", {}, "pivot"),
        ("pivot_r1_22", {}, "pivot_r1_22"),
        ("SUPPORT", {"lookback": 50}, "support_2_50"),
        ("swing_high", {"strength": 3}, "resistance_3"),
        ("realised_volatility_10_of_high", {}, "realised_volatility_10_of_high"),
        ("efficiency_ratio", {}, "efficiency_ratio_10"),
        ("cdl_engulfing", {}, "talib:cdlengulfing"),
        ("Engulfing", {}, "talib:cdlengulfing"),
        ("engulfing pattern", {}, "talib:cdlengulfing"),
        ("Three Black Crows", {}, "talib:cdl3blackcrows"),
        ("morning_star", {"penetration": 0.5}, "talib:cdlmorningstar_0.5"),
    ],
)
def test_spellings(name: str, options: Mapping[str, float], canonical: str) -> None:
    column = resolve(name, options)
    assert column.name == canonical
    assert resolve(column.name, {}) == column


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("emaa_9", {}, "did you mean ema_9"),
        ("bollinger_uper", {}, "did you mean bollinger_upper"),
        ("suport", {}, "did you mean support"),
        ("bb", {}, "bb_upper, bb_middle, bb_lower"),
        ("ichimoku", {}, "ichimoku_tenkan, ichimoku_kijun"),
        ("bbands", {}, "bbands_upperband, bbands_middleband, bbands_lowerband"),
        ("mavp", {}, "unknown indicator 'mavp'"),
        ("ema", {}, "needs a period"),
        ("rsi", {"periods": 3}, r"no option 'periods' \(it takes period\); did you mean period"),
        ("obv", {"period": 3}, r"it takes no options"),
        ("ema_9", {"period": 10}, "period is 10, but the name says 9"),
        ("rsi_1", {}, "rsi: RSI cannot take timeperiod 1; the least it takes is 2"),
        ("macd_26_12_9", {}, "fastPeriod 26 is not below slowPeriod 12"),
        ("ema", {"period": 9.5}, "9.5, expected a whole number"),
        ("ema", {"period": float("nan")}, "nan, expected a finite number"),
        ("ema_9_3", {}, r"takes 1 number\(s\) \(period\), not 2"),
        ("atr_of_close", {}, "inputs of its own"),
        ("average_volume", {"multiplier": 0}, "multiplier is 0, expected a number above 0"),
    ],
)
def test_refusals_say_what_would_do(name: str, options: Mapping[str, float], why: str) -> None:
    with pytest.raises(IndicatorError, match=why):
        resolve(name, options)


def test_which_options_an_indicator_takes() -> None:
    assert takes("ema_9", "period")
    assert takes("bb_upper", "std_dev")
    assert not takes("obv", "period")
    with pytest.raises(UnknownIndicator):
        takes("nothing_like_it", "period")


def test_the_bad_option_is_named() -> None:
    with pytest.raises(BadOption) as caught:
        resolve("macd", {"fastPeriod": 0})
    assert caught.value.option == "fastPeriod"


@given(st.text(max_size=30))
def test_any_text_resolves_or_is_refused(text: str) -> None:
    try:
        column = resolve(text)
    except IndicatorError:
        return
    assert resolve(column.name) == column


@given(st.sampled_from(FAMILIES), st.data())
def test_a_name_leads_back_to_its_column(family: object, data: st.DataObject) -> None:
    name = getattr(family, "name")  # noqa: B009 hypothesis hides the type
    numbers = st.integers(3, 300) if "sar" not in name else st.floats(0.001, 0.5)
    options = {
        option.key: data.draw(numbers)
        for option in getattr(family, "options")  # noqa: B009 as above
        if option.default is None or data.draw(st.booleans())
    }
    options |= {key: value % 24 for key, value in options.items() if key == "dayStartHour"}
    options |= {key: value % 2 for key, value in options.items() if key == "weekends"}
    if "macd" in name:
        options.update(fastPeriod=5, slowPeriod=data.draw(st.integers(6, 90)))
    column = resolve(name, options)
    assert resolve(column.name) == column


@pytest.mark.parametrize("name", sorted(functions()))
def test_every_function_is_described_as_talib_describes_it(name: str) -> None:
    about, theirs = functions()[name], abstract.Function(name)
    assert dict(about.defaults) == dict(theirs.parameters)
    assert list(about.outputs) == list(theirs.output_names)
    assert about.title == theirs.info["display_name"]
    flat: list[str] = []
    for series in theirs.input_names.values():
        flat += [series] if isinstance(series, str) else series
    assert list(about.inputs) == flat
    for output in about.outputs:
        spelled = name if len(about.outputs) == 1 else f"{name}_{output}"
        column = resolve(f"talib:{spelled}")
        assert column.function == name
        assert warmup(column) == theirs.lookback
        assert resolve(column.name) == column


def test_every_candle_pattern_has_a_name_of_its_own() -> None:
    candles = [name for name in functions() if name.startswith("CDL")]
    assert len(candles) == 61
    for name in candles:
        bare = name.removeprefix("CDL").lower()
        titled = functions()[name].title.split("(", 1)[0]
        for spelled in (name, bare, f"cdl_{bare}", titled, titled.removesuffix(" Pattern")):
            assert resolve(spelled).function == name, spelled


def test_all_of_talib_is_there_but_mavp() -> None:
    assert set(functions()) == set(talib.get_functions()) - {"MAVP"}


def test_the_list_of_names_resolves() -> None:
    for name in spellings():
        try:
            resolve(name)
        except BadOption as refusal:
            assert refusal.option == "period"  # noqa: PT017 only a missing period is allowed


def test_columns_are_identities() -> None:
    assert resolve("ema_9") == resolve("EMA", {"period": 9})
    assert hash(resolve("ema_9")) == hash(resolve("ema9"))
    assert isinstance(resolve("ema_9"), Column)
    with pytest.raises(UnknownIndicator):
        resolve("")


SCRIPT = """
import sys
from tradewright.core.indicators import resolve, warmup
assert warmup(resolve("macd_signal")) == 33
assert not {"pandas", "polars", "talib"} & set(sys.modules), "loaded too much"
import numpy as np, pandas as pd, polars as pl, talib, talib.abstract, talib.stream
close = np.cumsum(np.ones(50))
assert isinstance(talib.EMA(pd.Series(close), 9), pd.Series)
assert isinstance(talib.EMA(pl.Series(close), 9), pl.Series)
frame = pd.DataFrame({"high": close + 1, "low": close - 1, "close": close})
assert isinstance(talib.abstract.STOCH(frame), pd.DataFrame)
assert isinstance(talib.abstract.RSI(frame), pd.Series)
assert isinstance(talib.abstract.RSI(pl.DataFrame({"close": close})), pl.Series)
assert talib.stream.EMA(close, 9).value == talib.EMA(close, 9)[-1]
assert talib._ta_lib.__name__ == "talib._ta_lib"
assert warmup(resolve("rsi")) == 14
"""


def test_talib_is_loaded_alone_and_still_works_for_others() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_talib_that_is_loaded_already_is_used() -> None:
    script = "import talib\nfrom tradewright.core.indicators.library import talib as ours\n"
    script += "assert ours() is talib._ta_lib"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
