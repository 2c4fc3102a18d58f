"""Correlation from rings of closes: against numpy and scipy, with gaps, and by the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.kernel import rows
from tradewright.core.market.bonds import Ring
from tradewright.core.risk.correlation import (
    Closes,
    correlation,
    further,
    keep_close,
    p_value,
    ring_of,
)

START = 500_000 * HOUR


def vault(room: int, *steps: int) -> Closes:
    """Rings of feeds 0, 1, 2 ... at these timeframes."""
    rings = rows(Ring, len(steps))
    for k, step in enumerate(steps):
        rings[k].feed, rings[k].step_ns, rings[k].start, rings[k].room = k, step, k * room, room
    return Closes(rings, np.zeros(room * len(steps), np.int64), np.zeros(room * len(steps)))


def lay(closes: Closes, feed: int, prices: NDArray[np.float64], seen: NDArray[np.bool_]) -> None:
    """Minute bars of a feed, those that were seen."""
    for k in np.flatnonzero(seen).tolist():
        keep_close(closes, feed, START + (k + 1) * MINUTE, float(prices[k]))


def pair(seed: int, n: int, tie: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two walks that share so much of their steps."""
    rng = np.random.default_rng(seed)
    common, own = rng.normal(0, 1e-3, n), rng.normal(0, 1e-3, (2, n))
    steps = tie * common + (1 - abs(tie)) * own
    return 1.1 * np.exp(np.cumsum(steps[0])), 150.0 * np.exp(np.cumsum(steps[1]))


@given(st.integers(0, 2**31), st.integers(5, 90), st.floats(-1, 1), st.floats(0.5, 1.0))
def test_it_equals_numpys_over_the_bars_that_both_have(
    seed: int, n: int, tie: float, share: float
) -> None:
    x, y = pair(seed, n, tie)
    seen = np.random.default_rng(seed).random((2, n)) < share
    closes = vault(100, MINUTE, MINUTE)
    lay(closes, 0, x, seen[0])
    lay(closes, 1, y, seen[1])
    both = seen.all(axis=0)
    returns = np.diff(np.log(x[both])), np.diff(np.log(y[both]))
    r, points = correlation(closes, 0, 1, START + n * MINUTE, 10_000)
    assert points == max(both.sum() - 1, 0)
    if points < 3:
        assert np.isnan(r)
        return
    assert r == pytest.approx(np.corrcoef(*returns)[0, 1], abs=1e-9)
    pearson = cast("Callable[..., tuple[float, float]]", getattr(stats, "pearsonr"))  # noqa: B009
    _, chance = pearson(*returns)
    assert p_value(r, points) == pytest.approx(chance, abs=1e-8)


def test_a_bar_that_has_not_closed_by_then_is_not_looked_at() -> None:
    x, y = pair(1, 60, 0.5)
    closes = vault(100, MINUTE, MINUTE)
    all_ = np.ones(60, np.bool_)
    lay(closes, 0, x, all_)
    lay(closes, 1, y, all_)
    before = np.diff(np.log(x[:40])), np.diff(np.log(y[:40]))
    for until in (40 * MINUTE, 41 * MINUTE - 1):
        r, points = correlation(closes, 0, 1, START + until, 10_000)
        assert points == 39
        assert r == pytest.approx(np.corrcoef(*before)[0, 1])
    r, points = correlation(closes, 0, 1, START + 60 * MINUTE, 10)
    assert points == 10
    last = np.diff(np.log(x[-11:])), np.diff(np.log(y[-11:]))
    assert r == pytest.approx(np.corrcoef(*last)[0, 1])


def test_longer_timeframes_take_the_last_close_of_each_bucket() -> None:
    x, y = pair(2, 600, 0.7)
    closes = vault(30, HOUR, HOUR)
    all_ = np.ones(600, np.bool_)
    lay(closes, 0, x, all_)
    lay(closes, 1, y, all_)
    hours = np.diff(np.log(x[59::60])), np.diff(np.log(y[59::60]))
    r, points = correlation(closes, 0, 1, START + 10 * HOUR, 100)
    assert points == 9
    assert r == pytest.approx(np.corrcoef(*hours)[0, 1])
    # An hour of which the last minute is missing is over all the same, one minute later.
    keep_close(closes, 0, START + 10 * HOUR + 5 * MINUTE, 1.2)
    keep_close(closes, 1, START + 10 * HOUR + 5 * MINUTE, 151.0)
    assert correlation(closes, 0, 1, START + 11 * HOUR - 1, 100)[1] == 9
    assert correlation(closes, 0, 1, START + 11 * HOUR, 100)[1] == 10


def test_a_ring_forgets_its_oldest_closes() -> None:
    x, y = pair(3, 60, 0.5)
    closes = vault(12, MINUTE, MINUTE)
    all_ = np.ones(60, np.bool_)
    lay(closes, 0, x, all_)
    lay(closes, 1, y, all_)
    r, points = correlation(closes, 0, 1, START + 60 * MINUTE, 10_000)
    assert points == 11
    last = np.diff(np.log(x[-12:])), np.diff(np.log(y[-12:]))
    assert r == pytest.approx(np.corrcoef(*last)[0, 1])


@given(st.integers(0, 2**31), st.integers(20, 90), st.integers(3, 15), st.floats(0.3, 1.0))
def test_more_room_than_a_rule_asks_for_changes_nothing(
    seed: int, n: int, points: int, share: float
) -> None:
    """Rings are as long as the longest rule of the desk asks for; each rule sees its own part."""
    x, y = pair(seed, n, 0.5)
    seen = np.random.default_rng(seed).random((2, n)) < share
    found: list[tuple[float, int]] = []
    for room in (points + 3, 100):
        closes = vault(room, MINUTE, MINUTE)
        lay(closes, 0, x, seen[0])
        lay(closes, 1, y, seen[1])
        found.append(correlation(closes, 0, 1, START + n * MINUTE, points))
    assert found[0][1] == found[1][1]
    np.testing.assert_equal(found[0][0], found[1][0])


def test_what_never_moves_has_no_correlation() -> None:
    closes = vault(50, MINUTE, MINUTE)
    x, _ = pair(4, 40, 0.5)
    all_ = np.ones(40, np.bool_)
    lay(closes, 0, x, all_)
    lay(closes, 1, np.full(40, 1.5), all_)
    assert np.isnan(correlation(closes, 0, 1, START + HOUR, 100)[0])
    assert np.isnan(p_value(float("nan"), 40))


def test_opposites_and_twins() -> None:
    x, _ = pair(5, 40, 0.5)
    closes = vault(50, MINUTE, MINUTE)
    all_ = np.ones(40, np.bool_)
    lay(closes, 0, x, all_)
    lay(closes, 1, 1.0 / x, all_)
    assert correlation(closes, 0, 1, START + HOUR, 100)[0] == pytest.approx(-1.0)
    assert correlation(closes, 0, 0, START + HOUR, 100)[0] == 1.0
    assert p_value(1.0, 39) == 0.0
    assert p_value(0.0, 39) == pytest.approx(1.0)


def test_rings_are_found_by_feed_and_timeframe() -> None:
    closes = vault(5, MINUTE, HOUR)
    assert (ring_of(closes, 0, MINUTE), ring_of(closes, 1, HOUR)) == (0, 1)
    assert ring_of(closes, 0, HOUR) == -1


def test_few_points_may_hide_a_closer_tie() -> None:
    # atanh(0.6) = 0.693147; with 28 points one standard error is 0.2.
    assert further(0.6, 28) == pytest.approx(np.tanh(0.6931471805599453 + 0.2))
    assert further(-0.6, 28) == -further(0.6, 28)
    assert further(0.6, 3) == 1.0
