"""What waits for one connection: ordered frames within bounds, and the newest of each value.

Putting something in never waits and never fails; a reader too slow for the bounds is marked,
emptied and later closed, so that nobody else notices.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradewright.server.hub.streams import Frame

EVENTS: Final = 5_000
"""Live frames one connection may have waiting."""
CHARACTERS: Final = 1024 * 1024
"""Their size, in characters (our JSON is almost pure ASCII)."""
BULK_CHARACTERS: Final = 8 * 1024 * 1024
"""Size of the answers to its own requests (snapshots, replays) that may wait."""
DEFAULT_HZ: Final = 20.0
"""Updates per key and second of a latest channel unless asked otherwise."""


class Batch(NamedTuple):
    """What to send now, and in how many seconds more is due (None: when woken)."""

    texts: list[str]
    wait: float | None


class Outbox:
    """The frames of one connection between the hub and its writer task."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.slow = False
        self.conflated = 0
        self._wake = wake
        self._queue: deque[str] = deque()
        self._live = 0
        self._live_characters = 0
        self._bulk_characters = 0
        self._interval: dict[str, float] = {}
        self._newest: dict[tuple[str, str | None], Frame] = {}
        self._due: dict[tuple[str, str | None], float] = {}

    def push(self, text: str) -> None:
        """Queue one live frame."""
        self._live += 1
        self._live_characters += len(text)
        self._put(text)

    def answer(self, text: str) -> None:
        """Queue one frame the connection asked for."""
        self._bulk_characters += len(text)
        self._put(text)

    def _put(self, text: str) -> None:
        if self.slow:
            return
        self._queue.append(text)
        if (
            self._live > EVENTS
            or self._live_characters > CHARACTERS
            or self._bulk_characters > BULK_CHARACTERS
        ):
            self.slow = True
            self._queue.clear()
            self._newest.clear()
        self._wake()

    def follow(self, channel: str, max_hz: float | None) -> None:
        """Pace a latest channel; what waits of it is dropped, as its snapshot is newer."""
        self.leave(channel)
        self._interval[channel] = 1.0 / (max_hz or DEFAULT_HZ)

    def leave(self, channel: str) -> None:
        """Drop what waits of a latest channel."""
        self._newest = {name: v for name, v in self._newest.items() if name[0] != channel}
        self._due = {name: due for name, due in self._due.items() if name[0] != channel}

    def offer(self, channel: str, frame: Frame) -> None:
        """Replace the waiting value of the frame's key."""
        if self.slow:
            return
        name = (channel, frame.key)
        self.conflated += name in self._newest
        self._newest[name] = frame
        self._wake()

    def take(self, now: float) -> Batch:
        """Everything that may be sent at `now` (monotonic seconds), queued frames first."""
        texts = list(self._queue)
        self._queue.clear()
        self._live = self._live_characters = self._bulk_characters = 0
        wait: float | None = None
        for name in list(self._newest):
            late = self._due.get(name, now) - now
            if late <= 0:
                texts.append(self._newest.pop(name).text)
                self._due[name] = now + self._interval.get(name[0], 1.0 / DEFAULT_HZ)
            else:
                wait = late if wait is None else min(wait, late)
        return Batch(texts, wait)
