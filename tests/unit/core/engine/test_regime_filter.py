"""What the regime of the signal bar does to an entry, through the whole engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import PLAIN, Row, Traded, by_hand, in_batch, step_by_step
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Strategy
from tradewright.core.engine.strategy import Stop, Target, Trailing
from tradewright.core.indicators import compute, resolve
from tradewright.core.market import Reason
from tradewright.core.market.regimes import Regime
from tradewright.core.risk import Conduct, Detector, RegimeFilter, judge_regime

DETECTOR = Detector(lookback_days=20 / 1440)
"""It ranks among 20 ATRs: known from bar 34 on."""


def climb(says: dict[int, int], n: int = 80) -> list[Row]:
    """Bars that rise by a pip each: a trend as strong as there is; the volume speaks where said."""
    rows: list[Row] = []
    for k in range(n):
        price = round(1.1 + 0.0001 * k, 5)
        rows.append((price, price + 0.0002, price - 0.0001, price + 0.0001, says.get(k, 0)))
    return rows


def traded(strategy: Strategy, rows: list[Row]) -> Traded:
    """The same in both ways to trade."""
    bars = by_hand(rows)
    batch, steps = in_batch(strategy, bars), step_by_step(strategy, bars)
    assert batch.bytes() == steps.bytes()
    return batch


def opened(rules: RegimeFilter, **other: object) -> Traded:
    strategy = replace(PLAIN, regime=rules, **other)  # pyright: ignore[reportArgumentType]
    return traded(strategy, climb({60: 1}))


@pytest.mark.parametrize(
    ("rules", "came"),
    [
        (RegimeFilter(detector=DETECTOR, preferred=(Regime.TRENDING_UP,)), []),
        (RegimeFilter(detector=DETECTOR, preferred=(Regime.RANGING,)), ["REGIME_NOT_PREFERRED"]),
        (RegimeFilter(detector=DETECTOR, least_confidence=99.0), []),
        (
            RegimeFilter(detector=DETECTOR, conduct=((Regime.TRENDING_UP, Conduct(size=0.0)),)),
            ["REGIME_NOT_PREFERRED"],
        ),
        (RegimeFilter(detector=Detector(), least_confidence=1.0), ["WARMING_UP"]),
        (RegimeFilter(detector=Detector()), []),
    ],
)
def test_a_regime_lets_through_or_refuses(rules: RegimeFilter, came: list[str]) -> None:
    assert opened(rules).refused == came


def test_a_confidence_that_no_longer_timeframe_confirms_is_halved() -> None:
    # Of M30 there are two bars, so nothing confirms and nothing is known.
    unknown = RegimeFilter(detector=DETECTOR, confirming=(Timeframe.M30,), least_confidence=1.0)
    assert opened(unknown).refused == ["WARMING_UP"]
    up, ranging = np.full(1, 1.0), np.full(1, 3.0)
    rules = RegimeFilter(confirming=(Timeframe.M5,), least_confidence=45.0)
    alone = judge_regime(rules, [up, np.full(1, 80.0), ranging, np.full(1, 99.0)])
    assert alone.confidence.tolist() == [40.0]
    assert alone.gate.tolist() == [Reason.REGIME_UNCERTAIN]
    agreed = judge_regime(rules, [up, np.full(1, 80.0), up, np.full(1, 5.0)])
    assert agreed.confidence.tolist() == [80.0]
    assert agreed.gate.tolist() == [0]


def test_size_stop_and_target_of_a_regime() -> None:
    conduct = Conduct(size=0.5, stop=1.3, target=0.8)
    rules = RegimeFilter(detector=DETECTOR, conduct=((Regime.TRENDING_UP, conduct),))
    (position,) = opened(rules, target=Target(kind="rr_ratio", value=50)).open
    # Filled at 1.1061 with a stop of 10 pips times 1.3; 50 R are 650 pips, times 0.8 are 520.
    assert position.volume == 0.05
    assert position.entry_price == 1.1061
    assert position.stop == pytest.approx(1.1048)
    assert position.target == pytest.approx(1.1581)


def test_a_fixed_price_is_not_moved() -> None:
    conduct = Conduct(stop=1.3, target=0.8)
    rules = RegimeFilter(detector=DETECTOR, conduct=((Regime.TRENDING_UP, conduct),))
    stop, target = Stop(kind="price", value=1.09), Target(kind="price", value=1.2)
    (position,) = opened(rules, stop=stop, target=target).open
    assert (position.stop, position.target) == (1.09, 1.2)
    (bare,) = opened(rules, stop=None, target=None).open
    assert (bare.stop, bare.target) == (None, None)


def test_a_trailing_distance_of_a_regime() -> None:
    conduct = Conduct(trailing_pips=3.0)
    rules = RegimeFilter(detector=DETECTOR, conduct=((Regime.TRENDING_UP, conduct),))
    (position,) = opened(rules, target=None, trailing=Trailing(distance_pips=8)).open
    # The last bar, number 79, reaches 1.1081 and 1.1078 is three pips behind it.
    assert position.stop == pytest.approx(1.1078)
    (plain,) = opened(RegimeFilter(), target=None, trailing=Trailing(distance_pips=8)).open
    assert plain.stop == pytest.approx(1.1073)


def test_so_many_entries_a_day() -> None:
    conduct = Conduct(trades_per_day=2)
    rules = RegimeFilter(detector=DETECTOR, conduct=((Regime.TRENDING_UP, conduct),))
    strategy = replace(PLAIN, regime=rules, max_positions=9)
    # Minute bars from 10:00; day two begins at bar 840.
    rows = climb({60: 1, 62: 1, 64: 1, 830: 1, 841: 1}, 860)
    done = traded(strategy, rows)
    assert done.refused == ["REGIME_TRADES_PER_DAY", "REGIME_TRADES_PER_DAY"]
    assert sum(note.kind == "opened" for note in done.notes) == 3


def test_it_is_told_by_a_longer_timeframe_that_has_closed() -> None:
    rules = RegimeFilter(detector=DETECTOR, timeframe=Timeframe.M5, preferred=(Regime.TRENDING_UP,))
    column, _ = DETECTOR.columns(Timeframe.M5)
    rows = climb(dict.fromkeys(range(400), 1), 400)
    done = traded(replace(PLAIN, regime=rules, max_positions=500), rows)
    first = min(note.ts for note in done.notes if note.kind == "opened")
    # Ranked among 4 ATRs of M5 (20 minutes), but 27 bars make an ADX: the 28th M5 bar closes with
    # minute 139, whose signal is filled at minute 140.
    assert column == resolve("regime", {"lookback": 4})
    assert (first - by_hand(rows).ts[0]) // 60_000_000_000 == 140


def test_the_seat_keeps_the_regime_of_its_signal() -> None:
    done = opened(RegimeFilter(detector=DETECTOR))
    seat = done.desk.tables.seats[0]
    bars = by_hand(climb({60: 1}))
    column, sure = DETECTOR.columns(Timeframe.M1)
    assert seat.regime == compute(column, bars)[60] == Regime.TRENDING_UP
    assert seat.confidence == compute(sure, bars)[60]
