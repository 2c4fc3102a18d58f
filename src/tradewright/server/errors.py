"""What goes wrong, as answers: every error is {"detail": ...} with the status that fits."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from tradewright.core.calendar import BadInstant
from tradewright.ports.errors import Conflict, Invalid, NotFound, Unavailable
from tradewright.server.answers import refusal
from tradewright.wire.decoding import Malformed
from tradewright.wire.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

_log: Final = logging.getLogger(__name__)


async def _not_found(_: Request, error: Exception) -> Response:
    return refusal(404, _words(error))


async def _conflict(_: Request, error: Exception) -> Response:
    return refusal(409, _words(error))


async def _unavailable(_: Request, error: Exception) -> Response:
    return refusal(503, _words(error), {"retry-after": "1"})


async def _invalid(_: Request, error: Exception) -> Response:
    problems = error.problems if isinstance(error, (Invalid, Malformed)) else ()
    return refusal(422, list(problems) or _words(error))


async def _bad_instant(_: Request, error: Exception) -> Response:
    return refusal(422, [Problem(path="at", message=_words(error), fix="write 2017-06-01T10:00Z")])


async def _bad_parameter(_: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    return refusal(422, [_problem(fault) for fault in faults])


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail, where = error.detail, f"{request.method} {request.url.path[:200]}"
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"{where}: no such address; /api/openapi.json lists them all"
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("allow", "another method")
        detail = f"{where}: this address takes {allowed}"
    return refusal(error.status_code, detail, error.headers)


async def _broken(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return refusal(500, f"the server failed ({type(error).__name__}); its log has the trace")


_HANDLERS: Final[Mapping[type[Exception], Callable[..., object]]] = {
    NotFound: _not_found,
    Conflict: _conflict,
    Unavailable: _unavailable,
    Invalid: _invalid,
    Malformed: _invalid,
    BadInstant: _bad_instant,
    RequestValidationError: _bad_parameter,
    HTTPException: _http,
    Exception: _broken,
}


def add_error_handlers(app: FastAPI) -> None:
    """Make the app answer every error as this module says."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)  # pyright: ignore[reportArgumentType]


def _words(error: Exception) -> str:
    """The error's own words; a KeyError's are quoted, a bare one has only its name."""
    return str(error.args[0]) if error.args else type(error).__name__


def _problem(fault: Mapping[str, object]) -> Problem:
    """A FastAPI parameter fault in our words."""
    place = cast("tuple[int | str, ...]", fault.get("loc", ()))
    path = ".".join(str(part) for part in place[1:])
    shown = repr(fault.get("input"))[:60]
    message = str(fault.get("msg"))
    missing = fault.get("type") == "missing"
    return Problem(
        path=path,
        message="missing" if missing else f"{shown}: {message}",
        fix=f"add ?{path}=..." if missing else f"correct {path}",
    )
