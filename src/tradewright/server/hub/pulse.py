"""The heartbeat of all connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tradewright.server.hub.hub import Hub

SECONDS: Final = 5.0
"""Three missed heartbeats mean stale data on screen (reference/screen.md 2.5)."""


async def pulse(hub: Hub, ages: Callable[[], Mapping[str, float]], every: float = SECONDS) -> None:
    """Send a heartbeat every `every` seconds until cancelled.

    Parameters
    ----------
    hub : whose connections.
    ages : seconds since each source last spoke, asked before each heartbeat.
    every : seconds, > 0. Browsers do not see protocol pings, hence frames.
    """
    while True:
        await hub.clock.sleep(every)
        hub.beat(ages())
