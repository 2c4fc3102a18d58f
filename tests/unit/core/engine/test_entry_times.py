"""Days, times and hours of entries, through the whole engine, in both ways to trade."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import LONG, PLAIN, by_hand, in_batch, step_by_step
from tradewright.core.calendar import DAY, HOUR, MINUTE, format_ts, parse_ts
from tradewright.core.engine import Costs, Strategy
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.risk import Spell, TimeFilter, Timing
from tradewright.core.risk.timing import EVERY_DAY, WEEKEND

EAGER = replace(PLAIN, stop=None, target=None, max_positions=400)
"""Enters whenever it may."""
MONDAY, FRIDAY, SATURDAY, SUNDAY = 1, 16, 32, 64


def asked(
    strategy: Strategy, opens: str, count: int, *, step: int = HOUR, spread: float = 0.0
) -> list[tuple[str, float | str]]:
    """Lots of each entry, or why it was refused, by its time; a signal on every bar."""
    bars = by_hand([(1.1, 1.1, 1.1, 1.1, LONG)] * (count + 1))
    bars = replace(bars, ts=parse_ts(opens) + (np.arange(count + 1) - 1) * step)
    costs = Costs(spread_pips=spread)
    batch, steps = in_batch(strategy, bars, costs=costs), step_by_step(strategy, bars, costs=costs)
    assert batch.bytes() == steps.bytes()
    return [
        (format_ts(note.ts)[5:16], note.lots if note.kind == "opened" else note.reason)
        for note in batch.notes
    ]


def entries(found: list[tuple[str, float | str]]) -> list[str]:
    return [at for at, came in found if not isinstance(came, str)]


def reasons(found: list[tuple[str, float | str]]) -> set[str]:
    return {came for _, came in found if isinstance(came, str)}


def test_days_are_those_of_the_zone() -> None:
    """Friday 6 March 2026 in Tokyo is 15:00 on Thursday to 15:00 on Friday in UTC."""
    strategy = replace(EAGER, timing=Timing(days=FRIDAY, zone="Asia/Tokyo"))
    found = asked(strategy, "2026-03-05T12:00Z", 36)
    assert entries(found)[0] == "03-05T15:00"
    assert entries(found)[-1] == "03-06T14:00"
    assert len(entries(found)) == 24
    assert reasons(found) == {"DAY_NOT_ALLOWED"}


def test_the_weekend_is_saturday_and_sunday() -> None:
    strategy = replace(EAGER, timing=Timing(days=WEEKEND))
    found = asked(strategy, "2026-03-06T20:00Z", 60)
    assert (entries(found)[0], entries(found)[-1]) == ("03-07T00:00", "03-08T23:00")
    assert len(entries(found)) == 48


def test_times_to_avoid_are_half_open_and_may_pass_midnight() -> None:
    """Monday 22:00 to 02:00: the day of the beginning counts."""
    strategy = replace(EAGER, timing=Timing(avoid=(Spell(MONDAY, 22 * HOUR, 2 * HOUR),)))
    found = asked(strategy, "2026-03-09T20:30Z", 16, step=30 * MINUTE)
    refused = [at for at, came in found if came == "AVOIDED_TIME"]
    assert refused[0] == "03-09T22:00"
    assert refused[-1] == "03-10T01:30"
    assert len(refused) == 8
    assert len(entries(found)) == 8


@pytest.mark.parametrize(
    ("inside", "outside", "came"),
    [
        (1.0, 0.0, ["OUTSIDE_OPTIMAL_TIME", 0.1, 0.1, "OUTSIDE_OPTIMAL_TIME"]),
        (1.5, 0.5, [0.05, 0.15, 0.15, 0.05]),
        (0.0, 0.3, [0.03, "OUTSIDE_OPTIMAL_TIME", "OUTSIDE_OPTIMAL_TIME", 0.03]),
    ],
)
def test_optimal_times_size(inside: float, outside: float, came: list[float | str]) -> None:
    times = (Spell(MONDAY, 8 * HOUR, 10 * HOUR),)
    timing = Timing(optimal=times, optimal_factor=inside, suboptimal_factor=outside)
    found = asked(replace(EAGER, timing=timing), "2026-03-09T07:00Z", 4)
    assert [each for _, each in found] == came


def test_factors_of_times_and_pairs_multiply() -> None:
    """EURUSD is an optimal pair of London: 0.1 x 1.5 x 0.4 = 0.06 lots."""
    timing = Timing(optimal=(Spell(EVERY_DAY, 9 * HOUR, 10 * HOUR),), suboptimal_factor=0.4)
    strategy = replace(
        EAGER, sessions=("London",), timing=timing, aggressiveness=Aggressiveness(optimal=1.5)
    )
    found = asked(strategy, "2026-03-09T08:00Z", 2)
    assert [each for _, each in found] == [0.06, 0.15]


HOURS = TimeFilter(
    hours=(Spell(EVERY_DAY, 8 * HOUR, 9 * HOUR), Spell(EVERY_DAY, 23 * HOUR, 24 * HOUR))
)


def test_allowed_hours() -> None:
    found = asked(replace(EAGER, time_filter=HOURS), "2026-03-09T07:30Z", 34, step=30 * MINUTE)
    assert entries(found) == ["03-09T08:00", "03-09T08:30", "03-09T23:00", "03-09T23:30"]
    assert reasons(found) == {"OUTSIDE_HOURS"}


def test_the_edges_of_the_week() -> None:
    """Friday from 18:00, Saturday, Sunday before 23:00, on the clock of New York (UTC-5)."""
    rules = TimeFilter(friday_until=18 * HOUR, sunday_from=20 * HOUR, zone="America/New_York")
    found = asked(replace(EAGER, time_filter=rules), "2026-01-16T22:00Z", 54)
    assert [at for at, came in found if came == "LATE_FRIDAY"] == [
        f"01-{day}T{hour:02d}:00" for day, hour in [(16, 23), *((17, h) for h in range(5))]
    ]
    early = [at for at, came in found if came == "EARLY_SUNDAY"]
    assert (early[0], early[-1], len(early)) == ("01-18T05:00", "01-19T00:00", 20)


def test_no_entries_at_weekends() -> None:
    found = asked(replace(EAGER, time_filter=TimeFilter(weekends=False)), "2026-03-06T22:00Z", 54)
    refused = [at for at, came in found if came == "WEEKEND"]
    assert (refused[0], refused[-1], len(refused)) == ("03-07T00:00", "03-08T23:00", 48)


def test_a_clock_that_moves_takes_the_hours_with_it() -> None:
    """08:00 to 09:00 in Berlin is 07:00 UTC on Friday 27 March 2026, and 06:00 on Monday."""
    berlin = TimeFilter(hours=(Spell(EVERY_DAY, 8 * HOUR, 9 * HOUR),), zone="Europe/Berlin")
    found = entries(asked(replace(EAGER, time_filter=berlin), "2026-03-27T00:00Z", 96))
    assert found == ["03-27T07:00", "03-28T07:00", "03-29T06:00", "03-30T06:00"]


def test_entries_of_a_session_are_counted() -> None:
    """Two in each session; from 13:00 on New York has opened last, on 10 March at 12:00 UTC."""
    strategy = replace(EAGER, sessions=("London", "NewYork"), trades_per_session=2)
    found = asked(strategy, "2026-03-10T07:00Z", 30)
    assert entries(found) == ["03-10T08:00", "03-10T09:00", "03-10T12:00", "03-10T13:00",
                              "03-11T08:00", "03-11T09:00", "03-11T12:00"]  # fmt: skip
    assert dict(found)["03-10T10:00"] == "TRADES_PER_SESSION"
    assert dict(found)["03-10T21:00"] == "OUTSIDE_SESSION"


def test_own_hours_of_a_session() -> None:
    strategy = replace(EAGER, sessions=("Tokyo",), session_hours=(("Tokyo", 8 * HOUR, 17 * HOUR),))
    found = entries(asked(strategy, "2026-03-09T22:00Z", 12))
    assert (found[0], found[-1]) == ("03-09T23:00", "03-10T07:00")


def test_the_spread_that_is_usual_in_a_session() -> None:
    """1 pip, twice that in Tokyo; where London is open too, the least counts."""
    usual = (("Sydney", 2.0), ("Tokyo", 2.0))
    strategy = replace(EAGER, max_spread_pips=1.0, spread_by_session=usual)
    found = asked(strategy, "2026-07-06T21:00Z", 15, spread=2.0)
    # 21:00 NewYork closed, none open; 22:00 Sydney; 00:00 Tokyo; 07:00 London
    assert (entries(found)[0], entries(found)[-1]) == ("07-06T22:00", "07-07T06:00")
    assert reasons(found) == {"SPREAD_TOO_WIDE"}
    assert entries(asked(strategy, "2026-07-06T21:00Z", 15, spread=2.1)) == []


def test_a_whole_day() -> None:
    rules = TimeFilter(hours=(Spell(SATURDAY | SUNDAY, 0, DAY),))
    found = entries(asked(replace(EAGER, time_filter=rules), "2026-03-06T23:00Z", 50))
    assert (found[0], found[-1]) == ("03-07T00:00", "03-08T23:00")
