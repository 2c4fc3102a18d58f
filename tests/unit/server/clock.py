"""A clock that moves when told."""

from __future__ import annotations


class ManualClock:
    """Satisfies `ports.clock.Clock`."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def now(self) -> int:
        return 1_767_604_500_000_000_000 + round(self.seconds * 1e9)

    def elapsed(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
