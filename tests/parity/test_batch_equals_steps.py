"""The compiled run of a whole history and a desk stepped bar by bar leave the same bits."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import random_desks
from tests.scenes.desks import (
    PLAIN,
    Market,
    at_random,
    in_batch,
    instants,
    named,
    new_desk,
    step_by_step,
)
from tradewright.core.calendar import HOUR, MINUTE, Timeframe
from tradewright.core.engine import Costs, Desk, Note, Strategy
from tradewright.core.engine.plan import Swing, Weekend
from tradewright.core.engine.sizes import PercentRisk
from tradewright.core.engine.strategy import Breakeven, Stop, Target, TimeExit, Trailing
from tradewright.core.exits import VolatilityExit
from tradewright.core.indicators import resolve
from tradewright.core.kernel import bits_of
from tradewright.core.market import Bars
from tradewright.core.market.resample import resample
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guardian import Guardian, Limits
from tradewright.core.rules import Comparison, Operator, Rules, Series

BUSY = replace(
    PLAIN,
    stop=Stop(kind="atr", value=1.5, atr_period=5),
    target=Target(kind="rr_ratio", value=2.0),
    trailing=Trailing(distance_pips=9, step_pips=1, activate_pips=3),
    breakeven=Breakeven(trigger_r=0.7, buffer_pips=1),
    sizing=PercentRisk(percent=1.0),
    max_positions=3,
    on_opposite="reverse",
)
COSTS = Costs(spread_pips=0.7, commission_per_lot=3.0, slippage_pips=0.2)
CROSS = Rules(
    entry_long=Comparison(
        left=Series(column=resolve("ema_3")),
        operator=Operator.CROSSES_ABOVE,
        right=Series(column=resolve("ema_8")),
    ),
    entry_short=Comparison(
        left=Series(column=resolve("ema_3")),
        operator=Operator.CROSSES_BELOW,
        right=Series(column=resolve("ema_8")),
    ),
)


@given(
    random_desks.strategies(),
    random_desks.markets,
    random_desks.costs,
    st.none() | random_desks.guardians,
)
def test_one_feed(
    strategy: Strategy, market: Market, costs: Costs, guardian: Guardian | None
) -> None:
    bars = at_random(market)
    batch = in_batch(strategy, bars, costs=costs, guardian=guardian)
    steps = step_by_step(strategy, bars, costs=costs, guardian=guardian)
    assert list(map(repr, batch.notes)) == list(map(repr, steps.notes))
    assert batch.bytes() == steps.bytes()
    assert batch.books() == steps.books()
    assert bits_of(batch.desk.tables.guards) == bits_of(steps.desk.tables.guards)


@settings(max_examples=40)
@given(
    st.lists(random_desks.strategies(), min_size=3, max_size=3),
    st.lists(random_desks.markets, min_size=3, max_size=3),
    random_desks.costs,
    st.none() | random_desks.guardians,
)
def test_several_feeds_on_one_account(
    strategies: list[Strategy], markets: list[Market], costs: Costs, guardian: Guardian | None
) -> None:
    names = {"GBPUSD": 1.27, "EURUSD": 1.08, "USDJPY": 151.0}
    bars = [
        at_random(replace(market, symbol=symbol, price=price))
        for market, (symbol, price) in zip(markets, names.items(), strict=True)
    ]
    seated = [
        named(one, f"s{k}", symbol)
        for k, (one, symbol) in enumerate(
            zip([*strategies, strategies[0]], [*names, "USDJPY"], strict=True)
        )
    ]
    batch = in_batch(seated, bars, costs=costs, guardian=guardian)
    steps = step_by_step(seated, bars, costs=costs, guardian=guardian)
    assert batch.bytes() == steps.bytes()
    assert batch.books() == steps.books()


@pytest.mark.parametrize("timeframe", [Timeframe.M5, Timeframe.M15, Timeframe.H1])
@pytest.mark.parametrize("seed", range(4))
def test_minutes_under_a_slower_strategy_with_gaps(timeframe: Timeframe, seed: int) -> None:
    bars = at_random(Market(seed=seed, n=6000, gaps=True, spread=True, volatility=2e-4))
    strategy = replace(BUSY, rules=CROSS, timeframe=timeframe, sessions=("London", "NewYork"))
    batch, steps = in_batch(strategy, bars, costs=COSTS), step_by_step(strategy, bars, costs=COSTS)
    assert len(batch.trades) >= 3
    assert len(resample(bars, timeframe)) < len(bars) / 3
    assert list(map(repr, batch.notes)) == list(map(repr, steps.notes))
    assert batch.bytes() == steps.bytes()


HELD: Final = replace(
    BUSY,
    stop=Stop(kind="swing", value=1, least_pips=3, most_pips=15, swing=Swing(lookback=30)),
    target=Target(kind="fibonacci", value=2.618, least_pips=5, swing=Swing(lookback=60)),
    trailing=Trailing(distance_pips=2, atr_multiple=1.5, atr_period=5, activate_r=0.5),
    volatility_exit=VolatilityExit(threshold=1.25, atr_period=3, profit_pips=1),
    time_exit=TimeExit(longest_minutes=90, check_minutes=20, progress_pips=1),
)


@pytest.mark.parametrize("timeframe", [Timeframe.M1, Timeframe.M5, Timeframe.H1])
def test_what_is_read_while_a_position_is_held(timeframe: Timeframe) -> None:
    left: set[str] = set()
    bar = timeframe.ns / MINUTE
    lives = TimeExit(longest_minutes=20 * bar, check_minutes=4 * bar, progress_pips=-1)
    strategy = replace(HELD, rules=CROSS, timeframe=timeframe, time_exit=lives)
    for seed in range(4):
        bars = at_random(Market(seed=seed, n=6000, gaps=True, spread=True, volatility=2e-4))
        batch = in_batch(strategy, bars, costs=COSTS)
        steps = step_by_step(strategy, bars, costs=COSTS)
        left |= {trade.exit_reason for trade in batch.trades}
        assert list(map(repr, batch.notes)) == list(map(repr, steps.notes))
        assert batch.bytes() == steps.bytes()
    assert {"time", "trailing_stop", "breakeven", "volatility", "take_profit"} <= left


def test_timeframes_and_symbols_on_one_account() -> None:
    bars = [
        at_random(Market(seed=5, n=3000, gaps=True)),
        at_random(Market(seed=6, n=3000, gaps=True, symbol="USDJPY", price=150.0)),
        at_random(Market(seed=7, n=3000, symbol="XAUUSD", price=2400.0, spread=True)),
    ]
    seated = [
        named(replace(BUSY, rules=CROSS, timeframe=Timeframe.M15), "a"),
        named(replace(PLAIN, rules=CROSS, timeframe=Timeframe.M5), "b", "USDJPY"),
        named(BUSY, "c", "XAUUSD"),
        named(PLAIN, "d", "EURUSD"),
        named(BUSY, "e", "USDJPY"),
        named(replace(HELD, rules=CROSS, timeframe=Timeframe.M15), "f", "USDJPY"),
    ]
    batch, steps = in_batch(seated, bars, costs=COSTS), step_by_step(seated, bars, costs=COSTS)
    assert {trade.strategy for trade in batch.trades} == set("abcdef")
    assert batch.bytes() == steps.bytes()
    assert batch.books() == steps.books()


@pytest.mark.parametrize("seed", range(5))
def test_long_histories_cross_the_tables_first_size_and_the_chunks(seed: int) -> None:
    bars = at_random(Market(seed=seed, n=20_000, talk=0.5, volatility=1e-4))
    strategy = replace(PLAIN, stop=Stop(kind="pips", value=2), target=Target(kind="pips", value=2))
    batch, steps = in_batch(strategy, bars), step_by_step(strategy, bars)
    assert len(batch.trades) > 1000
    assert batch.bytes() == steps.bytes()


WATCHFUL: Final = Guardian(
    limits=Limits(daily_loss_percent=2.0, drawdown_percent=6.0, max_positions=4),
    rearm="period",
    flatten=True,
    day_start=11 * HOUR,
    together=CorrelationRule(most=0.05, positions=3, timeframes=(Timeframe.M5,), least_points=5),
)


@pytest.mark.parametrize("at", [1, 17, 150, 299])
def test_a_desk_restored_in_the_middle_goes_on_as_if_nothing_had_happened(at: int) -> None:
    bars = [
        at_random(Market(seed=8, gaps=True, talk=0.3)),
        at_random(Market(seed=9, gaps=True, symbol="USDJPY", price=150.0)),
    ]
    held = replace(HELD, rules=CROSS, timeframe=Timeframe.M5)
    guarded = replace(PLAIN, limits=Limits(daily_loss=60.0, losing_streak=3, spacing_minutes=4))
    seated = [named(BUSY, "a"), named(BUSY, "b", "USDJPY"), named(guarded, "c"), named(held, "d")]
    whole = step_by_step(seated, bars, costs=COSTS, guardian=WATCHFUL)
    notes, equity, desk = interrupted(seated, bars, at, WATCHFUL)
    assert list(map(repr, notes)) == list(map(repr, whole.notes))
    assert equity == whole.equity
    assert repr(desk.trades()) == repr(whole.trades)
    assert repr(desk.positions()) == repr(whole.open)
    assert [desk.reasons(one.id) for one in seated] == [whole.desk.reasons(s.id) for s in seated]


@pytest.mark.parametrize("at", [40, 60, 85, 160, 175])
def test_a_restart_in_the_middle_of_a_position_changes_no_exit(at: int) -> None:
    bars = [at_random(Market(seed=21, gaps=True, talk=0.05, volatility=1e-4))]
    timed = TimeExit(longest_minutes=45, check_minutes=5, progress_pips=-9, session_end=("London",))
    slow = replace(
        HELD,
        rules=PLAIN.rules,
        stop=Stop(kind="pips", value=12),
        target=None,
        time_exit=timed,
        weekend=Weekend(friday_close=20 * HOUR, zone="America/New_York"),
        volatility_exit=VolatilityExit(threshold=1.6, atr_period=3, profit_pips=0),
    )
    seated = [slow, named(replace(slow, timeframe=Timeframe.M5), "five")]
    whole = step_by_step(seated, bars, costs=COSTS)
    held = step_by_step(seated, [bars[0][:at]], costs=COSTS)
    assert held.open
    notes, equity, desk = interrupted(seated, bars, at)
    assert list(map(repr, notes)) == list(map(repr, whole.notes))
    assert equity == whole.equity
    assert repr(desk.positions()) == repr(whole.open)
    assert in_batch(seated, bars, costs=COSTS).bytes() == whole.bytes()


def interrupted(
    strategies: list[Strategy], bars: list[Bars], at: int, guardian: Guardian | None = None
) -> tuple[list[Note], list[float], Desk]:
    """Step `at` instants, take a snapshot, restore it on a new desk, step on there."""
    desk = new_desk(bars, costs=COSTS, guardian=guardian)
    histories = {s.id: next(b for b in bars if b.symbol == s.symbol) for s in strategies}
    for strategy in strategies:
        desk.add(strategy, histories[strategy.id][:0])
    notes: list[Note] = []
    equity: list[float] = []
    for k, instant in enumerate(instants(bars)):
        if k == at:
            blob, now = desk.snapshot(), instant[0].ts
            desk = new_desk(bars, costs=COSTS, guardian=guardian)
            seen = {
                name: history[: int(np.searchsorted(history.ts, now))]
                for name, history in histories.items()
            }
            desk.restore(blob, {one.id: one for one in strategies}, seen)
            assert desk.snapshot() == blob
        notes += desk.step(instant)
        equity.append(float(desk.tables.account[0].equity))
    return notes, equity, desk
