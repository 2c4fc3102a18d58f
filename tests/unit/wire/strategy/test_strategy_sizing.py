"""Sizing methods of a document."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.unit.wire.strategy.documents import VALID, Json, changed, paths
from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.engine.sizes import (
    AtrRisk,
    CalmScale,
    EquityShare,
    FixedLot,
    Kelly,
    PercentRisk,
    Recovery,
    Scaling,
    SessionScale,
    Sizing,
    VolatilityRisk,
)
from tradewright.wire.strategy import dump, examine, parse

ATR = {"riskPercentage": 1, "atrMultiplier": 2}


VOLATILITY = {"riskPercentage": 1, "volatilityMultiplier": 2}
STATED = {"winRate": 0.6, "avgWin": 2, "avgLoss": 1}
SHARE = {"equityPercentage": 10}


def sized(block: Json, risk: Json | None = None) -> Json:
    """The valid document, sized by `positionSizing`."""
    document = deepcopy(VALID)
    document["rules"]["riskManagement"] = risk or {"maxPositions": 2}
    document["rules"]["positionSizing"] = block
    return document


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"method": "atr_based", "atrBased": ATR}, AtrRisk(percent=1.0, multiplier=2.0)),
        (
            {
                "method": "ATR_BASED",
                "atrBased": {**ATR, "atrPeriod": 20},
                "maxPositionSize": 0.5,
            },
            AtrRisk(percent=1.0, multiplier=2.0, atr_period=20, max_lots=0.5),
        ),
        (
            {"method": "account_equity", "accountEquity": {"equityPercentage": 10}},
            EquityShare(percent=10.0),
        ),
        (
            {
                "method": "atr_based",
                "atrBased": {**ATR, "minATR": 5, "maxATR": 50, "volatilityAdjustment": True},
            },
            AtrRisk(percent=1, multiplier=2, least_pips=5, most_pips=50, steadies=True),
        ),
        (
            {"method": "volatility_based", "volatilityBased": VOLATILITY},
            VolatilityRisk(percent=1.0, multiplier=2.0),
        ),
        (
            {
                "method": "volatility_based",
                "volatilityBased": {
                    **VOLATILITY,
                    "volatilityPeriod": 30,
                    "maxVolatilityThreshold": 0.03,
                },
            },
            VolatilityRisk(percent=1.0, multiplier=2.0, period=30, most=0.03),
        ),
        ({"method": "kelly_criterion", "kellyCriterion": {}}, Kelly()),
        (
            {
                "method": "kelly_criterion",
                "kellyCriterion": {
                    **STATED,
                    "kellyFraction": 0.5,
                    "maxPositionSize": 0.3,
                    "minTrades": 20,
                    "maxRiskPerTrade": 2,
                },
                "maxPositionSize": 0.4,
            },
            Kelly(
                fraction=0.5,
                most_percent=2.0,
                min_trades=20,
                win_rate=0.6,
                payoff=2.0,
                max_lots=0.3,
            ),
        ),
        (
            {
                "method": "percentage_risk",
                "percentageRisk": {"riskPercentage": 1, "riskOf": "balance"},
            },
            PercentRisk(percent=1.0, of="balance"),
        ),
    ],
)
def test_methods(block: Json, expected: Sizing) -> None:
    limits = {"minPositionSize": 0.02, "positionSizeStep": 0.02}
    strategy = parse(sized({**block, **limits}))
    assert strategy.sizing == expected
    assert (strategy.min_lots, strategy.lot_step, strategy.max_positions) == (0.02, 0.02, 2)
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("block", "risk", "at"),
    [
        ({"method": "atr_based"}, {}, "atrBased"),
        ({"method": "atr_based", "atrBased": {}}, {}, "atrBased.riskPercentage"),
        (
            {"method": "atr_based", "atrBased": {**ATR, "minATR": 3, "maxATR": 2}},
            {},
            "atrBased.minATR",
        ),
        (
            {"method": "kelly_criterion", "kellyCriterion": {"winRate": 0.6, "avgWin": 2}},
            {},
            "kellyCriterion.avgLoss",
        ),
        (
            {"method": "kelly_criterion", "kellyCriterion": {**STATED, "winRate": 60}},
            {},
            "kellyCriterion.winRate",
        ),
        ({"method": "kelly_criterion"}, {}, "kellyCriterion"),
        ({"method": "volatility_based"}, {}, "volatilityBased"),
        (
            {"method": "account_equity", "accountEquity": {**SHARE, "drawdownAdjustment": "x"}},
            {},
            "accountEquity.drawdownAdjustment",
        ),
        ({"method": "account_equity", "accountEquity": {}}, {}, "accountEquity.equityPercentage"),
        ({"method": "fixed_lot", "lotSize": 1, "atrBased": ATR}, {}, "atrBased"),
        (
            {
                "method": "atr_based",
                "atrBased": ATR,
                "minPositionSize": 2,
                "maxPositionSize": 1,
            },
            {},
            "maxPositionSize",
        ),
    ],
)
def test_what_is_refused(block: Json, risk: Json, at: str) -> None:
    assert f"rules.positionSizing.{at}" in paths(sized(block, risk))


def test_two_sizes_are_refused() -> None:
    document = sized({"method": "atr_based", "atrBased": ATR}, {"lotSize": 0.1})
    assert paths(document) == ["rules.riskManagement.lotSize"]


def test_another_spelling_of_the_lot() -> None:
    document = deepcopy(VALID)
    document["rules"]["riskManagement"] = {"baseLotSize": 0.2}
    assert parse(document).sizing == FixedLot(lots=0.2)
    document["rules"]["riskManagement"]["lotSize"] = 0.2
    assert paths(document) == ["rules.riskManagement.baseLotSize"]


@pytest.mark.parametrize(
    ("block", "sizing"),
    [
        (
            {"useATRSizing": True, "atrMultiplier": 2, "riskPercentage": 1},
            AtrRisk(percent=1.0, multiplier=2.0, of="balance"),
        ),
        (
            {"useFixedFractional": True, "riskPercentage": 1, "maxPositionSize": 0.5},
            PercentRisk(percent=1.0, max_lots=0.5, of="balance"),
        ),
        ({"autoAdjustLotSize": True, "riskPercentage": 2}, PercentRisk(percent=2.0, of="balance")),
        ({"enabled": False, "useATRSizing": True}, FixedLot(lots=0.01)),
        ({"maxPositionSize": 1}, FixedLot(lots=0.01, max_lots=1.0)),
        ({"riskPercentage": 1, "atrMultiplier": 2}, FixedLot(lots=0.01)),
    ],
)
def test_dynamic_risk(block: Json, sizing: Sizing) -> None:
    document = changed("rules.dynamicRisk", block)
    found = examine(document)
    assert found.strategy is not None
    assert found.strategy.sizing == sizing
    assert parse(dump(found.strategy)) == found.strategy
    told = {note.path for note in found.notes}
    sizes = sizing not in (FixedLot(lots=0.01), FixedLot(lots=0.01, max_lots=1.0))
    assert ("rules.riskManagement.lotSize" in told) is sizes
    idle = "rules.dynamicRisk.riskPercentage" in told
    assert idle is ("riskPercentage" in block and not sizes)


def test_dynamic_risk_takes_the_percentage_of_the_risk() -> None:
    document = changed("rules.dynamicRisk", {"useFixedFractional": True})
    document["rules"]["riskManagement"] = {"riskPercentage": 3}
    assert parse(document).sizing == PercentRisk(percent=3.0, of="balance")
    document["rules"]["dynamicRisk"]["riskPercentage"] = 2
    assert paths(document) == ["rules.dynamicRisk.riskPercentage"]


@pytest.mark.parametrize(
    ("block", "at"),
    [
        ({"useATRSizing": True, "riskPercentage": 1}, "atrMultiplier"),
        ({"useATRSizing": True, "atrMultiplier": 2}, "riskPercentage"),
        (
            {"useATRSizing": True, "useFixedFractional": True, "riskPercentage": 1}
            | {"atrMultiplier": 1},
            "useFixedFractional",
        ),
        ({"weekendMultiplier": 0}, "weekendMultiplier"),
        ({"volatilityThreshold": 2000}, "volatilityThreshold"),
    ],
)
def test_dynamic_risk_that_is_refused(block: Json, at: str) -> None:
    assert f"rules.dynamicRisk.{at}" in paths(changed("rules.dynamicRisk", block))


def test_dynamic_risk_and_a_method_are_two_sizes() -> None:
    document = sized({"method": "atr_based", "atrBased": ATR})
    document["rules"]["dynamicRisk"] = {"autoAdjustLotSize": True, "riskPercentage": 1}
    assert paths(document) == ["rules.dynamicRisk"]


def test_limits_of_dynamic_risk() -> None:
    block = {"maxDrawdown": 20, "maxDailyLoss": 100, "maxDailyTrades": 3}
    limits = parse(changed("rules.dynamicRisk", {**block, "stopTradingAfterLoss": True})).limits
    assert (limits.drawdown_percent, limits.daily_loss, limits.trades_per_day) == (20, 100, 3)
    assert limits.losing_streak == 1


@pytest.mark.parametrize(
    ("block", "scaling"),
    [
        ({"drawdownAdjustment": True}, Scaling(drawdown_percent=20.0)),
        ({"drawdownAdjustment": True, "maxDrawdown": 15}, Scaling(drawdown_percent=15.0)),
        ({"drawdownAdjustment": 12}, Scaling(drawdown_percent=12.0)),
        ({"drawdownAdjustment": False}, Scaling()),
        ({"equityCurveAdjustment": True}, Scaling(equity_curve=True)),
        ({"weekendMultiplier": 0.5}, Scaling(weekend=0.5)),
        ({"reduceInHighVolatility": True}, Scaling(storm_share=0.02)),
        (
            {"reduceInHighVolatility": True, "volatilityThreshold": 0.01},
            Scaling(storm_share=0.01),
        ),
        ({"volatilityThreshold": 0.01}, Scaling()),
    ],
)
def test_factors_of_dynamic_risk(block: Json, scaling: Scaling) -> None:
    strategy = parse(changed("rules.dynamicRisk", block))
    assert strategy.scaling == scaling
    assert parse(dump(strategy)) == strategy


def test_drawdown_and_curve_beside_a_share() -> None:
    block = {**SHARE, "drawdownAdjustment": True, "maxDrawdown": 15, "equityCurveAdjustment": True}
    strategy = parse(sized({"method": "account_equity", "accountEquity": block}))
    assert strategy.scaling == Scaling(drawdown_percent=15.0, equity_curve=True)
    assert strategy.limits.drawdown_percent is None


def test_caps_of_risk_and_exposure() -> None:
    risk = {"riskPercentage": 3, "maxRiskPerTrade": 2, "maxDailyRisk": 6}
    document = sized({
        "method": "percentage_risk",
        "percentageRisk": risk,
        "maxTotalExposure": 200,
    })
    strategy = parse(document)
    assert strategy.scaling == Scaling(
        most_risk_percent=2.0, daily_risk_percent=6.0, exposure_percent=200.0
    )
    assert parse(dump(strategy)) == strategy
    document["rules"]["positionSizing"]["maxRiskPerTrade"] = 1
    assert paths(document) == ["rules.positionSizing.percentageRisk.maxRiskPerTrade"]


def test_recovery() -> None:
    block = {"triggerDrawdown": 10, "reduceSizeBy": 40, "requireWinStreak": 3}
    strategy = parse(changed("rules.riskManagement.recoveryMode", block))
    expected = Recovery(drawdown_percent=10.0, factor=0.6, wins=3)
    assert strategy.scaling == Scaling(recovery=expected)
    assert parse(dump(strategy)) == strategy
    block["enabled"] = False  # pyright: ignore[reportArgumentType]
    off = parse(changed("rules.riskManagement.recoveryMode", block))
    assert off.scaling == Scaling()


@pytest.mark.parametrize("wrong", [0.5, 100, "50%"])
def test_a_reduction_is_in_per_cent(wrong: object) -> None:
    block = {"triggerDrawdown": 10, "reduceSizeBy": wrong}
    found = paths(changed("rules.riskManagement.recoveryMode", block))
    assert found == ["rules.riskManagement.recoveryMode.reduceSizeBy"]


def test_adjustments_by_volatility_and_session() -> None:
    table = {
        "volatilityAdjustment": {
            "highVolatilityMultiplier": 0.5,
            "volatilityMeasure": "standard_deviation",
            "lookbackPeriod": 50,
        },
        "sessionAdjustment": {
            "sessions": {
                "new york": {"multiplier": 0.5},
                "London": {"multiplier": 1.2, "hours": "08:00-16:30"},
            }
        },
    }
    strategy = parse(changed("rules.filters.dynamicAdjustments", table))
    half = MINUTE * 30
    assert strategy.scaling == Scaling(
        calm=CalmScale(high=0.5, measure="stddev", lookback=50),
        sessions=(
            SessionScale(session="London", factor=1.2, opens=8 * HOUR, closes=16 * HOUR + half),
            SessionScale(session="NewYork", factor=0.5, opens=8 * HOUR, closes=17 * HOUR),
        ),
    )
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("table", "at"),
    [
        ({"volatilityAdjustment": {}}, "volatilityAdjustment.highVolatilityMultiplier"),
        (
            {"volatilityAdjustment": {"highVolatilityMultiplier": 1, "lookbackPeriod": 14}},
            "volatilityAdjustment.lookbackPeriod",
        ),
        ({"sessionAdjustment": {}}, "sessionAdjustment.sessions"),
        ({"sessionAdjustment": {"sessions": {}}}, "sessionAdjustment.sessions"),
        (
            {"sessionAdjustment": {"sessions": {"Paris": {"multiplier": 1}}}},
            "sessionAdjustment.sessions.Paris",
        ),
        (
            {"sessionAdjustment": {"sessions": {"London": {"multiplier": 1, "hours": "8-25"}}}},
            "sessionAdjustment.sessions.London.hours",
        ),
        (
            {
                "sessionAdjustment": {
                    "sessions": {"London": {"multiplier": 1}, "london": {"multiplier": 2}}
                }
            },
            "sessionAdjustment.sessions",
        ),
    ],
)
def test_adjustments_that_are_refused(table: Json, at: str) -> None:
    found = paths(changed("rules.dynamicAdjustments", table))
    assert f"rules.dynamicAdjustments.{at}" in found
