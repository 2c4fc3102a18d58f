"""All routes of the executor face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends

from tradewright.server.faces.executor import guardian, session, strategies, trades
from tradewright.server.queries import known_queries_only

if TYPE_CHECKING:
    from tradewright.server.hub.hub import Hub
    from tradewright.server.services import Services


def routes(services: Services, hub: Hub) -> APIRouter:
    """The router of /api for one session."""
    router = APIRouter(dependencies=[Depends(known_queries_only)])
    parts = (
        session.readings(services, hub),
        session.control(services),
        guardian.guardian(services),
        strategies.reads(services),
        strategies.commands(services),
        trades.trades(services),
    )
    for part in parts:
        router.include_router(part)
    return router
