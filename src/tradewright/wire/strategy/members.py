"""Conditions and groups as they nest, each with the side it speaks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from tradewright.core.rules import Group, Logic, Node
from tradewright.wire.strategy.conditions import condition
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.report import Fragment, Report
from tradewright.wire.strategy.sides import (
    SIDES,
    Purpose,
    Side,
    of_description,
    of_name,
    opposite,
)

LOGICS: Final = {word.value: word for word in Logic}
MEMBER: Final[Fragment] = {"anyOf": [{"$ref": "#/$defs/condition"}, {"$ref": "#/$defs/group"}]}
SIDE_FIX: Final = 'Write "side": "long", "short" or "both"'
LISTS: Final = ("conditions", "groups")
DEEPEST: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A condition or group with its side; None while nothing has said it.

    `guessed` is true when only the operator's polarity says it.
    """

    node: Node
    side: Side | None
    guessed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a member stands: for entry or exit, in a group of which side, how deep."""

    purpose: Purpose
    ground: Ground
    side: Side | None = None
    depth: int = 0


def members(block: Reader, scope: Scope, lists: Sequence[str] = LISTS) -> list[Member]:
    """The enabled members of a block's `conditions` or `groups`, or of another of `lists`."""
    key = _list_key(block, lists)
    path = block.at(key)
    items = block.items(key, MEMBER)
    inner = replace(scope, depth=scope.depth + 1)
    return _each(items, path, inner, block.report)


def joined(block: Reader, logic: Logic | None, nodes: Sequence[Node]) -> Node:
    """One tree from the nodes of a block, at least one; a group of one is its member."""
    if logic is Logic.NOT:
        if len(nodes) > 1:
            message = f"NOT is of one condition, here are {len(nodes)}"
            fix = 'Put them into one group with "logic": "AND" or "OR" under the NOT'
            block.refuse("logic", message, fix)
        return Group(logic=Logic.NOT, members=(nodes[0],), path=block.path)
    if len(nodes) == 1:
        return nodes[0]
    if logic is None:
        message = f"{len(nodes)} conditions, and nothing says how they are joined"
        block.refuse("logic", message, 'Write "logic": "AND" or "OR"')
        return nodes[0]
    return Group(logic=logic, members=tuple(nodes), path=block.path)


def own_side(block: Reader, scope: Scope) -> Side | None:
    """The side that a block itself, or the group around it, is for; None if neither says it."""
    explicit = block.optional_choice("side", SIDES)
    if scope.side is None:
        return explicit
    if explicit not in {None, scope.side}:
        message = f"{explicit!r} stands inside a group for {scope.side!r}"
        block.refuse("side", message, "Remove it, or move the condition out of the group")
    return scope.side


def _list_key(block: Reader, lists: Sequence[str]) -> str:
    filled = [key for key in lists if block.items(key, MEMBER)]
    for key in filled[1:]:
        fix = "Keep one; a group may stand inside conditions"
        block.refuse(key, f"both {filled[0]} and {key} are given", fix)
    return filled[0] if filled else lists[0]


def _each(items: Iterable[object], path: str, scope: Scope, report: Report) -> list[Member]:
    found = (member(item, f"{path}[{i}]", scope, report) for i, item in enumerate(items))
    return [each for each in found if each is not None]


def member(value: object, path: str, scope: Scope, report: Report) -> Member | None:
    """The condition or group that a value is; None if it is switched off, or wrong."""
    if scope.depth > DEEPEST:
        fix = "Flatten the innermost groups"
        report.problem(path, f"groups nest deeper than {DEEPEST} levels", fix)
        return None
    shape = _shape(value)
    block = reading(value, path, shape, report)
    if block is None or not block.flag("enabled", absent=True):
        return None
    return _group(block, scope) if shape == "group" else one_condition(block, scope)


def _shape(value: object) -> str:
    if not isinstance(value, Mapping):
        return "condition"
    keys = set(cast("Mapping[object, object]", value))
    return "group" if keys & {"logic", *LISTS} else "condition"


def one_condition(block: Reader, scope: Scope) -> Member | None:
    """The condition that a reader is of; None, with a problem reported, if it is none."""
    side = own_side(block, scope) or _described(block, scope.purpose)
    found = condition(block, scope.ground)
    further = _inline(block, scope)
    block.finish()
    if found is None:
        return None
    guessed = side is None and scope.purpose == "entry"
    node = _all_of(found.node, further)
    return Member(node=node, side=found.lean if guessed else side, guessed=guessed)


def _inline(block: Reader, scope: Scope) -> list[Node]:
    """What a condition carries under `and`: one more condition or group, or a list of them."""
    value = block.raw("and", {"anyOf": [MEMBER, {"type": "array", "items": MEMBER}]})
    if not block.has("and"):
        return []
    # The condition that carries them says the side; theirs is not asked for.
    inner = replace(scope, side=scope.side or "both", depth=scope.depth + 1)
    path = block.at("and")
    if isinstance(value, (list, tuple)):
        found = _each(cast("Sequence[object]", value), path, inner, block.report)
        return [each.node for each in found]
    one = member(value, path, inner, block.report)
    return [] if one is None else [one.node]


def _all_of(first: Node, further: list[Node]) -> Node:
    if not further:
        return first
    return Group(logic=Logic.AND, members=(first, *further), path=first.path)


def _described(block: Reader, purpose: Purpose) -> Side | None:
    text = block.raw("description", {"type": "string"})
    said = of_description(text) if isinstance(text, str) and purpose == "entry" else None
    if said is None and block.has("description"):
        block.report.descriptive(block.at("description"))
    return said


def _group(block: Reader, scope: Scope) -> Member | None:
    named, own = _named(block, scope), own_side(block, scope)
    side = own or named or _described(block, scope.purpose)
    logic = block.optional_choice("logic", LOGICS)
    inner = members(block, replace(scope, side=side))
    block.finish()
    if not inner:
        _empty(block)
        return None
    node = joined(block, logic, [each.node for each in inner])
    if side is not None:
        return Member(node=node, side=side, guessed=False)
    return _agreed(block, node, inner)


def _empty(block: Reader) -> None:
    """A group of nothing is refused; one whose members are all switched off is off with them."""
    if not any(block.has(key) and block.items(key, MEMBER) for key in LISTS):
        fix = 'Add "conditions": [...], or remove the group'
        block.report.problem(block.path, "the group has no conditions", fix)
    elif not block.report.broken(block.path):
        block.report.idle(block.path, "has no effect, as all its conditions are switched off")


def _named(block: Reader, scope: Scope) -> Side | None:
    """The side that the name of a group says, where it is asked; else the name only describes."""
    name = block.optional_text("name")
    said = of_name(name, scope.purpose) if name else None
    asked = scope.side is None and not block.has("side")
    if name and (said is None or not asked):
        block.report.descriptive(block.at("name"))
    return said


def _agreed(block: Reader, node: Node, inner: list[Member]) -> Member:
    """A group that does not say its side has the one that its members agree on."""
    sides: set[Side] = {each.side for each in inner if each.side is not None}
    if len(sides) > 1:
        sides.discard("both")
    if len(sides) > 1:
        block.refuse("side", "the conditions of this group speak for both long and short", SIDE_FIX)
    guessed = all(each.guessed for each in inner)
    side = sides.pop() if len(sides) == 1 else None
    if guessed and isinstance(node, Group) and node.logic is Logic.NOT:
        side = opposite(side)
    return Member(node=node, side=side, guessed=guessed)
