"""Nonsense at every address: an answer below 500, always {"detail": ...} when it is an error."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.server.running import made

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
BODIES = st.one_of(
    st.binary(max_size=200),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("command", "parameters", "strategyId", "speed", "token"), JSON)
    ).map(lambda value: json.dumps(value).encode()),
)
WORDS = st.text(min_size=1, max_size=30) | st.integers().map(str) | st.just("strategy_123")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = made()[0].openapi()["paths"]
    return [(method, path, op) for path, ops in paths.items() for method, op in ops.items()]


OPERATIONS = operations()


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, bytes | None, dict[str, str]]:
    method, path, operation = draw(st.sampled_from(OPERATIONS))
    queries: list[str] = []
    for parameter in operation.get("parameters", []):
        value = quote(draw(WORDS), safe="")
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", value)
        elif parameter["in"] == "query" and draw(st.integers(0, 3)):
            queries.append(f"{parameter['name']}={value}")
    if not draw(st.integers(0, 9)):
        queries.append(quote(draw(WORDS), safe="") + "=1")
    body = draw(st.none() | BODIES)
    key = draw(st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126)))
    headers = {} if key is None else {"Idempotency-Key": key}
    return method, path + "?" + "&".join(queries), body, headers


@pytest.fixture(scope="module")
def client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(made()[0], raise_app_exceptions=True)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8081")


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(request=requests())
def test_no_request_breaks_the_server(
    client: httpx.AsyncClient, request: tuple[str, str, bytes | None, dict[str, str]]
) -> None:
    method, url, body, headers = request
    response = asyncio.run(client.request(method, url, content=body, headers=headers))
    assert response.status_code < 500
    if response.status_code >= 400:
        assert list(response.json()) == ["detail"]
        assert response.json()["detail"]
