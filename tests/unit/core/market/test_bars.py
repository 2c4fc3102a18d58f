from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import by_hand, flat
from tradewright.core.market import BadBars, ExitReason, Reason
from tradewright.core.market.bar import bar_at, each_bar
from tradewright.core.market.reasons import SENTENCES

BARS = by_hand(
    [(1.1, 1.2, 1.0, 1.15, 3), (1.15, 1.25, 1.05, 1.2), *flat(1.2, 3)], spread=[1, 2, 3, 4, 5]
)


def test_a_slice_is_bars() -> None:
    part = BARS[1:3]
    assert len(part) == 2
    assert part.close.tolist() == [1.2, 1.2]
    assert part.spread is not None
    assert part.spread.tolist() == [2, 3]
    assert repr(part) == "<Bars EURUSD M1 x 2>"


def test_bars_one_by_one() -> None:
    assert [*each_bar(BARS)] == [bar_at(BARS, i) for i in range(5)]
    assert bar_at(BARS, -1).spread == 5
    assert bar_at(replace(BARS, spread=None), 0).spread is None


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(BadBars, match=r"'high' has shape \(2,\), ts has \(5,\)"):
        replace(BARS, high=np.zeros(2))


@pytest.mark.parametrize("late", [0, -5])
def test_time_that_does_not_ascend_is_refused(late: int) -> None:
    ts = BARS.ts.copy()
    ts[3] = ts[2] + late
    with pytest.raises(BadBars, match=r"ts\[3\]=\d+ is not after ts\[2\]=\d+; sort and dedup"):
        replace(BARS, ts=ts)


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
    assert len({reason.sentence for reason in Reason}) == len(Reason)


def test_exit_reasons_are_spelt_as_the_reports_spell_them() -> None:
    words = (
        "stop_loss trailing_stop breakeven take_profit partial signal opposite time session_end "
        "weekend volatility guardian manual stop_out"
    )
    assert [reason.word for reason in ExitReason][1:] == words.split()
