"""Filters that refuse an entry or change its size, through the whole engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import OPENS, PLAIN, Row, by_hand, flat, in_batch, step_by_step
from tradewright.core.calendar import HOUR
from tradewright.core.engine import Costs, Strategy
from tradewright.core.engine.sizes import FixedLot, PercentRisk
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.market import Bars
from tradewright.core.risk import Spike, VolatilityFilter

TOKYO_AND_LONDON = OPENS - 2 * HOUR - HOUR // 2
"""A Tuesday, 07:30 in winter: Tokyo and not yet London, until 08:00."""
HALF = VolatilityFilter(period=3, most_pips=9.0)
SKIP = VolatilityFilter(period=3, most_pips=9.0, above="skip")


def market(reach: float = 0.0, *, opens: int = OPENS) -> Bars:
    """Bars that reach so far up and down; the fifth says long."""
    rows: list[Row] = [(1.1, 1.1 + reach, 1.1 - reach, 1.1, int(k == 5)) for k in range(8)]
    return by_hand(rows, opens=opens)


def outcome(strategy: Strategy, bars: Bars, spread: float = 0.0) -> list[float | str]:
    """Lots of what was opened, or why it was refused; the same in both ways to trade."""
    costs = Costs(spread_pips=spread)
    batch, steps = in_batch(strategy, bars, costs=costs), step_by_step(strategy, bars, costs=costs)
    assert batch.bytes() == steps.bytes()
    wanted = [note for note in batch.notes if note.kind in {"opened", "refused"}]
    return [note.lots if note.kind == "opened" else note.reason for note in wanted]


@pytest.mark.parametrize(
    ("rules", "reach", "came"),
    [
        (HALF, 0.0004, 0.1),
        (HALF, 0.0005, 0.05),
        (SKIP, 0.0004, 0.1),
        (SKIP, 0.0005, "VOLATILITY_TOO_HIGH"),
        (VolatilityFilter(period=3, least_pips=1.0), 0.0, "VOLATILITY_TOO_LOW"),
        (VolatilityFilter(period=14, least_pips=1.0), 0.0, "WARMING_UP"),
    ],
)
def test_the_true_range_of_the_signal_bar(
    rules: VolatilityFilter, reach: float, came: float | str
) -> None:
    assert outcome(replace(PLAIN, stop=None, volatility=rules), market(reach)) == [came]


def test_a_pause_after_a_spike_ends() -> None:
    rows = [*flat(1.1, 130), (1.1, 1.103, 1.097, 1.1, 1), *flat(1.1, 30), (1.1, 1.1, 1.1, 1.1, 1)]
    bars = by_hand([*rows, *flat(1.1, 2)])
    rules = VolatilityFilter(period=3, spike=Spike(threshold=2.0, resume_minutes=20.0))
    quiet = replace(PLAIN, stop=None, target=None, volatility=rules)
    assert outcome(quiet, bars) == ["VOLATILITY_SPIKE", 0.1]


@pytest.mark.parametrize(
    ("sessions", "size", "came"),
    [
        (("Tokyo",), Aggressiveness(), "SUBOPTIMAL_PAIR"),
        (("Tokyo",), Aggressiveness(optimal=1.0, suboptimal=0.5), 0.05),
        (("London",), Aggressiveness(optimal=1.5, suboptimal=0.5), "OUTSIDE_SESSION"),
        (("Tokyo",), None, 0.1),
    ],
)
def test_optimal_pairs(
    sessions: tuple[str, ...], size: Aggressiveness | None, came: float | str
) -> None:
    strategy = replace(PLAIN, sessions=sessions, aggressiveness=size)
    assert outcome(strategy, market(opens=TOKYO_AND_LONDON)) == [came]


def test_the_best_of_the_open_sessions_counts() -> None:
    size = Aggressiveness(optimal=2.0, suboptimal=0.5)
    strategy = replace(PLAIN, sessions=("Tokyo", "London"), aggressiveness=size)
    assert outcome(strategy, market(opens=TOKYO_AND_LONDON)) == [0.05]
    assert outcome(strategy, market(opens=TOKYO_AND_LONDON + HOUR)) == [0.2]


def test_a_wide_spread_halves_or_refuses() -> None:
    narrow = replace(PLAIN, max_spread_pips=1.0)
    assert outcome(narrow, market(), 1.0) == [0.1]
    assert outcome(narrow, market(), 1.1) == ["SPREAD_TOO_WIDE"]
    assert outcome(replace(narrow, wide_spread="reduce"), market(), 1.1) == [0.05]


def test_factors_multiply_and_never_pass_the_cap() -> None:
    strategy = replace(
        PLAIN,
        sizing=FixedLot(lots=0.4),
        max_spread_pips=1.0,
        wide_spread="reduce",
        volatility=HALF,
    )
    assert outcome(replace(strategy, stop=None), market(0.0005), 2.0) == [0.1]
    fixed = replace(
        PLAIN,
        sizing=FixedLot(lots=0.4, max_lots=0.5),
        sessions=("London",),
        aggressiveness=Aggressiveness(optimal=3.0, suboptimal=1.0),
    )
    assert outcome(fixed, market()) == [0.5]
    capped = replace(
        PLAIN,
        sizing=PercentRisk(percent=1.0, max_lots=0.5),
        sessions=("London",),
        aggressiveness=Aggressiveness(optimal=3.0, suboptimal=1.0),
    )
    assert outcome(capped, market()) == [0.5]
