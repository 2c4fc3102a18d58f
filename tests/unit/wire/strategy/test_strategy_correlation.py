"""Correlation in a document: the filter, its place, and the checks among the risk."""

import pytest

from tests.unit.wire.strategy.documents import Json, changed, paths
from tradewright.core.calendar import Timeframe
from tradewright.core.risk import CorrelationRule
from tradewright.wire.strategy import dump, parse

FILTER = "rules.correlationFilter"
RISK = "rules.riskManagement"


def risk(**keys: object) -> Json:
    return changed(RISK, {"lotSize": 0.1, **keys})


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({}, CorrelationRule()),
        (
            {
                "maxCorrelation": 0.8,
                "timeframes": ["H1", "H4"],
                "lookbackPeriod": 30,
                "minDataPoints": 50,
                "updateFrequency": 4,
                "dynamicThreshold": True,
                "groupByCurrency": True,
                "maxCorrelatedPositions": 2,
                "checkPairs": ["GBPUSD", "EURUSD"],
            },
            CorrelationRule(
                most=0.8,
                timeframes=(Timeframe.H1, Timeframe.H4),
                lookback_days=30,
                least_points=50,
                update_hours=4,
                cautious=True,
                by_currency=True,
                positions=2,
                symbols=("GBPUSD", "EURUSD"),
            ),
        ),
        ({"checkAssets": ["XAUUSD"]}, CorrelationRule(symbols=("XAUUSD",))),
        ({"skipHighlyCorrelated": False}, CorrelationRule(reduces=True)),
        ({"skipHighlyCorrelated": True}, CorrelationRule()),
        ({"actionOnHighCorrelation": "reduce_size"}, CorrelationRule(reduces=True)),
        (
            {"actionOnHighCorrelation": "skip_trade", "skipHighlyCorrelated": True},
            CorrelationRule(),
        ),
    ],
)
def test_the_filter(block: Json, expected: CorrelationRule) -> None:
    strategy = parse(changed(FILTER, block))
    assert strategy.correlations == (expected,)
    assert parse(dump(strategy)) == strategy
    assert parse(changed("correlationFilter", block)).correlations == (expected,)
    assert parse(changed("rules.filters", {"correlationFilter": block})) == strategy


def test_switched_off_there_is_none() -> None:
    assert parse(changed(FILTER, {"enabled": False, "any": 1})).correlations == ()
    off = risk(correlationCheck={"enabled": False, "threshold": 2})
    assert parse(off).correlations == ()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"correlationCheck": {}}, CorrelationRule(most=0.7, positions=2)),
        (
            {"correlationCheck": {"threshold": 0.6, "maxCorrelatedPositions": 3}},
            CorrelationRule(most=0.6, positions=3),
        ),
        ({"correlationThreshold": 0.9}, CorrelationRule(most=0.9, positions=2)),
        ({"maxCorrelatedPositions": 1}, CorrelationRule(most=0.7, positions=1)),
        (
            {"correlationCheck": {"threshold": 0.6}, "maxCorrelatedPositions": 3},
            CorrelationRule(most=0.6, positions=3),
        ),
    ],
)
def test_checks_among_the_risk(keys: Json, expected: CorrelationRule) -> None:
    assert parse(risk(**keys)).correlations == (expected,)


def test_both_are_two_rules() -> None:
    document = risk(maxCorrelatedPositions=3)
    document["rules"]["correlationFilter"] = {"maxCorrelation": 0.9}
    strategy = parse(document)
    assert strategy.correlations == (
        CorrelationRule(most=0.9),
        CorrelationRule(most=0.7, positions=3),
    )
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("block", "at"),
    [
        ({"maxCorrelation": 1.5}, "maxCorrelation"),
        ({"timeframes": ["M1"]}, "timeframes"),
        ({"timeframes": ["W1"]}, "timeframes"),
        ({"timeframes": ["M15", "H1", "H4", "D1"], "lookbackPeriod": 60}, "timeframes"),
        ({"checkPairs": []}, "checkPairs"),
        ({"checkPairs": ["NOTHING"]}, "checkPairs[0]"),
        ({"checkPairs": [1]}, "checkPairs[0]"),
        ({"checkPairs": ["EURUSD"], "checkAssets": ["EURUSD"]}, "checkAssets"),
        (
            {"actionOnHighCorrelation": "reduce_size", "skipHighlyCorrelated": True},
            "skipHighlyCorrelated",
        ),
        ({"minDataPoints": 101}, "minDataPoints"),
        ({"minDataPoints": 2}, "minDataPoints"),
        ({"lookbackPeriod": 0.1}, "lookbackPeriod"),
        ({"lookbackPeriod": 300}, "lookbackPeriod"),
        ({"dynamicThreshold": 0.5}, "dynamicThreshold"),
    ],
)
def test_filters_that_make_no_sense(block: Json, at: str) -> None:
    assert paths(changed(FILTER, block)) == [f"{FILTER}.{at}"]


def test_the_risk_says_each_number_once() -> None:
    twice = risk(correlationCheck={"threshold": 0.6}, correlationThreshold=0.7)
    assert paths(twice) == [f"{RISK}.correlationThreshold"]


def test_it_stands_in_one_place() -> None:
    document = changed(FILTER, {})
    document["correlationFilter"] = {}
    assert paths(document) == ["correlationFilter"]
