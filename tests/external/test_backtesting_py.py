"""On real EURUSD hours an EMA cross with stop and target trades as in backtesting.py."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.external import product, series
from tests.external.peer_backtesting import Setup, Trade, quarrels, trades

AVERAGES = [(9, 21), (5, 13), (5, 21), (8, 34), (12, 26), (20, 50)]
BRACKETS = [
    ("pips", 20, 40),
    ("pips", 10, 10),
    ("pips", 7.5, 60),
    ("pips", 35, 15),
    ("percentage", 0.2, 0.4),
    ("percentage", 0.137, 0.211),
    ("percentage", 0.5, 0.1),
]
SETUPS = [Setup(*periods, *bracket) for periods in AVERAGES for bracket in BRACKETS]


def document(setup: Setup) -> dict[str, Any]:
    fast, slow = f"ema_{setup.fast}", f"ema_{setup.slow}"

    def level(value: float) -> dict[str, Any]:
        return {"type": setup.kind, "value": value, "from": "signal"}

    return {
        "strategyId": "cross",
        "strategyName": "EMA cross",
        "symbol": "EURUSD",
        "timeframe": "H1",
        "rules": {
            "entry": {
                "logic": "OR",
                "onOppositeSignal": "hold",
                "conditions": [
                    {"indicator": fast, "condition": "crosses_above", "value": slow},
                    {"indicator": fast, "condition": "crosses_below", "value": slow},
                ],
            },
            "exit": {"stopLoss": level(setup.stop), "takeProfit": level(setup.target)},
            "riskManagement": {"lotSize": 0.1, "maxPositions": 1},
            "execution": {"path": "pessimistic"},
        },
    }


@pytest.fixture(scope="module")
def eurusd() -> pd.DataFrame:
    return series.eurusd()


@pytest.mark.parametrize("setup", SETUPS, ids=str)
def test_the_same_trades(setup: Setup, eurusd: pd.DataFrame) -> None:
    theirs = trades(eurusd, setup)
    ours = [
        Trade(
            side=one["side"],
            entry_time=one["entry_time"],
            entry_price=round(one["entry_price"], 5),
            exit_time=one["exit_time"],
            exit_price=round(one["exit_price"], 5),
            reason=one["exit_reason"],
        )
        for one in product.backtest(document(setup), eurusd).trades
    ]
    assert {one.side for one in theirs} == {"long", "short"}
    assert {one.reason for one in theirs} == {"stop_loss", "take_profit"}
    assert len(theirs) > 70
    # No bar of this data opens beyond a target and then falls back to the stop.
    assert quarrels(eurusd, theirs, setup) == 0
    assert ours == theirs


def test_enough_parameter_sets() -> None:
    assert len(set(SETUPS)) >= 30
