"""What can go wrong with a command or with the world, translated once at the seam."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.wire.messages import Problem


class NotFound(LookupError):
    """The thing a command names does not exist."""


class Conflict(RuntimeError):
    """The command is understood and the state does not allow it."""


class Invalid(ValueError):
    """The command cannot be understood; `problems` names every one of them at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(
            "; ".join(f"{problem.path}: {problem.message}" for problem in self.problems)
        )


class Unavailable(RuntimeError):
    """The world does not answer now; waiting may help."""


class Corrupt(RuntimeError):
    """What was stored is not what was written; a person must look."""
