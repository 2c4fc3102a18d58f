"""The socket door on a real server: login, origins, resuming, slow readers, bad frames."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.unit.server.listening import Reader
from tests.unit.server.running import Running, served
from tradewright.server.access import beyond_loopback
from tradewright.server.hub import conversation, door
from tradewright.server.hub.hub import Hub
from tradewright.server.hub.pulse import pulse
from tradewright.wire.encoding import encode

TOKEN = "correct-horse-battery-staple"  # noqa: S105


@asynccontextmanager
async def socket(
    running: Running, name: str = "127.0.0.1", **headers: str
) -> AsyncGenerator[ClientConnection, None]:
    """A connection that calls the server by `name`."""
    port = int(running.url.rpartition(":")[2])
    async with connect(
        f"ws://{name}:{port}/ws",
        host="127.0.0.1",
        port=port,
        additional_headers=headers,
        proxy=None,
        compression=None,
    ) as client:
        yield client


async def say(client: ClientConnection, value: object) -> dict[str, Any]:
    """Send one request; its answer."""
    await client.send(value if isinstance(value, (str, bytes)) else orjson.dumps(value).decode())
    while (frame := orjson.loads(await client.recv()))["t"] not in {"ack", "err"}:
        pass
    return frame


def test_subscribe_publish_unsubscribe_ping() -> None:
    async def talking() -> None:
        async with served() as running, socket(running) as client:
            ack = await say(client, {"op": "sub", "id": "a", "ch": "log"})
            assert (ack["id"], ack["seq"], ack["recovered"]) == ("a", 0, False)
            assert orjson.loads(await client.recv())["t"] == "snap"
            running.hub.publish("log", {"n": 1})
            assert orjson.loads(await client.recv())["d"] == {"n": 1}
            assert (await say(client, {"op": "unsub", "id": 2, "ch": "log"}))["id"] == 2
            running.hub.publish("log", {"n": 2})
            pong = await say(client, {"op": "ping", "id": 3})
            assert (pong["t"], pong["id"], pong["ch"]) == ("ack", 3, None)

    asyncio.run(talking())


BAD = [
    ("{", None, "bad_frame", "not JSON"),
    (b"\xff\x00", None, "bad_frame", "not JSON"),
    ("[]", None, "bad_frame", "not a JSON object"),
    ({"op": "subscribe", "id": 1}, 1, "bad_frame", "one of sub"),
    ({"id": 1}, 1, "bad_frame", "None is no operation"),
    ({"op": "sub", "id": 1}, 1, "bad_frame", "ch: missing"),
    ({"op": "sub", "id": 1, "ch": "log", "x": 1}, 1, "bad_frame", "unknown key"),
    ({"op": "sub", "id": True, "ch": "log"}, None, "bad_frame", "id: True is not"),
    ({"op": "sub", "id": 1, "ch": "log", "since": {"ep": "x"}}, 1, "bad_frame", "since.seq"),
    ({"op": "sub", "id": 1, "ch": "quotes", "max_hz": 0}, 1, "bad_frame", "not > 0"),
    ({"op": "sub", "id": 1, "ch": "trade"}, 1, "unknown_channel", "did you mean trades"),
    ({"op": "unsub", "id": 1, "ch": "\n"}, 1, "unknown_channel", "no channel"),
]


def test_bad_frames_are_answered_and_the_connection_lives_on() -> None:
    async def talking() -> None:
        async with served() as running, socket(running) as client:
            for value, request_id, code, words in BAD:
                frame = await say(client, value)
                assert (frame["t"], frame["id"], frame["code"]) == ("err", request_id, code)
                assert words in frame["detail"], frame
            assert (await say(client, {"op": "ping", "id": 9}))["t"] == "ack"

    asyncio.run(talking())


def test_too_many_requests_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "REQUESTS", 5)

    async def talking() -> None:
        async with served() as running, socket(running) as client:
            answers = [await say(client, {"op": "ping", "id": i}) for i in range(6)]
            assert [frame["t"] for frame in answers] == ["ack"] * 5 + ["err"]
            assert answers[-1]["code"] == "limit"

    asyncio.run(talking())


def test_a_message_over_256_kb_closes_the_connection() -> None:
    async def talking() -> None:
        async with served() as running, socket(running) as client:
            with pytest.raises(ConnectionClosed) as closed:
                await say(client, '"' + "x" * 300_000 + '"')
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009

    asyncio.run(talking())


@pytest.mark.parametrize(
    "how", [{"Origin": "https://evil.example"}, {"name": "evil.example"}, {"Origin": "null"}]
)
def test_pages_of_other_sites_are_refused_before_the_handshake(how: dict[str, str]) -> None:
    async def talking() -> None:
        async with served() as running:
            with pytest.raises(InvalidStatus) as refused:
                async with socket(running, **how):
                    pass
            assert refused.value.response.status_code == 403
            assert b"detail" in refused.value.response.body

    asyncio.run(talking())


def test_three_ways_to_log_in_and_none_in_the_url() -> None:
    access = beyond_loopback(TOKEN, [])
    ping = {"op": "ping", "id": 1}

    async def talking() -> None:
        async with served(access) as running:
            async with socket(running, Authorization=f"Bearer {TOKEN}") as client:
                assert (await say(client, ping))["t"] == "ack"
            async with socket(running, Cookie=f"tradewright_access={access.cookie()}") as client:
                assert (await say(client, ping))["t"] == "ack"
            async with socket(running) as client:
                assert (await say(client, ping))["code"] == "unauthorised"
                wrong = await say(client, {"op": "login", "id": 1, "token": "x"})
                assert wrong["code"] == "unauthorised"
                right = await say(client, {"op": "login", "id": 2, "token": TOKEN})
                assert right["t"] == "ack"
                assert (await say(client, ping))["t"] == "ack"

    asyncio.run(talking())


def test_who_does_not_log_in_in_time_is_closed_and_told_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "LOGIN_SECONDS", 0.2)

    async def talking() -> None:
        async with served(beyond_loopback(TOKEN, [])) as running, socket(running) as client:
            running.hub.beat({"feed": 1.0})
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(client.recv(), 5)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4401

    asyncio.run(talking())


def test_a_client_that_stops_reading_is_closed_4008_and_others_notice_nothing() -> None:
    async def talking() -> None:
        async with served() as running, socket(running) as slow, socket(running) as quick:
            for client in (slow, quick):
                await say(client, {"op": "sub", "id": 1, "ch": "log"})
            slow.transport.pause_reading()
            reader = asyncio.create_task(counted(quick, 4_000))
            payload = "y" * 2_000
            for n in range(4_000):
                running.hub.publish("log", {"n": n, "x": payload})
                if n % 20 == 0:
                    await asyncio.sleep(0)
            assert await asyncio.wait_for(reader, 30) == list(range(4_000))
            assert running.hub.stats().closed_slow == 1
            slow.transport.resume_reading()
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(counted(slow, 4_001), 10)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4008

    asyncio.run(talking())


async def counted(client: ClientConnection, many: int) -> list[int]:
    numbers: list[int] = []
    while len(numbers) < many:
        frame = orjson.loads(await client.recv())
        if frame["t"] == "pub":
            numbers.append(frame["d"]["n"])
    return numbers


TOTAL, KILLS, CLIENTS = 4_000, 200, 8


async def hear(client: ClientConnection, reader: Reader, frames: int) -> None:
    """Hear at most `frames` frames, or until the reader has everything."""
    await client.send(encode(reader.request()).decode())
    while frames and len(reader.seen) < TOTAL:
        reader.hear(await client.recv(decode=True))
        frames -= 1


async def dying(running: Running, reader: Reader, rng: np.random.Generator) -> int:
    """Listen, die at random moments and resume, until all is heard; the number of deaths."""
    died = 0
    while len(reader.seen) < TOTAL:
        frames = int(rng.integers(1, 40)) if died < KILLS // CLIENTS else 2 * TOTAL
        async with socket(running) as client:
            await hear(client, reader, frames)
            client.transport.abort()
            died += 1
    return died


async def publishing(running: Running) -> None:
    for n in range(TOTAL):
        running.hub.publish("trades", {"n": n})
        if n % 8 == 0:
            await asyncio.sleep(0.002)


def test_two_hundred_socket_kills_lose_and_repeat_nothing(rng: np.random.Generator) -> None:
    readers = [Reader("trades") for _ in range(CLIENTS)]

    async def all_of_it() -> int:
        async with served() as running, asyncio.timeout(90):
            publisher = asyncio.create_task(publishing(running))
            died = await asyncio.gather(*(dying(running, reader, rng) for reader in readers))
            await publisher
            return sum(died)

    assert asyncio.run(all_of_it()) >= KILLS
    for reader in readers:
        assert [event["n"] for event in reader.seen] == list(range(TOTAL))


def test_heartbeats_reach_every_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewright.server.web.pulse", quick_pulse)

    async def talking() -> None:
        async with served() as running, socket(running) as client:
            beats = [orjson.loads(await asyncio.wait_for(client.recv(), 5)) for _ in range(2)]
            assert [beat["t"] for beat in beats] == ["hb", "hb"]
            assert beats[0]["d"]["sources"] == {"feed": {"ageMs": 250}}

    asyncio.run(talking())


async def quick_pulse(hub: Hub, ages: Callable[[], Mapping[str, float]]) -> None:
    await pulse(hub, ages, 0.05)
