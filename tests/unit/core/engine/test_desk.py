"""Commands at a desk, and its errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.scenes.desks import LONG, PLAIN, Row, by_hand, flat, instants, named
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Costs, Desk, FeedBar, Note
from tradewright.core.market import Bars, UnknownInstrument

WORDS: list[Row] = [(1.1, 1.1, 1.1, 1.1, LONG)] * 40
BARS = by_hand(WORDS)


class Table:
    """A desk with two strategies that want to be long on every bar."""

    def __init__(self) -> None:
        self.desk = Desk(10_000.0, Costs(), session_zones())
        self.desk.add_feed("EURUSD", Timeframe.M1)
        for name in "ab":
            self.desk.add(named(replace(PLAIN, max_positions=2), name), BARS[:0])
        self._bars: Iterator[list[FeedBar]] = iter(instants([BARS]))

    def step(self, count: int = 1) -> list[Note]:
        return [note for _ in range(count) for note in self.desk.step(next(self._bars))]


def held(table: Table) -> list[str]:
    return [one.strategy for one in table.desk.positions()]


def test_the_kill_switch_stops_new_trades_and_manages_open_ones() -> None:
    table = Table()
    table.step(2)
    table.desk.kill()
    assert {note.reason for note in table.step(3)} == {"KILL_SWITCH"}
    assert held(table) == ["a", "b"]
    table.desk.rearm()
    table.step(2)
    assert held(table) == ["a", "b", "a", "b"]


def test_a_pause_is_for_one_strategy() -> None:
    table = Table()
    table.desk.pause("a")
    notes = table.step(3)
    assert {(n.strategy, n.reason) for n in notes if n.kind == "refused"} == {
        ("a", "STRATEGY_PAUSED")
    }
    assert held(table) == ["b", "b"]
    table.desk.resume("a")
    table.step()
    assert held(table) == ["b", "b", "a"]


def test_closing_one_position_acts_at_the_next_open() -> None:
    table = Table()
    table.step(2)
    table.desk.pause("a")
    table.desk.close(1)
    assert held(table) == ["a", "b"]
    closed = [note for note in table.step() if note.kind == "closed"]
    assert [(note.position, note.reason) for note in closed] == [(1, "manual")]
    assert table.desk.trade(1).exit_reason == "manual"
    assert "a" not in held(table)


def test_closing_all_of_one_strategy_or_of_all() -> None:
    table = Table()
    table.step(3)
    table.desk.kill()
    table.desk.close_all("b")
    table.step()
    assert held(table) == ["a", "a"]
    table.desk.close_all()
    table.step()
    assert held(table) == []
    assert {trade.exit_reason for trade in table.desk.trades()} == {"manual"}


def test_a_removed_strategy_is_silent_and_its_positions_are_managed() -> None:
    table = Table()
    table.step(2)
    table.desk.remove("a")
    table.step(2)
    assert held(table) == ["a", "b", "b"]
    fall = FeedBar(0, int(BARS.ts[20]), 1.1, 1.1, 1.09, 1.09, 0.0)
    notes = table.desk.step([fall])
    assert {n.strategy for n in notes if n.kind == "closed"} == {"a", "b"}


def test_an_id_can_be_seated_again_after_it_was_removed() -> None:
    table = Table()
    table.step(3)
    table.desk.remove("a")
    table.desk.add(named(PLAIN, "a"), BARS[:3])
    table.step(2)
    assert held(table).count("a") == 3


def test_an_id_is_seated_once() -> None:
    table = Table()
    with pytest.raises(ValueError, match=r"strategy 'a' is seated already; remove it or use"):
        table.desk.add(named(PLAIN, "a"), BARS[:0])


@pytest.mark.parametrize("command", ["pause", "resume", "remove"])
def test_an_unknown_strategy_is_named_with_those_there_are(command: str) -> None:
    desk = Table().desk
    commands = {"pause": desk.pause, "resume": desk.resume, "remove": desk.remove}
    with pytest.raises(ValueError, match=r"strategy 'c' is not seated; seated: a, b"):
        commands[command]("c")


def test_unknown_positions_and_symbols_are_named() -> None:
    table = Table()
    table.step(2)
    with pytest.raises(ValueError, match="position 9 is not open"):
        table.desk.close(9)
    with pytest.raises(ValueError, match="position 1 has not closed"):
        table.desk.trade(1)
    with pytest.raises(ValueError, match="no feed carries 'GBPUSD'; feeds: EURUSD"):
        table.desk.add(named(PLAIN, "g", "GBPUSD"), BARS[:0])
    with pytest.raises(UnknownInstrument, match="did you mean EURUSD"):
        table.desk.add_feed("EURUSDD", Timeframe.M1)


@pytest.mark.parametrize("cash", [0.0, -5.0, float("inf"), float("nan")])
def test_an_account_opens_with_money(cash: float) -> None:
    with pytest.raises(ValueError, match=r"cash is .*, expected a finite amount > 0"):
        Desk(cash, Costs(), session_zones())


@pytest.mark.parametrize("name", ["spread_pips", "commission_per_lot", "slippage_pips"])
def test_costs_are_not_negative(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is -1.0, expected a finite number >= 0"):
        Costs(**{name: -1.0})


def test_a_strategy_joins_in_the_middle_with_its_history() -> None:
    bars: Bars = by_hand([*WORDS[:5], *flat(1.1, 3)])
    desk = Desk(10_000.0, Costs(), session_zones())
    desk.add_feed("EURUSD", Timeframe.M1)
    steps = instants([bars])
    for one in steps[:3]:
        assert desk.step(one) == []
    desk.add(PLAIN, bars[:3])
    assert desk.step(steps[3]) == []
    (note,) = desk.step(steps[4])
    assert (note.kind, note.ts) == ("opened", int(bars.ts[4]))
