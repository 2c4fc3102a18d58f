"""Days, times and hours of entries in documents: what they mean, and what is wrong with them."""

from __future__ import annotations

import pytest

from tests.unit.wire.strategy.documents import changed, problems
from tradewright.core.calendar import DAY, HOUR, MINUTE
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.risk import Spell, TimeFilter, Timing
from tradewright.core.risk.timing import EVERY_DAY, WEEKEND
from tradewright.wire.strategy import dump, examine, parse

SESSION = "rules.sessionFilter"
HOURS = "rules.timeFilter"
SPREAD = "rules.spreadFilter"
TIMES = [{"day": "Monday", "startHour": 8, "endHour": 12.5}, {"startHour": 22, "endHour": 2}]
SPELLS = (
    Spell(1, 8 * HOUR, 12 * HOUR + 30 * MINUTE),
    Spell(EVERY_DAY, 22 * HOUR, 2 * HOUR),
)


@pytest.mark.parametrize(
    ("block", "timing"),
    [
        ({"mode": "weekend"}, Timing(days=WEEKEND)),
        ({"mode": "WEEKEND", "allowedDays": ["Saturday", "Monday"]}, Timing(days=32)),
        ({"allowedDays": ["mon", " TUESDAY ", "Sun"]}, Timing(days=1 + 2 + 64)),
        ({"optimalTimes": TIMES}, Timing(optimal=SPELLS)),
        ({"avoidTimes": TIMES, "timezone": "Asia/Tokyo"}, Timing(avoid=SPELLS, zone="Asia/Tokyo")),
        (
            {"avoidTimes": [{"day": "Fri", "startHour": 0, "endHour": 24}]},
            Timing(avoid=(Spell(16, 0, DAY),)),
        ),
        (
            {
                "optimalTimes": TIMES,
                "aggressivenessMultiplier": {"optimal": 1.2, "suboptimal": 0.5},
            },
            Timing(optimal=SPELLS, optimal_factor=1.2, suboptimal_factor=0.5),
        ),
    ],
)
def test_days_and_times(block: dict[str, object], timing: Timing) -> None:
    strategy = parse(changed(SESSION, block))
    assert (strategy.timing, strategy.sessions, strategy.aggressiveness) == (timing, (), None)
    assert parse(dump(strategy)) == strategy


def test_pairs_beside_times_must_be_asked_for() -> None:
    block = {
        "allowedSessions": ["London"],
        "optimalTimes": TIMES,
        "useOptimalPairs": True,
        "aggressivenessMultiplier": {"optimal": 2, "suboptimal": 0.5},
    }
    strategy = parse(changed(SESSION, block))
    assert strategy.aggressiveness == Aggressiveness(optimal=2.0, suboptimal=0.5)
    assert strategy.timing == Timing(optimal=SPELLS, optimal_factor=2.0, suboptimal_factor=0.5)
    assert parse(dump(strategy)) == strategy


def test_own_hours_of_sessions() -> None:
    hours = {
        "Tokyo": {"open": "08:00", "close": "17:00"},
        "London": {"open": "08:00", "close": "17:00"},
    }
    strategy = parse(changed(SESSION, {"allowedSessions": ["Asia"], "sessionHours": hours}))
    assert strategy.session_hours == (("Tokyo", 8 * HOUR, 17 * HOUR),)  # London's are the usual
    assert parse(dump(strategy)) == strategy


def test_the_time_filter() -> None:
    block = {
        "allowedHours": [9, 8, 9.0],
        "excludeWeekends": True,
        "excludeFriday": {"after": "18:00"},
        "excludeSunday": {"before": "23:30"},
        "timezone": "Europe/Berlin",
    }
    strategy = parse(changed(HOURS, block))
    hours = tuple(Spell(EVERY_DAY, h * HOUR, (h + 1) * HOUR) for h in (8, 9))
    assert strategy.time_filter == TimeFilter(
        hours=hours,
        weekends=False,
        friday_until=18 * HOUR,
        sunday_from=23 * HOUR + 30 * MINUTE,
        zone="Europe/Berlin",
    )
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("said", "factors"),
    [
        (True, (("Sydney", 2.0), ("Tokyo", 2.0))),
        (False, ()),
        ({"Tokyo": 3, "London": 1}, (("Tokyo", 3.0),)),
    ],
)
def test_usual_spreads(said: object, factors: tuple[tuple[str, float], ...]) -> None:
    strategy = parse(changed(SPREAD, {"maxSpread": 1, "adjustForSession": said}))
    assert strategy.spread_by_session == factors
    assert parse(dump(strategy)) == strategy


def test_entries_of_a_session() -> None:
    document = changed(SESSION, {"allowedSessions": ["London"]})
    document["rules"]["riskManagement"]["maxTradesPerSession"] = 2
    strategy = parse(document)
    assert strategy.trades_per_session == 2
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (SESSION, {"mode": "holiday"}, f"{SESSION}.mode"),
        (SESSION, {"allowedDays": []}, f"{SESSION}.allowedDays"),
        (SESSION, {"allowedDays": ["Funday"]}, f"{SESSION}.allowedDays[0]"),
        (SESSION, {"allowedDays": [1]}, f"{SESSION}.allowedDays[0]"),
        (SESSION, {"mode": "weekend", "allowedDays": ["Monday"]}, f"{SESSION}.allowedDays"),
        (SESSION, {"optimalTimes": []}, f"{SESSION}.optimalTimes"),
        (SESSION, {"optimalTimes": [8]}, f"{SESSION}.optimalTimes[0]"),
        (SESSION, {"optimalTimes": [{"startHour": 8}]}, f"{SESSION}.optimalTimes[0].endHour"),
        (
            SESSION,
            {"optimalTimes": [{"startHour": 8, "endHour": 8}]},
            f"{SESSION}.optimalTimes[0]",
        ),
        (
            SESSION,
            {"avoidTimes": [{"startHour": 8, "endHour": 25}]},
            f"{SESSION}.avoidTimes[0].endHour",
        ),
        (
            SESSION,
            {"avoidTimes": [{"startHour": 8.001, "endHour": 9}]},
            f"{SESSION}.avoidTimes[0].startHour",
        ),
        (
            SESSION,
            {"avoidTimes": [{"startHour": 8, "endHour": 9, "days": 1}]},
            f"{SESSION}.avoidTimes[0].days",
        ),
        (SESSION, {"allowedDays": ["Mon"], "timezone": "Berlin"}, f"{SESSION}.timezone"),
        (SESSION, {"allowedSessions": ["London"], "timezone": "UTC"}, f"{SESSION}.timezone"),
        (SESSION, {"allowedDays": ["Mon"], "useOptimalPairs": True}, f"{SESSION}.useOptimalPairs"),
        (
            SESSION,
            {
                "optimalTimes": TIMES,
                "aggressivenessMultiplier": {"optimal": 0, "suboptimal": 0},
            },
            f"{SESSION}.aggressivenessMultiplier",
        ),
        (
            SESSION,
            {"allowedSessions": ["Tokyo"], "sessionHours": {"Tokyo": {"open": "08:00"}}},
            f"{SESSION}.sessionHours.Tokyo.close",
        ),
        (
            SESSION,
            {
                "allowedSessions": ["Tokyo"],
                "sessionHours": {"Tokyo": {"open": "08:00", "close": "08:00"}},
            },
            f"{SESSION}.sessionHours.Tokyo",
        ),
        (
            SESSION,
            {"allowedSessions": ["Tokyo"], "sessionHours": {"Paris": {}}},
            f"{SESSION}.sessionHours.Paris",
        ),
        (HOURS, {}, HOURS),
        (HOURS, {"excludeWeekends": False}, HOURS),
        (HOURS, {"allowedHours": []}, f"{HOURS}.allowedHours"),
        (HOURS, {"allowedHours": [24]}, f"{HOURS}.allowedHours[0]"),
        (HOURS, {"allowedHours": [8.5]}, f"{HOURS}.allowedHours[0]"),
        (HOURS, {"allowedHours": ["8"]}, f"{HOURS}.allowedHours[0]"),
        (HOURS, {"excludeFriday": {}}, f"{HOURS}.excludeFriday.after"),
        (HOURS, {"excludeFriday": True}, f"{HOURS}.excludeFriday"),
        (HOURS, {"excludeFriday": {"after": "24:00"}}, f"{HOURS}.excludeFriday.after"),
        (HOURS, {"excludeSunday": {"before": "00:00"}}, f"{HOURS}.excludeSunday"),
        (
            SPREAD,
            {"maxSpread": 1, "adjustForSession": {"Tokyo": 0}},
            f"{SPREAD}.adjustForSession.Tokyo",
        ),
        (SPREAD, {"maxSpread": 1, "adjustForSession": {}}, f"{SPREAD}.adjustForSession"),
        (SPREAD, {"maxSpread": 1, "adjustForSession": "yes"}, f"{SPREAD}.adjustForSession"),
    ],
)
def test_what_is_wrong_is_named(path: str, value: object, at: str) -> None:
    (found,) = problems(changed(path, value))
    assert found.path == at
    assert found.message
    assert found.fix


def test_days_outside_of_sessions_are_noted() -> None:
    """Sydney's Monday begins on Sunday in UTC, so this is no error."""
    block = {"mode": "weekend", "allowedSessions": ["Sydney"]}
    found = examine(changed(SESSION, block))
    assert found.strategy is not None
    assert f"{SESSION}.mode" in [note.path for note in found.notes]
