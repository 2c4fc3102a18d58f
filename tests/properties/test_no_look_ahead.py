"""What happened up to a bar does not change when more bars follow it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import random_desks
from tests.scenes.desks import Market, at_random, in_batch
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Costs, Strategy
from tradewright.core.market import Bars
from tradewright.services.bias import Trial, lookahead

cuts = st.integers(40, 249)
seeds = st.integers(0, 2**32 - 1)


@given(random_desks.ruled(), random_desks.markets, random_desks.costs, cuts)
def test_a_prefix_of_the_bars_gives_the_prefix_of_the_run(
    strategy: Strategy, market: Market, costs: Costs, cut: int
) -> None:
    agree(strategy, at_random(market), costs, cut)


@given(random_desks.ruled(), random_desks.markets, random_desks.costs, st.integers(300, 899))
def test_so_it_is_with_minutes_under_a_slower_strategy(
    strategy: Strategy, market: Market, costs: Costs, cut: int
) -> None:
    bars = at_random(replace(market, n=900))
    agree(replace(strategy, timeframe=Timeframe.M5), bars, costs, cut)


def agree(strategy: Strategy, bars: Bars, costs: Costs, cut: int) -> None:
    whole, part = in_batch(strategy, bars, costs=costs), in_batch(strategy, bars[:cut], costs=costs)
    last = int(bars.ts[cut - 1])
    assert [repr(n) for n in whole.notes if n.ts <= last] == list(map(repr, part.notes))
    assert [repr(t) for t in whole.trades if t.exit_time <= last] == list(map(repr, part.trades))
    assert whole.equity[:cut] == part.equity


@pytest.mark.parametrize("seed", range(5))
def test_the_future_is_never_read(seed: int) -> None:
    """Other bars after the cut: the same past."""
    bars = at_random(Market(seed=seed, n=400))
    other = at_random(Market(seed=seed + 100, n=400, price=2.0))
    cut = 200
    mixed = replace(
        bars,
        **{
            name: np.r_[getattr(bars, name)[:cut], getattr(other, name)[cut:]]
            for name in ("open", "high", "low", "close", "volume")
        },
    )
    strategy = random_desks.PLAIN
    past, changed = in_batch(strategy, bars), in_batch(strategy, mixed)
    last = int(bars.ts[cut - 1])
    assert past.equity[:cut] == changed.equity[:cut]
    assert past.equity != changed.equity
    before = [note for note in past.notes if note.ts <= last]
    assert before
    assert before == [note for note in changed.notes if note.ts <= last]


@settings(max_examples=25)
@given(random_desks.ruled(), random_desks.markets, seeds)
def test_the_search_for_look_ahead_accuses_nobody(
    strategy: Strategy, market: Market, seed: int
) -> None:
    trial = Trial(make=lambda: strategy, bars=at_random(market), zones=session_zones())
    assert lookahead(trial, cuts=5, seed=seed).findings == ()
