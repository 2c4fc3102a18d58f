"""The condition lists of `entry` and `exit`, parted by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tradewright.core.rules import Group, Logic, Node
from tradewright.wire.strategy.confirmations import BySide, confirmed
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.members import (
    DEEPEST,
    LISTS,
    LOGICS,
    MEMBER,
    SIDE_FIX,
    Member,
    Scope,
    joined,
    members,
    own_side,
)
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.sides import Purpose

_INTRABAR: Final = ("intrabar", "evaluateEverySeconds")
"""Crossings inside a bar: not evaluated, and refused by these names."""


def by_side(block: Reader, purpose: Purpose, ground: Ground) -> BySide:
    """The condition trees of an `entry` or `exit` block.

    Within each side its conditions are joined by the block's `logic`: a flat list that mixes buy
    and sell conditions is two lists. An entry's `primary` list is joined by AND unless it says
    otherwise, and its `confirmation` list must hold too.
    """
    logic = block.optional_choice("logic", LOGICS)
    scope = Scope(purpose=purpose, ground=ground)
    scope = replace(scope, side=own_side(block, scope))
    lists = (*LISTS, "primary") if purpose == "entry" else LISTS
    found = members(block, scope, lists)
    if logic is None and purpose == "entry" and block.items("primary", MEMBER):
        logic = Logic.AND
    _check_sides(found, block, logic)
    long, short = (_tree(block, logic, found, side) for side in ("long", "short"))
    trees = BySide(long=long, short=short)
    if purpose == "exit":
        if not found:
            _without_rules(block)
        return trees
    block.later(*_INTRABAR)
    return confirmed(block, scope, trees)


def _without_rules(block: Reader) -> None:
    for key in ("logic", "side"):
        if block.has(key):
            why = "has no effect, as there are no exit conditions"
            block.report.idle(block.at(key), why)


def _tree(block: Reader, logic: Logic | None, found: list[Member], side: str) -> Node | None:
    nodes = [member.node for member in found if member.side in {side, "both"}]
    return joined(block, logic, nodes) if nodes else None


def _check_sides(found: list[Member], block: Reader, logic: Logic | None) -> None:
    for member in found:
        path = f"{member.node.path}.side"
        if member.side is None and not block.report.broken(path):
            block.report.problem(path, "nothing says which side this is for", SIDE_FIX)
    both = {member.side for member in found} >= {"long", "short"}
    for member in found if both and logic is Logic.AND else ():
        if member.guessed:
            message = f"taken as {member.side} because of its operator alone"
            block.report.note(member.node.path, f'{message}; write "side" to be sure')


def check_entry(block: Reader, trees: BySide) -> None:
    """Report an entry that can never, or never sensibly, signal."""
    if trees.long is None and trees.short is None:
        if not block.report.broken(block.path):
            message = "no enabled condition, so the strategy could never trade"
            block.refuse("conditions", message, 'Write "conditions": [{...}] or "groups": [{...}]')
        return
    if trees.long == trees.short:
        message = "long and short signal on the same bars, and such signals refuse each other"
        block.refuse("side", message, "Give the sides different conditions")


def check_depth(block: Reader, trees: BySide) -> None:
    """Report trees that nest deeper than a document may, once every word is written out."""
    for tree in (trees.long, trees.short):
        if tree is not None and _levels(tree) > DEEPEST:
            message = f"its conditions nest deeper than {DEEPEST} levels when written out"
            block.refuse("conditions", message, "Flatten the innermost groups")
            return


def _levels(node: Node) -> int:
    return 1 + max(map(_levels, node.members)) if isinstance(node, Group) else 1
