"""JSON bodies of requests: read within bounds, parsed strictly, faults named."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar, cast

import orjson
from fastapi import HTTPException, Request

from tradewright.wire.decoding import decode, malformed

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 1024 * 1024
"""Bytes of a body; the largest strategy documents are a hundredth of it."""
DEEPEST: Final = 64
"""Levels of nesting; a rule tree deeper than this is a mistake or an attack."""
_INT64: Final = 2**63

Message = TypeVar("Message")


async def json_body(request: Request) -> object:
    """The JSON value of a request's body.

    Raises
    ------
    HTTPException
        413 if the body is larger than `LARGEST`.
    Malformed
        If it is empty, not JSON, nested deeper than `DEEPEST` or holds an integer beyond int64.
    """
    body = await _within_bounds(request)
    try:
        value: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        what = f"not JSON: {error}" if body else "no body"
        raise malformed(
            path="", message=what, fix="send one JSON object; NaN and Infinity are not JSON"
        ) from error
    for depth, part in _parts(value):
        if depth > DEEPEST:
            raise malformed(
                path="", message=f"nested deeper than {DEEPEST} levels", fix="flatten the document"
            )
        if isinstance(part, int) and not -_INT64 <= part < _INT64:
            raise malformed(
                path="", message="an integer beyond 64 bits", fix="write a smaller number"
            )
    return value


async def message_body(request: Request, cls: type[Message]) -> Message:
    """The body as a wire message; raises what `json_body` raises."""
    return decode(cls, await json_body(request))


async def _within_bounds(request: Request) -> bytes:
    told = request.headers.get("content-length", "0")
    if not told.isdigit() or int(told) > LARGEST:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise _too_large()
    return bytes(body)


def _too_large() -> HTTPException:
    detail = f"the body is larger than {LARGEST} bytes; send one strategy at a time"
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)


def _parts(value: object) -> Iterator[tuple[int, object]]:
    """Every value inside with its depth, without recursion: the document may be hostile."""
    waiting: list[tuple[int, object]] = [(0, value)]
    while waiting:
        depth, part = waiting.pop()
        yield depth, part
        if isinstance(part, dict):
            members = cast("dict[str, object]", part).values()
            waiting.extend((depth + 1, member) for member in members)
        elif isinstance(part, list):
            waiting.extend((depth + 1, member) for member in cast("list[object]", part))
