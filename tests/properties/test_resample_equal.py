"""Resampling a history at once and bar by bar gives the same bars, gaps or not."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tradewright.core.calendar import MINUTE, Timeframe
from tradewright.core.market import Bars
from tradewright.core.market.bar import each_bar
from tradewright.core.market.resample import Resampler, resample

LONGER = [Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4, Timeframe.D1]
LONGEST = [Timeframe.W1, Timeframe.MN1]


@st.composite
def histories(draw: st.DrawFn) -> Bars:
    steps = draw(st.lists(st.sampled_from([1, 1, 1, 1, 2, 4, 14, 59, 700, 4000]), max_size=120))
    start = draw(st.integers(0, 3_000_000)) * MINUTE
    ts = start + np.cumsum(np.array([0, *steps], np.int64)) * MINUTE
    seed = draw(st.integers(0, 2**31))
    rng = np.random.default_rng(seed)
    prices = rng.integers(1000, 2000, (4, ts.size)) / 8.0
    return Bars(
        symbol="X",
        timeframe=Timeframe.M1,
        ts=ts,
        open=prices[0],
        high=prices.max(axis=0),
        low=prices.min(axis=0),
        close=prices[1],
        volume=rng.integers(0, 50, ts.size).astype(np.float64),
        spread=rng.integers(1, 30, ts.size).astype(np.float64) if seed % 2 else None,
    )


@given(histories(), st.sampled_from(LONGER + LONGEST), st.sampled_from([0, 3600 * 10**9 * 22]))
def test_batch_and_stream_agree(bars: Bars, timeframe: Timeframe, day_start_ns: int) -> None:
    resampler = Resampler(Timeframe.M1, timeframe, day_start_ns)
    streamed = [closed for bar in each_bar(bars) for closed in resampler.push(bar)]
    assert streamed == list(each_bar(resample(bars, timeframe, day_start_ns)))


@given(histories(), st.sampled_from(LONGER))
def test_volume_and_range_are_conserved(bars: Bars, timeframe: Timeframe) -> None:
    resampler = Resampler(Timeframe.M1, timeframe)
    made = [closed for bar in each_bar(bars) for closed in resampler.push(bar)]
    if resampler.forming is not None:
        made.append(resampler.forming)
    assert sum(bar.volume for bar in made) == bars.volume.sum()
    assert max(bar.high for bar in made) == bars.high.max()
    assert min(bar.low for bar in made) == bars.low.min()
    assert made[0].open == bars.open[0]
    assert made[-1].close == bars.close[-1]


@given(histories(), st.integers(0, 120), st.sampled_from(LONGER))
def test_what_is_closed_stays_closed(bars: Bars, k: int, timeframe: Timeframe) -> None:
    early = list(each_bar(resample(bars[:k], timeframe)))
    assert list(each_bar(resample(bars, timeframe)))[: len(early)] == early
