"""A small valid strategy document, and ways to change it."""

from copy import deepcopy
from typing import Any, cast

from tradewright.wire.strategy import Problem, StrategyError, parse

Json = dict[str, Any]

CROSS: Json = {"indicator": "ema_9", "condition": "crosses_above", "value": "ema_21"}

VALID: Json = {
    "strategyId": "s1",
    "strategyName": "One",
    "symbol": "EURUSD",
    "timeframe": "M15",
    "rules": {
        "entry": {"logic": "OR", "conditions": [CROSS]},
        "exit": {
            "stopLoss": {"type": "pips", "value": 25},
            "takeProfit": {"type": "pips", "value": 40},
        },
        "riskManagement": {"lotSize": 0.01, "maxPositions": 3},
    },
}


def changed(path: str, value: object) -> Json:
    """The valid document with one value put at a dotted path, objects made on the way."""
    document = deepcopy(VALID)
    place = document
    *way, last = path.split(".")
    for key in way:
        place = cast("Json", place.setdefault(key, {}))
    place[last] = value
    return document


def without(path: str) -> Json:
    """The valid document without the key at a dotted path."""
    document = deepcopy(VALID)
    place = document
    *way, last = path.split(".")
    for key in way:
        place = cast("Json", place[key])
    del place[last]
    return document


def entry(*conditions: Json, logic: str = "AND", **more: object) -> Json:
    """The valid document with these entry conditions."""
    return changed("rules.entry", {"logic": logic, "conditions": list(conditions), **more})


def problems(document: object) -> tuple[Problem, ...]:
    """What is wrong with a document; empty when nothing is."""
    try:
        parse(document)
    except StrategyError as error:
        return error.problems
    return ()


def paths(document: object) -> list[str]:
    """Where a document is wrong."""
    return [problem.path for problem in problems(document)]
