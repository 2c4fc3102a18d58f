"""The volatility filter by hand, and in pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.core.calendar import MINUTE
from tradewright.core.market import Reason
from tradewright.core.risk import Spike, VolatilityFilter, judge_volatility

FILTER = VolatilityFilter(least_pips=5.0, most_pips=20.0)


def judged(rules: VolatilityFilter, *atr: float) -> list[tuple[str, float]]:
    """Gate and factor of minute bars with these ATRs, where 10 pips are normal."""
    ts = np.arange(len(atr), dtype=np.int64) * MINUTE
    verdict = judge_volatility(rules, ts, np.array(atr), np.full(len(atr), 10.0))
    return [
        (Reason(int(gate)).name, float(scale))
        for gate, scale in zip(verdict.gate, verdict.scale, strict=True)
    ]


def test_both_ends_are_inside_and_beyond_them_the_actions_rule() -> None:
    assert judged(FILTER, 4.9, 5.0, 20.0, 20.1) == [
        ("VOLATILITY_TOO_LOW", 1.0),
        ("NONE", 1.0),
        ("NONE", 1.0),
        ("NONE", 0.5),
    ]
    other = VolatilityFilter(least_pips=5.0, most_pips=20.0, below="reduce", above="skip")
    assert judged(other, 4.9, 20.1) == [("NONE", 0.5), ("VOLATILITY_TOO_HIGH", 1.0)]


def test_the_optimal_range_wins_over_the_ends() -> None:
    rules = VolatilityFilter(least_pips=8.0, most_pips=9.0, above="skip", optimal_pips=(7.0, 10.0))
    assert [gate for gate, _ in judged(rules, 6.9, 7.0, 10.0, 10.1)] == [
        "VOLATILITY_TOO_LOW",
        "NONE",
        "NONE",
        "VOLATILITY_TOO_HIGH",
    ]


def test_a_spike_pauses_from_its_own_bar_until_the_minutes_have_passed() -> None:
    rules = VolatilityFilter(spike=Spike(threshold=2.0, resume_minutes=2.0))
    gates = [gate for gate, _ in judged(rules, 19.9, 20.0, 10.0, 10.0, 10.0)]
    assert gates == ["NONE", "VOLATILITY_SPIKE", "VOLATILITY_SPIKE", "NONE", "NONE"]


def test_what_is_not_known_refuses() -> None:
    assert judged(FILTER, np.nan)[0][0] == "WARMING_UP"
    rules = VolatilityFilter(spike=Spike(threshold=2.0, resume_minutes=1.0))
    verdict = judge_volatility(rules, np.zeros(1, np.int64), np.ones(1), np.full(1, np.nan))
    assert verdict.gate.tolist() == [Reason.WARMING_UP]


@pytest.mark.parametrize("spike", [None, Spike(threshold=1.5, resume_minutes=3.0)])
@given(st.lists(st.floats(1.0, 40.0), min_size=2, max_size=30), st.integers(0, 30))
def test_a_history_in_two_pieces_is_judged_like_the_whole(
    spike: Spike | None, atr: list[float], at: int
) -> None:
    rules = VolatilityFilter(least_pips=5.0, most_pips=20.0, optimal_pips=(9.0, 30.0), spike=spike)
    n, column = len(atr), np.array(atr)
    ts, normal = np.arange(n, dtype=np.int64) * MINUTE, np.full(n, 10.0)
    whole = judge_volatility(rules, ts, column, normal)
    head = judge_volatility(rules, ts[:at], column[:at], normal[:at])
    tail = judge_volatility(rules, ts[at:], column[at:], normal[at:], head.spiked)
    assert np.r_[head.gate, tail.gate].tolist() == whole.gate.tolist()
    assert np.r_[head.scale, tail.scale].tolist() == whole.scale.tolist()
