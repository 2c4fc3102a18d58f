"""Trailing and breakeven: when they move, where to, and never back."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.core.exits import crossed, follow, forget, reach, watch
from tradewright.core.kernel import rows
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import EVEN_R, EVEN_TICKS, NO_EVEN
from tradewright.core.market.records import Feed, Position, Terms

LOSS, TRAILING = int(ExitReason.STOP_LOSS), int(ExitReason.TRAILING_STOP)
EVEN = int(ExitReason.BREAKEVEN)


def held(side: int, stop: int, risk: int = 100) -> Position:
    position = rows(Position, 1)[0]
    position.side, position.entry, position.stop, position.risk = side, 10_000, stop, risk
    position.best = position.worst = 10_000
    position.stop_reason = LOSS
    return position


class Trail(NamedTuple):
    distance: float
    step: float = 0.0
    activate: float = 0.0


class Evened(NamedTuple):
    kind: int
    trigger: float
    buffer: float = 0.0


def terms(trail: Trail | None = None, even: Evened | None = None) -> Terms:
    row = rows(Terms, 1)[0]
    if trail is not None:
        row.trails = 1
        row.trail_distance, row.trail_step, row.trail_activate = trail
    if even is not None:
        row.even_kind, row.even_trigger, row.even_buffer = even
    return row


@pytest.mark.parametrize("side", [1, -1])
def test_a_trailing_stop_follows_and_never_goes_back(side: int) -> None:
    position, asked = held(side, 10_000 - side * 100), terms(Trail(50))
    assert follow(position, asked, 10_000 + side * 10) == 1
    assert position.stop == 10_000 - side * 40
    assert position.stop_reason == TRAILING
    assert follow(position, asked, 10_000 + side * 5) == 0
    assert position.stop == 10_000 - side * 40


def test_the_step_is_the_least_improvement() -> None:
    position, asked = held(1, 9_950), terms(Trail(50, step=20))
    assert follow(position, asked, 10_019) == 0
    assert follow(position, asked, 10_020) == 1
    assert position.stop == 9_970


def test_an_unchanged_stop_has_not_moved() -> None:
    position, asked = held(1, 9_950), terms(Trail(50))
    assert follow(position, asked, 10_000) == 0
    assert position.stop_reason == LOSS


def test_trailing_waits_for_its_activation() -> None:
    position, asked = held(-1, 10_100), terms(Trail(50, activate=30))
    assert follow(position, asked, 9_971) == 0
    assert follow(position, asked, 9_970) == 1
    assert position.stop == 10_020


def test_trailing_waits_for_a_multiple_of_the_risk() -> None:
    position, asked = held(1, 9_950, risk=50), terms(Trail(20, activate=30))
    asked.trail_activate_r = 1.5
    assert follow(position, asked, 10_074) == 0
    assert follow(position, asked, 10_075) == 1
    assert position.stop == 10_055


@pytest.mark.parametrize("side", [1, -1])
def test_the_true_range_adds_to_the_distance_and_never_loosens(side: int) -> None:
    position, asked = held(side, 10_000 - side * 100), terms(Trail(20))
    position.trail_range = 15.5
    assert follow(position, asked, 10_000 + side * 10) == 1
    assert position.stop == 10_000 - side * 26  # 10 less 35.5, against the trader
    position.trail_range = 80.0
    assert follow(position, asked, 10_000 + side * 30) == 0
    position.trail_range = 2.0
    assert follow(position, asked, 10_000 + side * 5) == 1
    assert position.stop == 10_000 - side * 17


def test_a_small_true_range_leaves_the_least_distance() -> None:
    position, asked = held(1, 9_900), terms(Trail(0))
    position.trail_range, asked.trail_least = 4.0, 12.5
    assert follow(position, asked, 10_010) == 1
    assert position.stop == 9_997


def test_trailing_makes_a_stop_where_there_was_none() -> None:
    position = held(1, 0, risk=0)
    assert follow(position, terms(Trail(50.5)), 10_000) == 1
    assert position.stop == 9_949


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(
    ("even", "trigger"),
    [(Evened(EVEN_R, 1.5, 20), 150), (Evened(EVEN_TICKS, 70, 20), 70)],
    ids=["R", "ticks"],
)
def test_breakeven_moves_once(side: int, even: Evened, trigger: int) -> None:
    position, asked = held(side, 10_000 - side * 100), terms(even=even)
    assert follow(position, asked, 10_000 + side * (trigger - 1)) == 0
    assert follow(position, asked, 10_000 + side * trigger) == 1
    assert position.stop == 10_000 + side * 20
    assert position.stop_reason == EVEN
    assert follow(position, asked, 10_000 + side * 500) == 0


def test_breakeven_waits_until_its_level_is_behind_the_price() -> None:
    position, asked = held(1, 9_900), terms(even=Evened(EVEN_TICKS, 10, 20))
    assert follow(position, asked, 10_020) == 0
    assert follow(position, asked, 10_021) == 1
    assert position.stop == 10_020


def test_breakeven_leaves_a_better_stop_alone() -> None:
    position, asked = held(1, 10_040), terms(even=Evened(EVEN_TICKS, 50, 20))
    assert follow(position, asked, 10_080) == 0
    assert position.stop == 10_040
    assert position.evened == 1


def test_trailing_comes_before_breakeven() -> None:
    position, asked = held(1, 9_900), terms(Trail(30), Evened(EVEN_TICKS, 50, 20))
    assert follow(position, asked, 10_060) == 1
    assert (position.stop, position.stop_reason) == (10_030, TRAILING)
    position, asked = held(1, 9_900), terms(Trail(50), Evened(EVEN_TICKS, 50, 20))
    assert follow(position, asked, 10_060) == 1
    assert (position.stop, position.stop_reason) == (10_020, EVEN)


trails = st.none() | st.builds(
    Trail, st.sampled_from([3, 17.5, 60]), st.sampled_from([0, 5.5]), st.sampled_from([0, 25])
)
evens = st.none() | st.builds(
    Evened, st.sampled_from([EVEN_R, EVEN_TICKS]), st.sampled_from([0.4, 30]), st.just(7.5)
)
walks = st.lists(st.integers(-40, 40), min_size=1, max_size=60)


ranges = st.lists(st.sampled_from([0.0, 3.25, 18.0, 70.0]), min_size=60, max_size=60)


@given(st.sampled_from([1, -1]), trails, evens, walks, ranges)
def test_stops_only_tighten_and_stay_behind_the_price(
    side: int, trail: Trail | None, even: Evened | None, walk: list[int], spread: list[float]
) -> None:
    position, asked = held(side, 10_000 - side * 100), terms(trail, even)
    price = 10_000
    for step, position.trail_range in zip(walk, spread, strict=False):
        before, price = position.stop, price + step
        moved = follow(position, asked, price)
        assert (position.stop - before) * side >= 0
        assert bool(moved) == (position.stop != before)
        if moved:
            assert (price - position.stop) * side > 0


@given(st.sampled_from([1, -1]), trails, evens, walks, st.integers(0, 200), ranges)
def test_inside_the_watched_range_nothing_happens(
    side: int,
    trail: Trail | None,
    even: Evened | None,
    walk: list[int],
    target: int,
    spread: list[float],
) -> None:
    feed, position = rows(Feed, 1)[0], held(side, 10_000 - side * 100)
    position.target = 10_000 + side * target if target else 0
    asked = terms(trail, even)
    price = 10_000
    follow(position, asked, price)
    for step, position.trail_range in zip(walk, spread, strict=False):
        forget(feed)
        watch(feed, position, asked)
        floor, roof = (feed.bid_floor, feed.bid_roof)
        if side < 0:
            floor, roof = feed.ask_floor, feed.ask_roof
        last, price = price, price + step
        quiet = floor < price < roof and floor < last < roof
        reason, stop = crossed(position, last, price), position.stop
        moved = follow(position, asked, price)
        if quiet:
            assert reason == 0
            assert moved == 0
            assert position.stop == stop


def test_a_feed_nobody_trades_is_always_quiet() -> None:
    feed = rows(Feed, 1)[0]
    forget(feed)
    assert feed.bid_floor < -(10**15)
    assert feed.ask_roof > 10**15


def test_reach_remembers_both_extremes() -> None:
    position = held(-1, 0)
    for price in (9_990, 10_020, 9_995):
        reach(position, price)
    assert (position.best, position.worst) == (9_990, 10_020)
    assert NO_EVEN == 0
