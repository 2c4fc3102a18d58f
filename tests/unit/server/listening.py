"""A client that keeps what a channel told it and checks every frame on the way."""

from __future__ import annotations

from typing import Any

import orjson

from tradewright.wire.frames import Place, Subscribe


class Reader:
    """The rules of docs/reference/websocket.md for one ordered channel, from the client's side."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.place: Place | None = None
        self.seen: list[Any] = []
        self.rows: dict[str, Any] = {}
        self.recovered: list[bool] = []
        self._resumed = True

    def request(self) -> Subscribe:
        return Subscribe(op="sub", id=1, ch=self.channel, since=self.place)

    def hear(self, text: str) -> None:
        frame = orjson.loads(text)
        assert frame["v"] == 1
        if frame.get("ch") != self.channel:
            return
        if frame["t"] == "ack" and frame["recovered"] is not None:
            self.recovered.append(frame["recovered"])
            self._resumed = frame["recovered"]
        if frame["t"] == "snap":
            assert not self._resumed, "a snapshot after recovered: true"
            self._snapshot(frame)
        if frame["t"] == "pub":
            self._published(frame)

    def _snapshot(self, frame: dict[str, Any]) -> None:
        known = self.place.seq if self.place and self.place.ep == frame["ep"] else 0
        for event in frame["d"]["events"]:
            if event["seq"] > known:
                assert event["seq"] == len(self.seen) + 1, "the ring forgot what was missed"
                self.seen.append(event["d"])
        self.rows = frame["d"]["rows"]
        self.place = Place(ep=frame["ep"], seq=frame["seq"])

    def _published(self, frame: dict[str, Any]) -> None:
        assert self.place is not None
        assert frame["seq"] == self.place.seq + 1, "a gap or a repetition"
        self.place = Place(ep=frame["ep"], seq=frame["seq"])
        if "k" not in frame:
            self.seen.append(frame["d"])
        elif frame["d"] is None:
            self.rows.pop(frame["k"], None)
        else:
            self.rows[frame["k"]] = frame["d"]
