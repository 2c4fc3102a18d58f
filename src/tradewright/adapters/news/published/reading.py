"""Bytes of a published calendar, whatever its format, into events; no I/O."""

from __future__ import annotations

from typing import Final

from tradewright.adapters.news.published.archive import read_csv
from tradewright.adapters.news.published.ics import Marks, read_ics
from tradewright.adapters.news.published.weekly import read_weekly
from tradewright.core.calendar.news import NewsCalendar, Sighting
from tradewright.ports.news import BadCalendar

MOST_BYTES: Final = 32 * 1024 * 1024
"""A longer calendar is refused."""
_PLAIN: Final = Marks()


def read(body: bytes, source: str, marks: Marks = _PLAIN) -> NewsCalendar | tuple[Sighting, ...]:
    """What a calendar says: versions with their past from our CSV, else what it lists.

    Parameters
    ----------
    source : its name in messages.
    marks : currency and impact of iCalendar events that say none.

    Raises
    ------
    BadCalendar
        If it cannot be read, or lists nothing.
    """
    if len(body) > MOST_BYTES:
        message = f"{source} has {len(body):,} bytes, more than any calendar; give another file"
        raise BadCalendar(message)
    text = _text(body, source).strip("\r\n \t")
    begins = text[:64].lstrip().upper()
    if begins.startswith("<"):
        message = (
            f"{source} is a web page or XML, not a calendar ({text[:40]!r}): a server that is "
            f"asked too often answers so; wait an hour, or give the JSON address"
        )
        raise BadCalendar(message)
    if begins.startswith("BEGIN:VCALENDAR"):
        found: NewsCalendar | tuple[Sighting, ...] = read_ics(text, source, marks)
    elif begins.startswith(("[", "{")):
        found = read_weekly(text, source)
    else:
        found = read_csv(text, source)
    if not (found if isinstance(found, tuple) else found.events):
        message = f"{source} lists no events, so it cannot be told from a broken one; try another"
        raise BadCalendar(message)
    return found


def _text(body: bytes, source: str) -> str:
    """UTF-8, with or without its mark, else windows-1252, which some exports are in."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = f"{source} is neither UTF-8 nor windows-1252; save it as UTF-8"
    raise BadCalendar(message)
