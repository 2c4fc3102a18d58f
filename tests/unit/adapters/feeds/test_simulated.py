"""The simulated market looks like one, and is the same every time."""

from __future__ import annotations

import hashlib
from itertools import islice
from time import perf_counter

import numpy as np
import pytest

from tradewright.adapters.clocks.zones import zone
from tradewright.adapters.feeds.simulated import MARKETS, SimulatedFeed, SimulatedMarket, market
from tradewright.adapters.feeds.simulated.minutes import ar1
from tradewright.core.calendar import DAY, HOUR, MINUTE, Timeframe, format_ts, local, parse_ts
from tradewright.core.market import Bars, instrument
from tradewright.core.market.resample import resample
from tradewright.ports.feed import UnknownSymbol
from tradewright.services.data import open_data

NEW_YORK = zone("America/New_York")
START = parse_ts("2026-01-05T00:00Z")
SYMBOLS = sorted(MARKETS)


def bars(symbol: str, days: int = 45, seed: int = 7, start: int = START) -> Bars:
    feed = SimulatedFeed([symbol], seed, NEW_YORK, start)
    return feed.history(symbol, start + days * DAY)


def moves(of: Bars) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.diff(np.log(of.close))


def spread(of: Bars) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    assert of.spread is not None
    return of.spread


def hour_of_new_york(of: Bars) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return local(NEW_YORK, of.ts) % DAY // HOUR


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_year_passes_the_quality_report_unaccepted(symbol: str) -> None:
    year = bars(symbol, 365, start=parse_ts("2024-01-01"))
    assert open_data(year).report.clean


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_prices_are_whole_ticks_inside_their_bar(symbol: str) -> None:
    made = bars(symbol, 10)
    tick = instrument(symbol).tick_size
    for prices in (made.open, made.high, made.low, made.close):
        assert np.abs(prices / tick - np.round(prices / tick)).max() < 1e-4
        assert np.all((made.low <= prices) & (prices <= made.high))


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_the_level_stays_realistic_for_decades(symbol: str) -> None:
    level = MARKETS[symbol].level
    for year in (2001, 2019, 2040, 2059):
        close = bars(symbol, 20, start=parse_ts(f"{year}-06-01")).close
        assert level / 4 < close.min() <= close.max() < level * 4


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_volatility_clusters_and_tails_are_fat(symbol: str) -> None:
    returns = moves(bars(symbol))
    size = np.abs(returns)
    for lag in (1, 5, 15, 30, 60):
        assert np.corrcoef(size[:-lag], size[lag:])[0, 1] > 0.03, lag
    centred = returns - returns.mean()
    assert np.mean(centred**4) / np.mean(centred**2) ** 2 > 8.0  # 3 for a normal distribution
    assert abs(np.corrcoef(returns[:-1], returns[1:])[0, 1]) < 0.05


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_daily_volatility_is_what_the_table_says(symbol: str) -> None:
    daily = resample(bars(symbol, 700, start=parse_ts("2020-01-01")), Timeframe.D1)
    found = float(np.std(moves(daily))) / MARKETS[symbol].daily_vol
    assert 0.6 < found < 1.5


def test_london_and_new_york_together_are_busiest_and_tightest() -> None:
    made = bars("EURUSD")
    hour = hour_of_new_york(made)[1:]
    size, width = np.abs(moves(made)), spread(made)[1:]
    overlap, tokyo, roll = (hour >= 8) & (hour < 12), (hour >= 20) & (hour < 23), hour == 17
    assert size[overlap].mean() > 1.5 * size[tokyo].mean() > 1.5 * size[roll].mean()
    assert np.median(width[overlap]) < np.median(width[tokyo]) < np.median(width[roll])
    assert made.volume[1:][overlap].mean() > made.volume[1:][tokyo].mean()
    # The example strategy's filter allows 2 pips, 20 points, in its sessions.
    assert np.mean(width[(hour >= 3) & (hour < 16)] <= 20.0) > 0.95


def test_forex_rests_from_friday_to_sunday_at_seventeen_new_york() -> None:
    made = bars("EURUSD", 30, start=parse_ts("2026-02-20"))
    edges = np.flatnonzero(np.diff(made.ts) > MINUTE)
    wall = local(NEW_YORK, made.ts)
    assert edges.size == 4
    for edge in edges:
        assert format_ts(int(wall[edge]))[10:] == "T16:59:00Z"
        assert format_ts(int(wall[edge + 1]))[10:] == "T17:00:00Z"
        assert made.ts[edge + 1] - made.ts[edge] - MINUTE in {2 * DAY, 2 * DAY - HOUR}


def test_gold_pauses_an_hour_and_crypto_never() -> None:
    gold = bars("XAUUSD", 4)
    assert 17 not in set(hour_of_new_york(gold).tolist())
    assert set(np.diff(gold.ts).tolist()) == {MINUTE, 61 * MINUTE}
    assert set(np.diff(bars("BTCUSDT", 30).ts).tolist()) == {MINUTE}


def test_prices_continue_from_day_to_day_and_gap_over_weekends() -> None:
    made = bars("EURUSD", 300, start=parse_ts("2023-01-01"))
    jump = np.abs(np.log(made.open[1:] / made.close[:-1]))
    wide = np.diff(made.ts) > MINUTE
    rolls = (hour_of_new_york(made)[1:] == 17) & (made.ts[1:] % HOUR == 0) & ~wide
    assert np.median(jump[rolls]) < 2e-4
    assert np.median(jump[wide]) > 3e-4


def test_bars_depend_on_symbol_seed_and_minute_alone() -> None:
    feed = SimulatedFeed(["EURUSD", "XAUUSD"], 7, NEW_YORK, START - 9 * DAY)
    long = feed.history("EURUSD", START + 5 * DAY)
    short = bars("EURUSD", 5)
    assert long.close[-len(short) :].tolist() == short.close.tolist()
    other = bars("EURUSD", 5, seed=8)
    assert other.close.tolist() != short.close.tolist()
    gold = SimulatedMarket(market("XAUUSD"), 7, NEW_YORK)
    assert np.corrcoef(moves(bars("XAUUSD", 4))[:3000], moves(short)[:3000])[0, 1] < 0.2
    day = gold.day_of(START)
    assert gold.bars(day).close.tolist() == gold.bars(day).close.tolist()


def test_the_days_of_the_demo_are_pinned() -> None:
    # A change here moves every demo and every recorded session: make it on purpose.
    made = bars("EURUSD", 2, seed=1)
    digest = hashlib.sha256(made.close.tobytes() + spread(made).tobytes()).hexdigest()
    assert (len(made), float(made.close[0])) == (2880, 1.19075)
    assert digest[:16] == "6afeb4dadab7371c"


def test_forty_five_days_take_less_than_a_second() -> None:
    began = perf_counter()
    made = bars("EURUSD", 45)
    assert perf_counter() - began < 1.0
    assert len(made) > 45_000


def test_the_feed_ends_with_its_calendar() -> None:
    feed = SimulatedFeed(["BTCUSDT"], 1, NEW_YORK, parse_ts("2059-12-31T23:00Z"))
    slices = list(feed.since(0))
    assert len(slices) == 60
    assert format_ts(slices[-1].closes) == "2060-01-01T00:00:00Z"


def test_closed_days_have_no_bars() -> None:
    euro = SimulatedMarket(market("EURUSD"), 1, NEW_YORK)
    saturday = euro.day_of(parse_ts("2026-01-10T12:00Z"))
    assert len(euro.bars(saturday)) == 0
    feed = SimulatedFeed(["EURUSD"], 1, NEW_YORK, parse_ts("2026-01-10T12:00Z"))
    assert format_ts(next(feed.since(0)).closes) == "2026-01-11T22:01:00Z"
    assert format_ts(feed.first_ns()) == "2026-01-11T22:00:00Z"


def test_symbols_in_any_case_and_unknown_ones_refused() -> None:
    assert SimulatedFeed(["eurusd"], 1, NEW_YORK).symbols() == ("EURUSD",)
    with pytest.raises(UnknownSymbol, match=r"'EURUSX'.*did you mean EURUSD\?"):
        SimulatedFeed(["EURUSX"], 1, NEW_YORK)
    with pytest.raises(ValueError, match="at least one symbol"):
        SimulatedFeed([], 1, NEW_YORK)
    with pytest.raises(ValueError, match="seed is -1"):
        SimulatedFeed(["EURUSD"], -1, NEW_YORK)


def test_slices_are_read_lazily() -> None:
    feed = SimulatedFeed(list(MARKETS), 1, NEW_YORK)
    began = perf_counter()
    assert len(list(islice(feed.since(START), 100))) == 100
    assert perf_counter() - began < 1.0


def test_ar1_is_its_recursion_however_long() -> None:
    shocks = np.random.default_rng(1).standard_normal(5000)
    for decay in (0.5, 0.94, 0.9999):
        x, wanted = 1.5, np.empty(5000)
        for i, shock in enumerate(shocks):
            x = decay * x + shock
            wanted[i] = x
        assert np.allclose(ar1(1.5, decay, shocks), wanted, rtol=1e-9, atol=1e-9)
