"""What the guard of the account says to an entry: the same bet, and the numbers of a refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import LONG, Row, by_hand, flat, in_batch, named, new_desk
from tests.unit.core.risk.test_guardian import M1, TEN, guarded, loses
from tradewright.core.engine.batch import run_batch
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.market import Bars
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guardian import Guardian

FAR = replace(TEN, stop=None, sizing=FixedLot(lots=0.01))
"""Nothing closes it."""


def test_a_refusal_says_what_was_measured_and_the_limit() -> None:
    def numbers(**limits: float) -> list[tuple[str, float, float]]:
        run = in_batch(TEN, by_hand(loses() * 3), guardian=guarded(**limits))
        return [(n.reason, n.amount, n.bound) for n in run.notes if n.kind == "refused"]

    # entries at 1, 5, 9 minutes; losses at 2, 6, 10
    assert numbers(trades_per_day=2) == [("GUARDIAN_TRADES_PER_DAY", 2.0, 2.0)]
    assert numbers(trades_per_week=2) == [("GUARDIAN_TRADES_PER_WEEK", 2.0, 2.0)]
    assert numbers(cooldown_minutes=4) == [("GUARDIAN_COOLDOWN", 3.0, 4.0)]
    assert numbers(spacing_minutes=5) == [("SIGNAL_COOLDOWN", 4.0, 5.0)]
    assert numbers(losing_streak=2) == [("GUARDIAN_LOSING_STREAK", 2.0, 2.0)]
    ((reason, value, bound),) = numbers(daily_loss=200.0)
    assert (reason, value, bound) == ("GUARDIAN_DAILY_LOSS", pytest.approx(200.0), 200.0)


def together(most: float = 0.7, positions: int = 1) -> Guardian:
    rule = CorrelationRule(most=most, positions=positions, least_points=5, timeframes=(M1,))
    return Guardian(together=rule)


def walk(symbol: str, talks: int, way: float = 1.0) -> Bars:
    """Thirty bars that go up and down together with every other walk, and a signal at one."""
    price = 1.1
    rows: list[Row] = []
    for k in range(30):
        price += way * (0.0004 if k % 3 else -0.0007)
        bar = (price, price, price, price)
        rows.append((*bar, LONG) if k == talks else bar)
    return by_hand(rows, symbol)


def test_positions_that_are_the_same_bet_are_counted_over_the_account() -> None:
    seated = [named(FAR, "a", "EURUSD"), named(FAR, "b", "GBPUSD"), named(FAR, "c", "GBPUSD")]
    bars = [walk("EURUSD", 20), walk("GBPUSD", 24)]
    run = in_batch(seated, bars, guardian=together())
    refused = [n for n in run.notes if n.kind == "refused"]
    assert [(n.strategy, n.reason) for n in refused] == [
        ("b", "GUARDIAN_CORRELATED"),
        ("c", "GUARDIAN_CORRELATED"),
    ]
    assert (refused[0].amount, refused[0].bound) == (1.0, 1.0)
    more = in_batch(seated, bars, guardian=together(positions=2))
    assert [n.strategy for n in more.notes if n.kind == "refused"] == ["c"]
    against = [walk("EURUSD", 20), walk("GBPUSD", 24, way=-1.0)]
    free = in_batch(seated[:2], against, guardian=together())
    assert [n.strategy for n in free.notes if n.kind == "opened"] == ["a", "b"]


def test_its_own_positions_count_as_well_and_what_is_not_known_is_refused() -> None:
    again = replace(FAR, max_positions=3)
    price = 1.1
    talks: list[Row] = [(price, price, price, price, LONG), *flat(price, 3)] * 2
    run = in_batch(again, by_hand(talks), guardian=together())
    assert run.desk.reasons("plain") == {"GUARDIAN_CORRELATED": 1}
    early = [walk("EURUSD", 1), walk("GBPUSD", 3)]
    seated = [named(FAR, "a", "EURUSD"), named(FAR, "b", "GBPUSD")]
    unknown = in_batch(seated, early, guardian=together())
    assert unknown.desk.reasons("b") == {"GUARDIAN_CORRELATION_UNKNOWN": 1}


def test_a_rule_that_comes_later_replaces_the_former() -> None:
    seated = [named(FAR, "a", "EURUSD"), named(FAR, "b", "GBPUSD")]
    bars = [walk("EURUSD", 20), walk("GBPUSD", 24)]
    desk = new_desk(bars, guardian=together())
    desk.protect(together(positions=2))
    desk.protect(Guardian())
    desk.protect(together())
    assert len(desk.tables.bonds) == 2
    run_batch(desk, seated, bars)
    assert desk.reasons("b") == {"GUARDIAN_CORRELATED": 1}
