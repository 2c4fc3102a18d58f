"""Whether each key of an accepted document acts: it is taken away, or says something else."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias, cast

from tests.scenes.mutants import seen
from tradewright.wire.strategy import Examination, dump, examine
from tradewright.wire.strategy.reader import switched_off

Path: TypeAlias = tuple[str | int, ...]

TRIES: Final = 24
"""Other values that a key is tried with before it counts as idle."""


_OPENED: Final = frozenset({"parameters", "payload", "rules", "exit", "filters"})


def idle(document: object, seen_as: Examination, known: set[str] | None = None) -> list[str]:
    """The keys of an accepted document that neither act nor stand among those without effect.

    Keys of a block that is switched off are off with it.

    Parameters
    ----------
    known : keys found to act so far, each with all that its block says and the names of the blocks
        beside it; these are not tried again, and new ones are added. None tries all.
    """
    strategy = seen_as.strategy
    assert strategy is not None
    means = dump(strategy)
    without = {note.path for note in seen_as.notes if note.describes}
    found: list[str] = []
    for path in keys(document):
        name = spelled(path)
        mark = "" if known is None else f"{name} {_surroundings(document, path)}"
        if _within(name, without) or (known is not None and mark in known):
            continue
        if not acts(document, path, means):
            found.append(name)
        elif known is not None:
            known.add(mark)
    return found


def _surroundings(document: object, path: Path) -> str:
    """The block of the rules that a path leads into, whole, and the names of those beside it."""
    beside, step = cast("Any", document), path[0]
    for step in path:
        if step not in _OPENED or not isinstance(beside[step], Mapping):
            break
        beside = beside[step]
    return json.dumps([sorted(beside), beside.get(step)])


def acts(document: object, path: Path, means: object) -> bool:
    """Whether a key of an accepted document says something.

    It does if without it the document means something else or is refused. Else it says what is so
    anyway, and another value must mean something else, or be refused: with a problem elsewhere, or
    because there is no other value. A key is idle if other values are accepted and change nothing.
    """
    changed = deepcopy(document)
    container = cast("Any", changed)
    for step in path[:-1]:
        container = container[step]
    value = container.pop(path[-1])
    if meaning(changed) != means:
        return True
    ignored = False
    for other in _others(str(path[-1]), value):
        container[path[-1]] = other
        seen_as = examine(changed)
        if seen_as.strategy is None:
            here = {spelled(path)}
            if not any(_within(each.path, here) for each in seen_as.problems):
                return True
        elif dump(seen_as.strategy) != means:
            return True
        else:
            ignored = ignored or other != value
    return not ignored


def meaning(document: object) -> object:
    """The document written out; None where it is refused."""
    strategy = examine(document).strategy
    return None if strategy is None else dump(strategy)


def _others(key: str, value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from (value * 2, value / 2, value + 1, value - 1, value * 1.01, 1, 2, 0.5, 50)
    elif isinstance(value, list):
        items = cast("list[object]", value)
        yield from (items[:i] + items[i + 1 :] for i in range(len(items)))
    yield from seen().get(key, ())[:TRIES]


def keys(document: object, path: Path = ()) -> Iterator[Path]:
    """The paths of all keys but those with nothing in them, or with something switched off."""
    if isinstance(document, Mapping):
        for key, inner in cast("Mapping[str, object]", document).items():
            if not switched_off(inner) and inner != [] and inner != {}:
                yield from keys(inner, (*path, key))
                yield (*path, key)
    elif isinstance(document, list):
        for i, inner in enumerate(cast("list[object]", document)):
            if not switched_off(inner):
                yield from keys(inner, (*path, i))


def spelled(path: Path) -> str:
    """A path as problems spell it: from the top of the parameters, or of the command around."""
    around = path[0] in {"parameters", "payload"} and len(path) > 1
    steps = path[1:] if around else path
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def _within(path: str, blocks: Collection[str]) -> bool:
    return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in blocks)
