"""A publisher without listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradewright.ports.publisher import Channel


class Silence:
    """Nobody listens."""

    def publish(self, channel: Channel, data: object, key: str | None = None) -> None:
        """Do nothing."""
