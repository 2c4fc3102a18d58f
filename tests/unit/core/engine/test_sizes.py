"""Sizes by hand, equal in both ways to trade."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import PLAIN, Row, by_hand, in_batch, step_by_step
from tradewright.core.engine import Strategy
from tradewright.core.engine.sizes import AtrRisk, EquityShare, FixedLot, PercentRisk, Sizing

BARE = replace(PLAIN, stop=None)


def outcome(strategy: Strategy, cash: float = 10_000.0) -> float | str:
    """Lots of the only entry, or why it was refused, where every ATR is 8 pips."""
    rows: list[Row] = [(1.1, 1.1004, 1.0996, 1.1, int(k == 5)) for k in range(8)]
    bars = by_hand(rows)
    batch, steps = in_batch(strategy, bars, cash), step_by_step(strategy, bars, cash)
    assert batch.bytes() == steps.bytes()
    (note,) = (note for note in batch.notes if note.kind in {"opened", "refused"})
    return note.lots if note.kind == "opened" else note.reason


@pytest.mark.parametrize(
    ("sizing", "came"),
    [
        # 1 % of 10,000 is 100; 2 x 8 pips cost 160 a lot.
        (AtrRisk(percent=1.0, multiplier=2.0, atr_period=3), 0.62),
        (AtrRisk(percent=1.0, multiplier=2.0, atr_period=3, max_lots=0.5), 0.5),
        (AtrRisk(percent=1.0, multiplier=2.0, atr_period=14), "WARMING_UP"),
        # 50 % of 10,000 is 5,000; a lot at 1.1 is worth 110,000.
        (EquityShare(percent=50.0), 0.04),
        (EquityShare(percent=5.0), "VOLUME_BELOW_MINIMUM"),
        (EquityShare(percent=100.0, max_lots=0.03), 0.03),
    ],
)
def test_methods_that_need_no_stop(sizing: Sizing, came: float | str) -> None:
    assert outcome(replace(BARE, sizing=sizing)) == came


@pytest.mark.parametrize(
    ("least", "step", "came"),
    [(0.0, 0.0, 0.37), (0.0, 0.05, 0.35), (0.36, 0.0, 0.37), (0.36, 0.05, "VOLUME_BELOW_MINIMUM")],
)
@pytest.mark.parametrize("sizing", [FixedLot(lots=0.37), PercentRisk(percent=0.375)])
def test_a_step_and_a_least_size(
    sizing: Sizing, least: float, step: float, came: float | str
) -> None:
    assert outcome(replace(PLAIN, sizing=sizing, min_lots=least, lot_step=step)) == came
