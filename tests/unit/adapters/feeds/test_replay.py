"""Replays of one and several histories."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.services.data import samples
from tradewright.adapters.feeds.replay import ReplayFeed
from tradewright.core.calendar import HOUR, Timeframe

EURO, POUND = samples.bars(), samples.bars("GBPUSD")


def test_bars_of_one_instant_come_together_in_order() -> None:
    late = replace(POUND, ts=POUND.ts + 2 * HOUR)
    slices = list(ReplayFeed(late, EURO).since(0))
    names = [[symbol for symbol, _ in part.bars] for part in slices]
    assert names == [["EURUSD"]] * 2 + [["GBPUSD", "EURUSD"]] * 4 + [["GBPUSD"]] * 2


def test_a_replay_ends_with_its_data() -> None:
    feed = ReplayFeed(EURO)
    last = int(EURO.ts[-1]) + HOUR
    assert list(feed.since(last)) == []
    assert [part.closes for part in feed.since(last - 1)] == [last]
    assert feed.first_ns() == int(EURO.ts[0])
    assert repr(feed) == "<ReplayFeed EURUSD H1>"


def test_spreads_are_carried() -> None:
    bars = samples.bars(spread=True)
    found = [bar.spread for part in ReplayFeed(bars).since(0) for _, bar in part.bars]
    assert bars.spread is not None
    assert np.array_equal(np.array(found), bars.spread)


def test_histories_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="got none"):
        ReplayFeed()
    with pytest.raises(ValueError, match="two histories of 'EURUSD'"):
        ReplayFeed(EURO, EURO)
    with pytest.raises(ValueError, match="GBPUSD has M15 bars and EURUSD H1"):
        ReplayFeed(EURO, replace(POUND, timeframe=Timeframe.M15))
