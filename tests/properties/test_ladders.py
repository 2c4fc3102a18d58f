"""Ladders at random: nothing is closed twice, nothing is lost, the stop holds what is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import random_desks, random_ladders
from tests.scenes.desks import Market, Traded, at_random, in_batch, instants, new_desk
from tradewright.core.engine import Costs, Note, Strategy
from tradewright.core.kernel import table
from tradewright.core.market import instrument
from tradewright.services.backtests.positions import closed_positions

STEP = instrument("EURUSD").volume_step


@st.composite
def laddered(draw: st.DrawFn) -> Strategy:
    """A random strategy that has a ladder."""
    plain = draw(random_desks.strategies())
    return replace(plain, ladder=draw(random_ladders.ladders(plain.stop, plain.regime)))


def steps(lots: float) -> int:
    """Lots in whole steps of the volume; nothing is ever between two of them."""
    found = round(lots / STEP)
    assert lots == pytest.approx(found * STEP, abs=1e-12)
    return found


def traded(strategy: Strategy, market: Market, costs: Costs) -> Traded:
    return in_batch(strategy, at_random(market), costs=costs)


@given(laddered(), random_desks.markets, random_desks.costs)
def test_closed_and_remaining_make_what_was_entered(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    left: dict[int, int] = {}
    for note in traded(strategy, market, costs).notes:
        match note.kind:
            case "opened":
                left[note.position] = steps(note.lots)
            case "reduced":
                left[note.position] -= steps(note.lots)
                assert left[note.position] > 0
            case "closed":
                assert left.pop(note.position) == steps(note.lots)
            case "stop_moved":
                assert left[note.position] == steps(note.lots)
            case _:
                pass


@given(laddered(), random_desks.markets, random_desks.costs)
def test_the_desk_agrees_after_every_bar(strategy: Strategy, market: Market, costs: Costs) -> None:
    bars = at_random(market)
    desk = new_desk([bars], costs=costs)
    desk.add(strategy, bars[:0])
    gone: dict[int, int] = defaultdict(int)
    for instant in instants([bars]):
        for note in desk.step(instant):
            if note.kind == "reduced":
                gone[note.position] += steps(note.lots)
        for held in desk.positions():
            assert steps(held.entered) == steps(held.volume) + gone[held.id]
            parts = [trade.pnl for trade in desk.trades() if trade.id == held.id]
            assert held.realised == pytest.approx(sum(parts), abs=1e-9)


@given(laddered(), random_desks.markets, random_desks.costs)
def test_no_level_closes_twice_nor_more_than_its_share(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    done = traded(strategy, market, costs)
    entered = {note.position: note.lots for note in done.notes if note.kind == "opened"}
    taken: dict[int, list[Note]] = defaultdict(list)
    for note in done.notes:
        if note.level:
            taken[note.position].append(note)
    ladder = strategy.ladder
    assert ladder is not None
    share = sum(part.percent for part in ladder.parts if part.action != "skip")
    for position, notes in taken.items():
        assert len({note.level for note in notes}) == len(notes)
        closed = sum(note.lots for note in notes)
        assert closed <= entered[position] * min(share, 100.0) / 100.0 + 1e-9


@given(laddered(), random_desks.markets, random_desks.costs)
def test_a_position_is_the_sum_of_its_parts(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    done = traded(strategy, market, costs)
    rows = table(done.desk.tables.trades)[: len(done.trades)]
    still_open = np.array([held.id for held in done.open], np.int64)
    whole = closed_positions(rows, still_open)
    of_open = sum(trade.pnl for trade in done.trades if trade.id in set(still_open.tolist()))
    assert whole.pnl.sum() + of_open == pytest.approx(sum(t.pnl for t in done.trades), abs=1e-6)
    finished = {trade.id for trade in done.trades} - set(still_open.tolist())
    assert whole.pnl.size == len(finished)
