"""Sizes that follow the strategy's own closed trades: Kelly, drawdown, equity curve, recovery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import PLAIN, Market, Row, at_random, by_hand, in_batch, step_by_step
from tradewright.core.engine import Note, Strategy
from tradewright.core.engine.ladder import Ladder, Part
from tradewright.core.engine.sizes import FixedLot, Kelly, PercentRisk, Recovery, Scaling

FULL = replace(PLAIN, sizing=FixedLot(lots=1.0))
WIN: list[Row] = [(1.1, 1.1, 1.1, 1.1, 1), (1.1, 1.1021, 1.1, 1.1)]
LOSS: list[Row] = [(1.1, 1.1, 1.1, 1.1, 1), (1.1, 1.1, 1.0989, 1.1)]


def entries(strategy: Strategy, said: str) -> list[Note]:
    """What came of entries whose trades win 20 pips (W) or lose 10 (L), one after the other."""
    rows = [row for letter in said for row in (WIN if letter == "W" else LOSS)]
    bars = by_hand(rows)
    batch, steps = in_batch(strategy, bars), step_by_step(strategy, bars)
    assert batch.bytes() == steps.bytes()
    return [note for note in batch.notes if note.kind in {"opened", "refused"}]


def outcomes(strategy: Strategy, said: str) -> list[float | str]:
    """Lots, or why there were none."""
    return [one.lots if one.kind == "opened" else one.reason for one in entries(strategy, said)]


def kelly(**more: float) -> Strategy:
    return replace(PLAIN, sizing=Kelly(**more))  # pyright: ignore[reportArgumentType]


def test_what_is_stated_counts_until_there_is_a_sample() -> None:
    # 0.5 - 0.5 / 2 is 25 %; 4 % of that are 1 %: 100, then 102 of 10,200, over 10 pips.
    stated = kelly(win_rate=0.5, payoff=2.0, fraction=0.04, min_trades=3)
    assert outcomes(stated, "WW") == [1.0, 1.02]


def test_then_its_own_trades_do() -> None:
    # 10,000 + 200 (1 lot) - 102 (1.02 lots) + 200 (1 lot of 10,098) is 10,298.
    own = kelly(win_rate=0.5, payoff=2.0, fraction=0.02, min_trades=3)
    notes = entries(own, "WLWL")
    assert [note.lots for note in notes[:3]] == [0.5, 0.5, 0.5]
    # Wins of 100 and 100, a loss of 50: 2/3 - 1/3 / 2 is 50 %, a fiftieth of it 1 %: of 10,150.
    assert notes[3].lots == 1.01
    assert notes[3].size is not None
    assert notes[3].size.kelly == pytest.approx((2 / 3, 2.0, 0.02, 3))


@pytest.mark.parametrize(
    ("win_rate", "payoff", "came"),
    [(0.3, 2.0, "NO_EDGE"), (1 / 3, 2.0, "NO_EDGE"), (0.5, 1.0, "NO_EDGE"), (0.5, 2.0, 1.0)],
)
def test_without_an_edge_there_is_no_trade(win_rate: float, payoff: float, came: object) -> None:
    stated = kelly(win_rate=win_rate, payoff=payoff, fraction=0.04)
    assert outcomes(stated, "W") == [came]


@pytest.mark.parametrize("said", ["LLW", "WWW"])
def test_a_sample_of_only_one_kind_defines_no_share(said: str) -> None:
    assert outcomes(kelly(min_trades=2), said) == [0.01, 0.01, "NO_EDGE"]


def test_the_least_volume_until_something_is_known() -> None:
    assert outcomes(kelly(min_trades=3), "WLW") == [0.01, 0.01, 0.01]
    assert outcomes(replace(kelly(min_trades=3), min_lots=0.05), "W") == [0.05]


def test_no_more_than_the_most() -> None:
    stated = kelly(win_rate=0.9, payoff=3.0, fraction=1.0, most_percent=0.5)
    assert outcomes(stated, "W") == [0.5]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kelly_counts_what_the_trade_list_says(seed: int) -> None:
    ladder = Ladder(parts=(Part(percent=40.0, kind="profit", value=4.0),))
    sizing = Kelly(min_trades=5, most_percent=1.0)
    strategy = replace(PLAIN, sizing=sizing, ladder=ladder)
    done = in_batch(strategy, at_random(Market(seed=seed, n=900)))
    profit: dict[int, float] = {}
    closed: list[float] = []
    asked = 0
    for note in done.notes:
        if note.kind in {"closed", "reduced"}:
            profit[note.position] = profit.get(note.position, 0.0) + note.amount
        if note.kind == "closed":
            closed.append(profit[note.position])
        if note.size is not None and note.size.kelly is not None and len(closed) >= 5:
            pnl = np.array(closed)
            won, lost = pnl[pnl > 0], pnl[pnl < 0]
            rate, payoff, _, trades = note.size.kelly
            assert trades == len(closed)
            assert rate == pytest.approx(float((pnl > 0).mean()))
            if won.size and lost.size:
                assert payoff == pytest.approx(float(won.mean() / -lost.mean()))
            asked += 1
    assert asked > 0


def test_smaller_by_the_drawdown() -> None:
    # Of 4 %: after 1 % 0.75 lots; after 1.75 % 0.5625.
    scaling = Scaling(drawdown_percent=4.0)
    assert outcomes(replace(FULL, scaling=scaling), "LLW") == [1.0, 0.75, 0.56]


def test_the_drawdown_factor_is_at_least_a_quarter() -> None:
    scaling = Scaling(drawdown_percent=0.5)
    assert outcomes(replace(FULL, scaling=scaling), "LLW") == [1.0, 0.25, 0.25]


def test_half_below_the_average_of_its_own_curve() -> None:
    # 9,900 is below 9,990.48; 10,000 is above 9,991.38.
    scaling = Scaling(equity_curve=True)
    assert outcomes(replace(FULL, scaling=scaling), "LWW") == [1.0, 0.5, 1.0]


def test_recovery_ends_after_a_winning_streak() -> None:
    mode = Recovery(drawdown_percent=1.0, factor=0.5, wins=2)
    scaling = Scaling(recovery=mode)
    came = outcomes(replace(FULL, scaling=scaling), "LWLWWW")
    assert came == [1.0, 0.5, 0.5, 0.5, 0.5, 1.0]


def test_recovery_ends_with_the_drawdown_where_no_streak_is_asked_for() -> None:
    scaling = Scaling(recovery=Recovery(drawdown_percent=1.0, factor=0.5))
    assert outcomes(replace(FULL, scaling=scaling), "LWW") == [1.0, 0.5, 1.0]


def test_a_smaller_drawdown_changes_nothing() -> None:
    scaling = Scaling(recovery=Recovery(drawdown_percent=1.01, factor=0.5))
    assert outcomes(replace(FULL, scaling=scaling), "LW") == [1.0, 1.0]


def test_factors_multiply_and_each_is_told() -> None:
    scaling = Scaling(
        drawdown_percent=4.0,
        equity_curve=True,
        recovery=Recovery(drawdown_percent=1.0, factor=0.5, wins=1),
    )
    note = entries(replace(FULL, scaling=scaling), "LW")[1]
    assert note.lots == 0.18  # 0.75 x 0.5 x 0.5
    assert note.size is not None
    assert note.size.factors == (("drawdown", 0.75), ("equity curve", 0.5), ("recovery", 0.5))


def test_percent_risk_shrinks_with_the_drawdown_too() -> None:
    strategy = replace(PLAIN, sizing=PercentRisk(percent=1.0), scaling=Scaling(drawdown_percent=4))
    # 1 % of 9,900 is 99 over 10 pips, times 0.75.
    assert outcomes(strategy, "LW") == [1.0, 0.74]
