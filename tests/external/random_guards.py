"""Random guardians, and limits of strategies."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.external.oracle_guard import Watch

Json = dict[str, Any]

LOSSES: Final = {
    "dailyLoss": [15.0, 60.0],
    "dailyLossPercent": [0.15, 0.6],
    "weeklyLoss": [80.0],
    "weeklyLossPercent": [0.5, 1.1],
    "monthlyLoss": [200.0],
    "monthlyLossPercent": [1.0, 2.5],
    "drawdownPercent": [0.7, 1.9],
    "staticDrawdownPercent": [1.2],
    "losingStreak": [2, 2, 4],
}
COUNTS: Final = {
    "tradesPerDay": [2, 7],
    "tradesPerWeek": [6, 30],
    "cooldownMinutes": [20, 90.5],
    "signalCooldownMinutes": [10, 45],
    "maxPositions": [1, 3],
    "maxPositionsPerSymbol": [1, 2],
    "maxPositionsPerCurrency": [1, 2],
}
NAMES: Final = {
    "dailyLoss": "maxDailyLoss",
    "dailyLossPercent": "maxDailyLossPercent",
    "weeklyLoss": "maxWeeklyLoss",
    "weeklyLossPercent": "maxWeeklyLossPercent",
    "monthlyLoss": "maxMonthlyLoss",
    "monthlyLossPercent": "maxMonthlyLossPercent",
    "drawdownPercent": "maxDrawdown",
    "losingStreak": "maxConsecutiveLosses",
    "tradesPerDay": "maxDailyTrades",
    "tradesPerWeek": "maxTradesPerWeek",
    "cooldownMinutes": "cooldownAfterLossMinutes",
    "signalCooldownMinutes": "signalCooldownMinutes",
    "maxPositionsPerSymbol": "maxPositionsPerSymbol",
}
"""Limits of strategies, as documents spell them."""


def _some(dice: random.Random, most: int) -> dict[str, float]:
    told = {**LOSSES, **COUNTS}
    names = dice.sample(sorted(LOSSES), dice.randint(0, most))
    names += dice.sample(sorted(COUNTS), dice.randint(0, most))
    return {name: dice.choice(told[name]) for name in names}


def watch(dice: random.Random) -> Watch | None:
    """What the account's guardian is told, if there is one."""
    if dice.random() < 0.4:
        return None
    limits = _some(dice, 3)
    return Watch(
        limits=limits,
        flatten=dice.random() < 0.5,
        rearm=dice.choice(["manual", "period", "period"]),
        day_start=dice.choice([0, 0, 11 * 60, 17 * 60, 22 * 60 + 30]),
        zone=dice.choice(["UTC", "America/New_York", "Asia/Tokyo"]),
    )


def limits(dice: random.Random, rules: Json) -> None:
    """Let a document say what its strategy may lose and trade."""
    if dice.random() < 0.8:
        told = _some(dice, 3)
        rules["riskManagement"] |= {NAMES[key]: told[key] for key in told if key in NAMES}
