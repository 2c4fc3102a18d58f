"""What one connection says and what it is answered: bytes in, frames into its outbox."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, assert_never, cast

import orjson

from tradewright.server.hub import writing
from tradewright.server.hub.hub import UnknownChannel
from tradewright.wire import frames as f
from tradewright.wire.decoding import Malformed, decode, malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tradewright.server.hub.hub import Hub
    from tradewright.server.hub.outbox import Outbox

REQUESTS: Final = 200
"""Requests one connection may make in `WINDOW` seconds."""
WINDOW: Final = 10.0
_OPS: Final[Mapping[str, type[f.ClientFrame]]] = {
    "sub": f.Subscribe,
    "unsub": f.Unsubscribe,
    "ping": f.Ping,
    "login": f.Login,
}


class Conversation:
    """One connection's requests.

    Parameters
    ----------
    hub : whom it listens to.
    outbox : where its answers go.
    admits : says whether a token opens the door.
    welcome : whether cookie or header have opened it already.
    """

    def __init__(
        self, hub: Hub, outbox: Outbox, admits: Callable[[str], bool], *, welcome: bool
    ) -> None:
        self.welcome = welcome
        self._hub, self._outbox, self._admits = hub, outbox, admits
        self._times: deque[float] = deque(maxlen=REQUESTS)
        if welcome:
            hub.join(outbox)

    def hear(self, text: str | bytes) -> None:
        """Act on one message; whatever it is, the answer is a frame."""
        now = self._hub.clock.elapsed()
        if len(self._times) == REQUESTS and now - self._times[0] < WINDOW:
            self._refuse(None, "limit", f"over {REQUESTS} requests in {WINDOW:.0f} s; slow down")
            return
        self._times.append(now)
        request_id: f.RequestId | None = None
        try:
            value = _loaded(text)
            request_id = _id_of(value)
            self._answer(_parsed(value))
        except Malformed as error:
            self._refuse(request_id, "bad_frame", str(error))
        except UnknownChannel as error:
            self._refuse(request_id, "unknown_channel", error.detail)

    def _answer(self, request: f.ClientFrame) -> None:
        if not self.welcome and not isinstance(request, f.Login):
            self._refuse(request.id, "unauthorised", 'send {"op":"login","id":1,"token":...} first')
            return
        match request:
            case f.Subscribe():
                self._hub.subscribe(self._outbox, request)
            case f.Unsubscribe():
                self._hub.unsubscribe(self._outbox, request.id, request.ch)
            case f.Ping():
                self._acknowledge(request.id)
            case f.Login():
                self._login(request)
            case _:
                assert_never(request)

    def _login(self, request: f.Login) -> None:
        if self.welcome or self._admits(request.token):
            self.welcome = True
            self._hub.join(self._outbox)
            self._acknowledge(request.id)
        else:
            self._refuse(request.id, "unauthorised", "wrong token; see the server's first lines")

    def _acknowledge(self, request_id: f.RequestId) -> None:
        self._outbox.answer(writing.acknowledged(request_id, self._hub.now_ms()))

    def _refuse(self, request_id: f.RequestId | None, code: f.FailureCode, detail: str) -> None:
        self._outbox.answer(writing.failed(request_id, self._hub.now_ms(), code, detail))


def _loaded(text: str | bytes) -> dict[str, object]:
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise malformed(
            path="", message=f"not JSON: {error}", fix="send one JSON object"
        ) from error
    if not isinstance(value, dict):
        raise malformed(path="", message="not a JSON object", fix='send {"op": ...}')
    return cast("dict[str, object]", value)


def _id_of(value: Mapping[str, object]) -> f.RequestId | None:
    given = value.get("id")
    return given if isinstance(given, (int, str)) and not isinstance(given, bool) else None


def _parsed(value: Mapping[str, object]) -> f.ClientFrame:
    name = value.get("op")
    cls = _OPS.get(name) if isinstance(name, str) else None
    if cls is None:
        raise malformed(
            path="op", message=f"{name!r} is no operation", fix=f"one of {', '.join(_OPS)}"
        )
    request = decode(cls, value)
    if isinstance(request, f.Subscribe) and request.max_hz is not None and request.max_hz <= 0:
        raise malformed(path="max_hz", message=f"{request.max_hz} is not > 0", fix="leave it out")
    return request
