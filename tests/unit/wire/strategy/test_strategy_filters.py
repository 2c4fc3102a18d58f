"""Filters of a document: what they mean, and what is refused."""

from __future__ import annotations

import pytest

from tests.unit.wire.strategy.documents import changed, paths
from tradewright.core.calendar.news import Impact
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.risk import NewsFilter, Pause, Spike, VolatilityFilter
from tradewright.wire.strategy import dump, parse

AT = "rules.volatilityFilter"
SPIKE = {"threshold": 3, "action": "PAUSE", "resumeAfter": 30}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"minATR": 5, "maxATR": 50}, VolatilityFilter(least_pips=5.0, most_pips=50.0)),
        (
            {"optimalATRRange": [10, 30], "period": 20},
            VolatilityFilter(period=20, least_pips=10.0, most_pips=30.0, optimal_pips=(10.0, 30.0)),
        ),
        (
            {"minATR": 5, "action": {"belowMin": "reduce_size", "aboveMax": "SKIP"}},
            VolatilityFilter(least_pips=5.0, below="reduce", above="skip"),
        ),
        (
            {"enabled": True, "volatilitySpike": SPIKE},
            VolatilityFilter(spike=Spike(threshold=3.0, resume_minutes=30.0)),
        ),
        ({"enabled": False, "minATR": "?"}, None),
    ],
)
def test_volatility(block: object, expected: VolatilityFilter | None) -> None:
    assert parse(changed(AT, block)).volatility == expected


@pytest.mark.parametrize(
    ("block", "at"),
    [
        ({}, AT),
        ({"minATR": 9, "maxATR": 3}, f"{AT}.minATR"),
        ({"minATR": -1}, f"{AT}.minATR"),
        ({"optimalATRRange": [30, 10]}, f"{AT}.optimalATRRange"),
        ({"optimalATRRange": [10]}, f"{AT}.optimalATRRange"),
        ({"optimalATRRange": [10, "30"]}, f"{AT}.optimalATRRange"),
        ({"minATR": 1, "action": {"inOptimal": "SKIP"}}, f"{AT}.action.inOptimal"),
        ({"minATR": 1, "action": {"below": "SKIP"}}, f"{AT}.action.below"),
        ({"volatilitySpike": {**SPIKE, "threshold": 1}}, f"{AT}.volatilitySpike.threshold"),
        ({"volatilitySpike": {"threshold": 2}}, f"{AT}.volatilitySpike.resumeAfter"),
    ],
)
def test_volatility_that_makes_no_sense(block: object, at: str) -> None:
    assert at in paths(changed(AT, block))


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({"useOptimalPairs": True}, Aggressiveness()),
        ({"useOptimalPairs": False}, None),
        (
            {"aggressivenessMultiplier": {"optimal": 1.5, "suboptimal": 0.5}},
            Aggressiveness(optimal=1.5, suboptimal=0.5),
        ),
    ],
)
def test_optimal_pairs(extra: dict[str, object], expected: Aggressiveness | None) -> None:
    block = {"allowedSessions": ["London"], **extra}
    assert parse(changed("rules.sessionFilter", block)).aggressiveness == expected


@pytest.mark.parametrize(
    "extra",
    [
        {"aggressivenessMultiplier": {"optimal": 0, "suboptimal": 0}},
        {
            "useOptimalPairs": False,
            "aggressivenessMultiplier": {"optimal": 1, "suboptimal": 0.5},
        },
    ],
)
def test_factors_that_do_nothing(extra: dict[str, object]) -> None:
    block = {"allowedSessions": ["London"], **extra}
    at = "rules.sessionFilter.aggressivenessMultiplier"
    assert paths(changed("rules.sessionFilter", block)) == [at]


def test_a_wide_spread_may_halve() -> None:
    block = {"maxSpread": 2, "action": "REDUCE_SIZE"}
    assert parse(changed("rules.spreadFilter", block)).wide_spread == "reduce"


def test_filters_read_back_as_they_are_written() -> None:
    document = changed(AT, {"minATR": 5, "optimalATRRange": [10, 30], "volatilitySpike": SPIKE})
    factors = {"optimal": 1.5, "suboptimal": 0.5}
    document["rules"]["sessionFilter"] = {
        "allowedSessions": ["London"],
        "aggressivenessMultiplier": factors,
    }
    document["rules"]["spreadFilter"] = {"maxSpread": 2, "action": "REDUCE_SIZE"}
    strategy = parse(document)
    assert parse(dump(strategy)) == strategy


NEWS = "rules.newsFilter"


def pauses(before: float, after: float, *impacts: Impact) -> tuple[Pause, ...]:
    """One pause for each impact."""
    return tuple(
        Pause(impacts=(impact,), before_minutes=before, after_minutes=after) for impact in impacts
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({}, NewsFilter(pauses=pauses(30, 30, Impact.HIGH))),
        (
            {"pauseBeforeMinutes": 15, "pauseAfterMinutes": 0, "highImpactOnly": False},
            NewsFilter(pauses=pauses(15, 0, Impact.HIGH, Impact.MEDIUM, Impact.LOW)),
        ),
        (
            {"pauseAfterMinutes": 60, "majorEvents": ["NFP", " CPI ", "NFP"]},
            NewsFilter(
                pauses=(
                    *pauses(30, 60, Impact.HIGH),
                    Pause(titles=("NFP", "CPI"), before_minutes=30, after_minutes=60),
                )
            ),
        ),
        (
            {
                "highImpact": {"pauseMinutesBefore": 60, "pauseMinutesAfter": 45},
                "mediumImpact": {"pauseMinutesBefore": 10},
                "symbols": ["usd", "EURUSDm"],
                "maxAgeHours": 6,
                "onStale": "ALLOW",
            },
            NewsFilter(
                pauses=(*pauses(60, 45, Impact.HIGH), *pauses(10, 30, Impact.MEDIUM)),
                symbols=("USD", "EURUSDm"),
                max_age_hours=6.0,
                on_stale="allow",
            ),
        ),
        (
            {"highImpact": {"enabled": False}, "majorEvents": ["FOMC"], "pauseBeforeMinutes": 5},
            NewsFilter(pauses=(Pause(titles=("FOMC",), before_minutes=5),)),
        ),
        (False, None),
    ],
)
def test_news(block: object, expected: NewsFilter | None) -> None:
    strategy = parse(changed(NEWS, block))
    assert strategy.news == expected
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("block", "at"),
    [
        ({"highImpact": {"enabled": False}}, NEWS),
        ({"pauseBeforeMinutes": 0, "pauseAfterMinutes": 0}, f"{NEWS}.pauseBeforeMinutes"),
        ({"pauseBeforeMinutes": -1}, f"{NEWS}.pauseBeforeMinutes"),
        ({"highImpact": {}, "highImpactOnly": True}, f"{NEWS}.highImpactOnly"),
        ({"highImpact": {}, "pauseAfterMinutes": 5}, f"{NEWS}.pauseAfterMinutes"),
        ({"mediumImpact": {"minutes": 5}}, f"{NEWS}.mediumImpact.minutes"),
        ({"majorEvents": ["CPI", 7]}, f"{NEWS}.majorEvents[1]"),
        ({"majorEvents": ["--"]}, f"{NEWS}.majorEvents[0]"),
        ({"symbols": []}, f"{NEWS}.symbols"),
        ({"symbols": ["EURUSD", "EURSUD"]}, f"{NEWS}.symbols[1]"),
        ({"maxAgeHours": 0}, f"{NEWS}.maxAgeHours"),
        ({"onStale": "wait"}, f"{NEWS}.onStale"),
        ({"currencies": ["USD"]}, f"{NEWS}.currencies"),
    ],
)
def test_news_that_makes_no_sense(block: object, at: str) -> None:
    assert at in paths(changed(NEWS, block))
