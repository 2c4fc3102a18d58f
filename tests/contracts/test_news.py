"""What every source of news promises, asked of all of them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.scenes.publisher import Answer, publishing, week
from tradewright.adapters.news.memory import MemoryNews
from tradewright.adapters.news.published.copies import Copies
from tradewright.adapters.news.published.reading import read
from tradewright.adapters.news.published.source import FileNews, WebNews
from tradewright.core.calendar import HOUR, parse_ts
from tradewright.core.calendar.news import NewsCalendar
from tradewright.ports.errors import Unavailable
from tradewright.ports.news import BadCalendar, Listing, News

NOON = parse_ts("2026-03-02T12:00Z")
WEEK = week(
    ("Invented Jobs", "USD", "2026-03-06T08:30:00-05:00", "High"),
    ("Somebody Speaks", "All", "2026-03-05T08:30:00-05:00", "Low"),
)
Opened: TypeAlias = AbstractAsyncContextManager[tuple[News, Callable[[], None]]]


class Hourly:
    """A clock that moves an hour each time it is read, so that nobody has to wait."""

    def __init__(self) -> None:
        self.time = NOON - HOUR

    def now(self) -> int:
        self.time += HOUR
        return self.time

    def elapsed(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        del seconds


@asynccontextmanager
async def memory(folder: Path, body: bytes) -> AsyncGenerator[tuple[News, Callable[[], None]]]:
    """It says the listing once; broken, it has nothing more."""
    del folder
    found = read(body, "memory") if body else ()
    listing = Listing(found, NOON) if isinstance(found, tuple) and found else None
    yield MemoryNews(listing, None), lambda: None


@asynccontextmanager
async def on_file(folder: Path, body: bytes) -> AsyncGenerator[tuple[News, Callable[[], None]]]:
    path = folder / "week.json"
    if body:
        path.write_bytes(body)
        os.utime(path, ns=(NOON, NOON))
    yield FileNews(path), path.unlink


@asynccontextmanager
async def on_web(folder: Path, body: bytes) -> AsyncGenerator[tuple[News, Callable[[], None]]]:
    answer = Answer(body=body) if body else Answer(status=500)
    async with publishing(answer) as publisher:

        def breaks() -> None:
            publisher.answer = Answer(status=429)

        yield WebNews(publisher.url, Copies(folder), Hourly()), breaks


SOURCES: dict[str, Callable[[Path, bytes], Opened]] = {
    "memory": memory,
    "file": on_file,
    "web": on_web,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_listing_has_events_in_order_with_unique_ids_and_its_time(
    kind: str, tmp_path: Path
) -> None:
    async def looked() -> None:
        async with SOURCES[kind](tmp_path, WEEK) as (source, _):
            found = await source.look()
            assert isinstance(found, Listing)
            assert source.trouble is None
            assert source.name
            assert [one.title for one in found.events] == ["Somebody Speaks", "Invented Jobs"]
            assert len({one.id for one in found.events}) == 2
            assert found.looked >= NOON

    asyncio.run(looked())


@pytest.mark.parametrize("kind", SOURCES)
def test_one_that_never_answered_is_unavailable(kind: str, tmp_path: Path) -> None:
    async def looked() -> None:
        async with SOURCES[kind](tmp_path, b"") as (source, _):
            with pytest.raises(Unavailable):
                await source.look()

    asyncio.run(looked())


@pytest.mark.parametrize("kind", SOURCES)
def test_one_that_breaks_says_so_or_says_what_it_said_before(kind: str, tmp_path: Path) -> None:
    async def looked() -> None:
        async with SOURCES[kind](tmp_path, WEEK) as (source, breaks):
            before = await source.look()
            breaks()
            try:
                after = await source.look()
            except (Unavailable, BadCalendar) as error:
                assert str(error)  # noqa: PT017  # either is right, and each has its proof
                return
            assert after == before
            assert source.trouble

    asyncio.run(looked())


def test_a_file_with_its_own_past_is_a_calendar(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("time,currency,impact,title,first_seen\n2026-03-06,USD,low,X,2026-03-01\n")
    assert isinstance(asyncio.run(FileNews(path).look()), NewsCalendar)
