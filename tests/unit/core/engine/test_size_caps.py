"""What holds sizes back, and how each size is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import PLAIN, Row, by_hand, in_batch, new_desk, step_by_step
from tradewright.core.calendar import HOUR
from tradewright.core.engine import Costs, Note, Strategy
from tradewright.core.engine.size_views import size_sentence
from tradewright.core.engine.sizes import EquityShare, FixedLot, Kelly, PercentRisk, Scaling

SIGNAL: Row = (1.1, 1.1, 1.1, 1.1, 1)
STILL: Row = (1.1, 1.1, 1.1, 1.1)


def entries(strategy: Strategy, rows: list[Row], spread: float = 0.0) -> list[Note]:
    """What came of the entry signals; the same in both ways to trade."""
    costs, bars = Costs(spread_pips=spread), by_hand(rows)
    batch, steps = in_batch(strategy, bars, costs=costs), step_by_step(strategy, bars, costs=costs)
    assert batch.bytes() == steps.bytes()
    return [note for note in batch.notes if note.kind in {"opened", "refused"}]


def outcomes(strategy: Strategy, rows: list[Row]) -> list[float | str]:
    """Lots, or why there were none."""
    return [one.lots if one.kind == "opened" else one.reason for one in entries(strategy, rows)]


def sentence(strategy: Strategy, spread: float = 0.0) -> str:
    """How the size of the only entry is told."""
    (note,) = entries(strategy, [SIGNAL, STILL], spread)
    assert note.size is not None
    return size_sentence(note.size, "USD")


@pytest.mark.parametrize("sizing", [PercentRisk(percent=3.0), FixedLot(lots=3.0)])
def test_one_trade_risks_no_more_than_the_most(sizing: PercentRisk | FixedLot) -> None:
    strategy = replace(PLAIN, sizing=sizing, scaling=Scaling(most_risk_percent=2.0))
    (note,) = entries(strategy, [SIGNAL, STILL])
    assert note.lots == 2.0
    assert note.size is not None
    assert note.size.caps == ("maxRiskPerTrade",)


def test_the_entry_above_the_risk_of_the_day_is_refused() -> None:
    scaling = Scaling(daily_risk_percent=2.0)
    strategy = replace(PLAIN, sizing=PercentRisk(percent=1.0), max_positions=3, scaling=scaling)
    assert outcomes(strategy, [SIGNAL, SIGNAL, SIGNAL, STILL]) == [1.0, 1.0, "DAILY_RISK"]


def test_the_next_day_may_risk_anew() -> None:
    scaling = Scaling(daily_risk_percent=1.5)
    strategy = replace(PLAIN, sizing=PercentRisk(percent=1.0), max_positions=3, scaling=scaling)
    bars = by_hand([SIGNAL, SIGNAL, STILL, SIGNAL, STILL])
    bars.ts[3:] += 24 * HOUR
    done = in_batch(strategy, bars)
    told = [n.kind for n in done.notes if n.kind in {"opened", "refused"}]
    assert told == ["opened", "refused", "opened"]


def test_all_positions_together_are_worth_no_more_than_the_most() -> None:
    # 0.1 lots are worth 11,000; of 16,500 another 0.05 remain.
    strategy = replace(PLAIN, max_positions=3, scaling=Scaling(exposure_percent=165.0))
    rows = [SIGNAL, SIGNAL, SIGNAL, STILL]
    assert outcomes(strategy, rows) == [0.1, 0.05, "TOTAL_EXPOSURE"]


def test_exposure_that_leaves_less_than_the_least_volume_is_named() -> None:
    strategy = replace(PLAIN, scaling=Scaling(exposure_percent=1.0))
    (note,) = entries(strategy, [SIGNAL, STILL])
    assert note.reason == "TOTAL_EXPOSURE"
    assert note.size is not None
    assert (note.size.lots, note.size.raw, note.size.caps) == (0.0, 0.1, ("maxTotalExposure",))


def test_a_size_too_small_is_told_with_its_arithmetic() -> None:
    strategy = replace(PLAIN, sizing=PercentRisk(percent=0.005))
    (note,) = entries(strategy, [SIGNAL, STILL])
    assert note.reason == "VOLUME_BELOW_MINIMUM"
    assert note.size is not None
    assert (note.size.amount, note.size.pips, note.size.pip_value) == pytest.approx((0.5, 10.0, 10))


def test_sentences() -> None:
    assert sentence(PLAIN) == "0.1 lots, fixed lot"
    told = sentence(replace(PLAIN, sizing=PercentRisk(percent=1.0)))
    assert told == (
        "1 % of 10,000.00 USD equity = 100.00 over 10.0 pips \N{MULTIPLICATION SIGN} 10 a pip "
        "and lot = 1 lots"
    )
    wide = replace(
        PLAIN, sizing=PercentRisk(percent=1.0), max_spread_pips=0.5, wide_spread="reduce"
    )
    assert sentence(wide, 1.0) == (
        f"{told}; \N{MULTIPLICATION SIGN} 0.5 spread, in whole steps = 0.5 lots"
    )
    share = sentence(replace(PLAIN, sizing=EquityShare(percent=50.0)))
    assert share == (
        "50 % of 10,000.00 USD equity = 5,000.00 at 110,000.00 a lot = 0.04545 lots; "
        "in whole steps = 0.04 lots"
    )
    assert sentence(replace(PLAIN, sizing=Kelly())) == (
        "0.01 lots, kelly criterion; held by least volume, in whole steps = 0.01 lots"
    )
    stated = sentence(replace(PLAIN, sizing=Kelly(win_rate=0.5, payoff=2.0, fraction=0.04)))
    assert stated.startswith("Kelly of 50.0% wins at 2.00 to 1 (stated), 0.04 of it: 1 % of ")


def test_tallies_and_sizes_survive_a_snapshot() -> None:
    strategy = replace(PLAIN, sizing=Kelly(min_trades=2), scaling=Scaling(daily_risk_percent=2.0))
    rows = [SIGNAL, (1.1, 1.1021, 1.1, 1.1), SIGNAL, (1.1, 1.1, 1.0989, 1.1)]
    done = step_by_step(strategy, by_hand(rows))
    blob = done.desk.snapshot()
    other = new_desk([by_hand(rows)])
    other.restore(blob, {strategy.id: strategy}, {strategy.id: by_hand(rows)})
    assert other.snapshot() == blob
    tally = other.tables.tallies[0]
    assert (tally.trades, tally.wins, tally.losses) == (2, 1, 1)
