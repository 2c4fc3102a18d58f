"""Random documents of the whole grammar: no future, and one meaning however they are evaluated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties import random_documents as drawn
from tests.properties.rule_trees import gappy_bars, random_bars, seeds
from tests.properties.test_no_look_ahead import agree
from tests.scenes import random_desks
from tests.scenes.desks import OPENS, Market, at_random, in_batch, step_by_step
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Costs, Strategy
from tradewright.core.market import Bars
from tradewright.core.market.bar import each_bar
from tradewright.core.rules import LiveRules, signals
from tradewright.wire.strategy import dump, parse
from tradewright.wire.strategy.words import ALL, how

strategies = drawn.strategies()
makers = st.sampled_from([random_bars, gappy_bars])


def quarters(market: Market) -> Bars:
    """A random market, told in quarters of an hour: long enough for H4 to say something."""
    bars = at_random(market)
    return replace(bars, timeframe=Timeframe.M15, ts=OPENS + (bars.ts - OPENS) * 15)


@given(strategies, random_desks.markets, random_desks.costs, st.integers(40, 249))
@settings(max_examples=40)
def test_a_prefix_of_the_bars_gives_the_prefix_of_the_run(
    strategy: Strategy, market: Market, costs: Costs, cut: int
) -> None:
    agree(strategy, quarters(market), costs, cut)


@pytest.mark.timeout(300)
@given(strategies, random_desks.markets, random_desks.costs)
@settings(max_examples=40)
def test_bar_by_bar_is_the_whole_run(strategy: Strategy, market: Market, costs: Costs) -> None:
    bars = quarters(market)
    whole, stepped = (
        in_batch(strategy, bars, costs=costs),
        step_by_step(strategy, bars, costs=costs),
    )
    assert [repr(note) for note in whole.notes] == [repr(note) for note in stepped.notes]
    assert whole.bytes() == stepped.bytes()


@given(strategies, makers, seeds, st.integers(0, 199))
@settings(max_examples=100)
def test_rules_bar_by_bar_equal_rules_all_at_once(
    strategy: Strategy, make: Callable[[int], Bars], seed: int, start: int
) -> None:
    bars = make(seed)
    live = LiveRules(strategy.rules, bars[:start])
    pushed = [live.push(bar) for bar in each_bar(bars[start:])]
    assert pushed == signals(strategy.rules, bars)[start:].tolist()


@given(strategies)
def test_what_it_means_reads_back(strategy: Strategy) -> None:
    assert parse(dump(strategy)) == strategy


def test_every_operator_is_drawn() -> None:
    told = {how(word) for each in drawn.conditions() for word in drawn.words([each], "condition")}
    assert told == set(ALL)


def test_the_blocks_of_the_contract_are_drawn() -> None:
    plain = drawn.document([drawn.LOUD], [drawn.ALSO])
    told = set[str]().union(*(drawn.blocks_of(drawn.laid(plain, row)) for row in drawn.fragments()))
    assert told >= {
        *("stopLoss", "takeProfit", "trailing", "dynamicTrailing", "moveToBreakeven", "timeExit"),
        *("weekendSpecific", "volatilityExit", "patternExit", "enhancedPartialExits", "smartExit"),
        *("sessionFilter", "spreadFilter", "volatilityFilter", "newsFilter", "correlationFilter"),
        *("regimeDetection", "multiTimeframe", "mtfSettings", "positionSizing", "execution"),
    }
