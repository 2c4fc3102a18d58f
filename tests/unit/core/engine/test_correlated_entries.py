"""Entries that are the same bet as what is open already, through the whole engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.scenes.desks import (
    PLAIN,
    Traded,
    in_batch,
    instants,
    named,
    new_desk,
    step_by_step,
)
from tests.scenes.tied import market
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Strategy
from tradewright.core.engine.batch import run_batch
from tradewright.core.market import Bars
from tradewright.core.risk import CorrelationRule

RULE = CorrelationRule(most=0.7)
OPEN, ENTER = 150, 152
"""The bars whose volume speaks: the one for the first symbol, the other for the second."""


EURUSD = market("EURUSD", 1.1, 1.0, {OPEN: 1})
TWIN, INVERSE, STRANGER = 0.95, -0.95, 0.0
BARE = replace(PLAIN, stop=None, target=None)


def second(tie: float, bits: int) -> Bars:
    return market("GBPUSD", 1.3, tie, {ENTER: bits})


def traded(strategies: Sequence[Strategy], bars: Sequence[Bars]) -> Traded:
    """The same in both ways to trade."""
    batch, steps = in_batch(strategies, bars), step_by_step(strategies, bars)
    assert batch.bytes() == steps.bytes()
    return batch


def after(rule: CorrelationRule, tie: float, bits: int) -> list[float | str]:
    """What became of the second entry: its lots, or why it was refused."""
    strategies = [named(BARE, "a"), replace(named(BARE, "b", "GBPUSD"), correlations=(rule,))]
    done = traded(strategies, [EURUSD, second(tie, bits)])
    notes = [note for note in done.notes if note.strategy == "b"]
    return [note.lots if note.kind == "opened" else note.reason for note in notes]


@pytest.mark.parametrize(
    ("tie", "bits", "came"),
    [
        (TWIN, 1, "CORRELATED"),
        (TWIN, 2, 0.1),
        (INVERSE, 1, 0.1),
        (INVERSE, 2, "CORRELATED"),
        (STRANGER, 1, 0.1),
        (STRANGER, 2, 0.1),
    ],
)
def test_the_same_bet_is_a_matter_of_both_sides(tie: float, bits: int, came: float | str) -> None:
    assert after(RULE, tie, bits) == [came]


@pytest.mark.parametrize(
    ("rule", "came"),
    [
        (replace(RULE, reduces=True), 0.05),
        (replace(RULE, positions=2), 0.1),
        (replace(RULE, symbols=("EURUSD",)), "CORRELATED"),
        (replace(RULE, symbols=("USDJPYm",)), 0.1),
        (replace(RULE, least_points=151), "CORRELATION_UNKNOWN"),
        (replace(RULE, lookback_days=1.0, least_points=151), "CORRELATED"),
        (replace(RULE, timeframes=(Timeframe.H1,), least_points=5), "CORRELATION_UNKNOWN"),
        (replace(RULE, reduces=True, least_points=1000), "CORRELATION_UNKNOWN"),
        (replace(RULE, timeframes=(Timeframe.M5,), least_points=29), "CORRELATED"),
        (replace(RULE, timeframes=(Timeframe.M5,), least_points=30), "CORRELATION_UNKNOWN"),
        (replace(RULE, update_hours=2.0, lookback_days=1.0, least_points=119), "CORRELATED"),
        (
            replace(RULE, update_hours=2.0, lookback_days=1.0, least_points=120),
            "CORRELATION_UNKNOWN",
        ),
    ],
)
def test_what_a_rule_can_say(rule: CorrelationRule, came: float | str) -> None:
    # The entry is filled at 12:33: 153 minutes have closed, 152 returns; 30 whole spans of five
    # minutes, 29 returns; by 12:00, the last multiple of two hours, 120 minutes, 119 returns.
    assert after(rule, TWIN, 1) == [came]


def test_a_correlation_of_middling_size_and_few_points_may_be_larger() -> None:
    rule = replace(RULE, most=0.7, timeframes=(Timeframe.M15,), least_points=5)
    # Nine returns of which r is 0.617; one standard error further it is 0.81.
    plain = after(rule, 0.35, 1)
    assert plain == [0.1]
    assert after(replace(rule, cautious=True), 0.35, 1) == ["CORRELATED"]


def test_currencies_add_up_over_the_account() -> None:
    rule = CorrelationRule(most=1.0, by_currency=True)
    # Long EURUSD and long GBPUSD are both short of dollars; long and short are not.
    assert after(rule, STRANGER, 1) == ["CURRENCY_EXPOSURE"]
    assert after(rule, STRANGER, 2) == [0.1]
    assert after(replace(rule, positions=2), STRANGER, 1) == [0.1]
    assert after(replace(rule, reduces=True), STRANGER, 1) == [0.05]


def test_a_currency_that_is_hedged_already_may_be_added_to() -> None:
    rule = CorrelationRule(most=1.0, by_currency=True)
    # 0.1 EURUSD long is short 11,000 dollars; 0.2 USDCHF long is long 20,000 of them.
    bars = [EURUSD, market("USDCHF", 0.9, STRANGER, {OPEN: 1}), second(STRANGER, 1)]
    swiss = replace(named(BARE, "s", "USDCHF"), sizing=replace(BARE.sizing, lots=0.2))
    pound = replace(named(BARE, "b", "GBPUSD"), correlations=(rule,))
    done = traded([named(BARE, "a"), swiss, pound], bars)
    assert done.refused == []
    small = replace(swiss, sizing=replace(BARE.sizing, lots=0.05))
    assert traded([named(BARE, "a"), small, pound], bars).refused == ["CURRENCY_EXPOSURE"]


def test_a_position_of_another_strategy_on_the_same_symbol_is_the_same_bet() -> None:
    bars = market("EURUSD", 1.1, 1.0, {OPEN: 1, ENTER: 1})
    first = replace(BARE, id="a")
    other = replace(BARE, id="b", correlations=(RULE,))
    done = traded([first, other], [bars])
    # a opens on the first bar and b may not; on the second one a is full, and b may not again.
    told = [(note.strategy, note.reason) for note in done.notes if note.kind == "refused"]
    assert told == [("b", "CORRELATED"), ("a", "MAX_POSITIONS"), ("b", "CORRELATED")]
    assert len(done.open) == 1


def test_its_own_positions_do_not_count() -> None:
    bars = market("EURUSD", 1.1, 1.0, {OPEN: 1, ENTER: 1})
    alone = replace(BARE, max_positions=2, correlations=(replace(RULE, by_currency=True),))
    assert len(traded([alone], [bars]).open) == 2


def test_entries_of_one_instant_are_judged_in_order() -> None:
    bars = [EURUSD, market("GBPUSD", 1.3, TWIN, {OPEN: 1})]
    seated = [
        replace(named(BARE, "a"), correlations=(RULE,)),
        replace(named(BARE, "b", "GBPUSD"), correlations=(RULE,)),
    ]
    done = traded(seated, bars)
    assert [(note.strategy, note.kind) for note in done.notes] == [
        ("a", "opened"),
        ("b", "refused"),
    ]


def test_a_history_makes_it_known_from_the_start() -> None:
    bars = [EURUSD, second(TWIN, 1)]
    seated = [named(BARE, "a"), replace(named(BARE, "b", "GBPUSD"), correlations=(RULE,))]
    since = int(bars[0].ts[145])
    batch = new_desk(bars)
    run_batch(batch, seated, bars, since=since)
    assert batch.reasons("b") == {"CORRELATED": 1}
    live = new_desk(bars)
    for one, strategy in zip(bars, seated, strict=True):
        live.add(strategy, one[:145])
    for instant in instants([one[145:] for one in bars]):
        live.step(instant)
    assert live.reasons("b") == {"CORRELATED": 1}
    cold = new_desk([one[145:] for one in bars])
    run_batch(cold, seated, [one[145:] for one in bars])
    assert cold.reasons("b") == {"CORRELATION_UNKNOWN": 1}


def test_a_restored_desk_remembers_the_closes() -> None:
    bars = [EURUSD, second(TWIN, 1)]
    seated = {
        "a": named(BARE, "a"),
        "b": replace(named(BARE, "b", "GBPUSD"), correlations=(RULE,)),
    }
    desk = new_desk(bars)
    for strategy, one in zip(seated.values(), bars, strict=True):
        desk.add(strategy, one[:0])
    for k, instant in enumerate(instants(bars)):
        if k == 151:
            blob, desk = desk.snapshot(), new_desk(bars)
            desk.restore(blob, seated, {"a": bars[0][:k], "b": bars[1][:k]})
            assert desk.snapshot() == blob
        desk.step(instant)
    assert desk.reasons("b") == {"CORRELATED": 1}
