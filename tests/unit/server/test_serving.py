"""Listening: ports in use, addresses that are not ours, a clean end on Ctrl-C."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.unit.server.running import made, served
from tradewright.server.serving import PortInUse, advice, listen, serve, url_of

ROOT = Path(__file__).parents[3]


def test_a_taken_port_says_the_fix() -> None:
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    try:
        with pytest.raises(PortInUse, match=rf"port {port} on 127.0.0.1 is in use.*--port"):
            asyncio.run(serve(made()[0], "127.0.0.1", port))
    finally:
        listener.close()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EADDRINUSE, "is in use.*--port 8082"),
        (errno.EACCES, "administrator rights.*--port 8081"),
        (errno.EADDRNOTAVAIL, "no address of this machine.*--host 127.0.0.1"),
        (errno.ENOBUFS, "choose another --host or --port"),
    ],
)
def test_every_failure_to_listen_says_the_fix(number: int, words: str) -> None:
    assert re.search(words, advice("10.0.0.1", 8081, OSError(number, "no")))


def test_the_address_to_open_is_loopback_when_bound_to_all() -> None:
    everywhere = "0.0.0.0"  # noqa: S104
    listener = listen(everywhere, 0)
    try:
        assert url_of(listener).startswith("http://127.0.0.1:")
    finally:
        listener.close()


def test_a_real_server_answers_http() -> None:
    async def asking() -> None:
        async with served() as running, httpx.AsyncClient(trust_env=False) as client:
            response = await client.get(running.url + "/api/health")
            assert response.json()["status"] == "ok"
            assert "server" not in response.headers
            started = await client.post(
                running.url + "/api/strategies", json={"strategyId": "via-http"}
            )
            assert started.status_code == 201
            assert "via-http" in running.desk.rows

    asyncio.run(asking())


PROGRAM = """
import asyncio
from tests.unit.server.running import made
from tradewright.server.serving import serve

async def main():
    await serve(made()[0], "127.0.0.1", 0, lambda url: print(url, flush=True))
    await asyncio.sleep(0)
    print("saved", flush=True)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent so")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_cleanly_and_lets_the_caller_save(number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.get(url + "/api/health", trust_env=False).status_code == 200
        process.send_signal(number)
        output, errors = process.communicate(timeout=20)
        assert (process.returncode, output.strip(), errors) == (0, "saved", "")
