"""Who is told what happened."""

from __future__ import annotations

from typing import Literal, Protocol

Channel = Literal[
    "quotes",
    "candles",
    "bars",
    "account",
    "system",
    "guardian",
    "strategies",
    "positions",
    "trades",
    "log",
]


class Publisher(Protocol):
    """A door through which a service tells everyone who listens."""

    def publish(self, channel: Channel, data: object, key: str | None = None) -> None:
        """Tell the listeners of `channel`.

        Parameters
        ----------
        channel : a channel of the hub.
        data : a row of `tradewright.wire.messages`; None deletes `key` from a table channel.
        key : identity of the row in "latest" and "table" channels; None in "events" channels.
        """
        ...
