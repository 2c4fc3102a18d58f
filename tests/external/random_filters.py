"""Random sizes and filters of issue 3."""

from __future__ import annotations

import random
from typing import Any

Json = dict[str, Any]


def filters(dice: random.Random, rules: Json) -> None:
    """Add filters to a document."""
    if dice.random() < 0.7:
        rules["volatilityFilter"] = _calm(dice)
    if "spreadFilter" in rules and dice.random() < 0.6:
        rules["spreadFilter"]["action"] = dice.choice(["REDUCE_SIZE", "REDUCE_SIZE", "SKIP"])
    session = rules.get("sessionFilter", {"enabled": False})
    if session["enabled"] and dice.random() < 0.6:
        session["useOptimalPairs"] = True
        if dice.random() < 0.7:
            session["aggressivenessMultiplier"] = {
                "optimal": dice.choice([1, 1.5]),
                "suboptimal": dice.choice([0, 0.4, 0.5]),
            }


def _calm(dice: random.Random) -> Json:
    found: Json = {}
    if dice.random() < 0.4:
        found["period"] = dice.choice([7, 20])
    if dice.random() < 0.5:
        found["minATR"] = dice.choice([6, 9.5])
    if dice.random() < 0.5:
        found["maxATR"] = dice.choice([12, 15.5])
    if dice.random() < 0.4 or not found.keys() - {"period"}:
        found["optimalATRRange"] = [dice.choice([7, 8.5]), dice.choice([11, 13.25])]
    action = {
        "belowMin": dice.choice(["SKIP", "REDUCE_SIZE", "NORMAL"]),
        "aboveMax": dice.choice(["SKIP", "REDUCE_SIZE", "NORMAL"]),
    }
    has = {"belowMin": "minATR", "aboveMax": "maxATR"}
    told = {
        name: word
        for name, word in action.items()
        if has[name] in found or "optimalATRRange" in found
    }
    if "optimalATRRange" in found:
        told["inOptimal"] = dice.choice(["NORMAL", "REDUCE_SIZE"])
    if told and dice.random() < 0.8:
        found["action"] = told
    if dice.random() < 0.4:
        found["volatilitySpike"] = {
            "threshold": dice.choice([1.15, 1.3]),
            "resumeAfter": dice.choice([20, 60, 200]),
            "action": "PAUSE",
        }
    return found


def sizes(dice: random.Random, rules: Json) -> None:
    """Let a document say its size in `positionSizing`."""
    risk = rules["riskManagement"]
    says = {
        key: risk.pop(key) for key in ("lotSize", "riskPercentage", "maxLotSize") if key in risk
    }
    method = dice.choice(["atr_based", "account_equity", "as it is"])
    block: Json = {}
    if method == "atr_based":
        block["atrBased"] = {
            "riskPercentage": dice.choice([0.2, 1, 2.5]),
            "atrMultiplier": dice.choice([0.7, 2]),
        }
        if dice.random() < 0.5:
            block["atrBased"]["atrPeriod"] = dice.choice([5, 21])
    elif method == "account_equity":
        block["accountEquity"] = {"equityPercentage": dice.choice([3, 20, 77.7])}
    else:
        method = "fixed_lot" if "lotSize" in says else "percentage_risk"
        block |= {key: value for key, value in says.items() if key != "maxLotSize"}
    rules["positionSizing"] = {"method": method, **block}
    bounds = {
        "maxPositionSize": dice.choice([0.06, 0.5]),
        "minPositionSize": dice.choice([0.02, 0.05]),
        "positionSizeStep": dice.choice([0.02, 0.05]),
    }
    chosen = dice.sample(sorted(bounds), dice.randint(0, 2))
    rules["positionSizing"] |= {name: bounds[name] for name in chosen}
    if block.get("lotSize", 0) > rules["positionSizing"].get("maxPositionSize", 1):
        del rules["positionSizing"]["maxPositionSize"]
