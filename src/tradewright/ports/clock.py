"""Time as an argument."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """The wall clock and a stopwatch; the engine itself never asks for either."""

    def now(self) -> int:
        """Wall time, nanoseconds UTC."""
        ...

    def elapsed(self) -> float:
        """Seconds on a clock that never goes back; only differences mean something."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` >= 0 have passed."""
        ...
