"""The guardian document: what it means, what is wrong with it, and back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from tests.house.tree import DOCS, ROOT
from tests.scenes import random_desks
from tests.unit.wire.strategy.json_schema import valid
from tradewright.core.calendar import HOUR, MINUTE, Timeframe
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guardian import Guardian, Limits
from tradewright.wire.guardian import KEYS, GuardianError, dump, load, parse
from tradewright.wire.guardian.schema import schema, text

EXAMPLE = ROOT / "examples" / "guardian" / "guardian.json"


def problems(document: object) -> list[tuple[str, str]]:
    """Path and message of everything that is wrong."""
    with pytest.raises(GuardianError) as caught:
        parse(document)
    assert all(one.fix for one in caught.value.problems)
    return [(one.path, one.message) for one in caught.value.problems]


def test_an_empty_document_guards_nothing() -> None:
    assert parse({}) == Guardian()
    assert parse({"limits": False}) == Guardian()


def test_the_example_means_what_it_says() -> None:
    found = load(EXAMPLE)
    assert found.limits == Limits(
        daily_loss_percent=2,
        weekly_loss_percent=5,
        drawdown_percent=10,
        losing_streak=6,
        trades_per_day=20,
        max_positions=5,
        max_positions_per_currency=3,
        cooldown_minutes=15,
    )
    assert found.together == CorrelationRule(most=0.8, positions=2, timeframes=(Timeframe.H1,))
    assert (found.flatten, found.rearm) == (True, "manual")
    assert (found.day_start, found.zone) == (17 * HOUR, "America/New_York")


@pytest.mark.parametrize("name", KEYS)
def test_every_limit_has_a_key(name: str) -> None:
    found = parse({"limits": {KEYS[name]: 7}})
    assert found.limits.given() == [(name, 7)]


def test_every_limit_of_the_core_can_be_written() -> None:
    assert set(KEYS) == set(Limits.__dataclass_fields__)


@given(random_desks.guardians)
def test_a_guardian_survives_its_document(guardian: Guardian) -> None:
    document = json.loads(json.dumps(dump(guardian)))
    assert parse(document) == guardian
    assert valid(document, schema(), schema())


@pytest.mark.parametrize(
    ("document", "path", "says"),
    [
        (5, "", "5 is not an object"),
        ({"limits": {"dailyLoss": 0}}, "limits.dailyLoss", "> 0 in account currency"),
        ({"limits": {"dailyLoss": "5%"}}, "limits.dailyLoss", "'5%' is a text"),
        ({"limits": {"dailyLossPercent": 101}}, "limits.dailyLossPercent", "<= 100"),
        ({"limits": {"losingStreak": 1.5}}, "limits.losingStreak", "whole number"),
        ({"limits": {"losingStreak": True}}, "limits.losingStreak", "true is a boolean"),
        ({"limits": {"cooldownMinutes": float("inf")}}, "limits.cooldownMinutes", "minutes"),
        ({"limits": {"maxDailyLoss": 5}}, "limits.maxDailyLoss", "unknown key 'maxDailyLoss'"),
        ({"limits": []}, "limits", "[...] is not an object"),
        ({"rearm": "never"}, "rearm", "'never' is not one of manual, period"),
        ({"flatten": 1}, "flatten", "expected true or false"),
        ({"dayStart": "25:00"}, "dayStart", "expected a time of day"),
        ({"timezone": "Mars"}, "timezone", "no zone of the zone database"),
        ({"correlation": {"threshold": 0.5}}, "correlation", "limits.maxCorrelatedPositions"),
        ({"schemaVersion": 2}, "schemaVersion", "no version"),
        ({"enabled": True}, "enabled", "unknown key"),
    ],
)
def test_what_is_wrong_is_named_with_its_path(document: object, path: str, says: str) -> None:
    ((at, message),) = problems(document)
    assert at == path
    assert says in message


@pytest.mark.parametrize(
    ("block", "key"),
    [
        ({"threshold": 1.5}, "threshold"),
        ({"timeframes": ["W1"]}, "timeframes"),
        ({"timeframes": ["M1", "M5", "M15", "H1"]}, "timeframes"),
        ({"timeframes": ["M1"], "lookbackPeriod": 60}, "lookbackPeriod"),
        ({"lookbackPeriod": 1}, "lookbackPeriod"),
        ({"minDataPoints": 101}, "minDataPoints"),
    ],
)
def test_correlation_that_cannot_be_known_is_refused(block: dict[str, object], key: str) -> None:
    document = {"limits": {"maxCorrelatedPositions": 2}, "correlation": block}
    assert [path for path, _ in problems(document)] == [f"correlation.{key}"]


def test_all_problems_come_at_once() -> None:
    found = problems({"limits": {"dailyLoss": -1, "weeklyLoss": "x"}, "rearm": 7, "other": 1})
    assert [path for path, _ in found] == [
        "limits.dailyLoss",
        "limits.weeklyLoss",
        "rearm",
        "other",
    ]


def test_a_day_may_begin_at_any_minute() -> None:
    found = parse({"dayStart": "07:35", "timezone": "Asia/Kathmandu"})
    assert found.day_start == 7 * HOUR + 35 * MINUTE
    assert parse(dump(found)) == found


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone.json"
    with pytest.raises(GuardianError, match=r"gone\.json: the file cannot be read"):
        load(gone)
    gone.write_text("{", encoding="utf-8")
    with pytest.raises(GuardianError, match="not JSON"):
        load(gone)


def test_the_published_schema_is_up_to_date() -> None:
    assert (DOCS / "reference" / "guardian.schema.json").read_text(encoding="utf-8") == text()
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert valid(example, schema(), schema())
    assert not valid({"limits": {"dailyLoss": 0}}, schema(), schema())
