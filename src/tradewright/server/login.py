"""Login: the access token against a cookie that scripts cannot read."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from tradewright.server.access import COOKIE
from tradewright.server.answers import SCHEMAS, body_of
from tradewright.server.bodies import message_body
from tradewright.wire.requests import LoginRequest

if TYPE_CHECKING:
    from tradewright.ports.clock import Clock
    from tradewright.server.access import Access

FAILURES: Final = 10
"""Wrong tokens in `WINDOW` seconds before nobody may try for a while."""
WINDOW: Final = 60.0
_DAYS_30: Final = 30 * 24 * 3600
_WRONG: Final[dict[int | str, dict[str, Any]]] = {
    401: {"description": "wrong token"},
    429: {"description": "too many tries"},
}


class Throttle:
    """Counts recent failures; full means wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: deque[float] = deque(maxlen=FAILURES)

    def full(self) -> bool:
        """Whether `FAILURES` tries failed within the last `WINDOW` seconds."""
        recent = len(self._failures) == FAILURES
        return recent and self._clock.elapsed() - self._failures[0] < WINDOW

    def fail(self) -> None:
        """Count one failure now."""
        self._failures.append(self._clock.elapsed())


def login_routes(access: Access, clock: Clock) -> APIRouter:
    """`POST /api/login` and `POST /api/logout`."""
    router = APIRouter(prefix="/api", tags=["login"])
    throttle = Throttle(clock)
    body = body_of({"$ref": SCHEMAS + "LoginRequest"}, {"token": "the access token"})

    @router.post("/login", status_code=204, response_model=None, responses=_WRONG, **body)
    async def login(request: Request) -> Response:
        """Exchange the access token for an HttpOnly cookie."""
        token = (await message_body(request, LoginRequest)).token
        if throttle.full():
            raise HTTPException(429, f"{FAILURES} wrong tokens in a minute; wait one")
        if not access.admits(token):
            throttle.fail()
            raise HTTPException(401, "wrong token; the server printed the right one at its start")
        response = Response(status_code=204)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, access.cookie(), _DAYS_30, httponly=True, samesite="strict", secure=secure
        )
        return response

    @router.post("/logout", status_code=204, response_model=None)
    async def logout() -> Response:
        """Forget the cookie."""
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return response

    return router
