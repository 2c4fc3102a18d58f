"""One channel's memory: it numbers what is published and can repeat it to who missed some.

A replay is complete or it is refused; then the listener gets a snapshot instead.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple, Protocol

from tradewright.server.hub.writing import Head, text_of

RING: Final = 1000
"""Events kept per channel (contract 03 keeps 1,000 log entries)."""
RING_CHARACTERS: Final = 512 * 1024
"""Characters kept per channel, so that a snapshot stays well below what a listener may queue."""
REPLAY: Final = 300
"""More missed frames than this are a snapshot instead."""


class Frame:
    """One published value, encoded when first read and never again."""

    __slots__ = ("_body", "_data", "_head", "_text", "key", "seq", "ts")

    def __init__(self, head: Head, place: tuple[int, int], data: object, key: str | None) -> None:
        self.seq, self.ts = place
        self.key = key
        self._head, self._data = head, data
        self._body: str | None = None
        self._text: str | None = None

    @property
    def body(self) -> str:
        """JSON text of the data alone."""
        if self._body is None:
            self._body, self._data = text_of(self._data), None
        return self._body

    @property
    def text(self) -> str:
        """The whole frame."""
        if self._text is None:
            self._text = self._head.published(self.seq, self.ts, self.key, self.body)
        return self._text


class Stream(Protocol):
    """What the hub asks of a channel's memory."""

    @property
    def seq(self) -> int:
        """Place of the newest frame; 0 before the first."""
        ...

    def publish(self, data: object, key: str | None, ts: int) -> Frame:
        """Number and remember one value; `ts` in milliseconds UTC."""
        ...

    def missed(self, seq: int) -> list[Frame] | None:
        """Everything after `seq`, oldest first, or None if that is not complete or too much."""
        ...

    def snapshot(self, ts: int) -> str:
        """The whole channel as one frame."""
        ...


class _Cached(NamedTuple):
    seq: int
    text: str


class EventStream:
    """Ordered events: none skipped, the last `RING` remembered."""

    def __init__(self, name: str, epoch: str) -> None:
        self.seq = 0
        self._head = Head(name, epoch)
        self._ring: deque[Frame] = deque()
        self._characters = 0
        self._snapshot: _Cached | None = None

    def publish(self, data: object, key: str | None, ts: int) -> Frame:
        """Append one event; a key would mean nothing here and is dropped."""
        del key
        return self.keyed(data, None, ts)

    def keyed(self, data: object, key: str | None, ts: int) -> Frame:
        """Append one event that carries a key."""
        frame = Frame(self._head, (self.seq + 1, ts), data, key)
        self._characters += len(frame.text)  # encodes: what cannot be encoded leaves no trace
        self.seq += 1
        self._ring.append(frame)
        while len(self._ring) > RING or (
            self._characters > RING_CHARACTERS and len(self._ring) > 1
        ):
            self._characters -= len(self._ring.popleft().text)
        return frame

    def missed(self, seq: int) -> list[Frame] | None:
        """Everything after `seq`, or None if the ring forgot some of it or it is over `REPLAY`."""
        behind = self.seq - seq
        if not 0 <= behind <= min(REPLAY, len(self._ring)):
            return None
        return [self._ring[i] for i in range(len(self._ring) - behind, len(self._ring))]

    def snapshot(self, ts: int) -> str:
        """Everything the ring remembers; made once per position, however many ask."""
        if self._snapshot is None or self._snapshot.seq != self.seq:
            past = ((frame.seq, frame.ts, frame.body) for frame in self._ring)
            self._snapshot = _Cached(self.seq, self._head.events(self.seq, ts, past))
        return self._snapshot.text


class TableStream:
    """Rows by key: upserts and deletes in order, on top of a snapshot."""

    def __init__(self, name: str, epoch: str) -> None:
        self._changes = EventStream(name, epoch)
        self._head = Head(name, epoch)
        self._rows: dict[str, Frame] = {}
        self._snapshot: _Cached | None = None

    @property
    def seq(self) -> int:
        """Place of the newest change."""
        return self._changes.seq

    def publish(self, data: object, key: str | None, ts: int) -> Frame:
        """Write the row `key`, or delete it where `data` is None."""
        frame = self._changes.keyed(data, _named(key), ts)
        if data is None:
            self._rows.pop(_named(key), None)
        else:
            self._rows[_named(key)] = frame
        return frame

    def missed(self, seq: int) -> list[Frame] | None:
        """The changes after `seq`, or None."""
        return self._changes.missed(seq)

    def snapshot(self, ts: int) -> str:
        """All rows, in the order they were first written."""
        if self._snapshot is None or self._snapshot.seq != self.seq:
            rows = {key: frame.body for key, frame in self._rows.items()}
            self._snapshot = _Cached(self.seq, self._head.rows(self.seq, ts, rows))
        return self._snapshot.text


class LatestStream:
    """The newest value per key; what lies between is nobody's business."""

    def __init__(self, name: str, epoch: str) -> None:
        self.seq = 0
        self._head = Head(name, epoch)
        self._rows: dict[str, Frame] = {}

    def publish(self, data: object, key: str | None, ts: int) -> Frame:
        """Replace the value of `key`; it is encoded only if somebody reads it."""
        name = _named(key)
        self.seq += 1
        # Popped first: rows stay ordered by sequence, so `missed` is a slice of the end.
        self._rows.pop(name, None)
        self._rows[name] = Frame(self._head, (self.seq, ts), data, name)
        return self._rows[name]

    def missed(self, seq: int) -> list[Frame] | None:
        """The newest value of every key that changed after `seq`."""
        if seq > self.seq:
            return None
        changed = [frame for frame in self._rows.values() if frame.seq > seq]
        return changed if len(changed) <= REPLAY else None

    def snapshot(self, ts: int) -> str:
        """The newest value of every key."""
        rows = {key: frame.body for key, frame in self._rows.items()}
        return self._head.rows(self.seq, ts, rows)


def _named(key: str | None) -> str:
    if key is None:
        message = "a row needs a key; publish(channel, data, key=...)"
        raise ValueError(message)
    return key
