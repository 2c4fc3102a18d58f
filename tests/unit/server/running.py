"""The application, called directly or served on a free loopback port."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import NamedTuple

import httpx
from fastapi import FastAPI

from tests.unit.server.desk import Desk
from tradewright.adapters.clocks.system import SystemClock
from tradewright.server.access import Access, loopback
from tradewright.server.hub.hub import Hub
from tradewright.server.serving import listen, serve_on, url_of
from tradewright.server.web import create_app

NOWHERE = Path(__file__).parent / "no-such-folder"


class Running(NamedTuple):
    """A served application; `url` has no trailing slash."""

    url: str
    desk: Desk
    hub: Hub

    @property
    def socket_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/ws"


def made(access: Access | None = None, static: Path = NOWHERE) -> tuple[FastAPI, Desk, Hub]:
    desk, hub = Desk(), Hub(SystemClock(), "ep1")
    return create_app(desk, hub, access or loopback(), static), desk, hub


@contextlib.asynccontextmanager
async def called(
    access: Access | None = None, static: Path = NOWHERE, host: str = "127.0.0.1:8081"
) -> AsyncGenerator[tuple[httpx.AsyncClient, Desk], None]:
    """A client that calls the application without a socket."""
    app, desk, _ = made(access, static)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        yield client, desk


@contextlib.asynccontextmanager
async def served(
    access: Access | None = None, static: Path = NOWHERE
) -> AsyncGenerator[Running, None]:
    """A real server on a free port."""
    app, desk, hub = made(access, static)
    listener = listen("127.0.0.1", 0)
    up: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve_on(app, listener, up.set_result))
    url = url_of(listener)
    try:
        await asyncio.wait_for(up, 10)
        yield Running(url, desk, hub)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
