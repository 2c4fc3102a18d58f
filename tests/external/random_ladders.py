"""Random ladders."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final

from tests.external.random_bets import REGIMES

Json = dict[str, Any]
SETTINGS: Final[list[tuple[str, list[Any]]]] = [
    ("allowReentry", [False]),
    ("allowReentry", [False]),
    ("minRemainingPosition", [0.02, 0.05]),
    ("maxDailyPartialExits", [2, 4]),
    ("cooldownPeriod", [10, 40]),
    ("volatilityThreshold", [0.0009, 1.1]),
    ("maxSpreadPercentage", [10, 25]),
]
"""What holds levels back, and how distances shrink."""


def ladder(dice: random.Random, rules: Json, middle: float) -> None:
    """Let a document close its positions in parts."""
    block, risk = rules["exit"], rules["riskManagement"]
    if risk.get("lotSize") == 0.01:
        risk["lotSize"] = dice.choice([0.03, 0.1, 0.4])
    if dice.random() < 0.5:
        block.pop("takeProfit", None)
        block.get("smartExit", {}).pop("takeProfit", None)
    found: Json = {"levels": _levels(dice, rules, middle)}
    if dice.random() < 0.6:
        found["strategy"] = dice.choice(["parallel", "sequential", "conditional"])
    if dice.random() < 0.3:
        _alone(rules)
        found["trailDistance"] = dice.choice([5, 12.3])
    settings = {name: dice.choice(told) for name, told in SETTINGS if dice.random() < 0.25}
    if rules.get("sessionFilter", {"enabled": False})["enabled"] and dice.random() < 0.5:
        settings["respectMarketSessions"] = True
    if settings:
        found["globalSettings"] = settings
    block["enhancedPartialExits"] = found


def _alone(rules: Json) -> None:
    """Nothing trails but what a ladder leaves."""
    for name in ("trailing", "dynamicTrailing"):
        rules["exit"].pop(name, None)
    for one in rules.get("regimeDetection", {}).get("regimeSpecific", {}).values():
        one.pop("trailingDistance", None)


def _levels(dice: random.Random, rules: Json, middle: float) -> list[Json]:
    levels: list[Json] = []
    left = 100.0
    for _ in range(dice.randint(1, 5)):
        share = dice.choice([10, 25, 33.3, 50, left])
        if 0 < share <= left:
            left = round(left - share, 1)
            levels.append(_level(dice, rules, share, middle))
    levels[0].pop("isActive", None)
    return levels


def _level(dice: random.Random, rules: Json, share: float, middle: float) -> Json:
    regimes, has_stop = "regimeDetection" in rules, "stopLoss" in rules["exit"]
    kinds = ["profit", "profit", "atr", "price", "trailing", "time"]
    kind = dice.choice([*kinds, *["regime", "regime"] * regimes])
    make: dict[str, Callable[[], Json]] = {
        "profit": lambda: _profit(dice, has_stop=has_stop),
        "atr": lambda: _atr(dice),
        "price": lambda: _price(dice, middle),
        "trailing": lambda: _trailing(dice, has_stop=has_stop),
        "time": lambda: _time(dice),
        "regime": lambda: _regime(dice),
    }
    found: Json = {"triggerType": kind, "percentage": share, f"{kind}Target": make[kind]()}
    _waits(dice, found, regimes=regimes)
    return found


def _atr(dice: random.Random) -> Json:
    target: Json = {"multiplier": dice.choice([0.6, 1.3])}
    if dice.random() < 0.6:
        target["direction"] = dice.choice(["profit", "loss", "loss"])
    return target


def _price(dice: random.Random, middle: float) -> Json:
    values = {"absolute": middle, "relative": middle * dice.choice([0.0007, -0.0006])}
    kind = dice.choice(["absolute", "relative", "support", "resistance"])
    if kind in values:
        return {"type": kind, "value": values[kind]}
    return {"type": kind, **({"lookback": dice.choice([15, 80])} if dice.random() < 0.5 else {})}


def _time(dice: random.Random) -> Json:
    return dice.choice([
        {"type": "duration", "value": dice.choice([20, 90, 300])},
        {"type": "specific_time", "value": dice.choice(["08:10", "14:00"])},
        {"type": "session_end", "sessionType": dice.choice(["London", "Tokyo"])},
    ])


def _regime(dice: random.Random) -> Json:
    action = dice.choice(["partial_exit", "full_exit", "skip"])
    sure = {"confidence": dice.choice([40, 60])} if dice.random() < 0.5 else {}
    return {"regime": dice.choice(REGIMES), "action": action, **sure}


def _profit(dice: random.Random, *, has_stop: bool) -> Json:
    choices = {
        "pips": dice.choice([3, 8.25, 15]),
        "percentage": dice.choice([0.05, 0.12]),
        "amount": dice.choice([3, 12.5]),
        "atr": dice.choice([0.5, 1.2]),
    }
    if has_stop:
        choices["rr_ratio"] = dice.choice([0.4, 1])
    name = dice.choice(sorted(choices))
    return {"type": name, "value": choices[name]}


def _trailing(dice: random.Random, *, has_stop: bool) -> Json:
    lengths = {"pips": [4, 7.05], "percentage": [0.04, 0.09], "atr": [0.4, 0.9]}
    name = dice.choice(sorted(lengths))
    target: Json = {"distance": dice.choice(lengths[name]), "distanceType": name}
    if dice.random() < 0.5:
        start = _profit(dice, has_stop=has_stop)
        target |= {"activationPoint": start["value"], "activationType": start["type"]}
    return target


def _waits(dice: random.Random, found: Json, *, regimes: bool) -> None:
    told: Json = {"moveStopToBreakeven": True, "priority": dice.choice([1, 2])}
    found |= {name: value for name, value in told.items() if dice.random() < 0.3}
    if found["percentage"] < 30 and dice.random() < 0.2:
        found["isActive"] = False
    conditions: Json = {"maxSpread": dice.choice([0.7, 1.5]), "minVolume": dice.choice([20, 60])}
    if regimes and found["triggerType"] != "regime":
        conditions["minConfidence"] = 50
    conditions = {name: value for name, value in conditions.items() if dice.random() < 0.2}
    if conditions:
        found["conditions"] = conditions
    if found["triggerType"] in {"profit", "atr"} and dice.random() < 0.3:
        found["dynamicAdjustments"] = {"volatilityScaling": True}
