"""The engine against the oracle: random strategies on random series."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import zip_longest
from typing import Any

import numpy as np
import pytest

from tests.external import oracle, product
from tests.external.oracle_book import Outcome
from tests.external.random_runs import draw, draw_account

SETS = 200
BATCH = 20
ACCOUNTS = 20
EXACT = ("id", "strategy", "side", "entry_time", "exit_time", "exit_reason")
PRICES = ("entry_price", "exit_price")
CLOSE = ("volume", "pnl", "pnl_pips", "r_multiple", "mfe_pips", "mae_pips")


def differences(ours: dict[str, Any] | None, told: dict[str, Any] | None) -> list[str]:
    """Which facts of one trade differ, and how."""
    if ours is None or told is None:
        return [f"only the {'oracle' if ours is None else 'engine'} has {told or ours}"]
    found = [key for key in EXACT if ours.get(key) != told.get(key)]
    # Whole ticks: a thousandth of the smallest one separates equal from different.
    found += [key for key in PRICES if not same(ours.get(key), told.get(key), 1e-8)]
    found += [key for key in CLOSE if not same(ours.get(key), told.get(key), 1e-6)]
    return [f"{key}: engine {ours.get(key)!r}, oracle {told.get(key)!r}" for key in found]


def check(ours: Outcome, told: Outcome, name: str) -> None:
    for at, pair in enumerate(zip_longest(ours.trades, told.trades)):
        assert differences(*pair) == [], f"{name}, trade {at}"
    for pair in zip_longest(ours.open, told.open):
        assert differences(*pair) == [], f"{name}, open"
    assert ours.reasons == told.reasons, name
    np.testing.assert_allclose(ours.equity, told.equity, rtol=0, atol=1e-6, err_msg=name)


def same(ours: float | None, told: float | None, tolerance: float) -> bool:
    if ours is None or told is None:
        return ours is told
    return abs(ours - told) <= tolerance * max(1.0, abs(told))


@pytest.mark.parametrize("start", range(0, SETS, BATCH))
def test_the_engine_trades_as_the_oracle_says(start: int) -> None:
    for number in range(start, start + BATCH):
        drawn = draw(number)
        told = oracle.trade(drawn.document, drawn.bars, drawn.terms)
        ours = product.trade(drawn.document, drawn.bars, drawn.terms)
        check(ours, told, f"set {number}")


@pytest.mark.parametrize("number", range(ACCOUNTS))
def test_strategies_share_an_account_as_the_oracle_says(number: int) -> None:
    drawn = draw_account(number)
    told = oracle.together(drawn.documents, drawn.bars, drawn.terms)
    ours = product.together(drawn.documents, drawn.bars, drawn.terms)
    assert len({one["strategy"] for one in told.trades}) > 1
    check(ours, told, f"account {number}")


def test_the_sets_reach_every_corner() -> None:
    """The comparison is worth something only if every exit, refusal and setting occurs in it."""
    exits, reasons, words = Counter[str](), Counter[str](), set[str]()
    for number in range(SETS):
        drawn = draw(number)
        run = oracle.trade(drawn.document, drawn.bars, drawn.terms)
        exits.update(f"{one['side']} {one['exit_reason']}" for one in run.trades)
        reasons.update(run.reasons)
        words.update(re.findall(r'"([^"]+)"', json.dumps(drawn.document)))
    kinds = ("stop_loss", "trailing_stop", "breakeven", "take_profit", "signal", "opposite")
    assert {f"{side} {kind}" for side in ("long", "short") for kind in kinds} == set(exits)
    assert min(exits.values()) > 50
    assert set(reasons) == {
        "CONFLICTING_SIGNALS",
        "OPPOSITE_POSITION",
        "MAX_POSITIONS",
        "OUTSIDE_SESSION",
        "SPREAD_TOO_WIDE",
        "WARMING_UP",
        "INVALID_STOP",
        "VOLUME_BELOW_MINIMUM",
        "INSUFFICIENT_MARGIN",
    }
    assert {"hold", "close", "reverse", "hedge", "pessimistic", "ohlc", "optimistic"} <= words
    assert {"EURUSD", "USDJPY", "XAUUSD", "NOT", "rr_ratio", "atr", "price", "signal"} <= words
