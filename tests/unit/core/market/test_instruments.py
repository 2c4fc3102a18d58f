"""The table of the execution model, word for word."""

from __future__ import annotations

import numpy as np
import pytest

from tradewright.core.market import Instrument, UnknownInstrument, instrument
from tradewright.core.market.instruments import as_quoted

# class: symbols, digits, point, tick, pip, contract, least volume, step
CLASSES = {
    "forex": (["EURUSD", "GBPUSD", "EURGBP", "USDCHF"], 5, 1e-5, 1e-5, 1e-4, 1e5, 0.01, 0.01),
    "jpy": (["USDJPY", "EURJPY", "GBPJPY"], 3, 1e-3, 1e-3, 1e-2, 1e5, 0.01, 0.01),
    "gold": (["XAUUSD"], 2, 0.01, 0.01, 0.1, 100.0, 0.01, 0.01),
    "silver": (["XAGUSD"], 3, 0.001, 0.001, 0.01, 5000.0, 0.01, 0.01),
    "crypto": (["BTCUSDT", "ETHUSDT", "BTCUSD"], 2, 0.01, 0.01, 1.0, 1.0, 1e-5, 1e-5),
    "index": (["US30", "GER40", "NAS100"], 1, 0.1, 0.1, 1.0, 1.0, 0.1, 0.1),
}


@pytest.mark.parametrize("name", CLASSES)
def test_the_table(name: str) -> None:
    symbols, digits, point, tick, pip, contract, least, step = CLASSES[name]
    for symbol in symbols:
        known = instrument(symbol)
        assert known.symbol == symbol
        assert (known.digits, known.point, known.tick_size, known.pip) == (digits, point, tick, pip)
        assert known.contract_size == contract
        assert (known.volume_min, known.volume_step) == (least, step)


def test_a_pip_is_not_a_point() -> None:
    pips = {s: instrument(s).pip / instrument(s).point for s in ("EURUSD", "USDJPY", "XAUUSD")}
    assert pips == pytest.approx({"EURUSD": 10, "USDJPY": 10, "XAUUSD": 10})
    assert instrument("BTCUSDT").pip / instrument("BTCUSDT").point == pytest.approx(100)


@pytest.mark.parametrize(
    ("symbol", "base", "quote"),
    [
        ("EURUSD", "EUR", "USD"),
        ("USDJPY", "USD", "JPY"),
        ("XAUUSD", "XAU", "USD"),
        ("BTCUSDT", "BTC", "USDT"),
        ("GER40", "GER40", "EUR"),
    ],
)
def test_currencies(symbol: str, base: str, quote: str) -> None:
    known = instrument(symbol)
    assert (known.base_currency, known.quote_currency) == (base, quote)


@pytest.mark.parametrize(
    "symbol",
    ["EURUSDm", "EURUSD.r", "EURUSD.pro", "EURUSD_i", "EURUSD#", "EUR/USD", "eurusd", "EURUSDpro"],
)
def test_spellings_of_brokers(symbol: str) -> None:
    known = instrument(symbol)
    assert known.symbol == symbol
    assert (known.base_currency, known.quote_currency) == ("EUR", "USD")


@pytest.mark.parametrize(
    ("symbol", "hint"),
    [("EURUSDD", "EURUSD"), ("XAUSD", "XAUUSD"), ("BTCUSTD", "BTCUSDT"), ("US3O", "US30")],
)
def test_an_unknown_symbol_is_told_the_nearest(symbol: str, hint: str) -> None:
    with pytest.raises(UnknownInstrument, match=f"{symbol}.*did you mean.*{hint}"):
        instrument(symbol)


@pytest.mark.parametrize("symbol", ["", "EUREUR", "APPLE", "USD", "12345"])
def test_nonsense_is_no_instrument(symbol: str) -> None:
    with pytest.raises(UnknownInstrument, match=f"unknown instrument {symbol!r}"):
        instrument(symbol)


def test_triple_days() -> None:
    days = {name: instrument(name).triple_day for name in ("EURUSD", "XAUUSD", "US30", "BTCUSDT")}
    assert days == {"EURUSD": 2, "XAUUSD": 2, "US30": 4, "BTCUSDT": -1}


def test_gold_quoted_in_thousandths() -> None:
    gold = instrument("XAUUSD")
    assert as_quoted(gold, np.array([2400.12, 2400.5, 2399.0])) is gold
    finer = as_quoted(gold, np.array([2400.12, 2400.125]))
    assert (finer.digits, finer.point, finer.tick_size, finer.pip) == (3, 0.001, 0.001, 0.1)


def test_other_instruments_keep_their_digits_whatever_the_data_say() -> None:
    euro = instrument("EURUSD")
    assert as_quoted(euro, np.array([1.123456, 1.1234567])) is euro


def test_a_useful_repr() -> None:
    assert repr(instrument("USDJPY")) == "<Instrument USDJPY pip 0.01 tick 0.001 lot 100000>"
    assert isinstance(instrument("USDJPY"), Instrument)
