"""Regimes in a document: the block, its names, and conditions that speak of them."""

import pytest

from tests.unit.wire.strategy.documents import CROSS, Json, changed, entry, paths
from tradewright.core.calendar import Timeframe
from tradewright.core.market.regimes import Regime
from tradewright.core.risk import Conduct, Detector, RegimeFilter
from tradewright.core.rules import Comparison, Group, Logic, Number
from tradewright.wire.strategy import dump, examine, parse

BLOCK = "rules.regimeDetection"
ADJUSTED: Json = {"regimes": {"ranging": {"positionMultiplier": 0.7, "tpMultiplier": 0.8}}}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            {
                "trendPeriod": 30,
                "trendThreshold": 0.02,
                "volatilityThreshold": 0.015,
                "lookbackPeriod": 10,
                "minDataPoints": 200,
                "updateFrequency": 60,
                "enableTransitionDetection": False,
                "weekendMode": False,
                "weightRange": 0,
            },
            RegimeFilter(
                detector=Detector(
                    trend_period=30,
                    trend_threshold=0.02,
                    volatility_threshold=0.015,
                    lookback_days=10,
                    min_bars=200,
                    update_minutes=60,
                    holds=False,
                    weekends=False,
                    weights=(1.0, 1.0, 0.0),
                )
            ),
        ),
        (
            {"preferredRegimes": ["TRENDING", "high_volatility"], "minConfidence": 60},
            RegimeFilter(
                preferred=(Regime.TRENDING_UP, Regime.TRENDING_DOWN, Regime.VOLATILE),
                least_confidence=60.0,
            ),
        ),
        (
            {"primaryTimeframe": "H1", "confirmationTimeframes": ["H4", "D1"]},
            RegimeFilter(timeframe=Timeframe.H1, confirming=(Timeframe.H4, Timeframe.D1)),
        ),
        (
            {"enableMTFAnalysis": False, "confirmationTimeframes": ["H4"]},
            RegimeFilter(),
        ),
        (
            {"regimeSpecific": {"QUIET": {"positionSize": 0.5, "stopLossMultiplier": 2}}},
            RegimeFilter(conduct=((Regime.QUIET, Conduct(size=0.5, stop=2.0)),)),
        ),
        (
            {"regimeSpecific": {"breakout": {"entryThreshold": 70, "maxTradesPerDay": 2}}},
            RegimeFilter(
                conduct=((Regime.BREAKOUT, Conduct(least_confidence=70.0, trades_per_day=2)),)
            ),
        ),
        ({"enabled": False, "any": 1}, None),
    ],
)
def test_the_block(block: Json, expected: RegimeFilter | None) -> None:
    strategy = parse(changed(BLOCK, block))
    assert strategy.regime == expected
    assert parse(dump(strategy)) == strategy


def test_it_may_stand_at_the_top_or_among_the_filters_but_once() -> None:
    block: Json = {"minConfidence": 50}
    wanted = RegimeFilter(least_confidence=50.0)
    for place in ("regimeSettings", "rules.filters"):
        inside = block if place == "regimeSettings" else {"regimeDetection": block}
        assert parse(changed(place, inside)).regime == wanted
    twice = changed("regimeSettings", block)
    rules = twice["rules"]
    assert isinstance(rules, dict)
    rules["regimeDetection"] = block
    assert paths(twice) == ["regimeSettings"]


def test_adjustments_make_a_filter_of_their_own() -> None:
    document = changed("rules.dynamicAdjustments", {"regimeAdjustment": ADJUSTED})
    conduct = ((Regime.RANGING, Conduct(size=0.7, target=0.8)),)
    assert parse(document).regime == RegimeFilter(conduct=conduct)


@pytest.mark.parametrize(
    ("block", "at"),
    [
        ({"trendPeriod": 1}, "trendPeriod"),
        ({"trendThreshold": 0}, "trendThreshold"),
        ({"minConfidence": 101}, "minConfidence"),
        ({"weightTrend": 0, "weightVolatility": 0, "weightRange": 0}, "weightTrend"),
        ({"primaryTimeframe": "M1"}, "primaryTimeframe"),
        ({"confirmationTimeframes": ["M15"]}, "confirmationTimeframes"),
        ({"enableMTFAnalysis": True}, "confirmationTimeframes"),
        ({"preferredRegimes": []}, "preferredRegimes"),
        ({"preferredRegimes": ["sunny"]}, "preferredRegimes[0]"),
        ({"preferredRegimes": [3]}, "preferredRegimes[0]"),
        ({"regimeSpecific": {"sunny": {}}}, "regimeSpecific.sunny"),
        ({"regimeSpecific": {"trending": {}, "trending_up": {}}}, "regimeSpecific.trending"),
        ({"regimeSpecific": {"ranging": {"lots": 1}}}, "regimeSpecific.ranging.lots"),
        (
            {"regimeSpecific": {"ranging": {"positionSize": 1, "positionMultiplier": 1}}},
            "regimeSpecific.ranging.positionSize",
        ),
        (
            {"regimeSpecific": {"ranging": {"slMultiplier": 0}}},
            "regimeSpecific.ranging.slMultiplier",
        ),
    ],
)
def test_blocks_that_make_no_sense(block: Json, at: str) -> None:
    assert paths(changed(BLOCK, block)) == [f"{BLOCK}.{at}"]


def test_a_regime_is_adjusted_in_one_place() -> None:
    rules: Json = {
        "regimeDetection": {"regimeSpecific": {"ranging": {}}},
        "dynamicAdjustments": {"regimeAdjustment": ADJUSTED},
    }
    found = paths(changed("rules.filters", rules))
    assert found == ["rules.filters.regimeDetection.regimeSpecific"]


def test_a_trailing_distance_needs_a_trailing_stop() -> None:
    block = {"regimeSpecific": {"ranging": {"trailingDistance": 12}}}
    document = changed(BLOCK, block)
    assert paths(document) == ["rules.exit.trailing"]
    rules = document["rules"]
    rules["exit"]["trailing"] = {"distance": 20}
    found = parse(document).regime
    assert found == RegimeFilter(conduct=((Regime.RANGING, Conduct(trailing_pips=12.0)),))


def test_a_block_that_changes_nothing_says_so() -> None:
    notes = examine(changed(BLOCK, {})).notes
    assert [note.path for note in notes] == [BLOCK]


def tree(value: object, **more: object) -> object:
    condition = {"indicator": "regime", "condition": "equals", "value": value, "side": "long"}
    return parse(entry({**condition, **more})).rules.entry_long


def codes(node: object) -> list[float]:
    members = node.members if isinstance(node, Group) else (node,)
    return [
        member.right.value
        for member in members
        if isinstance(member, Comparison) and isinstance(member.right, Number)
    ]


def test_conditions_name_regimes() -> None:
    assert codes(tree("trending_up")) == [1.0]
    both = tree("TRENDING")
    assert codes(both) == [1.0, 2.0]
    assert isinstance(both, Group)
    assert both.logic is Logic.OR
    assert codes(tree(["ranging", "quiet"])) == [3.0, 5.0]
    assert codes(tree(3)) == [3.0]
    longer = tree("ranging", timeframe="H4", trendPeriod=9)
    assert isinstance(longer, Comparison)
    assert longer.left.name.startswith("h4_regime_9")


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"value": "sunny"}, "value"),
        ({"value": ["ranging", 3]}, "value"),
        ({"value": []}, "value"),
        ({"condition": "greater_than"}, "condition"),
    ],
)
def test_conditions_that_name_none(change: Json, at: str) -> None:
    condition = {"indicator": "regime", "condition": "equals", "value": "ranging", "side": "long"}
    found = paths(entry({**condition, **change}, CROSS))
    assert found == [f"rules.entry.conditions[0].{at}"]
