"""What must hold besides an entry's own conditions: other timeframes, and volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from tradewright.core.calendar import Timeframe
from tradewright.core.rules import Group, Logic, Node, Operator
from tradewright.wire.strategy.meanings import TREND_PERIOD, trending
from tradewright.wire.strategy.members import MEMBER, Member, Scope, member, one_condition
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.report import Fragment
from tradewright.wire.strategy.sides import Side

CONFIRMATION: Final[Fragment] = {"$ref": "#/$defs/confirmation"}
WORDS: Final = ("bullish", "bearish", "aligned")
_WORD: Final[Fragment] = {"enum": list(WORDS)}
_FIX: Final = f'Write "condition": {{...}}, or one of {", ".join(WORDS)}'


@dataclass(frozen=True, slots=True, kw_only=True)
class BySide:
    """What signals each side; None never does."""

    long: Node | None = None
    short: Node | None = None

    def sides(self) -> tuple[Side, ...]:
        """The sides that have a tree."""
        named: tuple[tuple[Side, Node | None], ...] = (("long", self.long), ("short", self.short))
        return tuple(side for side, node in named if node is not None)

    def within(self, gates: BySide, path: str) -> BySide:
        """These, each only while the gate of its side holds; a side without a gate has none."""
        return BySide(
            long=_gated(self.long, gates.long, path), short=_gated(self.short, gates.short, path)
        )

    def joined(self, other: BySide | None, path: str) -> BySide:
        """The gates of both, for either side."""
        if other is None:
            return self
        return BySide(
            long=_gated(self.long, other.long, path) or other.long,
            short=_gated(self.short, other.short, path) or other.short,
        )


def aligned(timeframe: Timeframe | None, period: int, path: str) -> BySide:
    """A trend of a timeframe in the direction of the trade."""
    return BySide(
        long=trending(timeframe, Operator.GREATER_THAN, period, path),
        short=trending(timeframe, Operator.LESS_THAN, period, path),
    )


def confirmed(block: Reader, scope: Scope, trees: BySide) -> BySide:
    """The trees of an entry, each only while every required item of `confirmation` holds."""
    items = block.items("confirmation", CONFIRMATION)
    for i, item in enumerate(items):
        path = f"{block.at('confirmation')}[{i}]"
        one = reading(item, path, "confirmation", block.report)
        gate = None if one is None else _confirmation(one, scope, trees)
        trees = trees if gate is None else trees.within(gate, block.path)
    return trees


def _confirmation(block: Reader, scope: Scope, trees: BySide) -> BySide | None:
    if not block.flag("enabled", absent=True):
        return None
    required = block.flag("required", absent=True)
    block.require("timeframe", 'Write "timeframe": "H4"')
    gate = _gate(block, scope, trees)
    block.finish()
    if required:
        return gate
    block.report.idle(block.path, "is not required, so it holds no entry back")
    return None


def _gate(block: Reader, scope: Scope, trees: BySide) -> BySide | None:
    if block.has("indicator"):
        return _by_member(one_condition(block, scope), trees)
    frame = scope.ground.asked(block)
    value = block.raw("condition", {"anyOf": [_WORD, MEMBER]})
    block.require("condition", _FIX)
    if isinstance(value, Mapping):
        inside = replace(scope, ground=replace(scope.ground, frame=frame), depth=scope.depth + 1)
        found = member(cast("object", value), block.at("condition"), inside, block.report)
        return _by_member(found, trees)
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in WORDS:
        both = aligned(frame, TREND_PERIOD, block.path)
        one = {"bullish": both.long, "bearish": both.short}.get(word)
        return both if one is None else _for_side(one, None, word, trees)
    if block.has("condition"):
        block.refuse("condition", f"{shown(value)} is no condition", _FIX)
    return None


def _by_member(found: Member | None, trees: BySide) -> BySide | None:
    if found is None:
        return None
    said = None if found.guessed else found.side
    return _for_side(found.node, said, found.side or "both", trees)


def _for_side(node: Node, said: Side | None, lean: str, trees: BySide) -> BySide:
    """A gate for the side it says; else for the only one there is; else for the one it leans to."""
    sides = trees.sides()
    side = said or (sides[0] if len(sides) == 1 else lean)
    return BySide(
        long=None if side in {"short", "bearish"} else node,
        short=None if side in {"long", "bullish"} else node,
    )


def _gated(node: Node | None, gate: Node | None, path: str) -> Node | None:
    if node is None or gate is None:
        return node
    return Group(logic=Logic.AND, members=(node, gate), path=path)


def all_or_one(nodes: Sequence[Node], logic: Logic, path: str) -> Node:
    """Nodes joined; one alone is itself."""
    if len(nodes) == 1:
        return nodes[0]
    return Group(logic=logic, members=tuple(nodes), path=path)
