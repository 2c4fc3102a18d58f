"""What a strategy may lose, hold and trade: every spelling, and what contradicts itself."""

from __future__ import annotations

import json

import pytest

from tests.unit.wire.strategy.documents import Json, changed, paths, problems
from tradewright.core.risk.guardian import NO_LIMITS, Limits
from tradewright.wire.strategy import dump, parse

RISK = "rules.riskManagement"


def limited(**keys: object) -> Json:
    """The valid document with these keys in its risk management."""
    document = changed(f"{RISK}.lotSize", 0.01)
    document["rules"]["riskManagement"].update(keys)
    return document


def sized(**keys: object) -> Json:
    """The valid document, sized by `positionSizing` with these keys in it."""
    document = changed("rules.positionSizing", {"method": "fixed_lot", "lotSize": 0.01, **keys})
    del document["rules"]["riskManagement"]
    return document


@pytest.mark.parametrize(
    ("key", "value", "limits"),
    [
        ("maxDailyLoss", 100, Limits(daily_loss=100)),
        ("maxDailyLoss", "5%", Limits(daily_loss_percent=5)),
        ("maxDailyLoss", " 2.5 % ", Limits(daily_loss_percent=2.5)),
        ("maxDailyLossPercent", 5, Limits(daily_loss_percent=5)),
        ("maxWeeklyLoss", 300.5, Limits(weekly_loss=300.5)),
        ("maxWeeklyLoss", "7%", Limits(weekly_loss_percent=7)),
        ("maxWeeklyLossPercent", 7, Limits(weekly_loss_percent=7)),
        ("maxMonthlyLoss", 900, Limits(monthly_loss=900)),
        ("maxMonthlyLoss", "100%", Limits(monthly_loss_percent=100)),
        ("maxMonthlyLossPercent", 9, Limits(monthly_loss_percent=9)),
        ("maxDrawdown", 20, Limits(drawdown_percent=20)),
        ("maxDailyTrades", 3, Limits(trades_per_day=3)),
        ("maxTradesPerWeek", 9, Limits(trades_per_week=9)),
        ("maxPositionsPerSymbol", 2, Limits(max_positions_per_symbol=2)),
        ("maxConsecutiveLosses", 4, Limits(losing_streak=4)),
        ("cooldownAfterLossMinutes", 45, Limits(cooldown_minutes=45)),
        ("signalCooldownMinutes", 30, Limits(spacing_minutes=30)),
    ],
)
def test_a_limit_is_read_and_dumped(key: str, value: object, limits: Limits) -> None:
    strategy = parse(limited(**{key: value}))
    assert strategy.limits == limits
    dumped = json.loads(json.dumps(dump(strategy)))
    assert parse(dumped) == strategy
    bare = json.loads(json.dumps(dump(parse(limited()))))["rules"]["riskManagement"]
    assert len(dumped["rules"]["riskManagement"]) == len(bare) + 1


def test_without_a_limit_there_is_none() -> None:
    assert parse(limited()).limits == NO_LIMITS


def test_limits_beside_a_method_and_among_the_rules() -> None:
    strategy = parse(sized(maxDailyLoss="3%", maxDrawdown=15))
    assert strategy.limits == Limits(daily_loss_percent=3, drawdown_percent=15)
    assert parse(dump(strategy)) == strategy
    spaced = changed("rules.signalCooldownMinutes", 60)
    assert parse(spaced).limits == Limits(spacing_minutes=60)


def test_money_and_per_cent_are_two_limits() -> None:
    both = limited(maxDailyLoss=100, maxDailyLossPercent=2)
    assert parse(both).limits == Limits(daily_loss=100, daily_loss_percent=2)


def test_a_limit_may_be_repeated_but_not_contradicted() -> None:
    assert paths(limited(maxDailyLoss="5%", maxDailyLossPercent=5)) == []
    (found,) = problems(limited(maxDailyLoss="5%", maxDailyLossPercent=4))
    assert found.path == f"{RISK}.maxDailyLossPercent"
    assert f"'{RISK}.maxDailyLoss'" in found.message
    assert "4" in found.message
    assert "5" in found.message
    document = limited(maxDrawdown=20)
    del document["rules"]["riskManagement"]["lotSize"]
    document["rules"]["positionSizing"] = {"method": "fixed_lot", "lotSize": 1, "maxDrawdown": 10}
    assert paths(document) == ["rules.positionSizing.maxDrawdown"]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("maxDailyLoss", 0, "expected a number > 0 in account currency"),
        ("maxDailyLoss", "5", "'5' is a text"),
        ("maxDailyLoss", "0%", 'or a percentage such as "5%"'),
        ("maxDailyLoss", "101%", 'at most "100%"'),
        ("maxDailyLoss", True, "true is a boolean"),
        ("maxDailyLoss", float("nan"), "expected a number"),
        ("maxWeeklyLoss", "five%", "expected a number"),
        ("maxDailyLossPercent", 101, "<= 100"),
        ("maxDailyLossPercent", "5%", "'5%' is a text"),
        ("maxDrawdown", 0, "> 0"),
        ("maxDailyTrades", 1.5, "expected a whole number"),
        ("maxDailyTrades", 0, ">= 1"),
        ("maxConsecutiveLosses", -1, ">= 1"),
        ("signalCooldownMinutes", 4, ">= 5 and <= 480 minutes"),
        ("signalCooldownMinutes", 481, ">= 5 and <= 480 minutes"),
        ("cooldownAfterLossMinutes", 0, "> 0"),
        ("maxTradesPerSession", 3, "no sessionFilter says which sessions"),
        ("maxTradesPerSession", 0, ">= 1"),
    ],
)
def test_what_is_no_limit_is_named(key: str, value: object, says: str) -> None:
    (found,) = problems(limited(**{key: value}))
    assert found.path == f"{RISK}.{key}"
    assert says in found.message
    assert found.fix
