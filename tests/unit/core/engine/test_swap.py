"""Swap: charged at 17:00 New York, three nights on the triple day, summer and winter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import LONG, PLAIN, SHORT, by_hand, flat
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import HOUR, MINUTE, parse_ts
from tradewright.core.engine import Costs, Desk, FeedBar, Position, Strategy
from tradewright.core.engine.batch import run_batch
from tradewright.core.market import instrument
from tradewright.core.market.bar import each_bar

HELD = replace(PLAIN, stop=None, target=None)
# points a lot and night
SWAPPED = replace(instrument("EURUSD"), swap_long=-7.0, swap_short=2.5)


def holding(strategy: Strategy, bits: int, opens: str, hours: int) -> Position:
    """One position over hourly bars that begin at `opens`, both ways to trade."""
    rows = [(1.1, 1.1, 1.1, 1.1, bits), *flat(1.1, hours - 1)]
    bars = by_hand(rows, opens=parse_ts(opens))
    ts = bars.ts[0] + (bars.ts - bars.ts[0]) * (HOUR // MINUTE)
    bars = replace(bars, ts=ts)
    batch, steps = (Desk(10_000.0, Costs(), session_zones()) for _ in range(2))
    for desk in (batch, steps):
        desk.add_feed("EURUSD", bars.timeframe, SWAPPED)
    run_batch(batch, [strategy], [bars])
    steps.add(strategy, bars[:0])
    for bar in each_bar(bars):
        steps.step([FeedBar(0, *bar)])
    (held,) = batch.positions()
    assert steps.positions() == [held]
    return held


@pytest.mark.parametrize(
    ("opens", "hours", "nights"),
    [
        ("2026-03-03T18:00Z", 4, 0),  # Tuesday; last bar 21:00 Z, the roll is 22:00 Z
        ("2026-03-03T18:00Z", 5, 1),
        ("2026-03-04T18:00Z", 5, 3),  # Wednesday
        ("2026-03-06T18:00Z", 5, 1),  # Friday
        ("2026-03-06T18:00Z", 5 + 48, 1),  # over the weekend
        ("2026-03-02T18:00Z", 5 + 7 * 24, 8),
        ("2026-07-07T18:00Z", 3, 0),  # summer: 21:00 Z
        ("2026-07-07T18:00Z", 4, 1),
    ],
)
def test_nights(opens: str, hours: int, nights: int) -> None:
    assert holding(HELD, LONG, opens, hours).swap == pytest.approx(nights * -0.7)
    assert holding(HELD, SHORT, opens, hours).swap == pytest.approx(nights * 0.25)


@pytest.mark.parametrize(("hours", "nights"), [(4, 1), (28, 2), (51, 2), (52, 5)])
def test_the_roll_follows_new_york_into_summer(hours: int, nights: int) -> None:
    """Clocks change on 8 March 2026: Monday's roll is at 21:00 Z, Friday's was at 22:00 Z."""
    assert holding(HELD, LONG, "2026-03-09T18:00Z", hours).swap == pytest.approx(nights * -0.7)


def test_a_position_opened_at_the_roll_pays_nothing() -> None:
    """Signal at 21:00 Z, filled at 22:00 Z, the very roll."""
    assert holding(HELD, LONG, "2026-03-03T21:00Z", 10).swap == 0.0
    assert holding(HELD, LONG, "2026-03-03T20:00Z", 10).swap == pytest.approx(-0.7)


def test_rolls_in_a_gap_are_all_charged_at_the_next_bar() -> None:
    bars = by_hand([(1.1, 1.1, 1.1, 1.1, LONG), *flat(1.1, 2)], opens=parse_ts("2026-03-02T12:00Z"))
    ts = bars.ts.copy()
    ts[2] = parse_ts("2026-03-06T12:00Z")
    desk = Desk(10_000.0, Costs(), session_zones())
    desk.add_feed("EURUSD", bars.timeframe, SWAPPED)
    run_batch(desk, [HELD], [replace(bars, ts=ts)])
    (held,) = desk.positions()
    assert held.swap == pytest.approx(-0.7 * (1 + 1 + 3 + 1))


def test_swap_is_paid_with_the_trade() -> None:
    strategy = replace(PLAIN, target=None)
    rows = [(1.1, 1.1, 1.1, 1.1, LONG), *flat(1.1, 5), (1.1, 1.1, 1.0, 1.0)]
    bars = by_hand(rows, opens=parse_ts("2026-03-03T21:57Z"))
    desk = Desk(10_000.0, Costs(), session_zones())
    desk.add_feed("EURUSD", bars.timeframe, SWAPPED)
    run_batch(desk, [strategy], [bars])
    (done,) = desk.trades()
    assert done.swap == pytest.approx(-0.7)
    assert done.pnl == pytest.approx(-10.0 - 0.7)
    assert desk.account().balance == pytest.approx(10_000 - 10.7)


@pytest.mark.parametrize(
    ("hours", "nights"),
    [
        (3, 0),  # Tuesday 27 October 2026: the last bar opens at 20:00 Z
        (4, 1),  # 21:00 Z is 17:00 in New York, still in summer, while London is in winter
        (27, 1),
        (28, 4),  # Wednesday: three nights
        (52, 5),  # Thursday
        (76, 6),  # Friday, the last roll of summer
        (147, 6),  # Monday 2 November, 20:00 Z: over the weekend nothing
        (148, 6),  # 21:00 Z is 16:00 by then
        (149, 7),
        (173, 8),  # Tuesday
        (196, 8),  # Wednesday 4 November, 21:00 Z
        (197, 11),  # 22:00 Z: three nights
    ],
)
def test_triple_wednesday_on_both_sides_of_the_change_in_autumn(hours: int, nights: int) -> None:
    """0.1 lots at -7 points are -0.70 a night: 0.00007 x 100,000 x 0.1; short at 2.5 points 0.25.

    The signal is on the bar of 18:00 Z on Tuesday 27 October 2026, and the entry at 19:00 Z.
    """
    opens = "2026-10-27T18:00Z"
    assert holding(HELD, LONG, opens, hours).swap == pytest.approx(nights * -0.7)
    assert holding(HELD, SHORT, opens, hours).swap == pytest.approx(nights * 0.25)


def test_a_triple_wednesday_in_money_when_it_is_paid() -> None:
    """Wednesday 1 April 2026, both cities in summer: three nights at 21:00 Z, out at the stop."""
    strategy = replace(PLAIN, target=None)
    rows = [(1.1, 1.1, 1.1, 1.1, LONG), *flat(1.1, 5), (1.1, 1.1, 1.0, 1.0)]
    bars = by_hand(rows, opens=parse_ts("2026-04-01T20:57Z"))
    batch, steps = (Desk(10_000.0, Costs(), session_zones()) for _ in range(2))
    for desk in (batch, steps):
        desk.add_feed("EURUSD", bars.timeframe, SWAPPED)
    run_batch(batch, [strategy], [bars])
    steps.add(strategy, bars[:0])
    for bar in each_bar(bars):
        steps.step([FeedBar(0, *bar)])
    assert steps.trades() == batch.trades()
    (done,) = batch.trades()
    assert done.swap == pytest.approx(-2.1)
    assert batch.account().balance == steps.account().balance == pytest.approx(10_000 - 12.1)
