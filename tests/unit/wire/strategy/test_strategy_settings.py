"""Exits, sizing, filters and execution: every spelling, default and impossible combination."""

import pytest

from tests.unit.wire.strategy.documents import VALID, changed, paths, problems, without
from tradewright.core.engine.sizes import FixedLot, PercentRisk
from tradewright.core.engine.strategy import Breakeven, Slippage, Stop, Target, Trailing
from tradewright.wire.strategy import examine, parse

ATR2 = {"type": "atr", "atrMultiplier": 2.0}


@pytest.mark.parametrize(
    ("block", "stop"),
    [
        ({"type": "pips", "value": 25}, Stop(kind="pips", value=25.0)),
        ({"type": "fixed", "fixedPips": 25}, Stop(kind="pips", value=25.0)),
        ({"type": "percent", "value": 1.5}, Stop(kind="percentage", value=1.5)),
        ({"type": "Percentage", "value": 1.5}, Stop(kind="percentage", value=1.5)),
        (ATR2, Stop(kind="atr", value=2.0)),
        ({"type": "atr", "value": 2, "atrPeriod": 21}, Stop(kind="atr", value=2.0, atr_period=21)),
        ({"type": "atr_based", "atrMultiplier": 3}, Stop(kind="atr", value=3.0)),
        ({"type": "price", "value": 1.05}, Stop(kind="price", value=1.05)),
        (
            {"type": "pips", "value": 5, "from": "signal"},
            Stop(kind="pips", value=5, origin="signal"),
        ),
        ({"enabled": False, "type": "support"}, None),
    ],
)
def test_stops(block: object, stop: Stop | None) -> None:
    assert parse(changed("rules.exit.stopLoss", block)).stop == stop


@pytest.mark.parametrize("kind", ["rr_ratio", "ratio", "RR_RATIO"])
@pytest.mark.parametrize("key", ["value", "rrRatio", "ratio"])
def test_targets_in_multiples_of_the_stop(kind: str, key: str) -> None:
    document = changed("rules.exit.takeProfit", {"type": kind, key: 2.5})
    assert parse(document).target == Target(kind="rr_ratio", value=2.5)


def test_the_smart_exit_wins_over_the_plain_one() -> None:
    smart = {"stopLoss": ATR2, "takeProfit": {"type": "rr_ratio", "rrRatio": 2.5}}
    for more in ({}, {"enabled": True}):
        strategy = parse(changed("rules.exit.smartExit", {**smart, **more}))
        assert strategy.stop == Stop(kind="atr", value=2.0)
        assert strategy.target == Target(kind="rr_ratio", value=2.5)
    off = parse(changed("rules.exit.smartExit", {**smart, "enabled": False}))
    assert off.stop == Stop(kind="pips", value=25.0)
    half = parse(changed("rules.exit.smartExit", {"stopLoss": ATR2}))
    assert (half.stop, half.target) == (
        Stop(kind="atr", value=2.0),
        Target(kind="pips", value=40.0),
    )


@pytest.mark.parametrize("key", ["trailing", "trailingStop"])
def test_trailing(key: str) -> None:
    block = {"enabled": True, "distance": 15, "stepSize": 2, "activateAfter": 10}
    expected = Trailing(distance_pips=15.0, step_pips=2.0, activate_pips=10.0)
    assert parse(changed(f"rules.exit.{key}", block)).trailing == expected
    least = parse(changed(f"rules.exit.{key}", {"distance": 15})).trailing
    assert least == Trailing(distance_pips=15.0)


def test_breakeven_by_ratio_and_by_pips() -> None:
    by_ratio = parse(changed("rules.exit.moveToBreakeven", {"enabled": True})).breakeven
    assert by_ratio == Breakeven(trigger_r=1.0, buffer_pips=2.0)
    said = {"triggerRatio": 1.5, "bufferPips": 0}
    by_ratio = parse(changed("rules.exit.smartExit", {"moveToBreakeven": said})).breakeven
    assert by_ratio == Breakeven(trigger_r=1.5, buffer_pips=0.0)
    by_pips = parse(changed("rules.exit.breakeven", {"triggerPips": 20, "lockPips": 3})).breakeven
    assert by_pips == Breakeven(trigger_pips=20.0, buffer_pips=3.0)


@pytest.mark.parametrize(
    ("block", "sizing"),
    [
        ({"lotSize": 0.5}, FixedLot(lots=0.5)),
        ({"riskPercentage": 2}, PercentRisk(percent=2.0)),
        ({"riskPercentage": 2, "maxLotSize": 3}, PercentRisk(percent=2.0, max_lots=3.0)),
    ],
)
def test_risk_management(block: object, sizing: object) -> None:
    strategy = parse(changed("rules.riskManagement", block))
    assert (strategy.sizing, strategy.max_positions) == (sizing, 1)


@pytest.mark.parametrize(
    ("block", "sizing"),
    [
        (
            {"method": "fixed_lot", "fixedLot": {"lotSize": 0.2, "maxPositions": 2}},
            FixedLot(lots=0.2),
        ),
        ({"method": "fixed_lot", "lotSize": 0.2, "maxPositions": 2}, FixedLot(lots=0.2)),
        (
            {
                "method": "percentage_risk",
                "percentageRisk": {"riskPercentage": 1, "maxPositions": 2},
                "maxPositionSize": 5,
            },
            PercentRisk(percent=1.0, max_lots=5.0),
        ),
    ],
)
def test_position_sizing(block: object, sizing: object) -> None:
    document = changed("rules.positionSizing", block)
    del document["rules"]["riskManagement"]
    strategy = parse(document)
    assert (strategy.sizing, strategy.max_positions) == (sizing, 2)


def test_filters_at_both_places() -> None:
    session = {"enabled": True, "allowedSessions": ["london", "NEWYORK", "London", "Asia"]}
    spread = {"maxSpread": 2, "action": "SKIP"}
    flat = changed("rules.sessionFilter", session)
    flat["rules"]["spreadFilter"] = spread
    nested = changed("rules.filters", {"sessionFilter": session, "spreadFilter": spread})
    for document in (flat, nested):
        strategy = parse(document)
        assert strategy.sessions == ("London", "NewYork", "Tokyo")
        assert strategy.max_spread_pips == 2.0
    nested["rules"]["spreadFilter"] = spread
    assert paths(nested) == ["rules.filters.spreadFilter"]


def test_defaults_are_the_documented_ones() -> None:
    strategy = parse(VALID)
    assert strategy.on_opposite == "hold"
    assert (strategy.path, strategy.slippage) == ("pessimistic", None)
    assert (strategy.sessions, strategy.max_spread_pips) == ((), None)
    assert (strategy.trailing, strategy.breakeven) == (None, None)


def test_our_extensions() -> None:
    document = changed(
        "rules.execution", {"path": "ohlc", "slippage": {"type": "atr", "value": 0.1}}
    )
    document["rules"]["entry"]["onOppositeSignal"] = "reverse"
    strategy = parse(document)
    assert strategy.path == "ohlc"
    assert strategy.slippage == Slippage(kind="atr", value=0.1)
    assert strategy.on_opposite == "reverse"


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("rules.exit.stopLoss", {"type": "pips", "value": 0}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", {"type": "pips", "value": True}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", {"type": "pips", "value": "25"}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", {"type": "pips", "value": 1e999}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", {"type": "pips", "value": 10**400}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", {"type": "pips"}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", {"value": 25}, "rules.exit.stopLoss.type"),
        ("rules.exit.stopLoss", {"type": "rr_ratio", "value": 2}, "rules.exit.stopLoss.type"),
        ("rules.exit.stopLoss", {"type": "partial"}, "rules.exit.stopLoss.type"),
        ("rules.exit.stopLoss", {**ATR2, "value": 2}, "rules.exit.stopLoss.atrMultiplier"),
        (
            "rules.exit.stopLoss",
            {**ATR2, "minPips": 2, "maxPips": 1},
            "rules.exit.stopLoss.minPips",
        ),
        ("rules.exit.stopLoss", {**ATR2, "atrPeriod": 2.5}, "rules.exit.stopLoss.atrPeriod"),
        ("rules.exit.stopLoss", {"type": "percent", "value": 101}, "rules.exit.stopLoss.value"),
        ("rules.exit.stopLoss", None, "rules.exit.stopLoss"),
        ("rules.exit.trailing", {"enabled": True}, "rules.exit.trailing.distance"),
        ("rules.exit.trailing", {"enabled": "yes"}, "rules.exit.trailing.enabled"),
        (
            "rules.exit.breakeven",
            {"triggerPips": 5, "lockPips": 5},
            "rules.exit.breakeven.lockPips",
        ),
        ("rules.riskManagement.maxPositions", 0, "rules.riskManagement.maxPositions"),
        ("rules.riskManagement.maxPositions", 1.5, "rules.riskManagement.maxPositions"),
        (
            "rules.riskManagement.recoveryMode",
            {},
            "rules.riskManagement.recoveryMode.reduceSizeBy",
        ),
        ("rules.riskManagement.riskPercentage", 2, "rules.riskManagement.riskPercentage"),
        ("rules.riskManagement.maxLotSize", 0.001, "rules.riskManagement.maxLotSize"),
        ("rules.execution.path", "random", "rules.execution.path"),
        (
            "rules.execution.slippage",
            {"type": "pips", "value": -1},
            "rules.execution.slippage.value",
        ),
        ("rules.spreadFilter", {"enabled": True}, "rules.spreadFilter.maxSpread"),
        ("rules.spreadFilter.action", "HALVE", "rules.spreadFilter.action"),
        ("rules.entry.onOppositeSignal", "flip", "rules.entry.onOppositeSignal"),
        ("rules.filters.newsFilter", {"onStale": "wait"}, "rules.filters.newsFilter.onStale"),
        ("rules.dynamicRisk", {"enabled": "false"}, "rules.dynamicRisk.enabled"),
        ("timeframe", "M16", "timeframe"),
        ("symbol", "EURSUD", "symbol"),
        ("strategyId", " ", "strategyId"),
        ("isPublic", True, "isPublic"),
    ],
)
def test_what_is_refused_is_named_with_its_path(path: str, value: object, at: str) -> None:
    found = problems(changed(path, value))
    assert at in [problem.path for problem in found]
    for problem in found:
        assert problem.message
        assert problem.fix


def test_later_blocks_switched_off_are_accepted_whole() -> None:
    off = {"enabled": False, "anything": {"at": ["all"]}}
    document = changed("rules.newsFilter", off)
    for key in ("volatilityFilter", "dynamicRisk", "regimeDetection", "mtfSettings"):
        document["rules"][key] = off
    document["rules"]["exit"]["enhancedPartialExits"] = off
    document["rules"]["exit"]["smartExit"] = {"enabled": False, "timeExit": 7}
    assert parse(document) == parse(VALID)


@pytest.mark.parametrize("gone", ["stopLoss", "exit"])
def test_what_needs_a_stop_says_so(gone: str) -> None:
    document = without("rules.exit" if gone == "exit" else "rules.exit.stopLoss")
    document["rules"]["riskManagement"] = {"riskPercentage": 1}
    assert paths(document) == ["rules.riskManagement.riskPercentage"]
    document["rules"]["exit"] = {"takeProfit": {"type": "rr_ratio", "value": 2}}
    document["rules"]["exit"]["moveToBreakeven"] = {}
    document["rules"]["riskManagement"] = {"lotSize": 1}
    assert paths(document) == ["rules.exit.stopLoss", "rules.exit.stopLoss"]


def test_two_spellings_of_one_thing_are_refused() -> None:
    document = changed("rules.exit.trailing", {"distance": 5})
    document["rules"]["exit"]["trailingStop"] = {"distance": 5}
    assert paths(document) == ["rules.exit.trailingStop"]
    document["rules"]["exit"]["trailingStop"]["enabled"] = False
    assert paths(document) == []


def test_a_position_that_nothing_closes_is_noted() -> None:
    assert [note.path for note in examine(without("rules.exit")).notes] == ["rules.exit"]
    assert examine(VALID).notes == ()
