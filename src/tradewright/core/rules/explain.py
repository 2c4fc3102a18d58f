"""Why a bar did or did not signal, condition by condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from tradewright.core.indicators import compute
from tradewright.core.market import Bars
from tradewright.core.rules.conditions import (
    Comparison,
    Group,
    Logic,
    Node,
    Number,
    Operand,
    Rules,
    columns,
)
from tradewright.core.rules.live import Values, combine, compare, read
from tradewright.core.rules.truth import FALSE, TRUE, UNKNOWN

Truth = Literal["true", "false", "unknown"]
_WORDS: dict[int, Truth] = {TRUE: "true", FALSE: "false", UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An operand as it stood: its name, its value on the bar and on the bar before.

    None stands for a value that is not known: warm-up, or no bar before.
    """

    name: str
    value: float | None
    before: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One condition or group on one bar.

    Parameters
    ----------
    path : where it stands in the strategy document.
    text : for people: "ema_9 (1.08312) crosses_above ema_21 (1.08307)".
    truth : "true", "false" or "unknown".
    operands : what a condition compared; empty for groups.
    members : what a group joined; empty for conditions.
    """

    path: str
    text: str
    truth: Truth
    operands: tuple[Reading, ...] = ()
    members: tuple[Explanation, ...] = ()


def explain(rules: Rules, bars: Bars, i: int) -> Explanation:
    """Every condition of one bar, with operands and truth, as a tree with one branch per side.

    Parameters
    ----------
    rules : the rules in question.
    bars : (n,) closed bars, oldest first; the same anchor as the run that is being explained.
    i : the bar, 0 <= i < n.

    Raises
    ------
    IndexError : there is no such bar.
    """
    if not 0 <= i < len(bars):
        message = f"there is no bar {i} in {len(bars)} bars; expected 0 <= i < {len(bars)}"
        raise IndexError(message)
    table = {column: compute(column, bars[: i + 1]) for column in columns(rules)}
    now = {column: float(values[i]) for column, values in table.items()}
    before = {column: float(values[i - 1]) if i else float("nan") for column, values in table.items()}
    members = tuple(_side(name, tree, before, now) for name, tree in rules.trees())
    found = [name for (name, _), member in zip(rules.trees(), members, strict=True) if member.truth == "true"]
    text = f"signals {', '.join(found)}" if found else "no signal"
    return Explanation(path="rules", text=text, truth="true" if found else "false", members=members)


def _side(name: str, tree: Node, before: Values, now: Values) -> Explanation:
    told = _tell(tree, before, now)
    return Explanation(path=told.path, text=name, truth=told.truth, members=(told,))


def _tell(node: Node, before: Values, now: Values) -> Explanation:
    match node:
        case Comparison():
            return _tell_comparison(node, before, now)
        case Group():
            members = tuple(_tell(member, before, now) for member in node.members)
            truth = combine(node.logic, [_number(member.truth) for member in members])
            text = _group_text(node.logic, members)
            return Explanation(path=node.path, text=text, truth=_WORDS[truth], members=members)
        case _:
            assert_never(node)


def _tell_comparison(leaf: Comparison, before: Values, now: Values) -> Explanation:
    operands = tuple(_reading(operand, before, now) for operand in (leaf.left, leaf.right))
    left, right = (_shown(leaf_side, item, item.value) for leaf_side, item in zip((leaf.left, leaf.right), operands, strict=True))
    text = f"{left} {leaf.operator} {right}"
    if leaf.operator.crosses:
        text += f"; the bar before: {_figure(operands[0].before)} and {_figure(operands[1].before)}"
    truth = _WORDS[compare(leaf, before, now)]
    return Explanation(path=leaf.path, text=text, truth=truth, operands=operands)


def _reading(operand: Operand, before: Values, now: Values) -> Reading:
    name = _figure(operand.value) if isinstance(operand, Number) else operand.column.name
    return Reading(name=name, value=_known(read(operand, now)), before=_known(read(operand, before)))


def _shown(operand: Operand, reading: Reading, value: float | None) -> str:
    return reading.name if isinstance(operand, Number) else f"{reading.name} ({_figure(value)})"


def _known(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124  (NaN is the value unequal to itself)


def _figure(value: float | None) -> str:
    return "not known yet" if value is None else f"{value:.7g}"


def _number(truth: Truth) -> int:
    return {word: number for number, word in _WORDS.items()}[truth]


def _group_text(logic: Logic, members: tuple[Explanation, ...]) -> str:
    if logic is Logic.NOT:
        return f"NOT: the condition is {members[0].truth}"
    met = sum(member.truth == "true" for member in members)
    return f"{logic}: {met} of {len(members)} conditions are true"
