"""What is wrong with a document: every problem at once, each with its place and its fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

_LONG: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    path : where, from the strategy's own top: "rules.entry.conditions[0].indicator".
    message : what stands there and what was expected.
    fix : what to write instead.
    """

    path: str
    message: str
    fix: str

    def __str__(self) -> str:
        stop = "" if self.message.endswith("?") else "."
        return f"{self.path or 'document'}: {self.message}{stop} {self.fix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that is accepted but worth knowing; fields as in `Problem`.

    `describes` is true where it has no effect: a block for people, or one that another overrules.
    """

    path: str
    message: str
    describes: bool = False


class StrategyError(ValueError):
    """A document that is not a strategy; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"the strategy has {count} problem{'s' if count != 1 else ''}"
        super().__init__("\n  ".join([f"{head}:", *map(str, self.problems)]))


def shown(value: object) -> str:
    """A value as an error message quotes it, shortened where it is long."""
    if isinstance(value, (dict, list, tuple)):
        return "{...}" if isinstance(value, dict) else "[...]"
    text = repr(value) if value is not None else "null"
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."


def kind_of(value: object) -> str:
    """What JSON calls the value's type, with an article."""
    found = (words for kind, words in _KINDS if issubclass(type(value), kind))
    return next(found, "no JSON value")


_KINDS: Final = (
    (type(None), "null"),
    (bool, "a boolean"),
    (int, "a number"),
    (float, "a number"),
    (str, "a text"),
    (list, "a list"),
    (tuple, "a list"),
    (dict, "an object"),
)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question for the nearest known word, or the list of all of them."""
    words = list(known)
    folded = {item.lower(): item for item in words}
    near = get_close_matches(word.lower(), folded, n=1)
    if near:
        return f"Did you mean {folded[near[0]]!r}?"
    return f"Use one of: {', '.join(words)}"
