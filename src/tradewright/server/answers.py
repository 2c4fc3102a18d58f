"""Answers: wire messages as JSON bytes, refusals as {"detail": ...}, and their OpenAPI words."""

from __future__ import annotations

from dataclasses import is_dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, get_args

from starlette.responses import Response

from tradewright.wire.encoding import encode
from tradewright.wire.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMAS: Final = "#/components/schemas/"
_JSON: Final = "application/json"


def answer(value: object, status: int = 200) -> Response:
    """A response with the JSON of a wire message."""
    return Response(encode(value), status, media_type=_JSON)


def refusal(status: int, detail: object, headers: Mapping[str, str] | None = None) -> Response:
    """A response with `{"detail": detail}`."""
    return Response(encode({"detail": detail}), status, dict(headers or {}), media_type=_JSON)


def documented(hint: object, *refusals: int, status: int = 200) -> dict[str, Any]:
    """Route arguments that describe a handler's answers in OpenAPI.

    Parameters
    ----------
    hint : type of the answer: a wire message, a tuple of them or a dict.
    refusals : further statuses, each with a `{"detail": ...}` body.
    status : of the good answer.
    """
    good = {"description": _line(hint), "content": {_JSON: {"schema": schema_of(hint, SCHEMAS)}}}
    responses = {status: good} | {code: _refused(code) for code in (422, *refusals)}
    return {"status_code": status, "responses": responses, "response_model": None}


def body_of(reference: dict[str, Any], *examples: object) -> dict[str, Any]:
    """Route arguments that describe a JSON body in OpenAPI."""
    content = {_JSON: {"schema": reference | {"examples": list(examples)}}}
    return {"openapi_extra": {"requestBody": {"required": True, "content": content}}}


def _refused(code: int) -> dict[str, Any]:
    name = "Problems" if code == HTTPStatus.UNPROCESSABLE_ENTITY else "Refusal"
    schema = {"$ref": SCHEMAS + name}
    return {"description": HTTPStatus(code).phrase, "content": {_JSON: {"schema": schema}}}


def _line(hint: object) -> str:
    cls = next((arm for arm in get_args(hint) if is_dataclass(arm)), hint)
    return (cls.__doc__ or "").partition("\n")[0] if is_dataclass(cls) else "counts by name"
