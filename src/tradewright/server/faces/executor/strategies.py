"""Routes of strategies: list, start, stop, pause, resume, validate, explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from tradewright.core.calendar import parse_ts
from tradewright.server.answers import answer, body_of, documented
from tradewright.server.bodies import json_body
from tradewright.server.faces.executor.examples import START_STRATEGY
from tradewright.server.faces.executor.parameters import CommandId
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.server.services import Services

StrategyId = Annotated[str, Path(max_length=200, examples=["strategy_123"])]
ClosePositions = Annotated[
    bool, Query(alias="closePositions", description="close its positions at the next price")
]
Instant = Annotated[
    str, Query(max_length=64, description="ISO-8601, UTC", examples=["2017-06-01T10:00Z"])
]
_DOCUMENT: Final = body_of({"type": "object"}, START_STRATEGY, START_STRATEGY["parameters"])


def reads(services: Services) -> APIRouter:
    """Routes that only look."""
    router = APIRouter(prefix="/api/strategies", tags=["strategies"])

    @router.get("", **documented(tuple[m.StrategyRow, ...]))
    async def strategies() -> Response:
        """All strategies of the session."""
        return answer(list(services.strategies()))

    @router.post("/validate", **documented(m.Validation, 413), **_DOCUMENT)
    async def validate(request: Request) -> Response:
        """The verdict on a strategy document; nothing is started."""
        return answer(services.validate(await json_body(request)))

    @router.get("/{strategy_id}", **documented(m.StrategyDetail, 404))
    async def strategy(strategy_id: StrategyId) -> Response:
        """One strategy with its document."""
        return answer(services.strategy(strategy_id))

    @router.get("/{strategy_id}/explain", **documented(m.Explanation, 404))
    async def explain(strategy_id: StrategyId, at: Instant) -> Response:
        """Why it did or did not trade on one closed bar."""
        return answer(services.explain(strategy_id, parse_ts(at)))

    @router.get("/{strategy_id}/reasons", **documented(dict[str, int], 404))
    async def reasons(strategy_id: StrategyId) -> Response:
        """Refused entry signals counted by reason."""
        return answer(dict(services.reasons(strategy_id)))

    return router


def commands(services: Services) -> APIRouter:
    """Routes that act; they answer when the command is in the journal."""
    router = APIRouter(prefix="/api/strategies", tags=["strategies"])

    @router.post("", **documented(m.StrategyRow, 409, 413, status=201), **_DOCUMENT)
    async def start(request: Request, command_id: CommandId = None) -> Response:
        """Start a strategy from a START_STRATEGY envelope or its bare parameters."""
        return answer(await services.start(await json_body(request), command_id), 201)

    @router.delete("/{strategy_id}", **documented(m.StrategyStopped, 404))
    async def stop(
        strategy_id: StrategyId,
        *,
        close_positions: ClosePositions = False,
        command_id: CommandId = None,
    ) -> Response:
        """Stop a strategy; its open trades stay managed unless their close is asked for."""
        stopped = await services.stop(
            strategy_id, close_positions=close_positions, command_id=command_id
        )
        return answer(stopped)

    @router.post("/{strategy_id}/pause", **documented(m.StrategyRow, 404, 409))
    async def pause(strategy_id: StrategyId, command_id: CommandId = None) -> Response:
        """No new trades; open trades stay managed."""
        return answer(await services.pause(strategy_id, command_id))

    @router.post("/{strategy_id}/resume", **documented(m.StrategyRow, 404, 409))
    async def resume(strategy_id: StrategyId, command_id: CommandId = None) -> Response:
        """Trade again after a pause."""
        return answer(await services.resume(strategy_id, command_id))

    @router.post("/{strategy_id}/start", **documented(m.StrategyRow, 404, 409))
    async def restart(strategy_id: StrategyId, command_id: CommandId = None) -> Response:
        """Start a stopped strategy again with the document it had."""
        return answer(await services.restart(strategy_id, command_id))

    return router
