"""Rounding to ticks against exact decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.core.engine.setup import ticks_in_one
from tradewright.core.market import instrument
from tradewright.core.market.ticks import against, down, nearest, up

SYMBOLS = ("EURUSD", "USDJPY", "XAUUSD", "XAGUSD", "BTCUSDT", "US30")


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A price with one decimal more than its instrument quotes."""
    symbol = draw(st.sampled_from(SYMBOLS))
    digits = instrument(symbol).digits + 1
    whole = draw(st.integers(1, 10**6 * 10**digits // 10))
    return symbol, Decimal(whole).scaleb(-digits)


def exact(symbol: str, price: Decimal, rounding: str) -> int:
    ticks = price.scaleb(instrument(symbol).digits)
    return int(ticks.to_integral_value(rounding))


@given(quoted())
def test_prices_become_ticks_as_decimals_would(drawn: tuple[str, Decimal]) -> None:
    symbol, price = drawn
    ticks = float(price) * ticks_in_one(instrument(symbol))
    assert nearest(ticks) == exact(symbol, price, ROUND_HALF_UP)
    assert down(ticks) == exact(symbol, price, ROUND_FLOOR)
    assert up(ticks) == exact(symbol, price, ROUND_CEILING)


@pytest.mark.parametrize(
    ("price", "ticks"), [(1.000005, 100001), (1.000015, 100002), (1.123455, 112346), (0.5, 50000)]
)
def test_halves_round_away_from_zero_as_they_were_written(price: float, ticks: int) -> None:
    assert nearest(price * 1e5) == ticks


@given(st.integers(0, 10**9))
def test_a_whole_tick_stays_where_it_is(ticks: int) -> None:
    price = ticks * 1e-5
    assert nearest(price * 1e5) == down(price * 1e5) == up(price * 1e5) == ticks


@pytest.mark.parametrize(("side", "ticks"), [(1, 10), (-1, 11)])
def test_a_stop_rounds_against_the_trader(side: int, ticks: int) -> None:
    assert against(side, 10.4) == ticks


@pytest.mark.parametrize("symbol", [*SYMBOLS, "EURGBP"])
def test_ticks_in_one_are_whole(symbol: str) -> None:
    assert ticks_in_one(instrument(symbol)) == 10.0 ** instrument(symbol).digits
