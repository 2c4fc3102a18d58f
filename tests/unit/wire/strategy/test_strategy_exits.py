"""The exit block beyond plain levels: structure, stops that follow, time, volatility, patterns."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.wire.strategy.documents import changed, paths
from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.engine.plan import Stop, Swing, Target, TimeExit, Trailing, Weekend
from tradewright.core.exits import VolatilityExit
from tradewright.wire.strategy import dump, examine, parse

Json = dict[str, Any]


def exits(**blocks: object) -> Json:
    """The valid document with these blocks as its exit; its stop is 25 pips unless given."""
    return changed("rules.exit", {"stopLoss": {"type": "pips", "value": 25}, **blocks})


@pytest.mark.parametrize(
    ("block", "stop"),
    [
        (
            {"type": "atr_based", "atrMultiplier": 2, "minPips": 10, "maxPips": 40},
            Stop(kind="atr", value=2, least_pips=10, most_pips=40),
        ),
        (
            {"type": "pips", "value": 20, "adjustForVolatility": True, "atrPeriod": 7},
            Stop(kind="pips", value=20, stretch=True, atr_period=7),
        ),
        ({"type": "support"}, Stop(kind="swing", value=2)),
        (
            {"type": "resistance", "useSwingPoints": True, "swingLookback": 20, "swingStrength": 3},
            Stop(kind="swing", value=2, swing=Swing(lookback=20, strength=3)),
        ),
        (
            {"type": "swing", "useSwingPoints": False, "bufferPips": 0, "from": "signal"},
            Stop(kind="swing", value=0, swing=Swing(points=False), origin="signal"),
        ),
    ],
)
def test_stops(block: Json, stop: Stop) -> None:
    assert parse(exits(stopLoss=block)).stop == stop
    assert parse(exits(smartExit={"stopLoss": block})).stop == stop


@pytest.mark.parametrize(
    ("block", "target"),
    [
        ({"type": "resistance"}, Target(kind="swing", value=0)),
        ({"type": "support", "bufferPips": 1.5}, Target(kind="swing", value=1.5)),
        ({"type": "fibonacci", "level": 1.618}, Target(kind="fibonacci", value=1.618)),
        (
            {"type": "fib", "value": 0.618, "kind": "retracement"},
            Target(kind="fibonacci", value=0.618),
        ),
        (
            {"type": "fibonacci_extension", "ratio": 2.618, "swingLookback": 30, "minPips": 5},
            Target(kind="fibonacci", value=2.618, swing=Swing(lookback=30), least_pips=5),
        ),
        (
            {"type": "rr_ratio", "rrRatio": 2, "maxPips": 60},
            Target(kind="rr_ratio", value=2, most_pips=60),
        ),
    ],
)
def test_targets(block: Json, target: Target) -> None:
    assert parse(exits(takeProfit=block)).target == target


def test_pips_beside_the_stop_hold_it_unless_it_says_them_itself() -> None:
    smart = {
        "stopLoss": {"type": "atr", "atrMultiplier": 2, "minPips": 8},
        "minPips": 5,
        "maxPips": 9,
    }
    strategy = parse(exits(smartExit=smart))
    assert strategy.stop == Stop(kind="atr", value=2, least_pips=8, most_pips=9)


@pytest.mark.parametrize(
    ("blocks", "trailing"),
    [
        (
            {"trailing": {"type": "atr", "atrMultiplier": 2, "atrPeriod": 10, "minDistance": 5}},
            Trailing(distance_pips=0, atr_multiple=2, atr_period=10, least_pips=5),
        ),
        (
            {"trailing": {"type": "atr", "atrMult": 2, "activateAtRR": 1, "stepSize": 3}},
            Trailing(distance_pips=0, atr_multiple=2, activate_r=1, step_pips=3),
        ),
        ({"dynamicTrailing": {"enabled": True}}, Trailing(distance_pips=30, atr_multiple=1.5)),
        (
            {"smartExit": {"dynamicTrailing": {"baseDistance": 10, "atrMultiplier": 2}}},
            Trailing(distance_pips=10, atr_multiple=2),
        ),
        (
            {"trailingStop": {"distance": 9, "minDistance": 12}},
            Trailing(distance_pips=9, least_pips=12),
        ),
    ],
)
def test_stops_that_follow(blocks: Json, trailing: Trailing) -> None:
    assert parse(exits(**blocks)).trailing == trailing


def test_a_stop_of_the_type_trailing_starts_where_it_then_follows() -> None:
    strategy = parse(exits(stopLoss={"type": "trailing", "distance": 20, "activateAfter": 5}))
    assert strategy.stop == Stop(kind="pips", value=20)
    assert strategy.trailing == Trailing(distance_pips=20, activate_pips=5)
    strategy = parse(exits(stopLoss={"type": "trailing", "atrMultiplier": 3, "atrPeriod": 5}))
    assert strategy.stop == Stop(kind="atr", value=3, atr_period=5)
    assert strategy.trailing == Trailing(distance_pips=0, atr_multiple=3, atr_period=5)


@pytest.mark.parametrize(
    ("blocks", "rules"),
    [
        ({"timeExit": {"maxHoldingMinutes": 240}}, TimeExit(longest_minutes=240)),
        ({"maxHoldingHours": 4}, TimeExit(longest_minutes=240)),
        (
            {"smartExit": {"stopLoss": {"type": "pips", "value": 9, "maxHoldingHours": 2}}},
            TimeExit(longest_minutes=120),
        ),
        (
            {"timeExit": {"maxHoldingMinutes": 240}, "smartExit": {"maxHoldingHours": 1.5}},
            TimeExit(longest_minutes=90),
        ),
        (
            {"timeExit": {"checkEveryMinutes": 15, "exitIfNoProgress": True, "minProgressPips": 5}},
            TimeExit(check_minutes=15, progress_pips=5),
        ),
        (
            {"timeExit": {"checkEveryMinutes": 15, "exitIfNoProgress": True}},
            TimeExit(check_minutes=15, progress_pips=0),
        ),
        ({"timeExit": {"exitAtSessionEnd": "new york"}}, TimeExit(session_end=("NewYork",))),
        (
            {"timeExit": {"sessionEnd": ["Asia", "London"]}},
            TimeExit(session_end=("Tokyo", "London")),
        ),
    ],
)
def test_time(blocks: Json, rules: TimeExit) -> None:
    assert parse(exits(**blocks)).time_exit == rules


def test_the_session_filter_says_whose_end_is_meant() -> None:
    document = exits(timeExit={"exitAtSessionEnd": True})
    assert paths(document) == ["rules.exit.timeExit.exitAtSessionEnd"]
    document["rules"]["sessionFilter"] = {"allowedSessions": ["London", "NewYork"]}
    assert parse(document).time_exit == TimeExit(session_end=("London", "NewYork"))


@pytest.mark.parametrize(
    ("block", "rules"),
    [
        ({"closeAllBySunday": True}, Weekend(sunday_close=22 * HOUR)),
        ({"sundayCloseTime": "21:30"}, Weekend(sunday_close=21 * HOUR + 30 * MINUTE)),
        ({"avoidFridayEntry": True}, Weekend(friday_entries=0)),
        (
            {"avoidFridayEntry": True, "fridayEntryUntil": "12:00"},
            Weekend(friday_entries=12 * HOUR),
        ),
        (
            {"fridayCloseTime": "20:00", "timezone": "Europe/Athens"},
            Weekend(friday_close=20 * HOUR, friday_entries=20 * HOUR, zone="Europe/Athens"),
        ),
        (
            {"fridayCloseTime": "20:00", "avoidFridayEntry": True},
            Weekend(friday_close=20 * HOUR, friday_entries=0),
        ),
    ],
)
def test_weekend(block: Json, rules: Weekend) -> None:
    assert parse(exits(smartExit={"weekendSpecific": block})).weekend == rules


def test_volatility() -> None:
    block = {"exitOnHighVolatility": True, "volatilityThreshold": 0.02, "protectProfitAbove": 20}
    expected = VolatilityExit(threshold=0.02, profit_pips=20)
    assert parse(exits(volatilityExit=block)).volatility_exit == expected
    off = examine(exits(volatilityExit={**block, "exitOnHighVolatility": False}))
    assert off.strategy is not None
    assert off.strategy.volatility_exit is None
    assert [note.path for note in off.notes] == ["rules.exit.volatilityExit"]


def test_a_reverse_signal_closes_unless_it_reverses() -> None:
    document = exits(patternExit={"exitOnReverseSignal": True})
    assert parse(document).on_opposite == "close"
    for said in ("close", "reverse"):
        document["rules"]["entry"]["onOppositeSignal"] = said
        assert parse(document).on_opposite == said
    for said in ("hold", "hedge"):
        document["rules"]["entry"]["onOppositeSignal"] = said
        assert paths(document) == ["rules.exit.patternExit.exitOnReverseSignal"]


def test_patterns_are_exit_rules_beside_the_others() -> None:
    weak = parse(exits(patternExit={"exitOnWeakeningMomentum": True})).rules
    assert weak.exit_long is not None
    assert weak.exit_short is not None
    assert weak.exit_long != weak.exit_short
    own = [{"indicator": "rsi", "condition": "greater_than", "value": 70, "side": "long"}]
    strategy = parse(exits(conditions=own, patternExit={"rsiDivergence": True}))
    groups = dump(strategy)["rules"]
    assert "rsi_divergence_bearish" in str(groups)
    assert "rsi_divergence_bullish" in str(groups)
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("blocks", "at"),
    [
        ({"stopLoss": {"type": "swing", "value": 2}}, "stopLoss.value"),
        ({"stopLoss": {"type": "fibonacci", "level": 1}}, "stopLoss.type"),
        (
            {"stopLoss": {"type": "price", "value": 1, "adjustForVolatility": True}},
            "stopLoss.adjustForVolatility",
        ),
        (
            {"stopLoss": {"type": "swing", "useSwingPoints": False, "swingStrength": 2}},
            "stopLoss.swingStrength",
        ),
        ({"takeProfit": {"type": "trailing", "value": 2}}, "takeProfit.type"),
        ({"takeProfit": {"type": "fibonacci", "level": 161.8}}, "takeProfit.level"),
        ({"takeProfit": {"type": "fib", "level": 0.6, "kind": "extension"}}, "takeProfit.level"),
        ({"takeProfit": {"type": "fibonacci_retracement", "level": 1.2}}, "takeProfit.level"),
        ({"trailing": {"type": "atr", "distance": 5, "atrMultiplier": 1}}, "trailing.distance"),
        ({"trailing": {"type": "atr"}}, "trailing.atrMultiplier"),
        ({"trailing": {"distance": 5, "atrMultiplier": 1}}, "trailing.atrMultiplier"),
        ({"trailing": {"distance": 5}, "dynamicTrailing": {}}, "dynamicTrailing"),
        ({"stopLoss": {"type": "trailing", "value": 5}, "trailing": {"distance": 5}}, "trailing"),
        ({"timeExit": {}}, "timeExit"),
        ({"timeExit": {"exitIfNoProgress": True}}, "timeExit.exitIfNoProgress"),
        ({"timeExit": {"exitAtSessionEnd": "Londn"}}, "timeExit.exitAtSessionEnd"),
        ({"timeExit": {"exitAtSessionEnd": 5}}, "timeExit.exitAtSessionEnd"),
        ({"timeExit": {"maxHoldingMinutes": 0}}, "timeExit.maxHoldingMinutes"),
        ({"weekendSpecific": {}}, "weekendSpecific"),
        ({"weekendSpecific": {"fridayCloseTime": "8pm"}}, "weekendSpecific.fridayCloseTime"),
        (
            {"weekendSpecific": {"fridayCloseTime": "20:00", "timezone": "London"}},
            "weekendSpecific.timezone",
        ),
        ({"volatilityExit": {}}, "volatilityExit.volatilityThreshold"),
        ({"patternExit": {}}, "patternExit"),
        ({"smartExit": {"dynamictrailing": {}}}, "smartExit.dynamictrailing"),
    ],
)
def test_what_cannot_be_is_refused_by_its_path(blocks: Json, at: str) -> None:
    assert f"rules.exit.{at}" in paths(exits(**blocks))


def test_levels_of_r_need_a_stop() -> None:
    document = changed("rules.exit", {"trailing": {"distance": 5, "activateAtRR": 1}})
    assert paths(document) == ["rules.exit.stopLoss"]
    assert paths(changed("rules.exit", {"minPips": 5, "timeExit": {"maxHoldingMinutes": 5}})) == [
        "rules.exit"
    ]
