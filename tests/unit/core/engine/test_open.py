"""Phase 1: what happens at the open, in its order, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import (
    EXIT_LONG,
    EXIT_SHORT,
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
from tradewright.core.engine.sizes import PercentRisk
from tradewright.core.engine.strategy import Slippage, Stop, Target

QUIET = flat(1.1, 1)[0]


def says(bits: int) -> Row:
    return (1.1, 1.1, 1.1, 1.1, bits)


def trade(rows: list[Row], strategy: Strategy = PLAIN, costs: Costs | None = None) -> Traded:
    """Both ways to trade agree, so one of them is shown."""
    bars = by_hand(rows)
    done = in_batch(strategy, bars, costs=costs or Costs())
    assert done.bytes() == step_by_step(strategy, bars, costs=costs or Costs()).bytes()
    return done


def test_a_signal_fills_at_the_next_open() -> None:
    done = trade([says(LONG), (1.1003, 1.101, 1.1, 1.1005), QUIET])
    (note,) = done.notes
    assert (note.kind, note.side, note.price, note.stop, note.target) == (
        "opened",
        "long",
        1.1003,
        1.0993,
        1.1023,
    )
    (position,) = done.open
    assert repr(position) == "<Position +0.10 EURUSD @1.1003>"


def test_the_last_signal_never_acts() -> None:
    assert trade([QUIET, says(LONG)]).notes == []


def test_costs_of_an_entry() -> None:
    costs = Costs(spread_pips=0.8, slippage_pips=0.25)
    assert trade([says(LONG), QUIET], costs=costs).notes[0].price == 1.10011
    assert trade([says(SHORT), QUIET], costs=costs).notes[0].price == 1.09997


def test_the_strategys_own_slippage_wins() -> None:
    own = replace(PLAIN, slippage=Slippage(kind="pips", value=1.0))
    done = trade([says(LONG), QUIET], own, Costs(slippage_pips=5))
    assert done.notes[0].price == 1.1001


def test_a_gap_over_the_stop_fills_at_the_open_slipped() -> None:
    rows = [says(LONG), QUIET, (1.0950, 1.1, 1.0950, 1.1), QUIET]
    done = trade(rows, costs=Costs(slippage_pips=1))
    assert (done.trade.exit_reason, done.trade.exit_price) == ("stop_loss", 1.0949)
    assert done.trade.mae_pips == pytest.approx(52)


def test_a_gap_over_the_target_fills_at_the_open_unslipped() -> None:
    rows = [says(SHORT), QUIET, (1.0950, 1.1, 1.0950, 1.1), QUIET]
    done = trade(rows, costs=Costs(slippage_pips=1))
    assert (done.trade.exit_reason, done.trade.exit_price) == ("take_profit", 1.0950)


def test_an_exit_signal_closes_at_the_open_slipped() -> None:
    rows = [says(LONG), says(EXIT_LONG), (1.1004, 1.1004, 1.1, 1.1), QUIET]
    done = trade(rows, costs=Costs(slippage_pips=0.5))
    assert (done.trade.exit_reason, done.trade.exit_price) == ("signal", 1.10035)
    assert done.trade.exit_time - done.trade.entry_time == 60 * 10**9


def test_an_exit_signal_speaks_for_its_own_side_only() -> None:
    done = trade([says(LONG), says(EXIT_SHORT), QUIET, QUIET])
    assert done.trades == []
    assert len(done.open) == 1


def test_stop_comes_before_the_exit_signal_at_one_open() -> None:
    rows = [says(LONG), says(EXIT_LONG), (1.0990, 1.0990, 1.0990, 1.0990), QUIET]
    assert trade(rows).trade.exit_reason == "stop_loss"


def test_both_sides_on_one_bar_refuse_each_other() -> None:
    done = trade([says(LONG | SHORT), QUIET])
    assert done.refused == ["CONFLICTING_SIGNALS", "CONFLICTING_SIGNALS"]
    assert {note.side for note in done.notes} == {"long", "short"}
    assert done.desk.reasons("plain") == {"CONFLICTING_SIGNALS": 2}


@pytest.mark.parametrize(
    ("mode", "refused", "reasons", "sides"),
    [
        ("hold", ["OPPOSITE_POSITION"], [], ["long"]),
        ("close", [], ["opposite"], []),
        ("reverse", [], ["opposite"], ["short"]),
        ("hedge", ["MAX_POSITIONS"], [], ["long"]),
    ],
)
def test_an_opposite_signal(
    mode: str, refused: list[str], reasons: list[str], sides: list[str]
) -> None:
    done = trade([says(LONG), says(SHORT), QUIET, QUIET], _on_opposite(mode))
    assert done.refused == refused
    assert [one.exit_reason for one in done.trades] == reasons
    assert [one.side for one in done.open] == sides


def _on_opposite(mode: str, most: int = 1) -> Strategy:
    modes = {
        one.on_opposite: one
        for one in (
            PLAIN,
            replace(PLAIN, on_opposite="close"),
            replace(PLAIN, on_opposite="reverse"),
            replace(PLAIN, on_opposite="hedge"),
        )
    }
    return replace(modes[mode], max_positions=most)


def test_hedging_holds_both_sides() -> None:
    done = trade([says(LONG), says(SHORT), QUIET, QUIET], _on_opposite("hedge", most=2))
    assert [one.side for one in done.open] == ["long", "short"]


def test_reversing_makes_room_first() -> None:
    done = trade([says(LONG), says(SHORT), QUIET], _on_opposite("reverse"))
    kinds = [(note.kind, note.side) for note in done.notes]
    assert kinds == [("opened", "long"), ("closed", "long"), ("opened", "short")]


def test_the_same_side_again_as_often_as_allowed() -> None:
    rows = [says(LONG), says(LONG), says(LONG), QUIET]
    done = trade(rows, replace(PLAIN, max_positions=2))
    assert len(done.open) == 2
    assert done.refused == ["MAX_POSITIONS"]
    assert [one.id for one in done.open] == [1, 2]


def test_a_wide_spread_leaves_at_the_open_that_opened_it() -> None:
    strategy = replace(PLAIN, stop=Stop(kind="pips", value=2))
    done = trade([says(LONG), QUIET, QUIET], strategy, Costs(spread_pips=3))
    assert (done.trade.entry_price, done.trade.exit_price) == (1.1003, 1.1)
    assert done.trade.exit_reason == "stop_loss"
    assert done.trade.entry_time == done.trade.exit_time


@pytest.mark.parametrize(("pips", "opened"), [(1.4, 1), (1.5, 1), (1.6, 0)])
def test_the_spread_gate_allows_the_widest(pips: float, opened: int) -> None:
    strategy = replace(PLAIN, max_spread_pips=1.5)
    done = trade([says(LONG), QUIET], strategy, Costs(spread_pips=pips))
    assert len(done.open) == opened
    assert done.refused == ["SPREAD_TOO_WIDE"] * (1 - opened)


def test_an_unknown_atr_refuses() -> None:
    strategy = replace(PLAIN, stop=Stop(kind="atr", value=2.0, atr_period=5))
    assert trade([says(LONG), QUIET], strategy).refused == ["WARMING_UP"]


@pytest.mark.parametrize("price", [1.1, 1.2])
def test_a_stop_on_the_wrong_side_refuses(price: float) -> None:
    strategy = replace(PLAIN, stop=Stop(kind="price", value=price))
    assert trade([says(LONG), QUIET], strategy).refused == ["INVALID_STOP"]


def test_an_absolute_stop() -> None:
    strategy = replace(PLAIN, stop=Stop(kind="price", value=1.095), target=None)
    (position,) = trade([says(LONG), QUIET], strategy).open
    assert (position.stop, position.target) == (1.095, None)


def test_too_small_a_size_refuses() -> None:
    strategy = replace(PLAIN, stop=Stop(kind="pips", value=500), sizing=PercentRisk(percent=0.01))
    assert trade([says(LONG), QUIET], strategy).refused == ["VOLUME_BELOW_MINIMUM"]


def test_margin_runs_out() -> None:
    rows = [says(LONG)] * 12 + [QUIET]
    strategy = replace(
        PLAIN, sizing=PercentRisk(percent=100.0, max_lots=2), max_positions=20, target=None
    )
    done = trade(rows, strategy)
    # 2 lots hold 2,200 of 10,000: the fifth finds no margin
    assert len(done.open) == 4
    assert set(done.refused) == {"INSUFFICIENT_MARGIN"}
    account = done.desk.account()
    assert account.margin == pytest.approx(8800)
    assert account.free_margin == pytest.approx(1200)


def test_levels_from_the_signal_bar() -> None:
    strategy = replace(
        PLAIN,
        stop=Stop(kind="pips", value=10, origin="signal"),
        target=Target(kind="rr_ratio", value=2, origin="signal"),
    )
    (position,) = trade([says(LONG), (1.1004, 1.1004, 1.1, 1.1), QUIET], strategy).open
    assert (position.entry_price, position.stop, position.target) == (1.1004, 1.099, 1.102)


def test_percent_risk_is_sized_on_the_equity_marked_at_this_open() -> None:
    strategy = replace(PLAIN, sizing=PercentRisk(percent=1.0), max_positions=2, target=None)
    rows = [says(LONG), (1.1, 1.105, 1.1, 1.105, LONG), *flat(1.11, 2)]
    first, second = trade(rows, strategy).open
    # 1% of 10,000 at 10 pips: 1 lot, worth 1,000 at 1.11; 1% of 11,000: 1.1 lots
    assert (first.volume, second.volume) == (1.0, 1.1)
