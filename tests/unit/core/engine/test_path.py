"""Phases 2 and 3: the path of a bar, levels touched on it, stops that move along it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import (
    LONG,
    PLAIN,
    SHORT,
    Row,
    Traded,
    by_hand,
    flat,
    in_batch,
    step_by_step,
)
from tradewright.core.engine import Costs, Strategy
from tradewright.core.engine.strategy import Breakeven, Stop, Target, Trailing

QUIET = flat(1.1, 1)[0]
WIDE: Row = (1.1, 1.103, 1.098, 1.1)
"""Touches the stop and the target of either side."""


def trade(rows: list[Row], strategy: Strategy = PLAIN, costs: Costs | None = None) -> Traded:
    bars = by_hand(rows)
    done = in_batch(strategy, bars, costs=costs or Costs())
    assert done.bytes() == step_by_step(strategy, bars, costs=costs or Costs()).bytes()
    return done


def says(bits: int) -> Row:
    return (1.1, 1.1, 1.1, 1.1, bits)


@pytest.mark.parametrize("bits", [LONG, SHORT])
@pytest.mark.parametrize(
    ("path", "reason"),
    [("pessimistic", "stop_loss"), ("optimistic", "take_profit")],
)
def test_the_path_decides_which_level_comes_first(bits: int, path: str, reason: str) -> None:
    strategy = PLAIN if path == "pessimistic" else replace(PLAIN, path="optimistic")
    assert trade([says(bits), QUIET, WIDE], strategy).trade.exit_reason == reason


@pytest.mark.parametrize(
    ("bits", "row", "reason"),
    [
        (LONG, (1.1, 1.102, 1.0985, 1.1), "stop_loss"),
        (LONG, (1.1, 1.102, 1.0979, 1.1), "take_profit"),
        (LONG, (1.1, 1.102, 1.098, 1.1), "stop_loss"),
        (SHORT, (1.1, 1.102, 1.098, 1.1), "stop_loss"),
        (SHORT, (1.1, 1.102, 1.0979, 1.1), "stop_loss"),
        (SHORT, (1.1, 1.1021, 1.098, 1.1), "take_profit"),
    ],
)
def test_ohlc_goes_to_the_nearer_extreme_and_a_tie_is_adverse(
    bits: int, row: Row, reason: str
) -> None:
    assert trade([says(bits), QUIET, row], replace(PLAIN, path="ohlc")).trade.exit_reason == reason


def test_an_entry_lives_through_its_own_bar() -> None:
    done = trade([says(LONG), (1.1, 1.1005, 1.0985, 1.1), QUIET])
    assert done.trade.entry_time == done.trade.exit_time
    assert (done.trade.exit_reason, done.trade.exit_price) == ("stop_loss", 1.099)
    assert done.trade.r_multiple == -1.0


@pytest.mark.parametrize(("low", "closed"), [(1.09901, 0), (1.099, 1)])
def test_a_touch_is_inclusive(low: float, closed: int) -> None:
    assert len(trade([says(LONG), QUIET, (1.1, 1.1, low, 1.1), QUIET]).trades) == closed


def test_stops_slip_and_targets_do_not() -> None:
    costs = Costs(slippage_pips=0.3)
    stopped = trade([says(LONG), QUIET, (1.1, 1.1, 1.098, 1.1)], costs=costs).trade
    assert stopped.entry_price == 1.10003
    assert stopped.exit_price == pytest.approx(1.09903 - 0.00003)
    taken = trade([says(LONG), QUIET, (1.1, 1.103, 1.1, 1.1)], costs=costs).trade
    assert taken.exit_price == 1.10203


@pytest.mark.parametrize(("high", "closed"), [(1.10079, 0), (1.1008, 1)])
def test_a_shorts_stop_is_touched_by_the_ask(high: float, closed: int) -> None:
    rows = [says(SHORT), QUIET, (1.1, high, 1.1, 1.1), QUIET]
    done = trade(rows, costs=Costs(spread_pips=2))
    assert len(done.trades) == closed
    assert not closed or done.trade.exit_price == 1.101


def test_excursions_run_to_the_fill() -> None:
    done = trade([says(LONG), (1.1, 1.1005, 1.0995, 1.1), (1.1, 1.1, 1.0, 1.0), QUIET])
    assert done.trade.mfe_pips == pytest.approx(5)
    assert done.trade.mae_pips == pytest.approx(10)


TRAILING = replace(PLAIN, target=None, trailing=Trailing(distance_pips=10))


def test_a_trailing_stop_closes_where_it_was_left() -> None:
    rows = [says(LONG), (1.1, 1.1025, 1.1, 1.102), (1.102, 1.102, 1.101, 1.101), QUIET]
    done = trade(rows, TRAILING)
    assert done.trade.exit_reason == "trailing_stop"
    assert done.trade.exit_price == pytest.approx(1.1015)
    moved = [note for note in done.notes if note.kind == "stop_moved"]
    assert [(note.stop, note.reason) for note in moved] == [(1.1015, "trailing_stop")]


@pytest.mark.parametrize(
    ("close", "at", "same_bar"), [(1.1021, 1.1, False), (1.102, 1.102, True), (1.1, 1.102, True)]
)
def test_a_stop_moved_at_the_high_may_be_met_on_the_way_to_the_close(
    close: float, at: float, *, same_bar: bool
) -> None:
    """The segment up to 1.103 moves the stop to 1.102, above where it came from, and lives."""
    done = trade([says(LONG), (1.1, 1.103, 1.1, close), QUIET], TRAILING)
    assert done.trade.exit_price == pytest.approx(at)
    assert (done.trade.exit_time == done.trade.entry_time) is same_bar


def test_breakeven_by_r() -> None:
    strategy = replace(PLAIN, target=None, breakeven=Breakeven(trigger_r=1.0, buffer_pips=2))
    rows = [says(LONG), (1.1, 1.101, 1.1, 1.1008), (1.1008, 1.1008, 1.1, 1.1), QUIET]
    done = trade(rows, strategy)
    assert (done.trade.exit_reason, done.trade.exit_price) == ("breakeven", 1.1002)
    assert done.trade.r_multiple == pytest.approx(0.2)


def test_breakeven_by_pips_on_a_short() -> None:
    strategy = replace(PLAIN, target=None, breakeven=Breakeven(trigger_pips=5))
    rows = [says(SHORT), (1.1, 1.1, 1.0995, 1.0996), (1.0996, 1.1, 1.0996, 1.1), QUIET]
    done = trade(rows, strategy)
    assert (done.trade.exit_reason, done.trade.exit_price) == ("breakeven", 1.1)
    assert done.trade.pnl == pytest.approx(0)


def test_the_open_counts_as_an_extreme() -> None:
    """It gaps up and falls: the stop has moved from the open before the fall."""
    rows = [says(LONG), QUIET, (1.1030, 1.1030, 1.1, 1.1), QUIET]
    done = trade(rows, TRAILING)
    assert done.trade.exit_price == pytest.approx(1.102)


def test_distances_in_percent_and_atr() -> None:
    atr = replace(
        PLAIN,
        stop=Stop(kind="atr", value=2.0, atr_period=2),
        target=Target(kind="percentage", value=1.0),
    )
    swings: list[Row] = [(1.1, 1.101, 1.0999, 1.1), (1.1, 1.101, 1.0999, 1.1)]
    rows = [*swings, (1.1, 1.101, 1.0999, 1.1, LONG), QUIET]
    (position,) = trade(rows, atr).open
    assert position.stop == pytest.approx(1.1 - 2 * 0.0011)
    assert position.target == pytest.approx(1.111)


@pytest.mark.parametrize(
    ("symbol", "price", "pip", "digits"),
    [("USDJPY", 150.0, 0.01, 3), ("XAUUSD", 2400.0, 0.1, 2), ("BTCUSDT", 60_000.0, 1.0, 2)],
)
def test_a_pip_is_the_instruments_own(symbol: str, price: float, pip: float, digits: int) -> None:
    bars = by_hand([(price, price, price, price, LONG), *flat(price, 2)], symbol)
    done = in_batch(replace(PLAIN, symbol=symbol), bars, cash=1e6)
    (position,) = done.open
    assert position.stop == round(price - 10 * pip, digits)
    assert position.target == round(price + 20 * pip, digits)
