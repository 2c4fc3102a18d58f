"""What a Python strategy sees: the past, and its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import PLAIN, Market, at_random, in_batch
from tradewright.core.engine.script import Intent, View
from tradewright.core.indicators import UnknownIndicator, compute, resolve
from tradewright.core.market import codes

BARS = at_random(Market(seed=3, n=120))


class Looking:
    """Notes down whatever a view shows."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, ...]] = []
        self.lengths: list[int] = []
        self.crosses: list[tuple[bool, bool]] = []
        self.equity: list[float] = []

    def on_bar(self, view: View) -> Intent | None:
        row = (view.ts, view.open, view.high, view.low, view.close, view.volume, view["ema_5"])
        self.rows.append(row)
        series = view.series("close")
        self.lengths.append(series.size)
        assert series[-1] == view.close
        self.crosses.append((
            view.crossed_above("close", "ema_5"),
            view.crossed_below("close", "ema_5"),
        ))
        self.equity.append(view.equity)
        return Intent.buy() if view.flat else None


def test_a_view_shows_the_past_and_nothing_else() -> None:
    looking = Looking()
    done = in_batch(replace(PLAIN, script=looking), BARS)
    columns = [BARS.ts, BARS.open, BARS.high, BARS.low, BARS.close, BARS.volume]
    ema = compute(resolve("ema_5"), BARS)
    np.testing.assert_array_equal(np.array(looking.rows), np.array([*columns, ema]).T)
    assert looking.lengths == [*range(1, 121)]
    assert looking.equity == done.equity
    above = (BARS.close[1:] > ema[1:]) & (BARS.close[:-1] <= ema[:-1])
    below = (BARS.close[1:] < ema[1:]) & (BARS.close[:-1] >= ema[:-1])
    assert looking.crosses[1:] == [*zip(above.tolist(), below.tolist(), strict=True)]
    assert len(done.trades) > 2


class Typing:
    """Asks for a series that is none."""

    def on_bar(self, view: View) -> Intent | None:
        return Intent.buy() if view["emma_9"] else None


def test_an_unknown_series_is_told_the_nearest() -> None:
    with pytest.raises(UnknownIndicator, match=r"emma_9.*did you mean.*ema"):
        in_batch(replace(PLAIN, script=Typing()), BARS)


def test_intents_are_signal_bits() -> None:
    assert Intent() == (0, 0.0, 0.0, 0.0)
    assert Intent.buy(stop=1.0).signal == codes.LONG
    assert Intent.sell(lots=2.0) == (codes.SHORT, 0.0, 0.0, 2.0)
    assert Intent.close().signal == codes.EXIT_LONG | codes.EXIT_SHORT


class Broken:
    """A script with a fault of its own."""

    def on_bar(self, view: View) -> Intent | None:
        if view.ts > BARS.ts[50]:
            message = "my own mistake"
            raise ZeroDivisionError(message)
        return None


def test_a_scripts_own_error_comes_through_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError, match="my own mistake"):
        in_batch(replace(PLAIN, script=Broken()), BARS)
