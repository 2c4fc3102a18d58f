"""Published calendars as sources of news: a file that is read again, an address that is asked."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tradewright.adapters.news.published.reading import MOST_BYTES, read
from tradewright.core.calendar import HOUR, MINUTE, SECOND
from tradewright.core.calendar.news import NewsCalendar
from tradewright.ports.errors import Unavailable
from tradewright.ports.news import BadCalendar, Listing

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from tradewright.adapters.news.published.copies import Copies, Copy
    from tradewright.ports.clock import Clock
    from tradewright.ports.news import Found

LEAST_WAIT: Final = HOUR
"""An address is not asked more often, ns; servers refuse those who do."""
FIRST_BACKOFF: Final = 5 * MINUTE
LONGEST_BACKOFF: Final = 6 * HOUR
TIMEOUT_S: Final = 20.0
OK: Final = 200
NOT_MODIFIED: Final = 304


class FileNews:
    """A file on this machine, read anew at each look.

    Parameters
    ----------
    path : CSV, JSON or iCalendar.

    Notes
    -----
    A file confirms what it lists when it is written, not when it is read: an old one is old.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.trouble: str | None = None
        self._path = path

    async def look(self) -> Found:
        """What the file says now."""
        try:
            body, written = await asyncio.to_thread(self._read)
        except OSError as error:
            message = f"{self._path}: {error.strerror or error}; check news_file"
            raise Unavailable(message) from error
        return found(body, self._path.name, written)

    def _read(self) -> tuple[bytes, int]:
        written = self._path.stat().st_mtime_ns
        return self._path.read_bytes(), written


class WebNews:
    """An address that publishes a calendar, asked at most once an hour.

    Parameters
    ----------
    url : of a weekly JSON, an iCalendar or a CSV.
    copies : where the last good answer is kept.
    clock : the wall clock.

    Notes
    -----
    While the address must not be asked, or gives no good answer, the kept copy speaks, with the
    instant it was confirmed at. After failures it waits 5 minutes, doubled each time, up to 6
    hours, or as long as `Retry-After` says. Waiting survives restarts.
    """

    def __init__(self, url: str, copies: Copies, clock: Clock) -> None:
        self.name = url
        self.trouble: str | None = None
        self._copies = copies
        self._clock = clock

    async def look(self) -> Found:
        """What the address says, or said last."""
        copy = self._copies.load(self.name)
        if self._clock.now() >= copy.next_ask:
            copy = await self._asked(copy)
            self._copies.save(copy)
        if not copy.body:
            why = self.trouble or "it was asked a short while ago and had no good answer"
            message = f"no economic calendar from {self.name}: {why}"
            raise Unavailable(message)
        return found(copy.body, self.name, copy.looked)

    async def _asked(self, copy: Copy) -> Copy:
        """The copy after asking: a new one, the same confirmed, or the same with a failure more."""
        import httpx

        self.trouble = None
        now = self._clock.now()
        heard = replace(copy, looked=now, next_ask=now + LEAST_WAIT, failures=0)
        answer: httpx.Response | None = None
        try:
            answer = await self._get(copy)
            if answer.status_code == NOT_MODIFIED and copy.body:
                return heard
            body = _body(answer)
            read(body, self.name)
        except (httpx.HTTPError, httpx.InvalidURL, BadCalendar, Unavailable) as error:
            self.trouble = str(error) or type(error).__name__
            return _failed(copy, now, answer)
        tag, modified = (answer.headers.get(key, "") for key in ("etag", "last-modified"))
        return replace(heard, body=body, etag=tag, modified=modified)

    async def _get(self, copy: Copy) -> httpx.Response:
        import httpx

        asked = {"If-None-Match": copy.etag, "If-Modified-Since": copy.modified}
        headers = {name: value for name, value in asked.items() if value and copy.body}
        async with (
            httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=True, max_redirects=5) as client,
            client.stream("GET", self.name, headers=headers) as answer,
        ):
            body = bytearray()
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    break
            return httpx.Response(answer.status_code, headers=_plain(answer), content=bytes(body))


def _plain(answer: httpx.Response) -> dict[str, str]:
    """Headers of an answer whose body is no longer packed."""
    kept = ("content-type", "etag", "last-modified", "retry-after")
    return {name: answer.headers[name] for name in kept if name in answer.headers}


def _body(answer: httpx.Response) -> bytes:
    if answer.status_code != OK:
        message = f"it answered {answer.status_code} {answer.reason_phrase}"
        raise Unavailable(message)
    if "html" in answer.headers.get("content-type", "").lower():
        message = "it answered with a web page, as servers do that are asked too often"
        raise Unavailable(message)
    return answer.content


def _failed(copy: Copy, now: int, answer: httpx.Response | None) -> Copy:
    wait = min(FIRST_BACKOFF << min(copy.failures, 16), LONGEST_BACKOFF)
    asked = "" if answer is None else answer.headers.get("retry-after", "")
    if asked.isdecimal():
        wait = min(max(wait, int(asked) * SECOND), 4 * LONGEST_BACKOFF)
    return replace(copy, next_ask=now + wait, failures=copy.failures + 1)


def found(body: bytes, name: str, looked: int) -> Found:
    """What a body says: a calendar with its own past, or what is listed now."""
    said = read(body, name)
    return said if isinstance(said, NewsCalendar) else Listing(said, looked)
