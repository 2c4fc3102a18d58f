"""Entry and exit conditions: every shape, and which side each is for."""

import pytest

from tests.unit.wire.strategy.documents import CROSS, Json, changed, entry, paths, problems
from tradewright.core.indicators import resolve
from tradewright.core.rules import Comparison, Group, Logic, Node, Number, Operator, Series
from tradewright.wire.strategy import examine, parse

BELOW: Json = {**CROSS, "condition": "crosses_below"}
RSI: Json = {"indicator": "rsi", "condition": "less_than", "value": 70}


def series(name: str) -> Series:
    return Series(column=resolve(name))


UP = Comparison(left=series("ema_9"), operator=Operator.CROSSES_ABOVE, right=series("ema_21"))
DOWN = Comparison(left=series("ema_9"), operator=Operator.CROSSES_BELOW, right=series("ema_21"))
CALM = Comparison(left=series("rsi_14"), operator=Operator.LESS_THAN, right=Number(value=70.0))


def group(logic: Logic, *members: Node) -> Group:
    return Group(logic=logic, members=members)


def sides(document: Json) -> tuple[Node | None, Node | None]:
    rules = parse(document).rules
    return rules.entry_long, rules.entry_short


def test_a_flat_list_is_parted_by_the_polarity_of_its_operators() -> None:
    assert sides(entry(CROSS, BELOW)) == (UP, DOWN)


def test_logic_applies_within_each_side() -> None:
    calm_long = {**RSI, "side": "long"}
    calm_both = {**RSI, "side": "both"}
    assert sides(entry(CROSS, BELOW, calm_long)) == (group(Logic.AND, UP, CALM), DOWN)
    expected = (group(Logic.OR, UP, CALM), group(Logic.OR, DOWN, CALM))
    assert sides(entry(CROSS, BELOW, calm_both, logic="or")) == expected


@pytest.mark.parametrize(
    "description",
    [
        "SELL: over",
        "sell 1: x",
        "Sell Signal: x",
        "SHORT entry - x",
        "sell when weak",
        "Sell #2: x",
    ],
)
def test_a_description_wins_over_polarity(description: str) -> None:
    assert sides(entry({**CROSS, "description": description})) == (None, UP)


@pytest.mark.parametrize("description", ["Long EMA under short EMA", "Selling pressure", "", 7])
def test_a_description_that_does_not_start_with_a_side_says_nothing(description: object) -> None:
    assert sides(entry({**CROSS, "description": description})) == (UP, None)


def test_an_explicit_side_wins_over_the_description() -> None:
    both = {**CROSS, "description": "SELL: x", "side": "LONG"}
    assert sides(entry(both)) == (UP, None)


@pytest.mark.parametrize("name", ["short_entry", "Sell", "SHORT", "shortEntry", "sell signals"])
def test_the_name_of_a_group_wins_over_descriptions_inside(name: str) -> None:
    members = [{**CROSS, "description": "BUY: x"}, RSI]
    document = changed(
        "rules.entry",
        {"logic": "OR", "groups": [{"name": name, "logic": "AND", "conditions": members}]},
    )
    assert sides(document) == (None, group(Logic.AND, UP, CALM))


def test_groups_of_both_sides() -> None:
    groups = [
        {"name": "long_entry", "logic": "AND", "conditions": [CROSS, RSI]},
        {"name": "short_entry", "logic": "AND", "conditions": [BELOW]},
        {"side": "long", "conditions": [{"logic": "NOT", "conditions": [BELOW]}]},
    ]
    document = changed("rules.entry", {"logic": "OR", "groups": groups})
    long = group(Logic.OR, group(Logic.AND, UP, CALM), group(Logic.NOT, DOWN))
    assert sides(document) == (long, DOWN)


def test_a_nested_group_has_the_side_its_members_agree_on() -> None:
    nested = {"logic": "AND", "conditions": [CROSS, {**RSI, "condition": "equals"}]}
    same = Comparison(left=series("rsi_14"), operator=Operator.EQUALS, right=Number(value=70.0))
    assert sides(entry(nested, BELOW)) == (group(Logic.AND, UP, same), DOWN)


def test_not_turns_polarity_round() -> None:
    assert sides(entry({"logic": "NOT", "conditions": [CROSS]})) == (None, group(Logic.NOT, UP))


def test_a_nested_group_that_speaks_for_both_sides_is_refused() -> None:
    nested = {"logic": "AND", "conditions": [CROSS, RSI]}
    assert paths(entry(nested)) == ["rules.entry.conditions[0].side"]
    assert sides(entry({**nested, "side": "long"})) == (group(Logic.AND, UP, CALM), None)


def test_inline_and_belongs_to_its_condition() -> None:
    inner = {**RSI, "and": {**CROSS, "condition": ">"}}
    more = Comparison(left=UP.left, operator=Operator.GREATER_THAN, right=UP.right)
    expected = group(Logic.AND, UP, group(Logic.AND, CALM, more))
    assert sides(entry({**CROSS, "and": inner})) == (expected, None)
    assert sides(entry({**CROSS, "and": [RSI]})) == (group(Logic.AND, UP, CALM), None)


def test_the_side_of_the_whole_list() -> None:
    assert sides(entry(CROSS, RSI, side="long")) == (group(Logic.AND, UP, CALM), None)


def test_a_member_for_another_side_than_its_group_is_refused() -> None:
    groups = [{"name": "long_entry", "logic": "AND", "conditions": [{**CROSS, "side": "short"}]}]
    document = changed("rules.entry", {"logic": "OR", "groups": groups})
    assert paths(document) == ["rules.entry.groups[0].conditions[0].side"]


def test_no_side_at_all_is_refused() -> None:
    document = entry({**RSI, "condition": "equals"})
    assert paths(document) == ["rules.entry.conditions[0].side"]


def test_disabled_members_are_dropped_unread() -> None:
    off: Json = {"enabled": False, "indicator": 7, "nonsense": True}
    off_group: Json = {"enabled": False, "logic": "XOR", "conditions": 3}
    assert sides(entry(CROSS, off, off_group)) == (UP, None)
    assert paths(entry(off)) == ["rules.entry.conditions"]


def test_several_conditions_need_a_logic_and_one_does_not() -> None:
    assert parse(changed("rules.entry", {"conditions": [CROSS]})).rules.entry_long == UP
    document = changed("rules.entry", {"conditions": [CROSS, {**RSI, "side": "long"}]})
    assert paths(document) == ["rules.entry.logic"]


def test_not_is_of_one_condition() -> None:
    two = {"logic": "NOT", "side": "long", "conditions": [CROSS, RSI]}
    assert paths(entry(two)) == ["rules.entry.conditions[0].logic"]


def test_conditions_and_groups_together_are_refused() -> None:
    both = {"logic": "OR", "conditions": [CROSS], "groups": [{"conditions": [CROSS]}]}
    assert "rules.entry.groups" in paths(changed("rules.entry", both))


def test_identical_sides_are_refused() -> None:
    assert paths(entry({**CROSS, "side": "both"})) == ["rules.entry.side"]


def test_groups_nest_sixteen_levels_and_no_more() -> None:
    deep: Json = CROSS
    for _ in range(15):
        deep = {"logic": "AND", "conditions": [deep]}
    assert problems(entry(deep)) == ()
    deeper = {"logic": "AND", "conditions": [{"logic": "AND", "conditions": [deep]}]}
    assert "deeper than 16" in problems(entry(deeper))[0].message


@pytest.mark.parametrize("name", ["long_exit", "exit_long", "Close Long"])
def test_exit_conditions_close_the_side_of_their_group(name: str) -> None:
    document = changed("rules.exit.groups", [{"name": name, "conditions": [BELOW]}])
    rules = parse(document).rules
    assert (rules.exit_long, rules.exit_short) == (DOWN, None)


def test_exit_conditions_never_guess_their_side() -> None:
    described = {**BELOW, "description": "SELL: x"}
    for condition in (BELOW, described):
        document = changed("rules.exit.conditions", [condition])
        assert paths(document) == ["rules.exit.conditions[0].side"]
    document = changed("rules.exit.groups", [{"name": "sell", "conditions": [BELOW]}])
    assert paths(document) == ["rules.exit.groups[0].conditions[0].side"]
    both = parse(changed("rules.exit.conditions", [{**BELOW, "side": "both"}])).rules
    assert both.exit_long == both.exit_short == DOWN


def test_guessed_sides_of_an_and_list_are_noted() -> None:
    notes = examine(entry(CROSS, RSI)).notes
    noted = [note.path for note in notes if "operator alone" in note.message]
    assert noted == ["rules.entry.conditions[0]", "rules.entry.conditions[1]"]
    assert not [note for note in examine(entry(CROSS)).notes if "operator" in note.message]


def test_every_comparison_carries_its_path() -> None:
    nested = {"logic": "OR", "side": "long", "conditions": [CROSS, {**RSI, "and": BELOW}]}
    tree = parse(entry(nested)).rules.entry_long
    assert isinstance(tree, Group)
    inline = tree.members[1]
    assert isinstance(inline, Group)
    base = "rules.entry.conditions[0]"
    assert tree.path == base
    assert [member.path for member in tree.members] == [
        f"{base}.conditions[0]",
        f"{base}.conditions[1]",
    ]
    assert inline.members[1].path == f"{base}.conditions[1].and"
