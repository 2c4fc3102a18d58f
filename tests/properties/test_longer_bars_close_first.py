"""A bar of a longer timeframe is seen when it has closed; a planted earlier look is caught."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.properties.rule_trees import gappy_bars, random_bars, seeds
from tradewright.core.calendar import HOUR, Timeframe
from tradewright.core.indicators import resolve
from tradewright.core.market import Bars
from tradewright.core.market.bar import each_bar
from tradewright.core.market.resample import resample
from tradewright.core.rules import Comparison, LiveRules, Operator, Rules, Series, frames, signals

RULES = Rules(
    entry_long=Comparison(
        left=Series(column=resolve("close"), timeframe=Timeframe.H1),
        operator=Operator.GREATER_THAN,
        right=Series(column=resolve("open"), timeframe=Timeframe.H1),
    )
)
LONGER = st.sampled_from([Timeframe.M30, Timeframe.H1, Timeframe.H4, Timeframe.D1])
MADE = st.sampled_from([random_bars, gappy_bars])


@given(MADE, seeds, LONGER)
def test_what_is_seen_has_closed_and_what_has_closed_is_seen(
    make: Callable[[int], Bars], seed: int, timeframe: Timeframe
) -> None:
    bars = make(seed)
    higher = resample(bars, timeframe)
    ends = [*(higher.ts + timeframe.ns).tolist(), np.inf]
    closes = (bars.ts + bars.timeframe.ns).tolist()
    for now, k in zip(closes, frames.seen(higher, bars).tolist(), strict=True):
        assert k < 0 or ends[k] <= now
        assert ends[k + 1] > now


def test_the_high_of_an_hour_is_known_from_its_last_quarter_on() -> None:
    bars = random_bars(1, 12)
    high = Series(column=resolve("high"), timeframe=Timeframe.H1)
    found = frames.values([high], bars)[high]
    hours = [float(bars.high[i : i + 4].max()) for i in (0, 4, 8)]
    assert np.isnan(found[:3]).all()
    assert found[3:].tolist() == [*[hours[0]] * 4, *[hours[1]] * 4, hours[2]]
    assert int(bars.ts[3]) + bars.timeframe.ns == HOUR


def repaints(bars: Bars) -> bool:
    """Whether some bar's signal changes when later bars are known."""
    whole = signals(RULES, bars)
    return any(signals(RULES, bars[:n])[-1] != whole[n - 1] for n in range(1, len(bars)))


def one_early(higher: Bars, bars: Bars) -> NDArray[np.int64]:
    """A longer bar seen from its first quarter on."""
    return np.asarray(np.searchsorted(higher.ts, bars.ts, side="right"), np.int64) - 1


def test_a_longer_bar_seen_before_its_close_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    bars = random_bars(7)
    assert not repaints(bars)
    monkeypatch.setattr(frames, "seen", one_early)
    assert repaints(bars)
    live = LiveRules(RULES, bars[:0])
    assert [live.push(bar) for bar in each_bar(bars)] != signals(RULES, bars).tolist()
