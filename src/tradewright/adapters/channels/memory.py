"""A publisher that remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tradewright.ports.publisher import Channel


class Said(NamedTuple):
    """One publication."""

    channel: Channel
    data: object
    key: str | None


class Recorder:
    """Everything that was published, oldest first, in `said`."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    def publish(self, channel: Channel, data: object, key: str | None = None) -> None:
        """Remember it."""
        self.said.append(Said(channel, data, key))

    def on(self, channel: Channel) -> list[Said]:
        """What was published on one channel, oldest first."""
        return [said for said in self.said if said.channel == channel]
