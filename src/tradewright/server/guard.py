"""The guard in front of everything: Host, Origin and login are checked before any handler runs."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.websockets import WebSocket

from tradewright.server.access import COOKIE
from tradewright.server.answers import refusal

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from tradewright.server.access import Access

OPEN_PATHS: Final = frozenset({"/api/login"})
"""Paths under /api that work without a login."""
# Styles are inline because the screen's component kit and charts write <style> elements.
_POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """ASGI middleware that lets in who `access` lets in, and marks every answer as private."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope["welcome"] = self._logged_in(headers)
        denied = self._stranger(scope, headers) or self._needs_login(scope)
        if scope["type"] == "websocket":
            await self._socket(denied, scope, receive, send)
        else:
            await (denied or self._app)(scope, receive, _private(send, scope["path"]))

    async def _socket(
        self, denied: Response | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if denied is None:
            await self._app(scope, receive, send)
            return
        socket = WebSocket(scope, receive, send)
        await socket.receive()
        await socket.send_denial_response(denied)

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        """A 403 for a Host that is not ours or a page of another site."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._access.knows_host(host):
            return refusal(
                403,
                f"Host {host[:80]!r} is not this server; open it as http://127.0.0.1 with its port,"
                " or add the name to the allowed hosts",
            )
        scheme = "https" if scope["scheme"] in {"https", "wss"} else "http"
        if origin is None or self._access.trusts_origin(origin, host, scheme):
            return None
        return refusal(
            403,
            f"Origin {origin[:80]!r} may not call this server; open the screen from {scheme}://"
            f"{host} or add the origin to the allowed origins",
        )

    def _needs_login(self, scope: Scope) -> Response | None:
        """A 401 for a call to the API without a login; sockets may still log in by a frame."""
        path: str = scope["path"]
        private = path.startswith("/api") and path not in OPEN_PATHS
        if scope["type"] == "websocket" or scope["welcome"] or not private:
            return None
        return refusal(
            401,
            "access token needed: send Authorization: Bearer TOKEN, or POST /api/login; the"
            " server printed the token when it started",
            {"www-authenticate": "Bearer"},
        )

    def _logged_in(self, headers: Headers) -> bool:
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._access.admits(token.strip()):
            return True
        return self._access.admits_cookie(_cookie(headers.get("cookie", "")))


def _cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _private(send: Send, path: str) -> Send:
    """A `send` that adds the security headers; answers of the API are never cached."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if path.startswith("/api"):
                headers["cache-control"] = "no-store"
        await send(message)

    return sending
