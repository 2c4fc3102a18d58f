"""What reading a document leaves behind besides the strategy."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypeAlias

from tradewright.wire.strategy.problems import Note, Problem

Fragment: TypeAlias = dict[str, object]
"""A piece of JSON Schema."""


class Report:
    """Problems, notes, and the keys that each kind of object was asked for.

    The keys come from the reading code itself, so what is published as the JSON Schema cannot
    differ from what is accepted.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.shapes: dict[str, dict[str, list[Fragment]]] = {}
        self.required: dict[str, Set[str]] = {}

    def problem(self, path: str, message: str, fix: str) -> None:
        """Record something that is wrong."""
        self.problems.append(Problem(path=path, message=message, fix=fix))

    def broken(self, path: str) -> bool:
        """Whether there is a problem at a path, or anywhere inside it."""
        inside = (f"{path}.", f"{path}[")
        return any(each.path == path or each.path.startswith(inside) for each in self.problems)

    def note(self, path: str, message: str) -> None:
        """Record something that is accepted but worth knowing."""
        self.notes.append(Note(path=path, message=message))

    def descriptive(self, path: str) -> None:
        """Record something that only describes."""
        self.idle(path, "only describes; it has no effect on trading")

    def idle(self, path: str, message: str) -> None:
        """Record something that has no effect, and why."""
        self.notes.append(Note(path=path, message=message, describes=True))

    def note_of_command(self, path: str, message: str) -> None:
        """Record something that is of the command around a strategy and does not change it."""
        self.notes.append(Note(path=path, message=message, describes=True))

    def saw(self, shape: str, known: Mapping[str, Fragment], required: Set[str]) -> None:
        """Remember the keys that one object of a kind was asked for, and which it must have."""
        keys = self.shapes.setdefault(shape, {})
        for key, fragment in known.items():
            seen = keys.setdefault(key, [])
            if fragment not in seen:
                seen.append(fragment)
        self.required[shape] = self.required.get(shape, required) & required
