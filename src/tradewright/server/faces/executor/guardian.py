"""Routes of the guardian: look, change, re-arm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from tradewright.server.answers import answer, body_of, documented
from tradewright.server.bodies import json_body
from tradewright.server.faces.executor.parameters import CommandId
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.server.services import Services

GUARDIAN: Final[dict[str, Any]] = {
    "limits": {"dailyLossPercent": 2, "drawdownPercent": 10, "maxPositions": 5},
    "flatten": True,
    "rearm": "manual",
    "dayStart": "17:00",
    "timezone": "America/New_York",
}
"""The document that OpenAPI shows."""


def guardian(services: Services) -> APIRouter:
    """What protects the account."""
    router = APIRouter(prefix="/api/guardian", tags=["guardian"])

    @router.get("", **documented(m.GuardianState))
    async def look() -> Response:
        """The limits of the account, how they stand, and whether one is breached."""
        return answer(services.guardian())

    @router.put(
        "", **documented(m.GuardianState, 409, 413), **body_of({"type": "object"}, GUARDIAN)
    )
    async def change(request: Request, command_id: CommandId = None) -> Response:
        """Protect the account by another guardian; while in breach it can only be stricter."""
        return answer(await services.set_guardian(await json_body(request), command_id))

    @router.post("/rearm", **documented(m.GuardianState))
    async def rearm(command_id: CommandId = None) -> Response:
        """End a breach; all losses are measured anew from now on."""
        return answer(await services.rearm_guardian(command_id))

    return router
