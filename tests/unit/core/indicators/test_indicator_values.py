"""Every series equals TA-Lib to the bit: whole columns, bar by bar, and after a restart."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest

from tests.unit.core.indicators.market_data import real, same_bits, walk
from tests.unit.core.indicators.reference import abstract, talib
from tradewright.core.indicators import (
    Column,
    Stream,
    compute,
    compute_all,
    functions,
    history,
    resolve,
)
from tradewright.core.indicators import stream as stream_room
from tradewright.core.indicators.batch import warmup
from tradewright.core.market import Bars

REAL = real()
RANDOM = walk(1500, 7)
NAMES = sorted(functions())

# Our names, and the call of TA-Lib's own function interface that they stand for.
OURS: dict[str, Callable[[Bars], Any]] = {
    "ema_9": lambda b: talib.EMA(b.close, 9),
    "EMA_200": lambda b: talib.EMA(b.close, 200),
    "sma_50": lambda b: talib.SMA(b.close, 50),
    "ma_10": lambda b: talib.SMA(b.close, 10),
    "rsi": lambda b: talib.RSI(b.close, 14),
    "cci": lambda b: talib.CCI(b.high, b.low, b.close, 20),
    "atr": lambda b: talib.ATR(b.high, b.low, b.close, 14),
    "adx": lambda b: talib.ADX(b.high, b.low, b.close, 14),
    "macd": lambda b: talib.MACD(b.close, 12, 26, 9)[0],
    "macd_signal": lambda b: talib.MACD(b.close, 12, 26, 9)[1],
    "macd_histogram_5_35_5": lambda b: talib.MACD(b.close, 5, 35, 5)[2],
    "stochastic": lambda b: talib.STOCH(b.high, b.low, b.close, 14, 3, 0, 3, 0)[0],
    "stochastic_d_21_5_4": lambda b: talib.STOCH(b.high, b.low, b.close, 21, 4, 0, 5, 0)[1],
    "bollinger_upper": lambda b: talib.BBANDS(b.close, 20, 2.0, 2.0, 0)[0],
    "bb_middle": lambda b: talib.BBANDS(b.close, 20, 2.0, 2.0, 0)[1],
    "bb_lower_10_1.5": lambda b: talib.BBANDS(b.close, 10, 1.5, 1.5, 0)[2],
    "sar": lambda b: talib.SAR(b.high, b.low, 0.02, 0.2),
    "obv": lambda b: talib.OBV(b.close, b.volume),
    "Williams %R": lambda b: talib.WILLR(b.high, b.low, b.close, 14),
    "Volume MA": lambda b: talib.SMA(b.volume, 20),
    "average_volume_1.2x": lambda b: talib.SMA(b.volume, 20) * 1.2,
    "ema_5_of_high": lambda b: talib.EMA(b.high, 5),
    "price": lambda b: b.close,
    "volume": lambda b: b.volume,
}


def series(name: str) -> list[Column]:
    about = functions()[name]
    if len(about.outputs) == 1:
        return [resolve(f"talib:{name}")]
    return [resolve(f"talib:{name}_{output}") for output in about.outputs]


def followed(columns: list[Column], bars: Bars, anchor: int) -> np.ndarray:
    """Values of a stream opened after `anchor` bars, at that bar and at every later one."""
    stream = Stream(columns, bars[:anchor])
    out = [stream.values()]
    for i in range(anchor, len(bars)):
        opened, high, low, close = (
            float(each[i]) for each in (bars.open, bars.high, bars.low, bars.close)
        )
        stream.update(opened, high, low, close, float(bars.volume[i]))
        out.append(stream.values())
    return np.array(out).T


@pytest.mark.parametrize("name", sorted(OURS))
@pytest.mark.parametrize("bars", [REAL, RANDOM], ids=["real", "random"])
def test_our_names_equal_talib(name: str, bars: Bars) -> None:
    column = resolve(name)
    values = compute(column, bars)
    assert same_bits(values, OURS[name](bars))
    assert int(np.isnan(values).sum()) == warmup(column)


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_names_followed_equal_talib(name: str) -> None:
    bars = REAL[:700]
    for anchor in (1, 30, 500):
        expected = np.asarray(OURS[name](bars))[anchor - 1 :]
        assert same_bits(followed([resolve(name)], bars, anchor)[0], expected)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bars", [REAL, RANDOM], ids=["real", "random"])
def test_every_function_equals_talib(name: str, bars: Bars) -> None:
    frame = {k: getattr(bars, k) for k in ("open", "high", "low", "close", "volume")}
    raw: Any = abstract.Function(name)(frame)
    expected: list[Any] = cast("list[Any]", raw) if isinstance(raw, list) else [raw]
    columns = series(name)
    for column, reference in zip(columns, expected, strict=True):
        values = compute(column, bars)
        before = warmup(column)
        assert np.isnan(values[:before]).all()
        assert same_bits(values[before:], np.asarray(reference)[before:])


@pytest.mark.parametrize("name", NAMES)
def test_every_function_followed_equals_its_column(name: str) -> None:
    columns = series(name)
    bars = walk(260, 11)
    whole = np.array([compute(column, bars) for column in columns])
    for anchor in (1, 60, 200):
        assert same_bits(followed(columns, bars, anchor), whole[:, anchor - 1 :])


@pytest.mark.parametrize("name", NAMES)
def test_real_bars_followed_equal_their_column(name: str) -> None:
    columns = series(name)
    bars = REAL[:900]
    whole = np.array([compute(column, bars) for column in columns])
    assert same_bits(followed(columns, bars, 500), whole[:, 499:])


def test_without_a_handle_the_column_is_recomputed(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [resolve("rsi"), resolve("macd_signal"), resolve("average_volume_1.5x")]
    bars = walk(150, 3)
    whole = np.array([compute(column, bars) for column in columns])

    def no_handle(_column: Column, _bars: Bars) -> None:
        return None

    monkeypatch.setattr(stream_room, "_handle", no_handle)
    assert same_bits(followed(columns, bars, 20), whole[:, 19:])


def test_a_history_that_outgrows_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "ROOM", 1)
    bars = walk(90, 3)
    column = resolve("sma_60")
    assert same_bits(followed([column], bars, 2)[0], compute(column, bars)[1:])


def test_a_bar_that_is_not_finite_changes_nothing() -> None:
    bars = walk(100, 5)
    column = resolve("ema_9")
    stream = Stream([column], bars)
    before = stream.value(column)
    with pytest.raises(ValueError, match="low=nan"):
        stream.update(1.0, 1.0, float("nan"), 1.0, 1.0)
    assert stream.value(column) == before


def test_outputs_of_one_call_are_shared() -> None:
    macd, signal = resolve("macd"), resolve("macd_signal")
    both = compute_all([macd, signal], RANDOM)
    assert same_bits(both[macd], compute(macd, RANDOM))
    assert same_bits(both[signal], compute(signal, RANDOM))


def test_no_bars_give_no_values() -> None:
    for name in ("ema_9", "bb_upper", "cdldoji", "close"):
        assert compute(resolve(name), REAL[:0]).size == 0
