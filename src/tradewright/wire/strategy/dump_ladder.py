"""The ladder of a normalised document, in its full form."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.market.regimes import TRENDS

if TYPE_CHECKING:
    from tradewright.core.engine.ladder import Ladder, Part
    from tradewright.core.engine.strategy import Strategy

Json: TypeAlias = dict[str, object]


def dump_ladder(strategy: Strategy) -> Json:
    """The block, by its name; nothing where the strategy has no ladder."""
    ladder = strategy.ladder
    if ladder is None:
        return {}
    found: Json = {"enabled": True, "strategy": ladder.sequence}
    found["levels"] = [_level(part, ladder) for part in ladder.parts]
    if ladder.trail_rest_pips is not None:
        found.update({"trailRemaining": True, "trailDistance": ladder.trail_rest_pips})
    found["globalSettings"] = _settings(ladder, strategy.news_buffer_minutes)
    return {"enhancedPartialExits": found}


def _settings(ladder: Ladder, news: float | None) -> Json:
    said: Json = {
        "allowReentry": ladder.reentry,
        "minRemainingPosition": ladder.least_lots or None,
        "maxDailyPartialExits": ladder.per_day,
        "cooldownPeriod": ladder.cooldown_minutes or None,
        "reduceInHighVolatility": ladder.high_volatility is not None,
        "volatilityThreshold": ladder.high_volatility,
        "adjustForSpread": ladder.spread_percent is not None,
        "maxSpreadPercentage": ladder.spread_percent,
        "respectMarketSessions": ladder.in_sessions,
        "avoidNewsEvents": news is not None,
        "newsBufferMinutes": news,
    }
    return _present(said)


def _present(said: Json) -> Json:
    """What is said: None says nothing."""
    return {key: value for key, value in said.items() if value is not None}


def _level(part: Part, ladder: Ladder) -> Json:
    named = {"id": part.id or None, "name": part.name or None, "priority": part.priority or None}
    conditions = _present({
        "maxSpread": part.max_spread_pips,
        "minVolume": part.min_volume or None,
        "minConfidence": part.min_confidence or None,
    })  # fmt: skip
    scaled = _present({
        "volatilityScaling": part.by_volatility or None,
        "regimeScaling": part.by_regime or None,
    })  # fmt: skip
    return _present({
        **named,
        "percentage": part.percent if part.action == "partial_exit" else None,
        **_target(part, ladder),
        "moveStopToBreakeven": part.breakeven,
        "conditions": conditions or None,
        "dynamicAdjustments": scaled or None,
    })  # fmt: skip


def _target(part: Part, ladder: Ladder) -> Json:
    match part.kind:
        case "profit" | "loss":
            return _distance(part)
        case "trailing":
            return {"triggerType": "trailing", "trailingTarget": _trailing(part)}
        case "duration" | "clock" | "session_end":
            return {"triggerType": "time", "timeTarget": _time(part)}
        case "regime":
            return {"triggerType": "regime", "regimeTarget": _regime(part)}
        case "price":
            target: Json = {"type": "absolute", "value": part.value}
        case "support" | "resistance":
            target = {"type": part.kind, "lookback": ladder.swing.lookback}
    return {"triggerType": "price", "priceTarget": target}


def _distance(part: Part) -> Json:
    if part.unit == "atr":
        by_range: Json = {"multiplier": part.value, "direction": part.kind}
        return {"triggerType": "atr", "atrTarget": by_range}
    if part.unit == "price":
        value = part.value if part.kind == "profit" else -part.value
        return {"triggerType": "price", "priceTarget": {"type": "relative", "value": value}}
    target: Json = {"type": part.unit, "value": part.value}
    return {"triggerType": "profit", "profitTarget": target}


def _trailing(part: Part) -> Json:
    found: Json = {"distance": part.value, "distanceType": part.unit}
    if part.activate:
        found.update({"activationPoint": part.activate, "activationType": part.activate_unit})
    return found


def _time(part: Part) -> Json:
    if part.kind == "duration":
        return {"type": "duration", "value": part.value}
    if part.kind == "session_end":
        return {"type": "session_end", "sessionType": part.session}
    clock = int(part.value)
    return {"type": "specific_time", "value": f"{clock // HOUR:02d}:{clock % HOUR // MINUTE:02d}"}


def _regime(part: Part) -> Json:
    name = "trending" if part.regimes == TRENDS else part.regimes[0].word
    found: Json = {"regime": name, "action": part.action}
    if part.confidence:
        found["confidence"] = part.confidence
    return found
