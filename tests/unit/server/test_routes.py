"""Every route of the executor face: shapes, statuses, what reaches the session."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import orjson
import pytest

from tests.unit.server.desk import Desk
from tests.unit.server.running import called
from tradewright.server.bodies import LARGEST


def ask(
    method: str, path: str, content: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[httpx.Response, Desk]:
    async def asking() -> tuple[httpx.Response, Desk]:
        async with called() as (client, desk):
            return await client.request(method, path, content=content, headers=headers), desk

    return asyncio.run(asking())


def get(path: str) -> Any:  # noqa: ANN401  JSON of any shape
    response, _ = ask("GET", path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    return response.json()


def test_health_account_system_speak_camel_case() -> None:
    assert get("/api/health") == {
        "status": "ok", "version": "0.1.0", "uptimeSeconds": 3.5, "session": "running",
        "lastBarAt": "2026-01-05T12:00:00Z", "feedAgeSeconds": 0.25,
    }  # fmt: skip
    assert get("/api/account") == {
        "number": 1, "broker": "Tradewright", "server": "paper", "currency": "USD",
        "balance": 10000.0, "equity": 10000.0, "margin": 0.0, "freeMargin": 10000.0,
        "marginLevel": None, "leverage": 30, "tradeMode": "demo", "profit": 0.0,
        "openPositions": 0,
    }  # fmt: skip
    system = get("/api/system")
    assert system["symbols"] == [{"symbol": "EURUSD", "digits": 5, "pip": 0.0001, "point": 1e-05}]
    assert system["speeds"] == [1.0, 60.0, "max"]
    assert set(system["killSwitch"]) == {"active", "since", "openPositions", "estimate"}


def test_strategies_and_one_with_its_document() -> None:
    (row,) = get("/api/strategies")
    assert row == {
        "id": "strategy_123", "name": "EMA Scalping Pro", "status": "running",
        "symbol": "EURUSD", "timeframe": "M15", "trades": 3, "openPositions": 1, "profit": 12.5,
        "lastSignalAt": "2026-01-05T12:00:00Z", "lastReason": "OUTSIDE_SESSION",
    }  # fmt: skip
    assert get("/api/strategies/strategy_123") == {**row, "document": {"strategyId": "x"}}
    assert get("/api/strategies/strategy_123/reasons") == {"OUTSIDE_SESSION": 4}


def test_explain_reads_the_instant_and_nests_nodes() -> None:
    found = get("/api/strategies/strategy_123/explain?at=2017-06-01T10:00Z")
    assert found["at"] == "2017-06-01T10:00:00Z"
    assert found["entryLong"]["members"][0]["operands"] == [{"name": "ema_9", "value": None}]


@pytest.mark.parametrize("wrapped", [True, False])
def test_start_takes_envelope_or_parameters_and_answers_201(wrapped: bool) -> None:  # noqa: FBT001
    parameters = {"strategyId": "new", "symbol": "EURUSD"}
    body = {"command": "START_STRATEGY", "parameters": parameters} if wrapped else parameters
    response, desk = ask("POST", "/api/strategies", content=orjson.dumps(body))
    assert (response.status_code, response.json()["id"]) == (201, "new")
    assert desk.documents["new"] == body


def test_a_command_id_reaches_the_session() -> None:
    headers = {"Idempotency-Key": "abc-1"}
    for method, path in [
        ("POST", "/api/kill"), ("DELETE", "/api/kill"), ("POST", "/api/kill/close-all"),
        ("POST", "/api/trades/1/close"), ("DELETE", "/api/strategies/strategy_123"),
        ("POST", "/api/strategies/strategy_123/pause"),
    ]:  # fmt: skip
        response, desk = ask(method, path, headers=headers)
        assert response.status_code == 200
        assert desk.command_ids == ["abc-1"]


def test_stop_closes_positions_only_when_asked() -> None:
    response, desk = ask("DELETE", "/api/strategies/strategy_123")
    assert response.json() == {"id": "strategy_123", "status": "stopped"}
    assert len(desk.trades) == 2
    response, desk = ask("DELETE", "/api/strategies/strategy_123?closePositions=true")
    assert not desk.trades


def test_history_pages_newest_first() -> None:
    page = get("/api/trades/history?limit=2&offset=10")
    assert page["total"] == 250
    assert [trade["ticket"] for trade in page["trades"]] == [240, 239]
    assert len(get("/api/trades/history")["trades"]) == 100


def test_the_guardian_is_shown_changed_and_rearmed() -> None:
    state = get("/api/guardian")
    assert state == {
        "active": True, "breach": "GUARDIAN_DAILY_LOSS", "since": "2026-01-05T12:00:00Z",
        "measured": 201.5, "bound": 200.0, "dayEnds": "2026-01-05T12:00:00Z",
        "limits": [{"limit": "dailyLoss", "measured": 201.5, "bound": 200.0}],
        "document": {"limits": {"dailyLoss": 200.0}},
    }  # fmt: skip
    refused = ask("PUT", "/api/guardian", b'{"limits": {}}')[0]
    assert refused.status_code == 409
    assert "would protect less" in refused.json()["detail"]
    assert ask("PUT", "/api/guardian", b"[]")[0].status_code == 422
    key = {"idempotency-key": "k1"}
    rearmed, desk = ask("POST", "/api/guardian/rearm", headers=key)
    assert rearmed.json()["breach"] is None
    assert desk.command_ids == ["k1"]


def test_kill_rearm_close_all_and_speed() -> None:
    assert ask("POST", "/api/kill")[0].json()["active"] is True
    assert ask("DELETE", "/api/kill")[0].json()["active"] is False
    assert ask("POST", "/api/kill/close-all")[0].json() == {"closing": 2}
    response, desk = ask("POST", "/api/system/speed", content=b'{"speed": "max"}')
    assert (response.json()["speed"], desk.speed) == ("max", "max")


def test_bars_and_log() -> None:
    series = get("/api/bars?symbol=EURUSD&timeframe=M15&limit=2")
    assert series["bars"] == [[0, 1.0, 1.1, 0.9, 1.05, 10.0], [60, 1.0, 1.1, 0.9, 1.05, 10.0]]
    assert [entry["id"] for entry in get("/api/log?limit=3")] == [0, 1, 2]


def test_news_shows_age_and_what_is_ahead() -> None:
    news = get("/api/news?hours=1")
    assert (news["source"], news["ageHours"], news["maxAgeHours"]) == ("week.json", 1.5, 24.0)
    assert (news["stale"], news["trouble"]) == (False, None)
    (event,) = news["events"]
    assert (event["title"], event["impact"], event["pauses"]) == ("Invented", "high", ["running"])
    assert len(get("/api/news")["events"]) == 2
    assert ask("GET", "/api/news?hours=0")[0].status_code == 422


REFUSED = [
    ("GET", "/api/strategies/nope", None, 404, "no strategy 'nope'"),
    ("GET", "/api/bars?symbol=X&timeframe=M15", None, 404, "no bars of 'X'"),
    ("GET", "/api/nothing", None, 404, "no such address"),
    ("POST", "/api/trades/99/close", None, 404, "no open position 99"),
    ("PUT", "/api/health", None, 405, "this address takes"),
    ("POST", "/api/account", None, 405, "this address takes"),
    ("POST", "/api/strategies", b'{"strategyId":"strategy_123"}', 409, "is running"),
    ("POST", "/api/strategies/strategy_123/start", None, 409, "is running already"),
    ("POST", "/api/strategies", b" " * (LARGEST + 1), 413, "larger than"),
    ("POST", "/api/strategies", b"", 422, "no body"),
    ("POST", "/api/strategies", b"{", 422, "not JSON"),
    ("POST", "/api/strategies", b'{"a": NaN}', 422, "not JSON"),
    ("POST", "/api/strategies", b"\xff\xfe", 422, "not JSON"),
    ("POST", "/api/strategies", b"[" * 500 + b"]" * 500, 422, "nested deeper than 64"),
    ("POST", "/api/strategies", b'{"a": %d}' % 2**63, 422, "beyond 64 bits"),
    ("POST", "/api/strategies", b"[]", 422, "strategyId"),
    ("POST", "/api/system/speed", b'{"speed": true}', 422, 'not a number or "max"'),
    ("POST", "/api/system/speed", b'{"sped": 60}', 422, "did you mean speed?"),
    ("POST", "/api/system/speed", b'"max"', 422, "not a JSON object"),
    ("POST", "/api/system/speed", b'{"speed": 7}', 422, "7.0 is not offered"),
    ("GET", "/api/trades/history?limit=0", None, 422, "limit"),
    ("GET", "/api/trades/history?limit=abc", None, 422, "limit"),
    ("GET", "/api/trades/history?offset=99999999999999999999", None, 422, "offset"),
    ("POST", "/api/trades/%s/close" % ("9" * 5000), None, 422, "ticket"),
    ("GET", "/api/bars?timeframe=M15", None, 422, "add ?symbol=..."),
    ("GET", "/api/strategies/strategy_123/explain?at=yesterday", None, 422, "is not an instant"),
    ("DELETE", "/api/strategies/strategy_123?closePosition=true", None, 422, "closePositions?"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "words"), REFUSED)
def test_refusals_have_status_detail_and_words(
    method: str, path: str, body: bytes | None, status: int, words: str
) -> None:
    response, _ = ask(method, path, content=body)
    assert response.status_code == status, response.text
    detail = response.json()["detail"]
    assert list(response.json()) == ["detail"]
    assert words in str(detail)
    if status == 422:
        assert all(set(problem) == {"path", "message", "fix"} for problem in detail)


def test_nothing_happens_on_a_misspelt_parameter() -> None:
    _, desk = ask("DELETE", "/api/strategies/strategy_123?closePosition=true")
    assert desk.rows["strategy_123"].status == "running"


def test_validate_answers_with_the_problems() -> None:
    response, desk = ask("POST", "/api/strategies/validate", content=b'{"symbol": "EURUSD"}')
    assert response.status_code == 200
    assert response.json()["ok"] is False
    assert response.json()["problems"][0]["path"] == "strategyId"
    assert list(desk.documents) == ["strategy_123"]


def test_a_broken_session_is_a_500_with_detail_and_a_logged_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def asking() -> httpx.Response:
        async with called() as (client, desk):
            desk.broken = True
            return await client.get("/api/account")

    response = asyncio.run(asking())
    assert response.status_code == 500
    assert "RuntimeError" in response.json()["detail"]
    assert "the account is gone" not in response.text
    assert "the account is gone" in caplog.text


def test_openapi_describes_every_route_with_examples_and_tags() -> None:
    spec = get("/api/openapi.json")
    assert "/api/strategies/{strategy_id}/explain" in spec["paths"]
    for path, operations in spec["paths"].items():
        for operation in operations.values():
            assert operation["tags"], path
            assert operation["summary"], path
    names = {"StrategyRow", "Explanation", "Problems", "TradeHistory"}
    assert names <= set(spec["components"]["schemas"])
    start = spec["paths"]["/api/strategies"]["post"]
    assert start["responses"]["201"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/StrategyRow"
    }
    examples = start["requestBody"]["content"]["application/json"]["schema"]["examples"]
    assert examples[0]["command"] == "START_STRATEGY"
