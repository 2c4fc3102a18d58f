"""The doors on the real thing: a running paper session on the simulated market, over sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
from websockets.asyncio.client import connect

from tests.unit.server.running import NOWHERE
from tradewright.adapters.clocks.system import SystemClock
from tradewright.app.build import build
from tradewright.app.supervisor import running
from tradewright.config.settings import Settings
from tradewright.server.access import loopback
from tradewright.server.faces.executor.examples import START_STRATEGY
from tradewright.server.hub.hub import Hub
from tradewright.server.serving import listen, serve_on, url_of
from tradewright.server.web import create_app
from tradewright.wire.channels import CHANNELS


@asynccontextmanager
async def up(folder: Path) -> AsyncGenerator[str, None]:
    """A session with two simulated days already traded, served; its address."""
    hub = Hub(SystemClock(), "ep1")
    values = {"data_dir": folder, "demo_days": 2, "market": "simulated:EURUSD:7", "speed": "max"}
    services = build(Settings.model_validate(values), hub)
    app = create_app(services.front, hub, loopback(), NOWHERE)
    listener = listen("127.0.0.1", 0)
    async with running(services):
        started: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(serve_on(app, listener, started.set_result))
        try:
            assert await asyncio.wait_for(started, 20) == url_of(listener)
            yield started.result()
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


async def told(url: str, wanted: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Frames by channel, once every wanted channel has published something."""
    heard: dict[str, list[dict[str, Any]]] = {name: [] for name in CHANNELS}
    async with connect(url.replace("http", "ws", 1) + "/ws", proxy=None) as socket:
        for number, name in enumerate(CHANNELS):
            await socket.send(orjson.dumps({"op": "sub", "id": number, "ch": name}).decode())
        while not all(any(f["t"] == "pub" for f in heard[name]) for name in wanted):
            frame = orjson.loads(await asyncio.wait_for(socket.recv(), 60))
            if frame["t"] in {"snap", "pub"}:
                heard[frame["ch"]].append(frame)
    return heard


def test_a_paper_session_is_watched_and_commanded_through_the_doors(tmp_path: Path) -> None:
    async def using() -> dict[str, list[dict[str, Any]]]:
        async with up(tmp_path) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
            watching = asyncio.create_task(told(url, {"quotes", "account", "strategies", "log"}))
            second = {**START_STRATEGY["parameters"], "strategyId": "second"}
            headers = {"Idempotency-Key": "once"}
            first = await http.post("/api/strategies", json=second, headers=headers)
            again = await http.post("/api/strategies", json=second, headers=headers)
            assert (first.status_code, again.status_code) == (201, 201), again.text
            assert again.json() == first.json()
            refused = await http.post("/api/strategies", json=second)
            assert (refused.status_code, "second" in refused.json()["detail"]) == (409, True)
            assert (await http.post("/api/kill")).json()["active"] is True
            assert (await http.get("/api/health")).json()["status"] == "ok"
            return await watching

    heard = asyncio.run(using())
    events = [frame["d"]["event"] for frame in heard["log"] if frame["t"] == "pub"]
    assert events
    for name in ("log", "strategies"):
        numbers = [frame["seq"] for frame in heard[name]]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_after_a_restart_the_strategies_are_still_there(tmp_path: Path) -> None:
    async def once() -> set[str]:
        async with up(tmp_path) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
            names = {row["id"] for row in (await http.get("/api/strategies")).json()}
            if "kept" not in names:
                kept = {**START_STRATEGY["parameters"], "strategyId": "kept"}
                assert (await http.post("/api/strategies", json=kept)).status_code == 201
            return names

    assert "kept" not in asyncio.run(once())
    assert "kept" in asyncio.run(once())
