"""The application: all doors of one session behind one guard."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, WebSocket
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from tradewright.server.answers import SCHEMAS
from tradewright.server.errors import add_error_handlers
from tradewright.server.faces.executor.routes import routes
from tradewright.server.guard import Guard
from tradewright.server.hub.door import attend
from tradewright.server.hub.pulse import pulse
from tradewright.server.login import login_routes
from tradewright.server.screen import Screen
from tradewright.wire.schema import definitions

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from tradewright.server.access import Access
    from tradewright.server.hub.hub import Hub
    from tradewright.server.services import Services


def create_app(services: Services, hub: Hub, access: Access, static_dir: Path) -> FastAPI:
    """The web application of one session.

    Parameters
    ----------
    services : the session, already built.
    hub : where it publishes.
    access : who may come in.
    static_dir : the screen's built files; may be missing.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None, None]:
        beating = asyncio.create_task(pulse(hub, lambda: _ages(services)))
        yield
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)

    app = FastAPI(
        title="Tradewright",
        lifespan=lifespan,
        middleware=[Middleware(Guard, access=access)],
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere, which the policy forbids
        redoc_url=None,
        redirect_slashes=False,
    )
    add_error_handlers(app)
    app.include_router(routes(services, hub))
    app.include_router(login_routes(access, hub.clock))
    _add_socket(app, hub, access)
    _add_screen(app, Screen(static_dir))
    app.openapi = lambda: _openapi(app, services)
    return app


def _ages(services: Services) -> dict[str, float]:
    age = services.health().feed_age_seconds
    return {} if age is None else {"feed": age}


def _add_socket(app: FastAPI, hub: Hub, access: Access) -> None:
    @app.websocket("/ws")
    async def socket(websocket: WebSocket) -> None:
        await attend(websocket, hub, access.admits, welcome=websocket.scope["welcome"])


def _add_screen(app: FastAPI, screen: Screen) -> None:
    @app.api_route("/api/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def no_such_route(path: str) -> Response:
        del path
        raise HTTPException(404)

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        return await screen.respond(path, request.scope)


def _openapi(app: FastAPI, services: Services) -> dict[str, Any]:
    """The OpenAPI document, with every wire type among its schemas; made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=services.health().version,
            routes=app.routes,
            description="REST of the executor face; the real-time channels are at /ws.",
        )
        schemas: dict[str, Any] = made.setdefault("components", {}).setdefault("schemas", {})
        schemas |= definitions(SCHEMAS)
        app.openapi_schema = made
    return app.openapi_schema
