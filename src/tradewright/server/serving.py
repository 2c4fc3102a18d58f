"""Listening: the socket, uvicorn around the application, and a clean end."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import sys
from typing import TYPE_CHECKING, Final, TypeAlias

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from fastapi import FastAPI

PORT: Final = 8081
"""The port of contract 04."""
Started: TypeAlias = "Callable[[str], None]"
_WS_LARGEST: Final = 256 * 1024
_GRACE_SECONDS: Final = 3


class PortInUse(OSError):
    """The port cannot be listened to; the text says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Parameters
    ----------
    host : address or name of this machine, IPv4 or IPv6.
    port : 0 takes any free one.

    Raises
    ------
    PortInUse
        If another program listens there or the system forbids it.
    """
    family, kind, protocol, _, address = _resolved(host, port)
    listener = socket.socket(family, kind, protocol)
    if sys.platform != "win32":
        # On Windows this option would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUse(advice(host, port, error)) from error
    listener.settimeout(0)
    return listener


def _resolved(host: str, port: int) -> tuple[int, int, int, str, tuple[object, ...]]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        message = f"host {host!r} is no address of this machine; use --host 127.0.0.1"
        raise PortInUse(message) from error


def advice(host: str, port: int, error: OSError) -> str:
    """What to tell somebody whose port could not be listened to, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is in use, perhaps by another Tradewright; "
            f"close that program or choose a port: --port {port + 1 if port < 65535 else PORT}"
        )
    if error.errno == errno.EACCES:
        return f"port {port} needs administrator rights; choose one above 1023: --port {PORT}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; use --host 127.0.0.1"
    return f"cannot listen on {host}:{port}: {error}; choose another --host or --port"


def url_of(listener: socket.socket) -> str:
    """The address to open in a browser; `0.0.0.0` and `::` are shown as loopback."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{shown}:{port}"


async def serve(
    app: FastAPI, host: str = "127.0.0.1", port: int = PORT, started: Started | None = None
) -> None:
    """Serve until Ctrl-C, a termination signal or cancellation; open requests get 3 s to end.

    Parameters
    ----------
    app : from `web.create_app`.
    host, port : where to listen.
    started : called with the address once requests are answered.

    Raises
    ------
    PortInUse
        Before anything else happens, if the port is taken.
    """
    await serve_on(app, listen(host, port), started)


async def serve_on(app: FastAPI, listener: socket.socket, started: Started | None = None) -> None:
    """Like `serve`, on a socket from `listen`; closes it."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=_WS_LARGEST,
        ws_per_message_deflate=False,  # per client work and memory; loopback and LAN do not need it
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    with contextlib.closing(listener), _signals(server):
        await server.startup(sockets=[listener])
        try:
            if started is not None:
                started(url_of(listener))
            await server.main_loop()
        finally:
            await server.shutdown(sockets=[listener])


@contextlib.contextmanager
def _signals(server: uvicorn.Server) -> Generator[None, None, None]:
    """Let Ctrl-C and termination end the server in good order; a second Ctrl-C hurries it.

    uvicorn's own handling raises the signal again afterwards, which would cancel what the caller
    still has to save.
    """

    def ask(number: int, _: object) -> None:
        server.force_exit = server.should_exit and number == signal.SIGINT
        server.should_exit = True

    try:
        before = {number: signal.signal(number, ask) for number in HANDLED_SIGNALS}
    except ValueError:  # not the main thread: whoever runs this one cancels the task
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
