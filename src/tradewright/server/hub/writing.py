"""The text of server frames; one JSON encoding per message, however many listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from tradewright.wire import frames as f
from tradewright.wire.encoding import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def text_of(value: object) -> str:
    """JSON text of a message or frame."""
    return encode(value).decode()


class Head:
    """The constant beginning of a channel's published frames."""

    def __init__(self, channel: str, epoch: str) -> None:
        self._start = f'{{"v":{f.VERSION},"t":"pub","ch":"{channel}","ep":"{epoch}","seq":'
        self._snap = f'{{"v":{f.VERSION},"t":"snap","ch":"{channel}","ep":"{epoch}","seq":'

    def published(self, seq: int, ts: int, key: str | None, body: str) -> str:
        """A `Published` frame around an encoded body.

        Parameters
        ----------
        seq : place in the channel.
        ts : milliseconds UTC.
        key : row key, or None.
        body : JSON text of the data.
        """
        named = "" if key is None else f',"k":{orjson.dumps(key).decode()}'
        return f'{self._start}{seq},"ts":{ts}{named},"d":{body}}}'

    def rows(self, seq: int, ts: int, rows: Mapping[str, str]) -> str:
        """A `Snapshot` frame of encoded rows by key."""
        inside = ",".join(f"{orjson.dumps(key).decode()}:{body}" for key, body in rows.items())
        return f'{self._snap}{seq},"ts":{ts},"d":{{"rows":{{{inside}}},"events":[]}}}}'

    def events(self, seq: int, ts: int, past: Iterable[tuple[int, int, str]]) -> str:
        """A `Snapshot` frame of past events as (seq, ts, encoded body), oldest first."""
        inside = ",".join(f'{{"seq":{s},"ts":{t},"d":{body}}}' for s, t, body in past)
        return f'{self._snap}{seq},"ts":{ts},"d":{{"rows":{{}},"events":[{inside}]}}}}'


def acknowledged(request: f.RequestId, ts: int) -> str:
    """An `Acknowledged` frame of a request that is not about a stream's place."""
    return _acknowledged(request, ts, None, recovered=None)


def subscribed(request: f.RequestId, ts: int, at: tuple[str, str, int], *, recovered: bool) -> str:
    """An `Acknowledged` frame of a subscription; `at` is (channel, epoch, seq)."""
    return _acknowledged(request, ts, at, recovered=recovered)


def _acknowledged(
    request: f.RequestId, ts: int, at: tuple[str, str, int] | None, *, recovered: bool | None
) -> str:
    channel, epoch, seq = at or (None, None, None)
    frame = f.Acknowledged(
        v=f.VERSION, t="ack", id=request, ts=ts, ch=channel, ep=epoch, seq=seq, recovered=recovered
    )
    return text_of(frame)


def failed(request: f.RequestId | None, ts: int, code: f.FailureCode, detail: str) -> str:
    """A `Failed` frame."""
    return text_of(f.Failed(v=f.VERSION, t="err", id=request, ts=ts, code=code, detail=detail))


def heartbeat(ts: int, ages: Mapping[str, float]) -> str:
    """A `Heartbeat` frame.

    Parameters
    ----------
    ts : milliseconds UTC.
    ages : seconds since each source last spoke.
    """
    sources = {name: f.SourceAge(age_ms=round(age * 1000)) for name, age in ages.items()}
    data = f.HeartbeatData(server_time=ts, sources=sources)
    return text_of(f.Heartbeat(v=f.VERSION, t="hb", ts=ts, d=data))
