"""Who gets in: names, origins, tokens, cookies; and what every answer says to browsers."""

from __future__ import annotations

import asyncio
import stat
import sys
from pathlib import Path

import httpx
import pytest

from tests.unit.server.running import called
from tradewright.server.access import (
    Access,
    beyond_loopback,
    host_name,
    is_loopback,
    loopback,
)
from tradewright.server.tokens import BadToken, access_for, access_token, login_hint

TOKEN = "correct-horse-battery-staple"  # noqa: S105
LAN = beyond_loopback(TOKEN, ["trader.local"])


def ask(
    path: str = "/api/health",
    method: str = "GET",
    access: Access | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    async def asking() -> httpx.Response:
        async with called(access) as (client, _):
            raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
            return await client.request(method, path, headers=raw)

    return asyncio.run(asking())


@pytest.mark.parametrize("host", ["127.0.0.1:8081", "localhost:9000", "[::1]:8081", "LocalHost"])
def test_loopback_names_are_ours(host: str) -> None:
    assert ask(headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "192.168.1.7:8081", "", "a@localhost", "x:y:z",
     "localhost/evil.example", "[::1", "127.0.0.1:notaport"],
)  # fmt: skip
def test_other_hosts_are_refused(host: str) -> None:
    response = ask(headers={"host": host})
    assert response.status_code == 403
    assert "is not this server" in response.json()["detail"]


def test_beyond_loopback_addresses_and_own_names_are_ours_but_no_others() -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    for host in ("192.168.1.7:8081", "trader.local", "localhost"):
        assert ask(access=LAN, headers={**headers, "host": host}).status_code == 200
    assert ask(access=LAN, headers={**headers, "host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8081", 200),
        ("http://127.0.0.1:3000", 403),
        ("https://127.0.0.1:8081", 403),
        ("http://localhost:8081", 403),
        ("https://evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_our_own_pages_may_call(origin: str, status: int) -> None:
    response = ask("/api/kill", "POST", headers={"origin": origin})
    assert response.status_code == status
    assert status == 200 or "may not call this server" in response.json()["detail"]


def test_a_development_origin_can_be_trusted() -> None:
    access = loopback(["http://localhost:5173"])
    response = ask("/api/kill", "POST", access, {"origin": "http://localhost:5173"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "header",
    [None, "Bearer wrong", f"Basic {TOKEN}", "Bearer", "Bearer ünïcode", f"Bearer {TOKEN}x"],
)
def test_without_the_token_nothing_of_the_api_is_told(header: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    response = ask(access=LAN, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert "POST /api/login" in response.json()["detail"]


def test_the_screen_itself_needs_no_login() -> None:
    assert ask("/", access=LAN).status_code == 200


def test_login_gives_a_cookie_scripts_cannot_read_and_logout_takes_it() -> None:
    async def visiting() -> list[int]:
        async with called(LAN, host="192.168.1.7:8081") as (client, _):
            answers = [await client.get("/api/health")]
            answers.append(await client.post("/api/login", json={"token": TOKEN}))
            cookie = answers[-1].headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=strict" in cookie
            assert TOKEN not in cookie
            answers.append(await client.get("/api/health"))
            answers.append(await client.post("/api/logout"))
            answers.append(await client.get("/api/health"))
            return [answer.status_code for answer in answers]

    assert asyncio.run(visiting()) == [401, 204, 200, 204, 401]


def test_guessing_is_slowed_down() -> None:
    async def guessing() -> list[int]:
        async with called(LAN, host="192.168.1.7:8081") as (client, _):
            tries = [await client.post("/api/login", json={"token": f"t{i}"}) for i in range(12)]
            tries.append(await client.post("/api/login", json={"token": TOKEN}))
            return [answer.status_code for answer in tries]

    assert asyncio.run(guessing()) == [401] * 10 + [429] * 3


def test_a_forged_cookie_does_not_open() -> None:
    for cookie in ("tradewright_access=" + "0" * 64, "tradewright_access=", '"\\=;;'):
        assert ask(access=LAN, headers={"cookie": cookie}).status_code == 401


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/nothing", "/nothing.js"])
def test_every_answer_carries_the_security_headers(path: str) -> None:
    headers = ask(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_token_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    token = access_token(tmp_path / "data")
    path = tmp_path / "data" / "access-token"
    assert len(token) >= 43
    assert access_token(tmp_path / "data") == token
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        assert access_token(tmp_path / "data") == token
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "short", "two words that are long enough", "ü" * 30])
def test_a_bad_token_file_is_refused_with_the_fix(tmp_path: Path, content: str) -> None:
    (tmp_path / "access-token").write_text(content, encoding="utf-8")
    with pytest.raises(BadToken, match="delete the file"):
        access_token(tmp_path)


def test_a_token_is_made_only_where_others_can_reach_the_server(tmp_path: Path) -> None:
    home = access_for("127.0.0.1", tmp_path)
    assert (home.token, login_hint(home), list(tmp_path.iterdir())) == (None, None, [])
    lan = access_for("192.168.1.7", tmp_path)
    assert lan.token == access_token(tmp_path)
    assert str(lan.token) in (login_hint(lan) or "")
    assert access_for("192.168.1.7", tmp_path, TOKEN).token == TOKEN


def test_an_empty_token_is_no_token() -> None:
    with pytest.raises(ValueError, match="empty access token"):
        beyond_loopback("", [])


def test_loopback_addresses() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("10.0.0.1", "::", "192.168.1.7", "trader"))
    assert host_name("[::1]:80") == "::1"
