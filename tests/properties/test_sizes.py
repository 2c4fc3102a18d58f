"""Every size is whole steps of the volume, within all its caps, and says how it was worked out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from tests.scenes import random_desks
from tests.scenes.desks import Market, at_random, in_batch
from tradewright.core.engine import Costs, Strategy
from tradewright.core.market import instrument

TRADED = instrument("EURUSD")


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_lots_are_whole_steps_within_their_caps(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    done = in_batch(strategy, at_random(market), costs=costs)
    most = strategy.sizing.max_lots or TRADED.volume_max
    least = max(TRADED.volume_min, strategy.min_lots)
    for note in done.notes:
        if note.kind != "opened":
            continue
        assert math.isfinite(note.lots)
        steps = note.lots / TRADED.volume_step
        assert steps == pytest.approx(round(steps), abs=1e-9)
        assert least - 1e-9 <= note.lots <= most + 1e-9
        assert note.size is not None
        assert note.size.lots == note.lots
