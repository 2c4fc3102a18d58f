"""Economic calendars by file and setting: what a backtest is given, what a session listens to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tradewright.adapters.clocks.system import SystemClock
from tradewright.adapters.news.published.archive import write_csv
from tradewright.adapters.news.published.copies import Copies
from tradewright.adapters.news.published.ics import Marks
from tradewright.adapters.news.published.reading import read
from tradewright.adapters.news.published.source import FileNews, WebNews
from tradewright.core.calendar.news import EconomicEvent, Impact, NewsCalendar, observed
from tradewright.ports.errors import NotFound, Unavailable
from tradewright.ports.news import BadCalendar, Listing
from tradewright.wire.events import News

if TYPE_CHECKING:
    from tradewright.config.settings import Settings
    from tradewright.core.calendar.news import Sighting
    from tradewright.ports.clock import Clock
    from tradewright.ports.news import News as Source

FOLDER: Final = "news"
"""Where the copy of an address lies, below the data directory."""


def archive_of(path: str | Path) -> NewsCalendar:
    """The calendar of a CSV that knows when each event was first seen.

    Raises
    ------
    FileNotFoundError, BadCalendar
        If there is no such file, or it does not know that; the message says how to make one.
    """
    file = Path(path)
    found = read(file.read_bytes(), file.name)
    if isinstance(found, NewsCalendar):
        return found
    message = (
        f"{file.name} does not say when its events were first seen, so nobody can tell what was "
        f"known when: run `tradewright news import {file.name} --known-before 7d -o news.csv` and "
        f"give that"
    )
    raise BadCalendar(message)


def known_news(path: Path | None) -> News | None:
    """What a session begins with: all that an archive says; None of a file that knows no past."""
    if path is None or not path.is_file():
        return None
    found = read(path.read_bytes(), path.name)
    if not isinstance(found, NewsCalendar):
        return None
    return News(source=str(path), events=found.events, confirmed=found.confirmed)


def source_of(settings: Settings, clock: Clock) -> Source | None:
    """The source that the settings name; None where they name none."""
    if settings.news_file is not None:
        return FileNews(settings.news_file)
    if settings.news_url is not None:
        return WebNews(settings.news_url, Copies(settings.data_dir / FOLDER), clock)
    return None


def fetched(url: str, data_dir: Path) -> tuple[Listing, str | None]:
    """What an address lists now, and why a kept copy had to do; None if it had not.

    Raises
    ------
    NotFound
        If it has no good answer, and none was kept.
    """
    clock = SystemClock()
    source = WebNews(url, Copies(data_dir / FOLDER), clock)
    try:
        found = asyncio.run(source.look())
    except Unavailable as error:
        raise NotFound(str(error)) from error
    if isinstance(found, NewsCalendar):
        now = clock.now()
        found = Listing(tuple(event.sighting for event in found.at(now)), now)
    return found, source.trouble


def copy_of(settings: Settings) -> NewsCalendar:
    """The calendar that was fetched last.

    Raises
    ------
    NotFound
        If nothing was fetched; the message says how.
    """
    url = settings.news_url or Copies(settings.data_dir / FOLDER).kept_url()
    copy = None if url is None else Copies(settings.data_dir / FOLDER).load(url)
    if copy is None or not copy.body:
        message = (
            f"no calendar was fetched into {settings.data_dir} so far: run `tradewright news fetch "
            f"--url URL`, or name a file"
        )
        raise NotFound(message)
    return _as_seen(read(copy.body, copy.url), copy.looked)


def opened(path: Path) -> NewsCalendar:
    """The calendar of a file; what does not know its past was first seen when it was written."""
    return _as_seen(read(path.read_bytes(), path.name), path.stat().st_mtime_ns)


def imported(path: Path, known_before_ns: int | None, currency: str, impact: str) -> NewsCalendar:
    """The calendar of any file we read, with a first sight for each event.

    Parameters
    ----------
    known_before_ns : each event was known so long before its time; None takes the present.
    currency, impact : of iCalendar events that say none.
    """
    marks = Marks(currency.strip().upper(), Impact[impact.upper()])
    found = read(path.read_bytes(), path.name, marks)
    if isinstance(found, NewsCalendar) or known_before_ns is None:
        return _as_seen(found, SystemClock().now())
    events = tuple(EconomicEvent(*one, one.ts - known_before_ns) for one in found)
    span = min(one.first_seen for one in events), max(one.ts for one in events)
    return NewsCalendar(events=events, confirmed=(span,))


def added(archive: Path, found: Listing) -> NewsCalendar:
    """What an archive file, if there is one, and a look at a source say together."""
    known = archive_of(archive) if archive.is_file() else NewsCalendar()
    return known.within(observed(known, found.events, found.looked))


def write_archive(path: Path, calendar: NewsCalendar) -> None:
    """Write a calendar as CSV, whole or not at all."""
    fresh = path.with_name(f"{path.name}.part")
    fresh.write_text(write_csv(calendar), encoding="utf-8")
    fresh.replace(path)


def _as_seen(found: NewsCalendar | tuple[Sighting, ...], at: int) -> NewsCalendar:
    return found if isinstance(found, NewsCalendar) else observed(NewsCalendar(), found, at)
