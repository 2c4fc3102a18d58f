"""Paths, fills, quotes and nights, kernel by kernel."""

from __future__ import annotations

import numpy as np
import pytest

from tradewright.core.calendar import DAY, HOUR, parse_ts
from tradewright.core.kernel import rows
from tradewright.core.market.codes import (
    OHLC,
    OPTIMISTIC,
    PESSIMISTIC,
    SLIP_ATR,
    SLIP_FEED,
    SLIP_TICKS,
)
from tradewright.core.market.records import Feed, Position, Terms
from tradewright.core.venue import (
    adverse_first,
    entry_price,
    exit_price,
    nights,
    quote,
    slip_ticks,
    spread_ticks,
)


@pytest.mark.parametrize("side", [1, -1])
def test_the_two_simple_paths(side: int) -> None:
    assert adverse_first(PESSIMISTIC, side, 100, 101, 50)
    assert not adverse_first(OPTIMISTIC, side, 100, 150, 99)


@pytest.mark.parametrize(
    ("high", "low", "long", "short"),
    [(110, 95, True, False), (105, 90, False, True), (110, 90, True, True)],
    ids=["low is nearer", "high is nearer", "a tie is adverse first"],
)
def test_ohlc_visits_the_nearer_extreme_first(
    high: int, low: int, *, long: bool, short: bool
) -> None:
    assert adverse_first(OHLC, 1, 100, high, low) is long
    assert adverse_first(OHLC, -1, 100, high, low) is short


def test_longs_buy_the_ask_and_shorts_sell_the_bid() -> None:
    feed = rows(Feed, 1)[0]
    quote(feed, 1000, 12)
    assert (feed.bid, feed.ask) == (1000, 1012)
    assert entry_price(feed, 1, 3) == 1015
    assert entry_price(feed, -1, 3) == 997


@pytest.mark.parametrize(("side", "price"), [(1, 995), (-1, 1005)])
def test_slippage_worsens_an_exit(side: int, price: int) -> None:
    position = rows(Position, 1)[0]
    position.side, position.slip = side, 5
    assert exit_price(position, 1000) == price


@pytest.mark.parametrize(
    ("kind", "value", "ticks"),
    [(SLIP_FEED, 99.0, 7), (SLIP_TICKS, 2.1, 3), (SLIP_TICKS, 2.0, 2), (SLIP_ATR, 0.1, 5)],
)
def test_slippage_rounds_against_the_trader(kind: int, value: float, ticks: int) -> None:
    feed, terms = rows(Feed, 1)[0], rows(Terms, 1)[0]
    feed.slip = 7
    terms.slip_kind, terms.slip_value = kind, value
    assert slip_ticks(feed, terms, 41.0) == ticks


def test_the_spread_column_wins_over_the_constant() -> None:
    feed = rows(Feed, 1)[0]
    feed.spread, feed.per_point = 9, 1.0
    assert spread_ticks(feed, np.zeros(0), 5) == 9
    assert spread_ticks(feed, np.array([3.0, 4.5]), 1) == 5


ROLLS = {
    "2026-03-02T17:00Z": 1.0,  # Monday
    "2026-03-03T17:00Z": 1.0,
    "2026-03-04T17:00Z": 3.0,
    "2026-03-05T17:00Z": 1.0,
    "2026-03-06T17:00Z": 1.0,
    "2026-03-07T17:00Z": 0.0,
    "2026-03-08T17:00Z": 0.0,
}


@pytest.mark.parametrize("roll", ROLLS)
def test_nights_of_a_week(roll: str) -> None:
    at = parse_ts(roll)
    assert nights(at, 2) == ROLLS[roll]
    assert nights(at, -1) == 1.0


def test_a_week_is_seven_nights_whatever_the_triple_day() -> None:
    monday = parse_ts("2026-03-02T17:00Z")
    for triple_day in range(5):
        assert sum(nights(monday + k * DAY, triple_day) for k in range(7)) == 7.0
    assert nights(monday + 6 * HOUR, 0) == 3.0
