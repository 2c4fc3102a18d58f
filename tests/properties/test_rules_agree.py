"""Rules say the same about a bar however and whenever they are asked."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.rule_trees import gappy_bars, random_bars, rules, seeds
from tradewright.core.market import Bars
from tradewright.core.market.bar import each_bar
from tradewright.core.rules import (
    UNKNOWN_BIT,
    Explanation,
    LiveRules,
    Rules,
    explain,
    signals,
    warmup,
)

BITS = {"entry_long": 1, "entry_short": 2, "exit_long": 4, "exit_short": 8}


made = st.sampled_from([random_bars, gappy_bars])


@given(rules, made, seeds, st.integers(0, 199))
def test_bar_by_bar_equals_all_at_once(
    tree: Rules, make: Callable[[int], Bars], seed: int, start: int
) -> None:
    bars = make(seed)
    live = LiveRules(tree, bars[:start])
    pushed = [live.push(bar) for bar in each_bar(bars[start:])]
    found = signals(tree, bars)[start:].tolist()
    assert pushed == found


@given(rules, made, seeds)
@settings(max_examples=50)
def test_the_future_changes_no_bar(tree: Rules, make: Callable[[int], Bars], seed: int) -> None:
    bars = make(seed)
    whole = signals(tree, bars)
    for n in range(1, len(bars) + 1):
        assert signals(tree, bars[:n]).tolist() == whole[:n].tolist(), n


@given(rules, seeds)
def test_nothing_is_unknown_after_the_warm_up(tree: Rules, seed: int) -> None:
    bars = random_bars(seed)
    bits = signals(tree, bars)
    need = warmup(tree, bars.timeframe)
    assert not (bits[need:] & UNKNOWN_BIT).any()
    assert (bits[:need] & UNKNOWN_BIT).all()


@given(rules, seeds, st.integers(0, 199))
def test_an_explanation_agrees_with_the_signal(tree: Rules, seed: int, i: int) -> None:
    bars = random_bars(seed)
    told = explain(tree, bars, i)
    met = sum(BITS[side.text] for side in told.members if side.truth == "true")
    bits = int(signals(tree, bars)[i])
    assert met == bits & ~UNKNOWN_BIT
    assert any(map(_unknown, told.members)) == bool(bits & UNKNOWN_BIT)


def _unknown(told: Explanation) -> bool:
    """Whether some comparison in a tree is unknown."""
    if told.operands:
        return told.truth == "unknown"
    return any(map(_unknown, told.members))
