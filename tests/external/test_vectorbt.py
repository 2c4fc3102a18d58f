"""On real EURUSD hours a long-only EMA cross enters as in vectorbt, and leaves so without stops."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.external import product, series
from tests.external.peer_vectorbt import Legs, legs

PERIODS = [(9, 21), (5, 13), (12, 26), (20, 50)]
STOPS = [None, (0.2, 0.4), (0.35, 0.15)]


def document(periods: tuple[int, int], stops: tuple[float, float] | None) -> dict[str, Any]:
    def cross(way: str) -> list[dict[str, Any]]:
        fast, slow = f"ema_{periods[0]}", f"ema_{periods[1]}"
        return [{"indicator": fast, "condition": f"crosses_{way}", "value": slow, "side": "long"}]

    levels: dict[str, Any] = {}
    if stops is not None:
        for name, value in zip(("stopLoss", "takeProfit"), stops, strict=True):
            levels[name] = {"type": "percentage", "value": value}
    return {
        "strategyId": "cross",
        "strategyName": "EMA cross, long only",
        "symbol": "EURUSD",
        "timeframe": "H1",
        "rules": {
            "entry": {"logic": "OR", "conditions": cross("above")},
            "exit": {"logic": "OR", "conditions": cross("below"), **levels},
            "riskManagement": {"lotSize": 0.1, "maxPositions": 1},
        },
    }


@pytest.fixture(scope="module")
def eurusd() -> pd.DataFrame:
    return series.eurusd()


@pytest.mark.parametrize("stops", STOPS, ids=str)
@pytest.mark.parametrize("periods", PERIODS, ids=str)
def test_the_same_entries(
    periods: tuple[int, int], stops: tuple[float, float] | None, eurusd: pd.DataFrame
) -> None:
    said = stops or (None, None)
    shares = {
        name: value / 100
        for name, value in zip(("sl_stop", "tp_stop"), said, strict=True)
        if value is not None
    }
    theirs = legs(eurusd, periods, shares)
    ours = our_legs(document(periods, stops), eurusd)
    assert len(theirs.entries) > 30
    assert ours.entries == theirs.entries
    if stops is None:
        assert ours.exits == theirs.exits


def our_legs(said: dict[str, Any], eurusd: pd.DataFrame) -> Legs:
    run = product.backtest(said, eurusd)
    at = {ts: i for i, ts in enumerate(series.real()["ts"])}
    entries = [
        (at[one["entry_time"]], round(one["entry_price"], 5)) for one in [*run.trades, *run.open]
    ]
    exits = [(at[one["exit_time"]], round(one["exit_price"], 5)) for one in run.trades]
    return Legs(entries, exits)
