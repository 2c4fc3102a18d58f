"""The validation answer block by block: supported, switched off, descriptive, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

from tradewright.wire.strategy.problems import Note, Problem
from tradewright.wire.strategy.reader import switched_off

Support: TypeAlias = Literal["supported", "off", "descriptive", "refused"]

_OPENED: Final = frozenset({"rules", "entry", "exit", "filters", "smartExit"})
"""Blocks whose own blocks are listed one by one."""
_LISTS: Final = frozenset({"conditions", "groups", "primary", "confirmation"})
"""Lists whose items are listed one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document.

    Parameters
    ----------
    path : where, from the strategy's own top: "rules.sessionFilter".
    support : whether it acts; `refused` where it does not and the document is refused for it.
    reason : why it is refused, with the fix; what it is worth knowing for others; "" for nothing.
    """

    path: str
    support: Support
    reason: str = ""


def blocks(
    parameters: object, problems: Sequence[Problem], notes: Sequence[Note]
) -> tuple[Block, ...]:
    """Every block of a document, in its order.

    Parameters
    ----------
    parameters : the strategy itself, without a command around it.
    problems, notes : what reading it left behind.
    """
    return tuple(_verdict(path, value, problems, notes) for path, value in _each(parameters, ""))


def _each(value: object, path: str) -> Iterator[tuple[str, object]]:
    if not isinstance(value, Mapping):
        return
    for key, inner in cast("Mapping[object, object]", value).items():
        at = f"{path}.{key}" if path else str(key)
        if key in _LISTS and isinstance(inner, (list, tuple)):
            items = cast("Sequence[object]", inner)
            yield from ((f"{at}[{i}]", item) for i, item in enumerate(items))
        elif key in _OPENED and not switched_off(inner):
            yield from _each(inner, at)
        elif isinstance(inner, (Mapping, list, tuple)) or inner is False:
            yield at, cast("object", inner)


def _verdict(path: str, value: object, problems: Sequence[Problem], notes: Sequence[Note]) -> Block:
    wrong = [each for each in problems if _within(each.path, path)]
    if wrong:
        return Block(path=path, support="refused", reason="; ".join(map(str, wrong)))
    if switched_off(value):
        return Block(path=path, support="off")
    said = [each for each in notes if _within(each.path, path)]
    only = any(each.path == path and each.describes for each in said)
    reason = "; ".join(each.message for each in said)
    return Block(path=path, support="descriptive" if only else "supported", reason=reason)


def _within(path: str, block: str) -> bool:
    return path == block or path.startswith((f"{block}.", f"{block}["))
