"""Random regimes and rules of correlation."""

from __future__ import annotations

import random
from typing import Any, Final

Json = dict[str, Any]
REGIMES: Final = (
    "trending_up",
    "trending_down",
    "ranging",
    "volatile",
    "low_volatility",
    "breakout",
)


def regime(dice: random.Random, rules: Json, longer: list[str]) -> None:
    """Let a document look at the regime; `longer` timeframes than its own."""
    found: Json = {}
    for name, values in (
        ("trendPeriod", [10, 30]),
        ("volatilityPeriod", [7, 21]),
        ("rangePeriod", [10, 40]),
        ("trendThreshold", [0.002, 0.005]),
        ("volatilityThreshold", [0.0006, 0.0012]),
        ("rangeThreshold", [0.003, 0.008]),
        ("weightTrend", [0.55, 1.27]),
        ("weightVolatility", [0.73, 1.18]),
        ("weightRange", [0.83, 1.09]),
        ("lookbackPeriod", [1, 3, 8]),
        ("updateFrequency", [60, 240]),
        ("enableTransitionDetection", [True, False]),
        ("weekendMode", [False]),
        ("minDataPoints", [150, 300]),
    ):
        if dice.random() < 0.3:
            found[name] = dice.choice(values)
    if longer and dice.random() < 0.3:
        found["primaryTimeframe"], *longer = longer
    if longer and dice.random() < 0.3:
        found["confirmationTimeframes"] = [longer[-1]]
    if dice.random() < 0.5:
        found["minConfidence"] = dice.choice([35, 50])
    if dice.random() < 0.5:
        found["preferredRegimes"] = dice.sample(REGIMES, dice.randint(2, 5))
    if dice.random() < 0.7:
        block = rules["exit"].get("trailing", {"enabled": False})
        trailing = block["enabled"] and "distance" in block
        found["regimeSpecific"] = {
            name: _manner(dice, rules["exit"], trailing=trailing)
            for name in dice.sample(REGIMES, dice.randint(1, 4))
        }
    rules["regimeDetection"] = found


def _manner(dice: random.Random, leave: Json, *, trailing: bool) -> Json:
    choices: Json = {
        "positionMultiplier": dice.choice([0, 0.5, 1.5]),
        "entryThreshold": dice.choice([45, 60]),
        "maxTradesPerDay": dice.choice([1, 3]),
    }
    free = {"price", "swing", "support", "resistance", "fibonacci"}
    if leave.get("stopLoss", {}).get("type", "price") not in free:
        choices["slMultiplier"] = dice.choice([0.6, 1.45])
    if leave.get("takeProfit", {}).get("type", "price") not in free:
        choices["tpMultiplier"] = dice.choice([0.7, 1.33])
    if trailing:
        choices["trailingDistance"] = dice.choice([4, 12.5])
    names = dice.sample(sorted(choices), dice.randint(1, len(choices)))
    return {name: choices[name] for name in names}


def correlation(dice: random.Random, rules: Json, longer: list[str]) -> None:
    """Let a document look at the positions of others."""
    if dice.random() < 0.75:
        found: Json = {}
        for name, values in (
            ("maxCorrelation", [0.02, 0.1, 0.3, 1]),
            ("maxCorrelatedPositions", [1, 2]),
            ("actionOnHighCorrelation", ["skip_trade", "reduce_size"]),
            ("lookbackPeriod", [2, 4]),
            ("minDataPoints", [20, 45]),
            ("updateFrequency", [4, 24]),
            ("dynamicThreshold", [True]),
            ("checkPairs", [["EURUSD", "XAUUSD"], ["USDJPY"]]),
            ("groupByCurrency", [True]),
        ):
            if dice.random() < 0.5:
                found[name] = dice.choice(values)
        if longer and dice.random() < 0.4:
            found["timeframes"] = dice.sample(longer, dice.randint(1, len(longer)))
        if found.get("maxCorrelation") == 1:
            found["groupByCurrency"] = True
        rules["correlationFilter"] = found
    if dice.random() < 0.4:
        rules["riskManagement"]["correlationCheck"] = {
            "threshold": dice.choice([0.05, 0.4]),
            "maxCorrelatedPositions": dice.choice([1, 2]),
        }
