"""The WebSocket protocol of `/ws`: the frames of both directions.

Source of the semantics: docs/reference/websocket.md. A gap in `seq` of an events or table
channel means frames were missed; subscribing with `since` repairs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, TypeAlias

from tradewright.wire import vocabulary as w
from tradewright.wire.vocabulary import Meaning

VERSION: Final = 1
SLOW_CLIENT: Final = 4008
"""Close code of a client that reads too slowly; it may reconnect and resume."""
UNAUTHORISED: Final = 4401
"""Close code of a client without a valid access token; retrying does not help."""

RequestId: TypeAlias = Annotated[
    int | str, Meaning(text="chosen by the client, repeated in the answer", example=1)
]
MaxHz: TypeAlias = Annotated[float, Meaning(text="per key and second, > 0", example=10)]
ChannelName: TypeAlias = Annotated[str, Meaning(text="channel", example="trades")]
Epoch: TypeAlias = Annotated[
    str, Meaning(text="changes when the channel forgot its past", example="m3k9x1")
]


FailureCode: TypeAlias = Literal["bad_frame", "unknown_channel", "unauthorised", "limit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a channel: its epoch and the last sequence number seen."""

    ep: Epoch
    seq: w.Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """Ask for a channel; `since` resumes it, `max_hz` thins a latest channel per key."""

    op: Literal["sub"]
    id: RequestId
    ch: ChannelName
    since: Place | None = None
    max_hz: MaxHz | None = field(default=None, metadata={"wire": "max_hz"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """Leave a channel."""

    op: Literal["unsub"]
    id: RequestId
    ch: ChannelName


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """Ask for an acknowledgement with the server's time."""

    op: Literal["ping"]
    id: RequestId


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The access token as first message, where neither cookie nor header can be sent."""

    op: Literal["login"]
    id: RequestId
    token: str


ClientFrame: TypeAlias = Subscribe | Unsubscribe | Ping | Login


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One change: an event, the newest value of key `k`, or a row; `d` null deletes row `k`."""

    v: Literal[1]
    t: Literal["pub"]
    ch: ChannelName
    ep: Epoch
    seq: w.Sequence
    ts: w.Millis
    d: object
    k: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """One event inside a snapshot, with the place and time it was published at."""

    seq: w.Sequence
    ts: w.Millis
    d: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The whole channel at `seq`, replacing what the client holds.

    Latest and table channels: `rows` by key. Events channels: `events`, oldest first.
    """

    v: Literal[1]
    t: Literal["snap"]
    ch: ChannelName
    ep: Epoch
    seq: w.Sequence
    ts: w.Millis
    d: SnapshotData


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotData:
    """The content of a snapshot: `rows` by key or `events`; the other one is empty."""

    rows: dict[str, object]
    events: tuple[PastEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A request was done; for `sub`: where the stream stands and whether it was resumed.

    `recovered` true: the missed frames follow. False: a snapshot follows. `ch`, `ep`, `seq` and
    `recovered` are null where they mean nothing (ping, login, unsub).
    """

    v: Literal[1]
    t: Literal["ack"]
    id: RequestId
    ts: w.Millis
    ch: ChannelName | None
    ep: Epoch | None
    seq: w.Sequence | None
    recovered: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A request was refused; the connection stays open. `id` is null if it had none."""

    v: Literal[1]
    t: Literal["err"]
    id: RequestId | None
    ts: w.Millis
    code: FailureCode
    detail: w.Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAge:
    """How long ago a source last spoke."""

    age_ms: w.AgeMillis


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatData:
    """The server's clock and the age of each source, such as the feed."""

    server_time: w.Millis
    sources: dict[str, SourceAge]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Sent every 5 s; three missed ones mean the data on screen is stale."""

    v: Literal[1]
    t: Literal["hb"]
    ts: w.Millis
    d: HeartbeatData


ServerFrame: TypeAlias = Published | Snapshot | Acknowledged | Failed | Heartbeat
