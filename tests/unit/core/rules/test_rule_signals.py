"""Truth tables, hand-made crosses, and what a bar's explanation says."""

from itertools import product

import numpy as np
import pytest

from tradewright.core.calendar import HOUR, Timeframe
from tradewright.core.indicators import resolve
from tradewright.core.market import Bars
from tradewright.core.market.bar import Bar
from tradewright.core.rules import (
    EXIT_LONG,
    EXIT_SHORT,
    FALSE,
    LONG,
    SHORT,
    TRUE,
    UNKNOWN,
    UNKNOWN_BIT,
    Comparison,
    Group,
    LiveRules,
    Logic,
    Node,
    Number,
    Rules,
    Series,
    UnknownOperator,
    columns,
    compile_passes,
    explain,
    leaves,
    operator,
    signals,
    truth,
    warmup,
)

NAN = float("nan")


def bars(close: list[float], opened: list[float] | None = None) -> Bars:
    """Bars whose close and open are given; the rest follows from them."""
    closes = np.array(close, np.float64)
    opens = closes.copy() if opened is None else np.array(opened, np.float64)
    return Bars(
        symbol="EURUSD",
        timeframe=Timeframe.H1,
        ts=np.arange(closes.size, dtype=np.int64) * HOUR,
        open=opens,
        high=np.maximum(opens, closes),
        low=np.minimum(opens, closes),
        close=closes,
        volume=np.ones(closes.size),
    )


def compared(left: str, how: str, right: str | float, path: str = "") -> Comparison:
    other = Series(column=resolve(right)) if isinstance(right, str) else Number(value=right)
    column = Series(column=resolve(left))
    return Comparison(left=column, operator=operator(how), right=other, path=path)


def group(logic: Logic, *members: Node) -> Group:
    return Group(logic=logic, members=members)


def completions(value: int) -> tuple[int, ...]:
    """What an unknown value may turn out to be."""
    return (FALSE, TRUE) if value == UNKNOWN else (value,)


@pytest.mark.parametrize(("left", "right"), list(product((FALSE, TRUE, UNKNOWN), repeat=2)))
def test_a_connective_is_known_exactly_when_no_completion_changes_it(left: int, right: int) -> None:
    pairs = list(product(completions(left), completions(right)))
    for join, plain in ((truth.both, min), (truth.either, max)):
        results = {plain(a, b) for a, b in pairs}
        assert join(left, right) == (results.pop() if len(results) == 1 else UNKNOWN)
    assert truth.negate(left) == {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[left]


@pytest.mark.parametrize(
    ("how", "right", "expected"),
    [
        (">", 2.0, [0, 0, 1, 0]),
        (">=", 2.0, [0, 1, 1, 1]),
        ("<", 2.0, [1, 0, 0, 0]),
        ("<=", 2.0, [1, 1, 0, 1]),
        ("==", 2.0, [0, 1, 0, 1]),
    ],
)
def test_comparisons_with_a_number(how: str, right: float, expected: list[int]) -> None:
    found = signals(Rules(entry_long=compared("close", how, right)), bars([1.0, 2.0, 3.0, 2.0]))
    assert found.dtype == np.uint8
    assert found.tolist() == expected


def test_a_touch_counts_as_the_side_it_came_from() -> None:
    close = [1.0, 2.0, 3.0, 2.0, 3.0, 1.0, 2.0, 1.0]
    up = signals(Rules(entry_long=compared("close", "crosses_above", 2.0)), bars(close))
    down = signals(Rules(entry_short=compared("close", "crosses_below", 2.0)), bars(close))
    assert (up & LONG).tolist() == [0, 0, 1, 0, 1, 0, 0, 0]
    assert (down & SHORT).tolist() == [0, 0, 0, 0, 0, SHORT, 0, SHORT]
    assert (up & UNKNOWN_BIT).tolist() == [UNKNOWN_BIT, 0, 0, 0, 0, 0, 0, 0]


def test_a_cross_of_two_series_is_one_way() -> None:
    history = bars([1.0, 3.0, 1.0, 2.0], opened=[2.0, 2.0, 2.0, 2.0])
    rules = Rules(
        entry_long=compared("close", "crosses_above", "open"),
        entry_short=compared("close", "crosses_below", "open"),
        exit_long=compared("close", "less_than", "open"),
        exit_short=compared("close", "equals", "open"),
    )
    expected = [UNKNOWN_BIT | EXIT_LONG, LONG, SHORT | EXIT_LONG, EXIT_SHORT]
    assert signals(rules, history).tolist() == expected


def test_unknown_never_signals_but_does_not_hide_what_is_certain() -> None:
    warming = compared("sma_3", "greater_than", 0.0)
    above = compared("close", "greater_than", 0.0)
    history = bars([1.0, 1.0, 1.0])
    both = signals(Rules(entry_long=group(Logic.AND, above, warming)), history)
    either = signals(Rules(entry_long=group(Logic.OR, warming, above)), history)
    neither = signals(Rules(entry_long=group(Logic.NOT, warming)), history)
    assert both.tolist() == [UNKNOWN_BIT, UNKNOWN_BIT, LONG]
    assert either.tolist() == [UNKNOWN_BIT | LONG, UNKNOWN_BIT | LONG, LONG]
    assert neither.tolist() == [UNKNOWN_BIT, UNKNOWN_BIT, 0]


def test_a_long_history_has_no_seams() -> None:
    close = np.random.default_rng(3).normal(1.0, 0.1, 40_000)
    rules = Rules(entry_long=compared("close", "crosses_above", 1.0))
    crossed = (close[:-1] <= 1.0) & (close[1:] > 1.0)
    assert crossed.sum() > 9_000
    assert np.array_equal(signals(rules, bars(list(close)))[1:] == LONG, crossed)


def test_no_bars_and_no_rules() -> None:
    assert signals(Rules(entry_long=compared("rsi", ">", 50.0)), bars([])).tolist() == []
    assert signals(Rules(), bars([1.0, 2.0])).tolist() == [0, 0]
    assert (columns(Rules()), warmup(Rules())) == ((), 0)


def test_columns_come_once_and_warmup_is_the_first_certain_bar() -> None:
    crossing = compared("ema_5", "crosses_above", "sma_8")
    rules = Rules(entry_long=crossing, exit_short=compared("sma_8", "<", "close"))
    assert [column.name for column in columns(rules)] == ["ema_5", "sma_8", "close"]
    bits = signals(rules, bars(list(np.linspace(1.0, 2.0, 20))))
    first = int(np.argmin(bits & UNKNOWN_BIT))
    assert first == warmup(rules) == 8


def test_groups_have_as_many_members_as_their_logic_needs() -> None:
    leaf = compared("close", ">", 1.0)
    for logic, members in ((Logic.NOT, (leaf, leaf)), (Logic.AND, (leaf,)), (Logic.OR, ())):
        with pytest.raises(ValueError, match=f"a group under {logic}"):
            Group(logic=logic, members=members)


def test_an_unknown_operator_names_the_nearest() -> None:
    with pytest.raises(
        UnknownOperator, match=r"'crosses_abov' is not one of .* mean crosses_above"
    ):
        operator("crosses_abov")


def test_live_values_are_those_of_the_last_bar() -> None:
    atr = Series(column=resolve("atr_2"))
    rules = Rules(entry_long=compared("close", "crosses_above", 2.0))
    live = LiveRules(rules, bars([1.0, 1.0]), extra=[atr])
    assert np.isnan(live.read(atr))
    assert live.push(Bar(5 * HOUR, 1.0, 3.0, 1.0, 3.0, 1.0)) == LONG
    assert live.value(resolve("close")) == 3.0
    assert live.read(atr) == pytest.approx(1.0)


def test_an_explanation_shows_operands_now_and_before() -> None:
    rules = Rules(
        entry_long=group(
            Logic.AND,
            compared("close", "crosses_above", "sma_2", path="rules.entry.conditions[0]"),
            compared("rsi_3", "less_than", 70.0, path="rules.entry.conditions[1]"),
        )
    )
    told = explain(rules, bars([1.3, 1.2, 1.08307, 1.08312]), 3)
    assert (told.path, told.text, told.truth) == ("rules", "signals entry_long", "true")
    side = told.members[0]
    assert (side.text, side.truth) == ("entry_long", "true")
    tree = side.members[0]
    assert tree.text == "AND: 2 of 2 conditions are true"
    cross, calm = tree.members
    assert cross.text == (
        "close (1.08312) crosses_above sma_2 (1.083095); the bar before: 1.08307 and 1.141535"
    )
    assert cross.path == "rules.entry.conditions[0]"
    assert (cross.operands[0].name, cross.operands[0].value) == ("close", 1.08312)
    assert calm.text.startswith("rsi_3 (")
    assert calm.text.endswith(") less_than 70")


@pytest.mark.parametrize(
    ("how", "right", "closes", "missing", "told"),
    [
        ("less_than", 1.2, [1.3, 1.25], 0.05, "close (1.25) less_than 1.2; 0.05 away"),
        ("greater_than", 1.3, [1.3, 1.25], 0.05, "close (1.25) greater_than 1.3; 0.05 away"),
        ("greater_than", 1.25, [1.3, 1.25], 0.0, "close (1.25) greater_than 1.25; 0 away"),
        ("equals", 1.3, [1.3, 1.25], 0.05, "close (1.25) equals 1.3; 0.05 away"),
        ("greater_than", 1.2, [1.3, 1.25], None, "close (1.25) greater_than 1.2"),
        (
            "crosses_above",
            1.3,
            [1.2, 1.25],
            0.05,
            "close (1.25) crosses_above 1.3; the bar before: 1.2 and 1.3; 0.05 away",
        ),
        (
            "crosses_above",
            1.1,
            [1.2, 1.25],
            0.1,
            "close (1.25) crosses_above 1.1; the bar before: 1.2 and 1.1; already on that side, "
            "by 0.1",
        ),
        (
            "crosses_below",
            1.3,
            [1.28, 1.25],
            0.02,
            "close (1.25) crosses_below 1.3; the bar before: 1.28 and 1.3; already on that side, "
            "by 0.02",
        ),
    ],
)
def test_what_is_false_says_how_far_it_is_from_true(
    how: str, right: float, closes: list[float], missing: float | None, told: str
) -> None:
    rules = Rules(entry_long=compared("close", how, right))
    leaf = explain(rules, bars(closes), 1).members[0].members[0]
    assert leaf.text == told
    assert leaf.missing == (None if missing is None else pytest.approx(missing))


def test_an_explanation_of_warm_up_says_unknown() -> None:
    told = explain(Rules(exit_short=compared("rsi_14", "<", 30.0)), bars([1.0, 2.0]), 1)
    leaf = told.members[0].members[0]
    assert (told.text, told.truth) == ("no signal", "false")
    assert (leaf.truth, leaf.operands[0].value) == ("unknown", None)
    assert leaf.text == "rsi_14 (not known yet) less_than 30"


def test_an_explanation_of_no_bar_is_an_error() -> None:
    with pytest.raises(IndexError, match="no bar 2 in 2 bars"):
        explain(Rules(), bars([1.0, 2.0]), 2)


def test_nothing_is_left_to_compile_after_the_passes_are() -> None:
    compile_passes()
    passes = (*leaves.FILLS, *leaves.JOINS, leaves.flip, leaves.mark)
    before = [len(getattr(each, "signatures", ())) for each in passes]
    tests = [compared("close", how, "sma_2") for how in (">", ">=", "==", "crosses_above")]
    denied = group(Logic.NOT, group(Logic.OR, *tests))
    rules = Rules(entry_long=group(Logic.AND, denied, compared("close", ">", 1.0)))
    signals(rules, bars([1.0, 2.0, 1.0]))
    assert [len(getattr(each, "signatures", ())) for each in passes] == before
