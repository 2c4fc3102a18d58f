"""The condition tree: what is compared, how, and how comparisons are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, assert_never

from tradewright.core.calendar import Timeframe
from tradewright.core.indicators import Column
from tradewright.core.indicators import warmup as warmup_of
from tradewright.core.rules.operands import Operand, Series


class UnknownOperator(ValueError):
    """A word that names no operator; the message lists the operators and the nearest one."""


class Operator(StrEnum):
    """How two operands are compared; crosses look at the bar before as well."""

    GREATER_THAN = "greater_than"
    LESS_THAN = "less_than"
    GREATER_OR_EQUAL = "greater_or_equal"
    LESS_OR_EQUAL = "less_or_equal"
    EQUALS = "equals"
    CROSSES_ABOVE = "crosses_above"
    CROSSES_BELOW = "crosses_below"

    @property
    def crosses(self) -> bool:
        """Whether the bar before is looked at."""
        return self in {Operator.CROSSES_ABOVE, Operator.CROSSES_BELOW}

    @property
    def swaps(self) -> bool:
        """Whether this is another operator with its operands exchanged: a < b is b > a."""
        return self in {Operator.LESS_THAN, Operator.LESS_OR_EQUAL, Operator.CROSSES_BELOW}


_SPELLINGS: Final = {
    **{word.value: word for word in Operator},
    ">": Operator.GREATER_THAN,
    "<": Operator.LESS_THAN,
    ">=": Operator.GREATER_OR_EQUAL,
    "<=": Operator.LESS_OR_EQUAL,
    "==": Operator.EQUALS,
    "=": Operator.EQUALS,
    "equal": Operator.EQUALS,
    "greater_than_or_equal": Operator.GREATER_OR_EQUAL,
    "less_than_or_equal": Operator.LESS_OR_EQUAL,
    "cross_above": Operator.CROSSES_ABOVE,
    "cross_below": Operator.CROSSES_BELOW,
    "crosses_over": Operator.CROSSES_ABOVE,
    "crosses_under": Operator.CROSSES_BELOW,
}


def operator(text: str) -> Operator:
    """The operator that a spelling means.

    Parameters
    ----------
    text : "crosses_above", "CROSSES_ABOVE", "crosses above", ">"; case, spaces and hyphens do not
        matter.

    Raises
    ------
    UnknownOperator : names the text, the operators there are and the nearest one.
    """
    key = text.strip().lower().replace(" ", "_").replace("-", "_")
    if key in _SPELLINGS:
        return _SPELLINGS[key]
    near = get_close_matches(key, [*_SPELLINGS], n=1)
    hint = f"; did you mean {_SPELLINGS[near[0]]}?" if near else ""
    message = f"condition {text!r} is not one of {', '.join(Operator)}{hint}"
    raise UnknownOperator(message)


class Logic(StrEnum):
    """How the members of a group are joined."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One condition: `left operator right`.

    Parameters
    ----------
    left : the indicator in question.
    operator : how it is compared.
    right : a number, or another indicator.
    path : where it stands in its document; provenance, so it does not count in comparisons.
    """

    left: Series
    operator: Operator
    right: Operand
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions joined by one logic: two or more under AND and OR, exactly one under NOT.

    Parameters
    ----------
    logic : AND, OR or NOT.
    members : conditions and groups, in document order.
    path : where it stands in its document; provenance, so it does not count in comparisons.

    Raises
    ------
    ValueError : the number of members does not fit; a group of one is its member.
    """

    logic: Logic
    members: tuple[Node, ...]
    path: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        count = len(self.members)
        if count != 1 if self.logic is Logic.NOT else count < 2:
            expected = "exactly one member" if self.logic is Logic.NOT else "two or more members"
            message = f"a group under {self.logic} has {expected}, got {count} at {self.path!r}"
            raise ValueError(message)


Node = Comparison | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When to enter and when to leave, per side; None never signals.

    Parameters
    ----------
    entry_long, entry_short : open a position of that side.
    exit_long, exit_short : close the positions of that side.
    """

    entry_long: Node | None = None
    entry_short: Node | None = None
    exit_long: Node | None = None
    exit_short: Node | None = None

    def trees(self) -> tuple[tuple[str, Node], ...]:
        """The sides that have rules, as (name, tree), in the order of the signal bits."""
        named = (
            ("entry_long", self.entry_long),
            ("entry_short", self.entry_short),
            ("exit_long", self.exit_long),
            ("exit_short", self.exit_short),
        )
        return tuple((name, node) for name, node in named if node is not None)


def comparisons(node: Node) -> Iterator[Comparison]:
    """The comparisons of a tree, left to right."""
    match node:
        case Comparison():
            yield node
        case Group():
            for member in node.members:
                yield from comparisons(member)
        case _:
            assert_never(node)


def series(rules: Rules) -> tuple[Series, ...]:
    """Every series that the rules read, once each, in order of first use."""
    leaves = (leaf for _, tree in rules.trees() for leaf in comparisons(tree))
    return tuple(dict.fromkeys(each for leaf in leaves for each in used(leaf)))


def columns(rules: Rules) -> tuple[Column, ...]:
    """Every indicator column of the rules' own timeframe, once each, in order of first use."""
    own = (each.column for each in series(rules) if each.timeframe is None)
    return tuple(dict.fromkeys(own))


def warmup(rules: Rules, timeframe: Timeframe | None = None) -> int:
    """Bars before the first one on which every comparison can be made; 0 for rules of none.

    Parameters
    ----------
    timeframe : of the bars; needed where the rules read longer ones, of which this many bars are
        counted without gaps.
    """
    leaves = (leaf for _, tree in rules.trees() for leaf in comparisons(tree))
    return max((_warmup_of(leaf, timeframe) for leaf in leaves), default=0)


def used(leaf: Comparison) -> tuple[Series, ...]:
    """The series that a comparison reads, left first."""
    return (leaf.left, leaf.right) if isinstance(leaf.right, Series) else (leaf.left,)


def _warmup_of(leaf: Comparison, own: Timeframe | None) -> int:
    return max(_bars_of(each, own) for each in used(leaf)) + leaf.operator.crosses


def _bars_of(one: Series, own: Timeframe | None) -> int:
    need = warmup_of(one.column) + one.ago
    if one.timeframe is None:
        return need
    if own is None:
        message = f"{one.name} is of another timeframe; say of which the rules' own bars are"
        raise ValueError(message)
    return (need + 1) * (one.timeframe.ns // own.ns) - 1
