"""A source of news that says what it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.ports.errors import Unavailable

if TYPE_CHECKING:
    from tradewright.ports.news import Found


class MemoryNews:
    """Says one thing after another, the last one for ever.

    Parameters
    ----------
    answers : in their order; None says that nothing can be reached.
    """

    name = "memory"

    def __init__(self, *answers: Found | None) -> None:
        self._answers = list(answers)
        self._kept: Found | None = None
        self.trouble: str | None = None

    async def look(self) -> Found:
        """The next answer; while nothing can be reached the last one."""
        said = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        self.trouble = None if said is not None else "cannot be reached"
        self._kept = said or self._kept
        if self._kept is None:
            message = f"{self.name} {self.trouble}"
            raise Unavailable(message)
        return self._kept
