"""Query parameters: those a route does not know are faults, not silence."""

from __future__ import annotations

from difflib import get_close_matches

from fastapi import Request
from fastapi.routing import APIRoute

from tradewright.wire.decoding import Malformed
from tradewright.wire.messages import Problem


async def known_queries_only(request: Request) -> None:
    """Refuse a request with a misspelt query parameter: it would act on a default instead.

    Raises
    ------
    Malformed
        Naming every unknown parameter and the nearest known one.
    """
    route = request.scope.get("route")
    known = [p.alias for p in route.dependant.query_params] if isinstance(route, APIRoute) else []
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        raise Malformed(tuple(_unknown(name, known) for name in dict.fromkeys(unknown)))


def _unknown(name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, n=1)
    takes = ", ".join(known) or "none"
    fix = f"did you mean {near[0]}?" if near else f"this address takes: {takes}"
    return Problem(path=name[:60], message=f"unknown query parameter {name[:60]!r}", fix=fix)
