"""What the engine did against what the oracle says: trade by trade, to the tick and the cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any, Final

import numpy as np

from tests.external import oracle, product, random_runs
from tests.external.oracle_book import Outcome
from tests.external.random_runs import Drawn, DrawnAccount

EXACT: Final = ("id", "strategy", "side", "entry_time", "exit_time", "exit_reason", "level")
PRICES: Final = ("entry_price", "exit_price")
CLOSE: Final = ("volume", "pnl", "pnl_pips", "r_multiple", "mfe_pips", "mae_pips")

KINDS: Final[Mapping[str, Callable[[int], Drawn | DrawnAccount]]] = {
    "plain": random_runs.draw,
    "exits": random_runs.draw_exits,
    "filters": random_runs.draw_filters,
    "regimes": random_runs.draw_regimes,
    "account": random_runs.draw_account,
    "bets": random_runs.draw_bets,
    "ladders": random_runs.draw_ladders,
    "guarded": random_runs.draw_guarded,
}
"""The kinds of random runs, each a function of a number."""


def agree(kind: str, number: int) -> Outcome:
    """What the oracle says of a random run, which the engine did to the letter."""
    drawn = KINDS[kind](number)
    if isinstance(drawn, Drawn):
        told = oracle.trade(drawn.document, drawn.bars, drawn.terms)
        ours = product.trade(drawn.document, drawn.bars, drawn.terms)
    else:
        told = oracle.together(drawn.documents, drawn.bars, drawn.terms)
        ours = product.together(drawn.documents, drawn.bars, drawn.terms)
    check(ours, told, f"{kind} {number}")
    return told


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
