"""A Python strategy that says what a document says trades like it, in a batch and in steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import PLAIN, Market, Traded, at_random, in_batch, step_by_step
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Strategy
from tradewright.core.engine.script import Columns, Intent, View
from tradewright.core.engine.sizes import PercentRisk
from tradewright.core.engine.strategy import Breakeven, Stop, Target, Trailing
from tradewright.core.indicators import resolve
from tradewright.core.market import Bars
from tradewright.core.rules import Comparison, Number, Operator, Rules, Series


def compared(left: str, operator: Operator, right: str | float) -> Comparison:
    other = Number(value=right) if not isinstance(right, str) else Series(column=resolve(right))
    return Comparison(left=Series(column=resolve(left)), operator=operator, right=other)


RULES = Rules(
    entry_long=compared("ema_4", Operator.CROSSES_ABOVE, "ema_9"),
    entry_short=compared("ema_4", Operator.CROSSES_BELOW, "ema_9"),
    exit_long=compared("rsi_7", Operator.GREATER_THAN, 78.0),
    exit_short=compared("rsi_7", Operator.LESS_THAN, 22.0),
)


class Cross:
    """The same in Python."""

    def on_bar(self, view: View) -> Intent | None:
        signal = 0
        if view.crossed_above("ema_4", "ema_9"):
            signal |= Intent.buy().signal
        if view.crossed_below("ema_4", "ema_9"):
            signal |= Intent.sell().signal
        if view["rsi_7"] > 78.0:
            signal |= 4
        if view["rsi_7"] < 22.0:
            signal |= 8
        return Intent(signal) if signal else None


RULED = replace(
    PLAIN,
    rules=RULES,
    stop=Stop(kind="atr", value=2.0, atr_period=7),
    target=Target(kind="rr_ratio", value=1.5),
    trailing=Trailing(distance_pips=8, step_pips=1),
    breakeven=Breakeven(trigger_r=0.5),
    sizing=PercentRisk(percent=1.0),
    max_positions=2,
    on_opposite="close",
)
SCRIPTED = replace(RULED, rules=Rules(), script=Cross())


def same(left: Traded, right: Traded) -> None:
    assert list(map(repr, left.notes)) == list(map(repr, right.notes))
    assert left.bytes() == right.bytes()


def both(strategy: Strategy, script: Strategy, bars: Bars) -> int:
    done = in_batch(strategy, bars)
    same(done, in_batch(script, bars))
    same(done, step_by_step(script, bars))
    same(done, step_by_step(strategy, bars))
    return len(done.trades)


@pytest.mark.parametrize("seed", range(4))
def test_on_the_same_timeframe(seed: int) -> None:
    assert both(RULED, SCRIPTED, at_random(Market(seed=seed, n=700, gaps=True))) > 20


@pytest.mark.parametrize("seed", range(3))
def test_on_bars_made_of_minutes_with_gaps(seed: int) -> None:
    bars = at_random(Market(seed=seed, n=2500, gaps=True))
    slow, script = (replace(one, timeframe=Timeframe.M5) for one in (RULED, SCRIPTED))
    assert both(slow, script, bars) > 20


class Own:
    """A strategy with its own levels and size; it also watches what it holds."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int, bool]] = []

    def on_bar(self, view: View) -> Intent | None:
        self.seen.append((view.ts, len(view.positions), view.flat))
        if view.flat and view.volume % 4 == 1:
            return Intent.buy(stop=view.close - 0.0011, target=view.high + 0.0020, lots=0.25)
        if view.flat and view.volume % 4 == 2:
            return Intent.sell(stop=view.close + 0.0011, lots=0.05)
        return Intent.close() if view.positions and view.volume == 15 else None


@pytest.mark.parametrize("seed", range(3))
def test_own_levels_sizes_and_positions(seed: int) -> None:
    bars = at_random(Market(seed=seed, n=600, gaps=True))
    first, second = Own(), Own()
    done = in_batch(replace(PLAIN, script=first), bars)
    same(done, step_by_step(replace(PLAIN, script=second), bars))
    assert first.seen == second.seen
    assert {trade.volume for trade in done.trades} == {0.25, 0.05}
    assert {held for _, held, _ in first.seen} == {0, 1}


class Prepared:
    """The same cross, by columns of its own."""

    def prepare(self, bars: Bars) -> Columns:
        rises = np.r_[np.nan, np.diff(bars.close)]
        return {
            "rises": rises,
            "streak": np.r_[np.nan, np.nan, rises[1:-1]] if len(bars) > 1 else rises,
        }

    def on_bar(self, view: View) -> Intent | None:
        if view["rises"] > 0.0 > view["streak"] and view.crossed_above("rises", "streak"):
            return Intent.buy(stop=view.close - 0.0011)
        return Intent.close() if view["rises"] < 0.0 else None


@pytest.mark.parametrize("seed", range(3))
def test_prepared_columns_are_the_same_in_steps(seed: int) -> None:
    bars = at_random(Market(seed=seed, n=600, gaps=True))
    done = in_batch(replace(PLAIN, script=Prepared()), bars)
    same(done, step_by_step(replace(PLAIN, script=Prepared()), bars))
    assert len(done.trades) > 20
