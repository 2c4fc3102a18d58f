"""The socket door: a reader, a writer and a watch between one WebSocket and the hub."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

from starlette.websockets import WebSocketDisconnect, WebSocketDisconnected

from tradewright.server.hub.conversation import Conversation
from tradewright.server.hub.outbox import Outbox
from tradewright.wire.frames import SLOW_CLIENT, UNAUTHORISED

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.websockets import WebSocket

    from tradewright.server.hub.hub import Hub

LOGIN_SECONDS: Final = 10.0
"""How long a connection may take to send its token."""
CLOSE_SECONDS: Final = 10.0
"""How long a slow client may take to make room for its close frame."""
_REASONS: Final = {
    SLOW_CLIENT: "too slow; reconnect and resume with since",
    UNAUTHORISED: "no login; send the access token",
}


async def attend(
    socket: WebSocket, hub: Hub, admits: Callable[[str], bool], *, welcome: bool
) -> None:
    """Serve one connection until either side ends it.

    Parameters
    ----------
    socket : not yet accepted.
    hub : what it listens to.
    admits : says whether a token opens the door.
    welcome : whether cookie or header have opened it already; else a login frame must come.
    """
    await socket.accept()
    woken, slow = asyncio.Event(), asyncio.Event()

    def wake() -> None:
        woken.set()
        if outbox.slow:
            slow.set()

    outbox = Outbox(wake)
    talk = Conversation(hub, outbox, admits, welcome=welcome)
    try:
        code = await _first(
            _read(socket, talk), _write(socket, hub, outbox, woken), _watch(talk, slow)
        )
    finally:
        hub.disconnect(outbox)
    if code is not None:
        await _close(socket, code)


async def _first(*parts: Coroutine[None, None, int | None]) -> int | None:
    """The close code of the part that ends first; the others are cancelled."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    codes = [task.result() for task in done]
    return next((code for code in codes if code is not None), None)


async def _read(socket: WebSocket, talk: Conversation) -> int | None:
    """Hear requests until the client leaves."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text = message.get("text")
        talk.hear(message["bytes"] if text is None else text)


async def _write(socket: WebSocket, hub: Hub, outbox: Outbox, woken: asyncio.Event) -> int | None:
    """Send what waits, as fast as this client reads; nobody else waits for it."""
    while True:
        woken.clear()
        batch = outbox.take(hub.clock.elapsed())
        try:
            for text in batch.texts:
                await socket.send({"type": "websocket.send", "text": text})
        except WebSocketDisconnect:
            return None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(batch.wait):
                await woken.wait()


async def _watch(talk: Conversation, slow: asyncio.Event) -> int:
    """Wait until the client must be closed; the answer is the close code."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(None if talk.welcome else LOGIN_SECONDS):
            await slow.wait()
    if not slow.is_set() and not talk.welcome:
        return UNAUTHORISED
    await slow.wait()
    return SLOW_CLIENT


async def _close(socket: WebSocket, code: int) -> None:
    """Say why, if the client makes room for it in time."""
    gone = (TimeoutError, WebSocketDisconnect, WebSocketDisconnected)
    with contextlib.suppress(*gone):
        async with asyncio.timeout(CLOSE_SECONDS):
            await socket.close(code, _REASONS[code])
