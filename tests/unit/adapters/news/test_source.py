"""A calendar from an address: cached, backed off, and never a web page."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.scenes.publisher import PAGE, Answer, Publisher, publishing, week
from tradewright.adapters.news.published.copies import Copies, Copy
from tradewright.adapters.news.published.source import FileNews, WebNews
from tradewright.core.calendar import HOUR, MINUTE, parse_ts
from tradewright.core.calendar.news import NewsCalendar
from tradewright.ports.errors import Unavailable
from tradewright.ports.news import Found, Listing

NOON = parse_ts("2026-03-02T12:00Z")
JOBS = ("Invented Jobs", "USD", "2026-03-06T08:30:00-05:00", "High")
MOVED = ("Invented Jobs", "USD", "2026-03-05T08:30:00-05:00", "High")
GOOD = Answer(body=week(JOBS), headers={"Content-Type": "application/json", "ETag": '"1"'})


class Hand:
    """A clock moved by hand."""

    def __init__(self, now: int = NOON) -> None:
        self.time = now

    def now(self) -> int:
        return self.time

    def elapsed(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        self.time += round(seconds * 1e9)


class Scene:
    """A publisher, a folder and a clock."""

    def __init__(self, publisher: Publisher, folder: Path) -> None:
        self.publisher = publisher
        self.clock = Hand()
        self.folder = folder

    async def look(self, after: int = 0) -> tuple[Found | None, str | None]:
        """A look by a program that was just started."""
        self.clock.time += after
        source = WebNews(self.publisher.url, Copies(self.folder), self.clock)
        try:
            return await source.look(), source.trouble
        except Unavailable as error:
            return None, str(error)


def scene(answer: Answer, folder: Path, play: Callable[[Scene], Awaitable[None]]) -> None:
    async def run() -> None:
        async with publishing(answer) as publisher:
            await play(Scene(publisher, folder))

    asyncio.run(run())


def listing(found: Found | None) -> Listing:
    assert isinstance(found, Listing)
    return found


def test_an_address_is_asked_once_an_hour_even_over_restarts(tmp_path: Path) -> None:
    async def play(on: Scene) -> None:
        first, _ = await on.look()
        again, _ = await on.look(HOUR - 1)
        assert len(on.publisher.asked) == 1
        assert again == first
        assert listing(first).looked == NOON
        on.publisher.answer = Answer(status=304, headers={})
        later, trouble = await on.look(1)
        assert on.publisher.asked[-1]["if-none-match"] == '"1"'
        assert (listing(later).looked, trouble) == (NOON + HOUR, None)

    scene(GOOD, tmp_path, play)


def test_changed_times_are_seen(tmp_path: Path) -> None:
    async def play(on: Scene) -> None:
        before = listing((await on.look())[0]).events[0]
        on.publisher.answer = Answer(body=week(MOVED))
        after = listing((await on.look(HOUR))[0]).events[0]
        assert (after.id, before.ts - after.ts) == (before.id, 24 * HOUR)

    scene(GOOD, tmp_path, play)


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (Answer(status=429, body=PAGE, headers={"Content-Type": "text/html"}), "429"),
        (Answer(body=PAGE, headers={"Content-Type": "text/html; charset=utf-8"}), "web page"),
        (Answer(body=PAGE), "web page"),
        (Answer(body=week(JOBS)[:-20]), "JSON"),
        (Answer(body=week(JOBS)[:-20], length=len(week(JOBS))), "body"),
        (Answer(body=b"[]"), "no events"),
        (Answer(status=500), "500"),
    ],
)
def test_a_bad_answer_leaves_the_last_good_one_with_its_age(
    tmp_path: Path, bad: Answer, word: str
) -> None:
    async def play(on: Scene) -> None:
        good = listing((await on.look())[0])
        on.publisher.answer = bad
        kept, trouble = await on.look(HOUR)
        assert kept == good
        assert word in (trouble or "")
        on.publisher.answer = GOOD
        assert listing((await on.look(5 * MINUTE - 1))[0]).looked == NOON
        assert listing((await on.look(1))[0]).looked == NOON + HOUR + 5 * MINUTE

    scene(GOOD, tmp_path, play)


def test_failures_wait_longer_each_time_and_as_long_as_the_server_says(tmp_path: Path) -> None:
    async def play(on: Scene) -> None:
        found, trouble = await on.look()
        assert found is None
        assert "500" in (trouble or "")
        for wait in (5, 10, 20, 40, 80, 160, 320, 360, 360):
            asked = len(on.publisher.asked)
            await on.look(wait * MINUTE - 1)
            assert len(on.publisher.asked) == asked
            await on.look(1)
            assert len(on.publisher.asked) == asked + 1
        on.publisher.answer = Answer(status=429, headers={"Retry-After": "36000"})
        await on.look(6 * HOUR)
        copy = Copies(on.folder).load(on.publisher.url)
        assert copy.next_ask == on.clock.time + 10 * HOUR

    scene(Answer(status=500), tmp_path, play)


def test_nobody_there_is_said_and_a_kept_copy_speaks(tmp_path: Path) -> None:
    async def play(on: Scene) -> None:
        await on.look()
        url = on.publisher.url
        copy = Copies(on.folder).load(url)
        closed = "http://127.0.0.1:9/week.json"
        Copies(on.folder).save(Copy(url=closed, body=copy.body, looked=NOON))
        on.publisher.url = closed
        kept, trouble = await on.look(HOUR)
        assert listing(kept).looked == NOON
        assert trouble

    scene(GOOD, tmp_path, play)


def test_the_copy_of_another_address_or_a_broken_one_is_none(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    copies.save(Copy(url="a", body=bytes(range(256)), looked=1))
    assert copies.load("a").body == bytes(range(256))
    assert copies.load("b") == Copy(url="b")
    assert [path.name for path in tmp_path.iterdir()] == ["calendar.json"]
    for damage in (b"", b"{}", b"[]", b'{"version":1,"url":"a","x":1}', b"\xff"):
        copies.path.write_bytes(damage)
        assert copies.load("a") == Copy(url="a")


def test_a_file_is_read_anew_each_time_and_is_as_old_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "week.json"
    source = FileNews(path)
    with pytest.raises(Unavailable, match=r"week\.json"):
        asyncio.run(source.look())
    path.write_bytes(week(JOBS))
    os.utime(path, ns=(NOON, NOON))
    assert listing(asyncio.run(source.look())).looked == NOON
    path.write_text("time,currency,impact,title,first_seen\n2026-03-06,USD,low,X,2026-03-01\n")
    assert isinstance(asyncio.run(source.look()), NewsCalendar)
