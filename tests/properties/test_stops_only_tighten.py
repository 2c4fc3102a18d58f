"""However a stop moves, by pips, R, ATR or breakeven, it never moves away from the price."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from tests.scenes import random_desks
from tests.scenes.desks import Market, Traded, at_random, in_batch, instants, new_desk
from tradewright.core.engine import Costs, Note, Strategy


def stops(notes: list[Note]) -> dict[int, list[tuple[str, float | None]]]:
    """Side and stop of each position, from its opening on."""
    found: dict[int, list[tuple[str, float | None]]] = {}
    for note in notes:
        if note.position:
            found.setdefault(note.position, []).append((note.side, note.stop))
    return found


def check(notes: list[Note]) -> None:
    for seen in stops(notes).values():
        for (side, before), (_, after) in pairwise(seen):
            if before is None:
                continue
            assert after is not None
            assert after >= before if side == "long" else after <= before


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_in_a_backtest(strategy: Strategy, market: Market, costs: Costs) -> None:
    done: Traded = in_batch(strategy, at_random(market), costs=costs)
    check(done.notes)


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_after_every_step_of_a_session(strategy: Strategy, market: Market, costs: Costs) -> None:
    bars = at_random(market)
    desk = new_desk([bars], costs=costs)
    desk.add(strategy, bars[:0])
    before: dict[int, float | None] = {}
    for instant in instants([bars]):
        desk.step(instant)
        for held in desk.positions():
            stop, last = held.stop, before.get(held.id)
            if last is not None:
                assert stop is not None
                assert stop >= last if held.side == "long" else stop <= last
            before[held.id] = stop
