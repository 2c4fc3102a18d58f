"""The condition lists of `entry` and `exit`, parted by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tradewright.core.calendar import Timeframe
from tradewright.core.rules import Logic, Node
from tradewright.wire.strategy.members import (
    LOGICS,
    SIDE_FIX,
    Member,
    Scope,
    joined,
    members,
    own_side,
)
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.sides import Purpose

_LATER: Final = ("primary", "confirmation")


@dataclass(frozen=True, slots=True, kw_only=True)
class BySide:
    """What signals each side; None never does."""

    long: Node | None = None
    short: Node | None = None


def by_side(block: Reader, purpose: Purpose, timeframe: Timeframe | None) -> BySide:
    """The condition trees of an `entry` or `exit` block.

    Within each side its conditions are joined by the block's `logic`: a flat list that mixes buy
    and sell conditions is two lists.
    """
    logic = block.optional_choice("logic", LOGICS)
    block.later(*_LATER)
    scope = Scope(purpose=purpose, timeframe=timeframe)
    found = members(block, Scope(purpose=purpose, timeframe=timeframe, side=own_side(block, scope)))
    _check_sides(found, block, logic)
    long, short = (_tree(block, logic, found, side) for side in ("long", "short"))
    return BySide(long=long, short=short)


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
