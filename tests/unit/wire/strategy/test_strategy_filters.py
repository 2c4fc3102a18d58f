"""Filters of a document: what they mean, and what is refused."""

from __future__ import annotations

import pytest

from tests.unit.wire.strategy.documents import changed, paths
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.risk import Spike, VolatilityFilter
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
