"""The exits of a normalised document, but for exit rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.wire.strategy.dump_ladder import dump_ladder

if TYPE_CHECKING:
    from tradewright.core.engine.plan import (
        Breakeven,
        Stop,
        Swing,
        Target,
        TimeExit,
        Trailing,
        Weekend,
    )
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.exits import VolatilityExit

Json: TypeAlias = dict[str, object]


def dump_exits(strategy: Strategy) -> Json:
    """The exit blocks of a strategy, each that it has."""
    found: Json = {}
    if strategy.stop is not None:
        stretch: Json = {"adjustForVolatility": True} if strategy.stop.stretch else {}
        found["stopLoss"] = {**_level(strategy.stop, period=strategy.stop.stretch), **stretch}
    if strategy.target is not None:
        found["takeProfit"] = _level(strategy.target, period=False)
    if strategy.trailing is not None:
        found.update(_trailing(strategy.trailing))
    if strategy.breakeven is not None:
        found.update(_breakeven(strategy.breakeven))
    if strategy.time_exit is not None:
        found["timeExit"] = _time(strategy.time_exit)
    if strategy.weekend is not None:
        found["weekendSpecific"] = _weekend(strategy.weekend)
    if strategy.volatility_exit is not None:
        found["volatilityExit"] = _volatility(strategy.volatility_exit)
    found.update(dump_ladder(strategy))
    return found


def _level(block: Stop | Target, *, period: bool) -> Json:
    found: Json = {"type": block.kind, "from": block.origin}
    if block.kind == "swing":
        found.update({"bufferPips": block.value, **_swing(block.swing)})
    elif block.kind == "fibonacci":
        kind = "extension" if block.value >= 1.0 else "retracement"
        found.update({"level": block.value, "kind": kind, **_swing(block.swing)})
    else:
        found["value"] = block.value
    if block.kind == "atr" or period:
        found["atrPeriod"] = block.atr_period
    if block.least_pips is not None:
        found["minPips"] = block.least_pips
    if block.most_pips is not None:
        found["maxPips"] = block.most_pips
    return found


def _swing(swing: Swing) -> Json:
    strength: Json = {"swingStrength": swing.strength} if swing.points else {}
    return {"useSwingPoints": swing.points, "swingLookback": swing.lookback, **strength}


def _trailing(trailing: Trailing) -> Json:
    common: Json = {"enabled": True, "step": trailing.step_pips}
    if trailing.activate_pips or not trailing.activate_r:
        common["activateAfter"] = trailing.activate_pips
    if trailing.activate_r:
        common["activateAtRR"] = trailing.activate_r
    if trailing.least_pips:
        common["minDistance"] = trailing.least_pips
    if not trailing.atr_multiple:
        return {"trailing": {**common, "distance": trailing.distance_pips}}
    common.update({"atrMultiplier": trailing.atr_multiple, "atrPeriod": trailing.atr_period})
    return {"dynamicTrailing": {**common, "baseDistance": trailing.distance_pips}}


def _breakeven(move: Breakeven) -> Json:
    if move.trigger_pips is not None:
        block = {"triggerPips": move.trigger_pips, "lockPips": move.buffer_pips}
        return {"breakeven": {"enabled": True, **block}}
    block = {"triggerRatio": move.trigger_r, "bufferPips": move.buffer_pips}
    return {"moveToBreakeven": {"enabled": True, **block}}


def _time(rules: TimeExit) -> Json:
    found: Json = {"enabled": True}
    if rules.longest_minutes is not None:
        found["maxHoldingMinutes"] = rules.longest_minutes
    if rules.check_minutes is not None:
        found["checkEveryMinutes"] = rules.check_minutes
    if rules.progress_pips is not None:
        found.update({"exitIfNoProgress": True, "minProgressPips": rules.progress_pips})
    if rules.session_end:
        found["exitAtSessionEnd"] = list(rules.session_end)
    return found


def _weekend(rules: Weekend) -> Json:
    found: Json = {"enabled": True, "timezone": rules.zone}
    if rules.sunday_close is not None:
        found.update({"closeAllBySunday": True, "sundayCloseTime": _clock(rules.sunday_close)})
    if rules.friday_close is not None:
        found["fridayCloseTime"] = _clock(rules.friday_close)
    if rules.friday_entries is not None:
        found.update({"avoidFridayEntry": True, "fridayEntryUntil": _clock(rules.friday_entries)})
    return found


def _clock(ns: int) -> str:
    return f"{ns // HOUR:02d}:{ns % HOUR // MINUTE:02d}"


def _volatility(rules: VolatilityExit) -> Json:
    found: Json = {
        "enabled": True,
        "exitOnHighVolatility": True,
        "volatilityThreshold": rules.threshold,
        "atrPeriod": rules.atr_period,
    }
    if rules.profit_pips is not None:
        found["protectProfitAbove"] = rules.profit_pips
    return found
