"""The calendar that the settings name reaches the session, and leaves with it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.scenes.publisher import Answer, publishing, week
from tradewright.adapters.channels.memory import Recorder
from tradewright.app.build import Services, build
from tradewright.app.supervisor import running
from tradewright.config.settings import Settings, SettingsError, load
from tradewright.core.calendar import parse_ts

JOBS = ("Invented Jobs", "USD", "2026-03-06T08:30:00-05:00", "High")
LIVE = "2026-03-04T12:00:00Z"
ARCHIVE = """time,currency,impact,title,first_seen
2026-03-06T13:30Z,USD,high,Invented Jobs,2026-02-27
"""


def settings(tmp_path: Path, **changes: object) -> Settings:
    """A market that goes live on a Wednesday noon."""
    known = {"demo_days": 1, "opens_at": LIVE, "demo": False, "speed": "60x"}
    return load(data_dir=tmp_path / "data", **known | changes)


async def heard(services: Services) -> None:
    """Run a session until it has heard of an event, three seconds at most."""
    async with running(services):
        for _ in range(300):
            if services.session.books.news.events:
                break
            await asyncio.sleep(0.01)


def test_an_archive_is_known_from_the_first_bar_on(tmp_path: Path) -> None:
    file = tmp_path / "news.csv"
    file.write_text(ARCHIVE)
    services = build(settings(tmp_path, news_file=file), Recorder())
    (event,) = services.session.books.news.events
    assert event.first_seen == parse_ts("2026-02-27")
    entries = services.session.books.seq
    asyncio.run(heard(services))
    assert services.session.news_trouble is None
    news = [entry for entry in services.session.books.log.last() if entry.event == "NEWS_UPDATED"]
    assert len(news) <= 1
    assert services.session.books.seq >= entries


def test_a_listing_is_known_from_the_instant_the_market_goes_live(tmp_path: Path) -> None:
    file = tmp_path / "week.json"
    file.write_bytes(week(JOBS))
    services = build(settings(tmp_path, news_file=file), Recorder())
    assert not services.session.books.news.events
    asyncio.run(heard(services))
    (event,) = services.session.books.news.events
    assert event.first_seen >= parse_ts(LIVE)
    assert services.front.news().source == str(file)


def test_an_address_is_asked_in_the_background_and_its_copy_outlives_it(tmp_path: Path) -> None:
    async def play() -> None:
        async with publishing(Answer(body=week(JOBS))) as publisher:
            url = publisher.url
            await heard(build(settings(tmp_path, news_url=url), Recorder()))
            assert len(publisher.asked) == 1
        again = build(settings(tmp_path, news_url=url), Recorder())
        assert [one.title for one in again.session.books.news.events] == ["Invented Jobs"]
        again.journal.close()
        assert (tmp_path / "data" / "news" / "calendar.json").is_file()

    asyncio.run(play())


def test_trouble_with_the_calendar_leaves_the_market_alone(tmp_path: Path) -> None:
    services = build(settings(tmp_path, news_file=tmp_path / "missing.csv"), Recorder())

    async def play() -> None:
        async with running(services) as task:
            for _ in range(300):
                if services.session.news_trouble is not None:
                    break
                await asyncio.sleep(0.01)
            assert not task.done()

    asyncio.run(play())
    assert services.session.failure is None
    assert "missing.csv" in (services.front.news().trouble or "")
    assert services.front.news().stale


def test_without_a_setting_nobody_is_asked(tmp_path: Path) -> None:
    services = build(settings(tmp_path), Recorder())
    assert services.listener is None
    services.journal.close()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"news_url": "ftp://example.org"}, r"news_url \(TRADEWRIGHT_NEWS_URL\)"),
        ({"news_refresh_minutes": 0.5}, "news_refresh_minutes"),
        ({"news_url": "http://a", "news_file": "b"}, "news_url and news_file are both set"),
    ],
)
def test_settings_that_cannot_be_used(given: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(**given)
