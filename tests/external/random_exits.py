"""Random exit blocks of issue 3: structure, clamps, moving distances, times, volatility."""

from __future__ import annotations

import random
from typing import Any

Json = dict[str, Any]


def exits(dice: random.Random, rules: Json) -> None:
    """Add to the exit block of a document; what it has stays possible."""
    block = rules["exit"]
    patient = dice.random() < 0.25
    if patient:
        _patient(dice, block)
    else:
        if "stopLoss" in block and block["stopLoss"]["type"] != "price":
            _stop(dice, block)
        if "takeProfit" in block:
            _target(dice, block)
        _trailing(dice, block)
    if dice.random() < 0.5:
        _times(dice, rules)
    if dice.random() < (0.7 if patient else 0.3):
        _weekend(dice, block)
    _volatility(dice, block)
    if dice.random() < 0.2:
        names = ("exitOnWeakeningMomentum", "rsiDivergence")
        pattern: Json = dict.fromkeys(dice.sample(names, dice.randint(1, 2)), True)
        if rules["entry"]["onOppositeSignal"] in {"close", "reverse"}:
            pattern["exitOnReverseSignal"] = True
        block["patternExit"] = pattern


def _patient(dice: random.Random, block: Json) -> None:
    """Let positions live long, so that clocks and volatility are what closes them."""
    far = {"type": "pips", "value": dice.choice([80, 150])}
    has_stop = "stopLoss" in block
    block.clear()
    block["takeProfit"] = far
    if has_stop:
        block["stopLoss"] = dict(far)


def _volatility(dice: random.Random, block: Json) -> None:
    if dice.random() < 0.3:
        high = dice.choice([0.0008, 0.0012, 0.002, 0.9, 1.1, 1.3])
        block["volatilityExit"] = {"volatilityThreshold": high, "exitOnHighVolatility": True}
        if dice.random() < 0.6:
            block["volatilityExit"]["protectProfitAbove"] = dice.choice([0, 4, 7.25])
        if dice.random() < 0.5:
            block["volatilityExit"]["atrPeriod"] = dice.choice([5, 20])


def _structure(dice: random.Random) -> Json:
    found: Json = {}
    if dice.random() < 0.5:
        found["swingStrength"] = dice.choice([1, 3])
    if dice.random() < 0.5:
        found["swingLookback"] = dice.choice([12, 90])
    if dice.random() < 0.3:
        found["useSwingPoints"] = dice.random() < 0.3
        if not found["useSwingPoints"]:
            found.pop("swingStrength", None)
    return found


def _clamps(dice: random.Random) -> Json:
    clamps = {"minPips": dice.choice([5, 8.25]), "maxPips": dice.choice([12, 20.15])}
    kept = dice.sample(sorted(clamps), dice.randint(0, 2))
    return {name: clamps[name] for name in kept}


def _stop(dice: random.Random, block: Json) -> None:
    kind = dice.choice(["as it is", "as it is", "swing", "swing", "trailing"])
    origin = {key: value for key, value in block["stopLoss"].items() if key == "from"}
    if kind == "swing":
        name = dice.choice(["swing", "support", "resistance"])
        block["stopLoss"] = {"type": name, **origin, **_structure(dice)}
        if dice.random() < 0.6:
            block["stopLoss"]["bufferPips"] = dice.choice([0, 1, 3.3])
    elif kind == "trailing" and "trailing" not in block:
        block["stopLoss"] = {"type": "trailing", **_follow(dice, distance="value")}
        block.get("smartExit", {}).pop("stopLoss", None)
    if block["stopLoss"]["type"] in {"pips", "percentage", "atr"} and dice.random() < 0.4:
        block["stopLoss"]["adjustForVolatility"] = True
    if block["stopLoss"]["type"] != "trailing" and dice.random() < 0.5:
        block["stopLoss"] |= _clamps(dice)


def _target(dice: random.Random, block: Json) -> None:
    kind = dice.choice(["as it is", "as it is", "swing", "fibonacci"])
    origin = {key: value for key, value in block["takeProfit"].items() if key == "from"}
    if kind == "swing":
        block["takeProfit"] = {"type": "swing", **origin, **_structure(dice)}
        if dice.random() < 0.5:
            block["takeProfit"]["bufferPips"] = dice.choice([1, 2.5])
    elif kind == "fibonacci":
        level = {"level": dice.choice([0.618, 1, 1.272, 1.618, 2.618])}
        block["takeProfit"] = {"type": "fibonacci", **level, **origin, **_structure(dice)}
    if dice.random() < 0.5:
        block["takeProfit"] |= _clamps(dice)


def _follow(dice: random.Random, *, distance: str) -> Json:
    by_range = dice.random() < 0.6
    found: Json = (
        {"atrMultiplier": dice.choice([0.8, 1.5]), "atrPeriod": dice.choice([7, 14])}
        if by_range
        else {distance: dice.choice([6, 11.05])}
    )
    extras = {
        "minDistance": dice.choice([3, 9]),
        "step": dice.choice([1, 2.55]),
        "activateAfter": dice.choice([2, 7.31]),
        "activateAtRR": dice.choice([0.3, 1]),
    }
    return found | {name: extras[name] for name in dice.sample(sorted(extras), dice.randint(0, 3))}


def _trailing(dice: random.Random, block: Json) -> None:
    if block.get("stopLoss", {}).get("type") == "trailing" or dice.random() < 0.5:
        return
    follow = _follow(dice, distance="distance")
    if "stopLoss" not in block:
        follow.pop("activateAtRR", None)
    block.pop("trailing", None)
    if dice.random() < 0.4:
        follow.pop("distance", None)
        block["dynamicTrailing"] = {"baseDistance": dice.choice([0, 4, 8]), **follow}
    else:
        kind = {"type": "atr"} if "atrMultiplier" in follow else {}
        block["trailing"] = {**kind, **follow}


def _times(dice: random.Random, rules: Json) -> None:
    spent: Json = {}
    if dice.random() < 0.6:
        spent["maxHoldingMinutes"] = dice.choice([45, 100, 240, 600])
    if dice.random() < 0.5:
        spent["checkEveryMinutes"] = dice.choice([10, 30, 45, 70])
        if dice.random() < 0.7:
            spent["exitIfNoProgress"] = True
            spent["minProgressPips"] = dice.choice([0, 3, 5.55])
    if dice.random() < 0.5:
        sessions = dice.sample(["Sydney", "Tokyo", "London", "NewYork"], dice.randint(1, 3))
        filtered = rules.get("sessionFilter", {"enabled": False})
        spent["exitAtSessionEnd"] = True if filtered["enabled"] else sessions
    if spent.keys() - {"checkEveryMinutes"}:
        rules["exit"]["timeExit"] = spent
    if dice.random() < 0.2:
        rules["exit"]["maxHoldingHours"] = dice.choice([1.5, 8])


def _weekend(dice: random.Random, block: Json) -> None:
    week: Json = {}
    if dice.random() < 0.5:
        week["fridayCloseTime"] = dice.choice(["12:00", "16:35", "21:00"])
    if dice.random() < 0.5:
        week |= {"closeAllBySunday": True, "sundayCloseTime": dice.choice(["18:30", "22:00"])}
    if dice.random() < 0.6:
        week |= {"avoidFridayEntry": True, "fridayEntryUntil": dice.choice(["09:15", "15:00"])}
    if dice.random() < 0.5:
        week["timezone"] = dice.choice(["America/New_York", "Europe/London"])
    if week.keys() - {"timezone"}:
        block["weekendSpecific"] = week
