"""Routes of trades: open, closed, close one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from tradewright.server.answers import answer, documented
from tradewright.server.faces.executor.parameters import CommandId
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.server.services import Services

Ticket = Annotated[int, Path(ge=1, le=2**53, examples=[17])]
Limit = Annotated[int, Query(ge=1, le=1000, description="trades on the page")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="newest trades to skip")]


def trades(services: Services) -> APIRouter:
    """Open and closed trades, and the close of one."""
    router = APIRouter(prefix="/api/trades", tags=["trades"])

    @router.get("/open", **documented(tuple[m.OpenTrade, ...]))
    async def open_trades() -> Response:
        """Open positions in order of opening."""
        return answer(list(services.open_trades()))

    @router.get("/history", **documented(m.TradeHistory))
    async def history(limit: Limit = 100, offset: Offset = 0) -> Response:
        """Closed trades, newest first."""
        return answer(services.history(limit, offset))

    @router.post("/{ticket}/close", **documented(m.TradeClosing, 404, 409))
    async def close(ticket: Ticket, command_id: CommandId = None) -> Response:
        """Close one position at the next price; the fill follows on channel `trades`."""
        return answer(await services.close(ticket, command_id))

    return router
