"""The documents that OpenAPI shows as examples."""

from __future__ import annotations

from typing import Any, Final

START_STRATEGY: Final[dict[str, Any]] = {
    "command": "START_STRATEGY",
    "parameters": {
        "strategyId": "strategy_123",
        "strategyName": "EMA Scalping Pro",
        "symbol": "EURUSD",
        "timeframe": "M15",
        "rules": {
            "entry": {
                "logic": "OR",
                "conditions": [
                    {"indicator": "ema_9", "condition": "crosses_above", "value": "ema_21"}
                ],
            },
            "exit": {
                "stopLoss": {"type": "pips", "value": 25},
                "takeProfit": {"type": "pips", "value": 40},
            },
            "riskManagement": {"lotSize": 0.01, "maxPositions": 3},
        },
    },
}
