"""News in a compiled run, on a desk that hears it as it comes, over a restart: equal bits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import calendars, random_desks
from tests.scenes.desks import (
    PLAIN,
    Market,
    as_it_came,
    at_random,
    in_batch,
    instants,
    named,
    new_desk,
    step_by_step,
)
from tradewright.core.calendar import Timeframe
from tradewright.core.calendar.news import Impact, NewsCalendar
from tradewright.core.engine import Costs, Note, Strategy
from tradewright.core.market import Bars
from tradewright.core.risk import NewsFilter, Pause

RULES = NewsFilter(
    pauses=(
        Pause(impacts=(Impact.HIGH,), before_minutes=20, after_minutes=10),
        Pause(titles=("rate decision",), before_minutes=5, after_minutes=30),
    ),
    max_age_hours=1.0,
)


@given(
    random_desks.strategies(),
    random_desks.markets,
    random_desks.costs,
    calendars.filters,
    calendars.calendars,
)
def test_one_feed(
    strategy: Strategy, market: Market, costs: Costs, rules: NewsFilter, known: NewsCalendar
) -> None:
    bars, seated = at_random(market), replace(strategy, news=rules)
    batch = in_batch(seated, bars, costs=costs, news=known)
    steps = step_by_step(seated, bars, costs=costs, news=known)
    assert list(map(repr, batch.notes)) == list(map(repr, steps.notes))
    assert batch.bytes() == steps.bytes()
    assert batch.books() == steps.books()


@settings(max_examples=25)
@given(random_desks.markets, calendars.calendars, st.integers(0, 249))
def test_finer_feeds_several_strategies_and_a_restart(
    market: Market, known: NewsCalendar, at: int
) -> None:
    bars = [at_random(market), at_random(replace(market, symbol="USDJPY", price=150.0))]
    seated = [
        named(replace(PLAIN, news=RULES, timeframe=Timeframe.M5), "a"),
        named(replace(PLAIN, news=replace(RULES, on_stale="allow")), "b", "USDJPY"),
        named(PLAIN, "c"),
    ]
    batch = in_batch(seated, bars, news=known)
    steps = step_by_step(seated, bars, news=known)
    assert batch.bytes() == steps.bytes()
    notes = interrupted(seated, bars, known, at)
    assert list(map(repr, notes)) == list(map(repr, steps.notes))


def interrupted(
    seated: list[Strategy], bars: list[Bars], known: NewsCalendar, at: int
) -> list[Note]:
    """Step `at` instants, go on with another desk that heard only what was known by then."""
    desk = new_desk(bars)
    histories = {one.id: next(b for b in bars if b.symbol == one.symbol) for one in seated}
    for strategy in seated:
        desk.add(strategy, histories[strategy.id][:0])
    notes: list[Note] = []
    told, heard = list(as_it_came(known)), NewsCalendar()
    for k, instant in enumerate(instants(bars)):
        if k == at:
            blob, now = desk.snapshot(), instant[0].ts
            seen = {name: b[: int(np.searchsorted(b.ts, now))] for name, b in histories.items()}
            desk = new_desk(bars)
            desk.hear(heard)
            desk.restore(blob, {one.id: one for one in seated}, seen)
        while told and told[0][0] <= instant[0].ts:
            heard = told.pop(0)[1]
            desk.hear(heard)
        notes += desk.step(instant)
    return notes


@pytest.mark.parametrize("seed", range(3))
def test_both_reasons_occur_and_trades_as_well(seed: int) -> None:
    bars = at_random(Market(seed=21, n=400, talk=0.5))
    done = in_batch(replace(PLAIN, news=RULES), bars, news=calendars.at_random(seed, events=30))
    assert {"NEWS_BLACKOUT", "NEWS_STALE"} <= set(done.refused)
    assert len(done.trades) > 3
