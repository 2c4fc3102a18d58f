"""The reference pages name every route, status, channel, frame and close code there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from tests.unit.server.running import made
from tradewright.server.hub import conversation, outbox, streams
from tradewright.wire.channels import CHANNELS
from tradewright.wire.frames import SLOW_CLIENT, UNAUTHORISED, FailureCode

PAGES = Path(__file__).parents[3] / "docs" / "reference"
HTTP = (PAGES / "http-api.md").read_text(encoding="utf-8")
SOCKET = (PAGES / "websocket.md").read_text(encoding="utf-8")


def test_every_route_is_on_the_page_and_no_other() -> None:
    paths = made()[0].openapi()["paths"]
    routes = {f"{method.upper()} {path}" for path, ops in paths.items() for method in ops}
    assert set(re.findall(r"^\| `([A-Z]+ /api[^`]*)` \|", HTTP, re.MULTILINE)) == routes


def test_every_status_of_the_routes_is_on_the_page() -> None:
    paths = made()[0].openapi()["paths"]
    told = {code for ops in paths.values() for op in ops.values() for code in op["responses"]}
    assert {code for code in told if code >= "400"} <= set(
        re.findall(r"^\| (\d{3}) \|", HTTP, re.MULTILINE)
    )


def test_every_channel_is_on_the_page_with_its_kind_and_data() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (latest|table|events) \| .*?\| `(\w+)`", SOCKET, re.MULTILINE
    )
    assert {name: (kind, data) for name, kind, data in rows} == {
        channel.name: (channel.kind, channel.data.__name__) for channel in CHANNELS.values()
    }


def test_codes_and_bounds_on_the_page_are_those_of_the_code() -> None:
    for code in get_args(FailureCode):
        assert f"`{code}`" in SOCKET
    for number in (SLOW_CLIENT, UNAUTHORISED):
        assert f"**{number}**" in SOCKET
    assert f"at most {streams.REPLAY}" in SOCKET
    assert f"The last {streams.RING:,}" in SOCKET
    assert f"{outbox.EVENTS:,} live frames" in SOCKET
    assert f"({outbox.DEFAULT_HZ:.0f} per key and second" in SOCKET
    assert f"More than {conversation.REQUESTS} requests in {conversation.WINDOW:.0f} s" in SOCKET
