"""The screen's files: caching, deep links, nothing outside the folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.unit.server.running import called


@pytest.fixture
def built(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>screen</title>")
    (static / "assets" / "app-1a2b.js").write_text("export {};")
    (static / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    return static


def get(static: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    async def asking() -> httpx.Response:
        async with called(static=static) as (client, _):
            return await client.request(method, path, headers=headers)

    return asyncio.run(asking())


@pytest.mark.parametrize("path", ["/", "/index.html", "/chart", "/strategies/strategy_123"])
def test_the_page_is_served_for_every_place_and_never_cached(built: Path, path: str) -> None:
    response = get(built, path)
    assert (response.status_code, "screen" in response.text) == (200, True)
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-type"].startswith("text/html")


def test_assets_are_kept_for_ever_and_others_asked_for(built: Path) -> None:
    script = get(built, "/assets/app-1a2b.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in script.headers["content-type"]
    icon = get(built, "/favicon.svg")
    assert icon.headers["cache-control"] == "no-cache"
    again = get(built, "/favicon.svg", **{"if-none-match": icon.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/assets/gone.js", "/nope.png", "/api/nope", "/a%00.js"])
def test_what_is_not_there_is_a_404(built: Path, path: str) -> None:
    response = get(built, path)
    assert response.status_code == 404
    assert response.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00"]
)
def test_nothing_outside_the_folder_is_served(built: Path, path: str) -> None:
    assert "secret" not in get(built, path).text.replace("secret.txt", "")


def test_head_has_no_body_and_post_is_refused(built: Path) -> None:
    assert get(built, "/", "HEAD").content == b""
    assert get(built, "/", "POST").status_code == 405


def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    for path in ("/", "/chart"):
        response = get(tmp_path / "none", path)
        assert response.status_code == 200
        assert "python3 dev.py ui" in response.text
