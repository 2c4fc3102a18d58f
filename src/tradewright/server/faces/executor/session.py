"""Routes of the session: health, account, system, bars, log, speed, kill switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tradewright.server.answers import SCHEMAS, answer, body_of, documented
from tradewright.server.bodies import message_body
from tradewright.server.faces.executor.parameters import CommandId
from tradewright.wire import messages as m
from tradewright.wire.requests import SpeedRequest

if TYPE_CHECKING:
    from tradewright.server.hub.hub import Hub
    from tradewright.server.services import Services

Symbol = Annotated[str, Query(min_length=1, max_length=40, examples=["EURUSD"])]
TimeframeName = Annotated[str, Query(min_length=1, max_length=10, examples=["M15"])]
BarLimit = Annotated[int, Query(ge=1, le=5000, description="closed bars, newest kept")]
NewsHours = Annotated[int, Query(ge=1, le=1000, description="how far ahead, hours")]
LogLimit = Annotated[int, Query(ge=1, le=1000, description="entries, newest kept")]


def readings(services: Services, hub: Hub) -> APIRouter:
    """Routes that only look."""
    router = APIRouter(prefix="/api", tags=["session"])

    @router.get("/health", **documented(m.Health))
    async def health() -> Response:
        """Whether the server, the session and its feed are alive."""
        return answer(services.health())

    @router.get("/account", **documented(m.Account))
    async def account() -> Response:
        """The account now."""
        return answer(services.account())

    @router.get("/system", **documented(m.System))
    async def system() -> Response:
        """What runs, where and how fast."""
        return answer(services.system())

    @router.get("/bars", **documented(m.BarSeries, 404))
    async def bars(symbol: Symbol, timeframe: TimeframeName, limit: BarLimit = 500) -> Response:
        """Closed bars, oldest first, and the forming one."""
        return answer(services.bars(symbol, timeframe, limit))

    @router.get("/news", **documented(m.News))
    async def news(hours: NewsHours = 168) -> Response:
        """The economic calendar: its age, and the events ahead."""
        return answer(services.news(hours))

    @router.get("/log", **documented(tuple[m.LogEntry, ...]))
    async def log(limit: LogLimit = 1000) -> Response:
        """The event log, newest last."""
        return answer(list(services.log(limit)))

    @router.get("/hub", **documented(m.HubStats))
    async def hub_stats() -> Response:
        """What the real-time hub has delivered, conflated and closed."""
        return answer(hub.stats())

    return router


def control(services: Services) -> APIRouter:
    """Routes that act on the whole session."""
    router = APIRouter(prefix="/api", tags=["control"])
    speed_body = body_of({"$ref": SCHEMAS + "SpeedRequest"}, {"speed": 60}, {"speed": "max"})

    @router.post("/system/speed", **documented(m.System, 409), **speed_body)
    async def speed(request: Request, command_id: CommandId = None) -> Response:
        """Change the pace of a simulated or replayed market."""
        wanted = await message_body(request, SpeedRequest)
        return answer(await services.set_speed(wanted.speed, command_id))

    @router.post("/kill", **documented(m.KillSwitch))
    async def kill(command_id: CommandId = None) -> Response:
        """Stop all new trades now, across restarts; open trades stay managed."""
        return answer(await services.kill(command_id))

    @router.delete("/kill", **documented(m.KillSwitch))
    async def rearm(command_id: CommandId = None) -> Response:
        """Allow new trades again."""
        return answer(await services.rearm(command_id))

    @router.post("/kill/close-all", **documented(m.ClosingAll))
    async def close_all(command_id: CommandId = None) -> Response:
        """Close every position at the next price."""
        return answer(m.ClosingAll(closing=await services.close_all(command_id)))

    return router
