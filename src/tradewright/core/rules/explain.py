"""Why a bar did or did not signal, condition by condition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from tradewright.core.market import Bars
from tradewright.core.rules.checks import check
from tradewright.core.rules.conditions import (
    Comparison,
    Group,
    Logic,
    Node,
    Rules,
    comparisons,
    series,
)
from tradewright.core.rules.frames import values
from tradewright.core.rules.operands import Number, Operand, Series
from tradewright.core.rules.truth import FALSE, TRUE, UNKNOWN

Truth = Literal["true", "false", "unknown"]
_WORDS: Final[dict[int, Truth]] = {TRUE: "true", FALSE: "false", UNKNOWN: "unknown"}


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
    missing : how far the left of a condition is from making it true, in its unit; None where it is
        true, or unknown, or a group.
    operands : what a condition compared; empty for groups.
    members : what a group joined; empty for conditions.
    """

    path: str
    text: str
    truth: Truth
    missing: float | None = None
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
    found = series(rules)
    table = values(found, bars[: i + 1])
    now = [float(table[each][i]) for each in found]
    before = [float(table[each][i - 1]) if i else math.nan for each in found]
    bar = _Bar(found, before, now)
    members = tuple(_side(name, tree, bar) for name, tree in rules.trees())
    met = [member.text for member in members if member.truth == "true"]
    text = f"signals {', '.join(met)}" if met else "no signal"
    return Explanation(path="rules", text=text, truth="true" if met else "false", members=members)


class _Bar:
    """The values of one bar and of the bar before, by operand."""

    def __init__(self, order: Sequence[Series], before: list[float], now: list[float]) -> None:
        self._place: dict[Operand, int] = {series: i for i, series in enumerate(order)}
        self._before = before
        self._now = now

    def truth(self, node: Node) -> Truth:
        for leaf in comparisons(node):
            if isinstance(leaf.right, Number) and leaf.right not in self._place:
                self._place[leaf.right] = len(self._now)
                self._now.append(leaf.right.value)
                self._before.append(leaf.right.value)
        return _WORDS[check(node, self._place)(self._before, self._now)]

    def reading(self, operand: Operand) -> Reading:
        if isinstance(operand, Number):
            value = operand.value
            return Reading(name=_figure(value), value=value, before=value)
        place = self._place[operand]
        now, before = _known(self._now[place]), _known(self._before[place])
        return Reading(name=operand.name, value=now, before=before)


def _side(name: str, tree: Node, bar: _Bar) -> Explanation:
    told = _tell(tree, bar)
    return Explanation(path=told.path, text=name, truth=told.truth, members=(told,))


def _tell(node: Node, bar: _Bar) -> Explanation:
    match node:
        case Comparison():
            operands = (bar.reading(node.left), bar.reading(node.right))
            truth = bar.truth(node)
            missing = _missing(node, *operands) if truth == "false" else None
            return Explanation(
                path=node.path,
                text=_sentence(node, *operands) + _short_by(node, operands, missing),
                truth=truth,
                missing=missing,
                operands=operands,
            )
        case Group():
            members = tuple(_tell(member, bar) for member in node.members)
            text = _tally(node.logic, members)
            return Explanation(path=node.path, text=text, truth=bar.truth(node), members=members)
        case _:
            assert_never(node)


def _sentence(leaf: Comparison, left: Reading, right: Reading) -> str:
    named = [f"{left.name} ({_figure(left.value)})", f"{right.name} ({_figure(right.value)})"]
    if isinstance(leaf.right, Number):
        named[1] = right.name
    text = f"{named[0]} {leaf.operator} {named[1]}"
    if leaf.operator.crosses:
        text += f"; the bar before: {_figure(left.before)} and {_figure(right.before)}"
    return text


def _missing(leaf: Comparison, left: Reading, right: Reading) -> float | None:
    """How far the left operand is from making a comparison true that is false.

    Of a cross that is how far it is from the other side now; where it is there already, because it
    was there on the bar before, how far it was.
    """
    if left.value is None or right.value is None:
        return None
    if _was_there(leaf, left, right) and left.before is not None and right.before is not None:
        return abs(left.before - right.before)
    return abs(left.value - right.value)


def _was_there(leaf: Comparison, left: Reading, right: Reading) -> bool:
    """Whether nothing crossed because it was on that side on the bar before."""
    if left.value is None or right.value is None or not leaf.operator.crosses:
        return False
    gap = left.value - right.value
    return (-gap if leaf.operator.swaps else gap) > 0.0


def _short_by(leaf: Comparison, operands: tuple[Reading, Reading], missing: float | None) -> str:
    if missing is None:
        return ""
    if _was_there(leaf, *operands):
        return f"; already on that side, by {_figure(missing)}"
    return f"; {_figure(missing)} away"


def _tally(logic: Logic, members: Sequence[Explanation]) -> str:
    if logic is Logic.NOT:
        return f"NOT: the condition is {members[0].truth}"
    met = sum(member.truth == "true" for member in members)
    return f"{logic}: {met} of {len(members)} conditions are true"


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _figure(value: float | None) -> str:
    return "not known yet" if value is None else f"{value:.7g}"
