"""The JSON Schema of strategy documents, drawn from the code that reads them.

`python -m tradewright.wire.strategy docs/reference/strategy.schema.json` writes it. A few
documents that between them go through every branch are read, and what the readers were asked for
is the schema. It describes the canonical spelling of words: readers take them in any case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, TypeAlias

from tradewright.core.calendar import SESSIONS
from tradewright.wire.strategy.document import read
from tradewright.wire.strategy.report import Fragment, Report

Json: TypeAlias = dict[str, object]

OFF: Final[Fragment] = {
    "type": "object",
    "properties": {"enabled": {"const": False}},
    "required": ["enabled"],
}
_CROSS: Final[Json] = {"indicator": "ema_9", "condition": "crosses_above", "value": "ema_21"}
_METHODS: Final = (
    ("atr_based", "atrBased"),
    ("volatility_based", "volatilityBased"),
    ("kelly_criterion", "kellyCriterion"),
    ("account_equity", "accountEquity"),
)
_STOPS: Final = ("pips", "percentage", "atr", "price", "swing")
_FREE: Final = frozenset({"condition", "confirmation"})
"""Shapes with keys beyond the listed ones: a condition takes the options of any TA-Lib function."""


def schema() -> Json:
    """The schema, draft 2020-12."""
    report = Report()
    for document in _tour():
        read(document, report)
    shapes = {name: shape_of(report, name) for name in sorted(report.shapes)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tradewright strategy document",
        "anyOf": [{"$ref": "#/$defs/strategy"}, {"$ref": "#/$defs/command"}],
        "$defs": {"off": {"anyOf": [{"const": False}, OFF]}, **shapes},
    }


def text() -> str:
    """The schema as the published file has it."""
    return json.dumps(schema(), indent=2) + "\n"


def shape_of(report: Report, name: str) -> Fragment:
    """The schema of one kind of object, from what a report saw asked of it."""
    keys = report.shapes[name]
    shape: Fragment = {
        "type": "object",
        "properties": {key: _one(keys[key]) for key in sorted(keys)},
        "required": sorted(report.required[name]),
        "additionalProperties": {"type": "number"} if name in _FREE else False,
    }
    return {"anyOf": [OFF, shape]} if "enabled" in keys else shape


def _one(fragments: list[Fragment]) -> Fragment:
    return fragments[0] if len(fragments) == 1 else {"anyOf": fragments}


def _tour() -> Iterator[Json]:
    told: Json = {"settings": {"lotSize": 1}, "options": {"maxPositions": 1}, "replace": True}
    yield {"command": "START_STRATEGY", "parameters": {**_document({}, {}), **told}}
    record = {**_document({}, {}), "id": "tour"}
    del record["strategyId"]
    yield {"type": "START_STRATEGY", "payload": record}
    for kind in _STOPS:
        block: Json = {"type": kind} if kind == "swing" else {"type": kind, "value": 1}
        exits: Json = {"stopLoss": block, "takeProfit": block}
        yield _document({**exits, "smartExit": {**exits}}, {"lotSize": 1})
    ratio: Json = {
        "stopLoss": {"type": "pips", "value": 1},
        "takeProfit": {"type": "rr_ratio", "value": 1},
    }
    yield _document({**ratio, "trailing": {"distance": 1}}, {"riskPercentage": 1})
    yield _document({**ratio, "moveToBreakeven": {}}, {"lotSize": 1})
    yield from _left(ratio)
    yield _document({**ratio, "breakeven": {"triggerPips": 2}}, {"lotSize": 1})
    yield from _confirmed(ratio)
    for method, key in (("fixed_lot", "fixedLot"), ("percentage_risk", "percentageRisk")):
        yield _document(ratio, {}, positionSizing={"method": method, key: {}})
    for method, key in _METHODS:
        yield _document(ratio, {}, positionSizing={"method": method, key: {}})


def _left(exits: Json) -> Iterator[Json]:
    """Documents that go through structure, ATRs that trail, time and patterns."""
    followed: Json = {"type": "trailing", "atrMultiplier": 2}
    leg: Json = {"type": "fibonacci", "level": 1.618, "kind": "extension"}
    times: Json = {
        "timeExit": {"maxHoldingMinutes": 60},
        "weekendSpecific": {"fridayCloseTime": "20:00"},
        "volatilityExit": {"volatilityThreshold": 2},
        "patternExit": {"rsiDivergence": True},
    }
    yield _document({"stopLoss": followed, "takeProfit": leg, "smartExit": times}, {"lotSize": 1})
    yield _document({"stopLoss": {"type": "trailing", "value": 1}, **times}, {"lotSize": 1})
    followed = {"type": "atr", "atrMultiplier": 2}
    yield _document({**exits, "trailing": followed}, {"lotSize": 1})
    yield _document({**exits, **_ladder()}, {"lotSize": 1})
    steps: Json = {"type": "partial", "partialExits": [{"percentage": 50, "atRR": 1}]}
    yield _document({**exits, "takeProfit": steps}, {"lotSize": 1})
    yield _document({**exits, "dynamicTrailing": {}}, {"lotSize": 1})


def _ladder() -> Json:
    """Both ways to write a ladder, and every kind of level."""
    further: Json = {"conditions": {}, "dynamicAdjustments": {}}
    targets: Json = {
        "profitTarget": {"type": "pips", "value": 1},
        "timeTarget": {"type": "session_end", "sessionType": "London"},
        "priceTarget": {"type": "support", "lookback": 10},
        "atrTarget": {"multiplier": 1},
        "trailingTarget": {"distance": 1},
        "regimeTarget": {"regime": "ranging"},
    }
    levels: list[Json] = [
        {"percentage": 5, "triggerType": key.removesuffix("Target"), key: target, **further}
        for key, target in targets.items()
    ]
    times: Json = {"type": "duration", "value": 1}
    clock: Json = {"type": "specific_time", "value": "16:00"}
    price: Json = {"type": "absolute", "value": 1}
    more: list[Json] = [
        {"triggerType": "time", "timeTarget": times},
        {"triggerType": "time", "timeTarget": clock},
        {"triggerType": "price", "priceTarget": price},
        {"type": "rr_ratio", "value": 1},
    ]
    levels += [{"percentage": 5, **each} for each in more]
    full: Json = {"levels": levels, "globalSettings": {}}
    return {"partialExits": [{"percentage": 50, "atRR": 1}], "enhancedPartialExits": full}


def _confirmed(exits: Json) -> Iterator[Json]:
    """Documents that go through other timeframes, ranges and words without a value."""
    series: Json = {"indicator": "ema_9", "timeframe": "H4"}
    further: Json = {
        "indicator": series,
        "condition": "crosses_above",
        "value": 1,
        "timeframe": "H1",
    }
    members: list[Json] = [
        {"indicator": "rsi", "condition": "between", "value": [30, 70]},
        {"indicator": "candle", "condition": "bullish"},
        {**further, "fromLevel": 1},
    ]
    confirmation: list[Json] = [
        {"timeframe": "H4", "condition": "aligned"},
        {"timeframe": "H4", **_CROSS},
    ]
    entry: Json = {"primary": members, "confirmation": confirmation, "side": "long"}
    settings: Json = {"confirmationTimeframes": ["H4"], "rules": {"entry": entry}}
    places: Json = {"primary": "M1", "secondary": "H4"}
    votes: Json = {"weightedScore": 0.5, "weights": {"H4": 2}}
    yield _document(
        exits,
        {"lotSize": 1},
        entry=entry,
        mtfSettings=settings,
        multiTimeframe={"timeframes": places, "confirmations": votes},
        volumeConfirmation={"minVolumeMultiplier": 1},
    )


def _document(exits: Json, risk: Json, **rules: object) -> Json:
    groups = [{"name": "long_entry", "logic": "AND", "conditions": [_CROSS]}]
    filters: Json = {
        "sessionFilter": {
            "allowedSessions": ["London"],
            "sessionHours": {name: {"open": "08:00", "close": "16:00"} for name in SESSIONS},
            "aggressivenessMultiplier": {"optimal": 1, "suboptimal": 0},
            "allowedDays": ["Monday"],
            "optimalTimes": [{"day": "Monday", "startHour": 8, "endHour": 12}],
            "avoidTimes": [{"startHour": 10, "endHour": 11}],
        },
        "timeFilter": {"excludeFriday": {"after": "20:00"}, "excludeSunday": {"before": "22:00"}},
        "volatilityFilter": {
            "optimalATRRange": [0, 1],
            "action": {},
            "volatilitySpike": {"threshold": 2, "resumeAfter": 1},
        },
        "spreadFilter": {"maxSpread": 1, "adjustForSession": {}},
        "correlationFilter": {},
        "regimeDetection": {"regimeSpecific": {"ranging": {}}},
        "dynamicAdjustments": {
            "regimeAdjustment": {"regimes": {"volatile": {}}},
            "volatilityAdjustment": {},
            "sessionAdjustment": {"sessions": {name: {} for name in SESSIONS}},
        },
        "newsFilter": {"highImpact": {}, "majorEvents": ["NFP"]},
    }
    return {
        "strategyId": "tour",
        "symbol": "EURUSD",
        "timeframe": "M1",
        "rules": {
            "entry": {"logic": "OR", "groups": groups},
            "exit": exits,
            "riskManagement": {**risk, "correlationCheck": {}, "recoveryMode": {}},
            "dynamicRisk": {},
            "filters": filters,
            "execution": {"slippage": {"type": "pips", "value": 0}},
            **rules,
        },
    }
