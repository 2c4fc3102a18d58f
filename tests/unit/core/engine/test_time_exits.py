"""Exits at a bar's close: time, progress, the end of sessions and weeks, volatility; by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import LONG, PLAIN, SHORT, Row, Traded, by_hand, in_batch, step_by_step
from tradewright.core.calendar import HOUR, MINUTE, Timeframe, format_ts, parse_ts
from tradewright.core.engine import Costs, Strategy
from tradewright.core.engine.plan import TimeExit, Trailing, Weekend
from tradewright.core.exits import VolatilityExit
from tradewright.core.market import Bars

BARE = replace(PLAIN, stop=None, target=None)
SLIPPED = Costs(slippage_pips=0.2)


def closes(price: float, *pips: float, pip: float = 0.0001, bits: int = LONG) -> list[Row]:
    """A signal bar at `price`, then bars that open there and close so many pips away."""
    ends = [round(price + each * pip, 8) for each in pips]
    rest: list[Row] = [(price, max(price, end), min(price, end), end) for end in ends]
    return [(price, price, price, price, bits), *rest]


def trade(bars: Bars, strategy: Strategy, costs: Costs | None = None) -> Traded:
    """What came of it, the same both ways to trade."""
    done = in_batch(strategy, bars, costs=costs or Costs())
    steps = step_by_step(strategy, bars, costs=costs or Costs())
    assert done.bytes() == steps.bytes()
    return done


def minute(done: Traded) -> int:
    """In which minute after the entry's the only trade closed, counted from 0."""
    return (done.trade.exit_time - done.trade.entry_time) // MINUTE


def test_the_longest_life_ends_at_the_close_of_the_bar_that_completes_it() -> None:
    """Entered at 10:01, three minutes are over at 10:04: the end of the bar of 10:03."""
    strategy = replace(BARE, time_exit=TimeExit(longest_minutes=3))
    done = trade(by_hand(closes(1.1, 1, 2, 3, 4, 5)), strategy, SLIPPED)
    assert (minute(done), done.trade.exit_reason) == (2, "time")
    assert done.trade.entry_price == pytest.approx(1.10002)
    assert done.trade.exit_price == pytest.approx(1.10028)  # the close of 3 pips, slipped by 0.2


def test_a_part_of_a_minute_waits_for_the_next_close() -> None:
    strategy = replace(BARE, time_exit=TimeExit(longest_minutes=2.5))
    assert minute(trade(by_hand(closes(1.1, *[0] * 5)), strategy)) == 2


def test_the_stop_of_the_same_bar_comes_first() -> None:
    strategy = replace(PLAIN, time_exit=TimeExit(longest_minutes=1))
    assert trade(by_hand(closes(1.1, -10)), strategy).trade.exit_reason == "stop_loss"
    assert trade(by_hand(closes(1.1, -9.9)), strategy).trade.exit_reason == "time"


def test_a_limit_that_passes_while_there_are_no_bars_acts_at_the_first_close_after() -> None:
    bars = by_hand(closes(1.1, 1, 2, 3, 4))
    late = replace(bars, ts=bars.ts + np.array([0, 0, 0, 30, 30]) * MINUTE)
    done = trade(late, replace(BARE, time_exit=TimeExit(longest_minutes=10)))
    assert (minute(done), done.trade.exit_price) == (32, 1.1003)


@pytest.mark.parametrize(
    ("symbol", "price", "pip"),
    [("EURUSD", 1.1, 1e-4), ("USDJPY", 150.0, 0.01), ("XAUUSD", 2400.0, 0.1)],
)
@pytest.mark.parametrize("bits", [LONG, SHORT])
def test_progress_is_looked_at_every_so_often(
    symbol: str, price: float, pip: float, bits: int
) -> None:
    """Looks are at the ends of bars 2, 4, 6; 2 pips are progress, 1.9 are not."""
    side = 1 if bits == LONG else -1
    moves = [side * each for each in (0, 2.0, 0, 2.1, -3, 1.9, 9)]
    rules = TimeExit(check_minutes=2, progress_pips=2)
    strategy = replace(BARE, symbol=symbol, time_exit=rules)
    done = trade(by_hand(closes(price, *moves, pip=pip, bits=bits), symbol), strategy)
    assert (minute(done), done.trade.exit_reason) == (5, "time")
    assert done.trade.pnl_pips == pytest.approx(1.9)


def test_progress_of_a_short_is_what_it_could_be_bought_back_for() -> None:
    rules = TimeExit(check_minutes=1, progress_pips=2)
    strategy = replace(BARE, time_exit=rules)
    bars = by_hand(closes(1.1, -3.5, -3, -2.9, bits=SHORT))
    done = trade(bars, strategy, Costs(spread_pips=1.0))
    assert minute(done) == 2  # 2.9 pips less the spread


def test_several_looks_that_passed_without_bars_are_one() -> None:
    bars = by_hand(closes(1.1, 5, 5, 1, 5, 1))
    late = replace(bars, ts=bars.ts + np.array([0, 0, 0, 7, 7, 7]) * MINUTE)
    # Looks at minutes 3, 6, 9 ...: the bar of minute 9 ends at minute 10; the next look is at 12.
    strategy = replace(BARE, time_exit=TimeExit(check_minutes=3, progress_pips=2))
    done = trade(late, strategy)
    assert (minute(done), done.trade.exit_price) == (9, 1.1001)
    strategy = replace(strategy, time_exit=TimeExit(check_minutes=3, progress_pips=1))
    assert not trade(late, strategy).trades


def test_the_longest_life_ends_with_a_look() -> None:
    strategy = replace(BARE, time_exit=TimeExit(longest_minutes=3, check_minutes=2))
    assert minute(trade(by_hand(closes(1.1, *[0] * 6)), strategy)) == 3


@pytest.mark.parametrize(
    ("opens", "bar"),
    [("2026-03-03T16:56Z", 2), ("2026-07-07T15:56Z", 2), ("2026-03-30T15:54Z", 4)],
    ids=["winter", "summer", "the Monday after the change"],
)
def test_positions_close_with_the_session(opens: str, bar: int) -> None:
    """London closes at 17:00 of its own clock."""
    strategy = replace(BARE, time_exit=TimeExit(session_end=("London",)))
    done = trade(by_hand(closes(1.1, *[0] * 8), opens=parse_ts(opens)), strategy)
    assert (minute(done), done.trade.exit_reason) == (bar, "session_end")
    assert format_ts(done.trade.exit_time)[14:16] == "59"


@pytest.mark.parametrize(
    ("zone", "opens"),
    [
        ("UTC", "2026-03-06T15:56Z"),
        ("America/New_York", "2026-03-06T20:56Z"),
        ("America/New_York", "2026-03-13T19:56Z"),  # New York changed its clocks on the 8th
        ("Europe/London", "2026-03-27T15:56Z"),
        ("Europe/London", "2026-04-03T14:56Z"),  # London on the 29th
    ],
)
def test_friday_is_closed_on_the_clock_of_its_zone(zone: str, opens: str) -> None:
    strategy = replace(BARE, weekend=Weekend(friday_close=16 * HOUR, zone=zone))
    done = trade(by_hand(closes(1.1, *[0] * 6), opens=parse_ts(opens)), strategy)
    assert (minute(done), done.trade.exit_reason) == (2, "weekend")


def hours_from(opens: str, count: int, bits: dict[int, int]) -> Bars:
    """Minute bars an hour apart."""
    rows: list[Row] = [(1.1, 1.1, 1.1, 1.1, bits.get(k, 0)) for k in range(count)]
    bars = by_hand(rows, opens=parse_ts(opens))
    return replace(bars, ts=parse_ts(opens) + np.arange(count) * HOUR)


def test_sunday_where_markets_never_close_and_where_they_do() -> None:
    """Crypto trades at 22:00 on Sunday; forex opens at 22:05 and closes what was held by then."""
    strategy = replace(BARE, weekend=Weekend(sunday_close=22 * HOUR))
    always = hours_from("2026-03-06T12:00Z", 80, {0: LONG})
    done = trade(always, strategy)
    assert format_ts(done.trade.exit_time) == "2026-03-08T22:00:00Z"
    opened = parse_ts("2026-03-08T22:05Z")
    closed = always[:10]
    gap = replace(closed, ts=np.r_[closed.ts[:5], opened + np.arange(5) * HOUR])
    assert trade(gap, strategy).trade.exit_time == opened


def test_no_entries_late_on_friday() -> None:
    strategy = replace(BARE, max_positions=9, weekend=Weekend(friday_entries=18 * HOUR))
    done = trade(hours_from("2026-03-06T15:00Z", 14, dict.fromkeys(range(14), LONG)), strategy)
    assert done.refused == ["FRIDAY_ENTRY"] * 6  # the opens of 18:00 to 23:00
    assert len(done.open) == 7


STORM = VolatilityExit(threshold=0.001, atr_period=1)
"""High where a bar's true range is 11 pips at 1.1."""


def wide(pips: float, close: float, bits: int = 0) -> Row:
    return (1.1, round(1.1 + pips * 1e-4, 8), 1.1, close, bits)


def test_high_volatility_closes_at_the_close() -> None:
    rows = [wide(2, 1.1), wide(2, 1.1, LONG), wide(10.9, 1.1), wide(11.1, 1.1003), wide(2, 1.1)]
    done = trade(by_hand(rows), replace(BARE, volatility_exit=STORM), SLIPPED)
    assert (minute(done), done.trade.exit_reason) == (1, "volatility")
    assert done.trade.exit_price == pytest.approx(1.10028)


def test_high_volatility_may_spare_what_has_little_profit() -> None:
    rows = [wide(2, 1.1), wide(2, 1.1, LONG), wide(20, 1.1004), wide(20, 1.1005), wide(2, 1.1)]
    strategy = replace(BARE, volatility_exit=replace(STORM, profit_pips=5))
    assert minute(trade(by_hand(rows), strategy)) == 1
    assert not trade(
        by_hand(rows), replace(BARE, volatility_exit=replace(STORM, profit_pips=6))
    ).trades


def test_volatility_as_a_multiple_of_the_normal() -> None:
    quiet = [wide(4, 1.1)] * 110
    rows = [*quiet, wide(4, 1.1, LONG), wide(4, 1.1), wide(9, 1.1), wide(4, 1.1)]
    # The ATR of 100 bars is 4 pips, and 4.05 after a range of 9.
    for threshold, closed in ((2.2, True), (2.25, False)):
        rules = VolatilityExit(threshold=threshold, atr_period=1)
        done = trade(by_hand(rows), replace(BARE, volatility_exit=rules))
        assert bool(done.trades) == closed


def test_a_close_that_only_the_next_bar_reveals_is_left_at_its_open() -> None:
    """Of the five minutes from 10:05 only two have bars; the next bar comes at 10:10."""
    rows = [wide(2, 1.1)] * 4 + [wide(2, 1.1, LONG)] + [wide(30, 1.1), wide(2, 1.1002)]
    bars = by_hand([*rows, (1.1007, 1.1007, 1.1007, 1.1007), wide(2, 1.1)])
    gap = replace(bars, ts=bars.ts + np.array([0, 0, 0, 0, 0, 0, 0, 3, 3]) * MINUTE)
    strategy = replace(BARE, timeframe=Timeframe.M5, volatility_exit=STORM)
    done = trade(gap, strategy)
    assert done.trade.exit_reason == "volatility"
    assert format_ts(done.trade.exit_time) == "2026-03-03T10:10:00Z"
    assert done.trade.exit_price == 1.1007


def test_a_trailing_distance_follows_the_true_range() -> None:
    """ATR(1) x 2: 4 pips behind at the signal; 20 after a wide bar; 6 after a bar of 3."""
    rows: list[Row] = [wide(2, 1.1), wide(2, 1.1, LONG), (1.1, 1.101, 1.1, 1.101)]
    rows += [(1.101, 1.1013, 1.101, 1.1013), (1.1013, 1.1013, 1.1013, 1.1013)]
    rows += [(1.1013, 1.1013, 1.1009, 1.1009)]
    trailing = Trailing(distance_pips=0, atr_multiple=2, atr_period=1)
    done = trade(by_hand(rows), replace(BARE, trailing=trailing))
    stops = [note.stop for note in done.notes if note.kind == "stop_moved"]
    # Entered at 1.1; the first bar's path reaches 1.1010 with 4 pips; then 20 pips would be lower,
    # so the stop stays; the open of the bar after the one of 3 pips is 1.1013, less 6.
    assert stops == [1.1006, 1.1007]
    assert not done.trades
    assert done.open[0].stop == 1.1007  # a bar without a range changes nothing
