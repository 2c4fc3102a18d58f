"""Ladders as documents write them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.wire.strategy.documents import changed, paths
from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.engine.ladder import Ladder, Part
from tradewright.core.engine.plan import Swing
from tradewright.core.market.regimes import TRENDS, Regime
from tradewright.wire.strategy import dump, examine, parse

Json = dict[str, Any]

HALF_AT_R = Part(percent=50, kind="profit", unit="rr_ratio", value=1)
PIPS = {"type": "pips", "value": 5}
REST_AT_2R = Part(percent=50, kind="profit", unit="rr_ratio", value=2)


def exits(**blocks: object) -> Json:
    """The valid document with these blocks as its exit; its stop is 25 pips."""
    return changed("rules.exit", {"stopLoss": {"type": "pips", "value": 25}, **blocks})


def full(*levels: Json, **further: object) -> Json:
    """The valid document with this ladder; it tells the regime and has a session."""
    found = exits(enhancedPartialExits={"levels": list(levels), **further})
    found["rules"]["regimeDetection"] = {}
    found["rules"]["sessionFilter"] = {"allowedSessions": ["London"]}
    return found


def ladder(document: Json) -> Ladder:
    """The ladder of a document, which means the same once it is normalised."""
    strategy = parse(document)
    assert parse(dump(strategy)) == strategy
    assert strategy.ladder is not None
    return strategy.ladder


def level(trigger: str, target: Json, **more: object) -> Json:
    return {"percentage": 20, "triggerType": trigger, f"{trigger}Target": target, **more}


@pytest.mark.parametrize(
    "block",
    [
        {"partialExits": [{"percentage": 50, "atRR": 1}, {"percentage": 50, "atRR": 2}]},
        {
            "takeProfit": {
                "type": "partial",
                "levels": [{"percentage": 50, "rrRatio": 1}, {"percentage": 50, "rrRatio": 2}],
            }
        },
        {
            "smartExit": {
                "takeProfit": {
                    "type": "partial",
                    "partialExits": [{"percentage": 50, "atRR": 1}, {"percentage": 50, "atRR": 2}],
                }
            }
        },
        {
            "enhancedPartialExits": {
                "levels": [
                    {"percentage": 50, "type": "rr_ratio", "value": 1},
                    {"percentage": 50, "type": "ratio", "value": 2},
                ]
            }
        },
    ],
)
def test_four_places_and_one_meaning(block: Json) -> None:
    wanted = Ladder(parts=(HALF_AT_R, REST_AT_2R), sequence="parallel")
    assert ladder(exits(**block)) == wanted
    assert parse(exits(**block)).target is None


def test_it_may_stand_beside_the_exit() -> None:
    document = exits()
    document["rules"]["partialExits"] = [{"percentage": 50, "atRR": 1}]
    assert ladder(document).parts == (HALF_AT_R,)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (level("profit", {"type": "pips", "value": 10}), Part(percent=20, kind="profit", value=10)),
        (
            level("profit", {"type": "percent", "value": 1}),
            Part(percent=20, kind="profit", unit="percentage", value=1),
        ),
        (
            level("profit", {"type": "amount", "value": 50}),
            Part(percent=20, kind="profit", unit="amount", value=50),
        ),
        (
            level("time", {"type": "duration", "value": 90}),
            Part(percent=20, kind="duration", value=90),
        ),
        (
            level("time", {"type": "specific_time", "value": "16:30"}),
            Part(percent=20, kind="clock", value=16 * HOUR + 30 * MINUTE),
        ),
        (
            level("time", {"type": "session_end", "sessionType": "new york"}),
            Part(percent=20, kind="session_end", session="NewYork"),
        ),
        (
            level("price", {"type": "absolute", "value": 1.25}),
            Part(percent=20, kind="price", value=1.25),
        ),
        (
            level("price", {"type": "relative", "value": 0.002}),
            Part(percent=20, kind="profit", unit="price", value=0.002),
        ),
        (
            level("price", {"type": "relative", "value": -0.002}),
            Part(percent=20, kind="loss", unit="price", value=0.002),
        ),
        (level("price", {"type": "support"}), Part(percent=20, kind="support")),
        (
            level("atr", {"multiplier": 2}),
            Part(percent=20, kind="profit", unit="atr", value=2),
        ),
        (
            level("atr", {"multiplier": 1, "direction": "loss"}),
            Part(percent=20, kind="loss", unit="atr", value=1),
        ),
        (
            level("trailing", {"distance": 2, "distanceType": "atr"}),
            Part(percent=20, kind="trailing", unit="atr", value=2),
        ),
        (
            level(
                "trailing",
                {"distance": 9, "activationPoint": 1, "activationType": "rr_ratio"},
            ),
            Part(percent=20, kind="trailing", value=9, activate=1, activate_unit="rr_ratio"),
        ),
        (
            level("regime", {"regime": "trending", "confidence": 60}),
            Part(percent=20, kind="regime", regimes=TRENDS, confidence=60),
        ),
        (
            level("regime", {"regime": "volatile", "action": "full_exit"}),
            Part(percent=100, kind="regime", regimes=(Regime.VOLATILE,), action="full_exit"),
        ),
        (
            level("profit", PIPS, moveStopToBreakeven=True, id="a", name="b"),
            Part(percent=20, kind="profit", value=5, breakeven=True, id="a", name="b"),
        ),
        (
            level(
                "profit",
                {"type": "pips", "value": 5},
                conditions={"maxSpread": 2, "minVolume": 100, "minConfidence": 40},
                dynamicAdjustments={"volatilityScaling": True, "regimeScaling": True},
            ),
            Part(
                percent=20,
                kind="profit",
                value=5,
                max_spread_pips=2,
                min_volume=100,
                min_confidence=40,
                by_volatility=True,
                by_regime=True,
            ),
        ),
    ],
)
def test_every_kind_of_level(given: Json, part: Part) -> None:
    assert ladder(full(given)).parts == (part,)


def test_priority_comes_first_and_then_the_order() -> None:
    levels = [
        {"percentage": 10, "type": "pips", "value": 1},
        {"percentage": 10, "type": "pips", "value": 2, "priority": -1},
        {"percentage": 10, "type": "pips", "value": 3, "isActive": False},
        {"percentage": 10, "type": "pips", "value": 4, "priority": -1},
    ]
    found = ladder(full(*levels, strategy="Sequential"))
    assert found.sequence == "sequential"
    assert [part.value for part in found.parts] == [2, 4, 1]


def test_what_holds_for_all_levels() -> None:
    settings = {
        "allowReentry": False,
        "minRemainingPosition": 0.02,
        "maxDailyPartialExits": 3,
        "cooldownPeriod": 15,
        "reduceInHighVolatility": True,
        "volatilityThreshold": 0.003,
        "maxSpreadPercentage": 10,
        "respectMarketSessions": True,
        "avoidNewsEvents": True,
    }
    swing = level("price", {"type": "resistance", "lookback": 30})
    document = full(swing, globalSettings=settings, trailRemaining=True, trailDistance=12)
    assert ladder(document) == Ladder(
        parts=(Part(percent=20, kind="resistance"),),
        sequence="parallel",
        trail_rest_pips=12,
        reentry=False,
        least_lots=0.02,
        per_day=3,
        cooldown_minutes=15,
        high_volatility=0.003,
        spread_percent=10,
        in_sessions=True,
        swing=Swing(lookback=30),
    )
    assert parse(document).news_buffer_minutes == 30


SHORT = {"percentage": 50, "type": "pips", "value": 5}
PLACE = "rules.exit.enhancedPartialExits"


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (
            full(level("profit", PIPS, conditions={"requireConfirmation": True})),
            f"{PLACE}.levels[0].conditions.requireConfirmation",
        ),
        (
            full(level("profit", PIPS, dynamicAdjustments={"timeScaling": True})),
            f"{PLACE}.levels[0].dynamicAdjustments.timeScaling",
        ),
        (full(SHORT, integration={"a": 1}), f"{PLACE}.integration"),
    ],
)
def test_what_a_ladder_cannot_do_is_refused(document: Json, path: str) -> None:
    found = examine(document)
    assert [problem.path for problem in found.problems] == [path]
    assert all(problem.fix for problem in found.problems)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (exits(partialExits=[]), "rules.exit.partialExits"),
        (exits(partialExits=[{"percentage": 50}]), "rules.exit.partialExits[0].atRR"),
        (exits(partialExits=[{"atRR": 1}]), "rules.exit.partialExits[0].percentage"),
        (exits(partialExits=[{"percentage": 60, "atRR": 1}] * 2), "rules.exit.partialExits"),
        (
            exits(
                partialExits=[{"percentage": 60, "atRR": 1}],
                enhancedPartialExits={"levels": [SHORT]},
            ),
            PLACE,
        ),
        (exits(takeProfit={"type": "partial"}), "rules.exit.takeProfit.levels"),
        (full(), f"{PLACE}.levels"),
        (full({**SHORT, "isActive": False}), f"{PLACE}.levels"),
        (full(*[{**SHORT, "percentage": 1}] * 13), f"{PLACE}.levels"),
        (full(SHORT, trailRemaining=True), f"{PLACE}.trailRemaining"),
        (full(level("profit", {"type": "pips"})), f"{PLACE}.levels[0].profitTarget.value"),
        (full({"percentage": 5, "triggerType": "profit"}), f"{PLACE}.levels[0].profitTarget"),
        (
            full(level("profit", PIPS, timeTarget={"type": "duration", "value": 5})),
            f"{PLACE}.levels[0].timeTarget",
        ),
        (
            full(level("time", {"type": "specific_time", "value": "25:00"})),
            f"{PLACE}.levels[0].timeTarget.value",
        ),
        (
            full(level("time", {"type": "session_end", "sessionType": "Mars"})),
            f"{PLACE}.levels[0].timeTarget.sessionType",
        ),
        (
            full(level("price", {"type": "relative", "value": 0})),
            f"{PLACE}.levels[0].priceTarget.value",
        ),
        (
            full(
                level("price", {"type": "support", "lookback": 10}),
                level("price", {"type": "resistance", "lookback": 20}),
            ),
            f"{PLACE}.levels",
        ),
        (
            full(level("regime", {"regime": "sunny"})),
            f"{PLACE}.levels[0].regimeTarget.regime",
        ),
        (
            full(SHORT, globalSettings={"reduceInHighVolatility": True}),
            f"{PLACE}.globalSettings.reduceInHighVolatility",
        ),
        (
            full(level("price", {"type": "support"}, dynamicAdjustments={"regimeScaling": True})),
            f"{PLACE}.levels[0].dynamicAdjustments.regimeScaling",
        ),
        (full(SHORT, surprise=1), f"{PLACE}.surprise"),
    ],
)
def test_what_is_wrong_with_a_ladder(document: Json, path: str) -> None:
    assert paths(document) == [path]


def test_what_the_rest_of_the_document_lacks() -> None:
    by_r = changed("rules.exit", {"partialExits": [{"percentage": 50, "atRR": 1}]})
    assert paths(by_r) == ["rules.exit.partialExits"]
    regime = exits(enhancedPartialExits={"levels": [level("regime", {"regime": "ranging"})]})
    assert paths(regime) == [PLACE]
    hours = {"levels": [SHORT], "globalSettings": {"respectMarketSessions": True}}
    assert paths(exits(enhancedPartialExits=hours)) == [PLACE]
    rest = {"levels": [SHORT], "trailRemaining": True, "trailDistance": 5}
    assert paths(exits(enhancedPartialExits=rest, trailing={"distance": 9})) == [PLACE]


def test_what_is_switched_off_is_said_to_do_nothing() -> None:
    settings = {"reduceInHighVolatility": False, "volatilityThreshold": 2}
    found = examine(full(SHORT, trailRemaining=False, trailDistance=5, globalSettings=settings))
    assert {note.path for note in found.notes} >= {
        f"{PLACE}.trailDistance",
        f"{PLACE}.globalSettings.volatilityThreshold",
    }
