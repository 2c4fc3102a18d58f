"""The hub: one object that everything publishes to and every connection listens to."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tradewright.server.hub import writing
from tradewright.server.hub.outbox import Outbox
from tradewright.server.hub.streams import EventStream, LatestStream, TableStream
from tradewright.wire.channels import CHANNELS
from tradewright.wire.messages import HubStats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tradewright.ports.clock import Clock
    from tradewright.server.hub.streams import Frame, Stream
    from tradewright.wire.frames import RequestId, Subscribe

_MILLI: Final = 1_000_000
_STREAMS: Final[Mapping[str, Callable[[str, str], Stream]]] = {
    "latest": LatestStream,
    "events": EventStream,
    "table": TableStream,
}


class UnknownChannel(KeyError):
    """No such channel; the text names the nearest ones."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, CHANNELS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(CHANNELS)}"
        self.detail = f"no channel {name[:60]!r}; {hint}"
        super().__init__(self.detail)


class Hub:
    """All channels and who listens to them; lives in one event loop and never blocks it.

    Parameters
    ----------
    clock : wall time for stamps, monotonic time for pacing.
    epoch : a word this hub alone uses (letters and digits); a restarted server has another, so that
        clients know their place in the old streams means nothing.
    """

    def __init__(self, clock: Clock, epoch: str) -> None:
        self.clock = clock
        self.epoch = epoch
        self._streams = {c.name: _STREAMS[c.kind](c.name, epoch) for c in CHANNELS.values()}
        self._listeners: dict[str, dict[Outbox, None]] = {name: {} for name in CHANNELS}
        self._connections: dict[Outbox, None] = {}
        self._counts = {"published": 0, "conflated": 0, "replayed": 0, "snapshots": 0, "slow": 0}

    def now_ms(self) -> int:
        """Wall time, milliseconds UTC."""
        return self.clock.now() // _MILLI

    def publish(self, channel: str, data: object, key: str | None = None) -> None:
        """Tell every listener of a channel; returns at once whatever they do.

        Parameters
        ----------
        channel : a name of `wire.channels.CHANNELS`.
        data : a wire message, not changed afterwards; None deletes row `key` of a table.
        key : identity of the value in latest and table channels. A channel with one row only
            (`account`, `system`) needs none. Events have none.

        Raises
        ------
        UnknownChannel
            If there is no such channel.
        ValueError
            If the key is missing, or None deletes from a channel that is no table.
        """
        frame = self._number(channel, data, key)
        latest = CHANNELS[channel].kind == "latest"
        for outbox in tuple(self._listeners[channel]):
            if latest:
                outbox.offer(channel, frame)
            else:
                outbox.push(frame.text)
            if outbox.slow:
                self.disconnect(outbox)

    def _number(self, channel: str, data: object, key: str | None) -> Frame:
        known = CHANNELS.get(channel)
        if known is None:
            raise UnknownChannel(channel)
        if data is None and known.kind != "table":
            message = f"channel {channel} is no table and has nothing to delete; publish a value"
            raise ValueError(message)
        single = known.name if known.key == known.name else None
        self._counts["published"] += 1
        return self._streams[channel].publish(data, key or single, self.now_ms())

    def connect(self, wake: Callable[[], None]) -> Outbox:
        """A new connection's outbox; `wake` is called when something waits in it."""
        outbox = Outbox(wake)
        self.join(outbox)
        return outbox

    def join(self, outbox: Outbox) -> None:
        """Let a connection hear heartbeats; before its login it hears nothing but refusals."""
        self._connections[outbox] = None

    def disconnect(self, outbox: Outbox) -> None:
        """Forget a connection."""
        if outbox in self._connections:
            del self._connections[outbox]
            self._counts["conflated"] += outbox.conflated
            self._counts["slow"] += outbox.slow
        for listeners in self._listeners.values():
            listeners.pop(outbox, None)

    def subscribe(self, outbox: Outbox, request: Subscribe) -> None:
        """Answer with the place in the channel, then what was missed or a snapshot.

        Raises
        ------
        UnknownChannel
            If there is no such channel.
        """
        channel = request.ch
        stream = self._streams.get(channel)
        if stream is None:
            raise UnknownChannel(channel)
        since = request.since
        missed = stream.missed(since.seq) if since and since.ep == self.epoch else None
        place = (channel, self.epoch, stream.seq)
        ts = self.now_ms()
        recovered = missed is not None
        outbox.answer(writing.subscribed(request.id, ts, place, recovered=recovered))
        for text in [stream.snapshot(ts)] if missed is None else [frame.text for frame in missed]:
            outbox.answer(text)
        self._counts["replayed"] += len(missed or ())
        self._counts["snapshots"] += missed is None
        outbox.follow(channel, request.max_hz)
        self._listeners[channel][outbox] = None

    def unsubscribe(self, outbox: Outbox, request_id: RequestId, channel: str) -> None:
        """Stop telling a connection about a channel; unknown ones raise `UnknownChannel`."""
        if channel not in self._listeners:
            raise UnknownChannel(channel)
        self._listeners[channel].pop(outbox, None)
        outbox.leave(channel)
        outbox.answer(writing.acknowledged(request_id, self.now_ms()))

    def beat(self, ages: Mapping[str, float]) -> None:
        """Send every connection a heartbeat; `ages` in seconds by source."""
        text = writing.heartbeat(self.now_ms(), ages)
        for outbox in tuple(self._connections):
            outbox.push(text)
            if outbox.slow:
                self.disconnect(outbox)

    def stats(self) -> HubStats:
        """What the hub has done since it was made."""
        waiting = sum(outbox.conflated for outbox in self._connections)
        return HubStats(
            connections=len(self._connections),
            published=self._counts["published"],
            conflated=self._counts["conflated"] + waiting,
            replayed=self._counts["replayed"],
            snapshots=self._counts["snapshots"],
            closed_slow=self._counts["slow"],
        )
