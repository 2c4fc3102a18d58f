"""What every feed promises, asked of all of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from tradewright.adapters.clocks.zones import zone
from tradewright.adapters.feeds.replay import ReplayFeed
from tradewright.adapters.feeds.simulated import SimulatedFeed
from tradewright.core.calendar import DAY, HOUR, Timeframe, parse_ts
from tradewright.core.market import Bars, instrument
from tradewright.core.market.bar import each_bar
from tradewright.ports.feed import Feed, Slice, UnknownSymbol

if TYPE_CHECKING:
    from collections.abc import Callable

START = parse_ts("2026-01-08T18:30Z")  # a Thursday: the weekend is near
SHOWN = 4000


def simulated() -> Feed:
    return SimulatedFeed(["XAUUSD", "EURUSD", "BTCUSDT"], 3, zone("America/New_York"), START)


def with_gaps(symbol: str, seed: int, level: float) -> Bars:
    rng = np.random.default_rng(seed)
    steps = rng.choice([1, 1, 1, 1, 2, 7, 60], SHOWN // 2).astype(np.int64)
    ts = START + np.cumsum(steps) * Timeframe.M15.ns
    close = np.round(level * np.exp(np.cumsum(rng.standard_normal(ts.size) * 1e-3)), 2)
    opens = np.r_[level, close[:-1]]
    return Bars(
        symbol=symbol,
        timeframe=Timeframe.M15,
        ts=ts,
        open=opens,
        high=np.maximum(opens, close) + 0.5,
        low=np.minimum(opens, close) - 0.25,
        close=close,
        volume=np.ones(ts.size),
    )


def replayed() -> Feed:
    return ReplayFeed(with_gaps("XAUUSD", 1, 3000.0), with_gaps("BTCUSDT", 2, 90_000.0))


class Case(NamedTuple):
    make: Callable[[], Feed]


@pytest.fixture(params=[Case(simulated), Case(replayed)], ids=["simulated", "replay"])
def feed(request: pytest.FixtureRequest) -> Feed:
    case: Case = request.param
    return case.make()


def begin(feed: Feed) -> list[Slice]:
    return list(islice(feed.since(0), SHOWN))


def test_slices_ascend_and_hold_the_bars_that_close_with_them(feed: Feed) -> None:
    slices = begin(feed)
    closes = [part.closes for part in slices]
    assert closes == sorted(set(closes))
    for part in slices:
        assert part.bars
        assert all(bar.ts + feed.timeframe().ns == part.closes for _, bar in part.bars)


def test_symbols_within_a_slice_keep_their_order(feed: Feed) -> None:
    place = {symbol: i for i, symbol in enumerate(feed.symbols())}
    for part in begin(feed):
        ranks = [place[symbol] for symbol, _ in part.bars]
        assert ranks == sorted(set(ranks))


def test_every_symbol_occurs(feed: Feed) -> None:
    assert {symbol for part in begin(feed) for symbol, _ in part.bars} == set(feed.symbols())


@pytest.mark.parametrize("place", [0, 1, 7, 500, 1439, 1440, 1441, 2200])
def test_a_restart_at_any_bar_continues_identically(feed: Feed, place: int) -> None:
    slices = begin(feed)
    again = islice(feed.since(slices[place].closes), len(slices) - place - 1)
    assert list(again) == slices[place + 1 :]


@pytest.mark.parametrize("past", [-1, 0, 1])
def test_history_and_since_share_no_bar_and_have_them_all(feed: Feed, past: int) -> None:
    slices = begin(feed)
    until = slices[SHOWN // 3].closes + past
    for symbol in feed.symbols():
        everything = [bar for part in slices for name, bar in part.bars if name == symbol]
        before = list(each_bar(feed.history(symbol, until)))
        after = [
            bar
            for part in islice(feed.since(until), SHOWN // 3)
            for name, bar in part.bars
            if name == symbol
        ]
        assert before + after == everything[: len(before) + len(after)]
        assert all(bar.ts + feed.timeframe().ns <= until for bar in before)
        assert all(bar.ts + feed.timeframe().ns > until for bar in after)


def test_history_before_the_first_close_is_empty(feed: Feed) -> None:
    first = begin(feed)[0].closes
    for symbol in feed.symbols():
        assert len(feed.history(symbol, first - 1)) == 0
    assert sum(len(feed.history(symbol, first)) for symbol in feed.symbols()) >= 1


def test_two_feeds_built_alike_are_alike(feed: Feed, request: pytest.FixtureRequest) -> None:
    make = simulated if "simulated" in request.node.name else replayed
    assert begin(make()) == begin(feed)


def test_histories_name_their_symbol_and_timeframe(feed: Feed) -> None:
    for symbol in feed.symbols():
        bars = feed.history(symbol, START + 3 * DAY)
        assert (bars.symbol, bars.timeframe) == (symbol, feed.timeframe())


def test_unknown_symbols_are_refused_by_name(feed: Feed) -> None:
    with pytest.raises(UnknownSymbol, match=r"'EURCHF'.*XAUUSD"):
        feed.history("EURCHF", START + HOUR)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 12, 60])
def test_quotes_walk_through_the_bar(feed: Feed, n: int) -> None:
    for part in begin(feed)[:200]:
        for symbol, bar in part.bars:
            prices = feed.quotes(symbol, bar, n)
            assert len(prices) == n
            assert prices[-1] == bar.close
            assert bar.low <= min(prices)
            assert max(prices) <= bar.high
            if n > 1:
                assert prices[0] == bar.open
            if n >= 4:
                assert (min(prices), max(prices)) == (bar.low, bar.high)
            tick = instrument(symbol).tick_size
            assert all(abs(price / tick - round(price / tick)) < 1e-4 for price in prices)


def test_quotes_of_a_bar_are_always_the_same(feed: Feed) -> None:
    symbol, bar = begin(feed)[5].bars[0]
    assert list(feed.quotes(symbol, bar, 20)) == list(feed.quotes(symbol, bar, 20))


def test_no_quotes_is_an_error(feed: Feed) -> None:
    symbol, bar = begin(feed)[5].bars[0]
    with pytest.raises(ValueError, match="n is 0"):
        feed.quotes(symbol, bar, 0)
