"""The clock of this machine."""

from __future__ import annotations

import asyncio
import time


class SystemClock:
    """Wall time and a stopwatch from the operating system."""

    def now(self) -> int:
        """Wall time, nanoseconds UTC."""
        return time.time_ns()

    def elapsed(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` have passed."""
        await asyncio.sleep(seconds)
