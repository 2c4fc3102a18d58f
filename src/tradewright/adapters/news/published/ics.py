"""iCalendar, as statistical offices publish their release dates.

`VEVENT`s with `DTSTART` and `SUMMARY`, and `UID` and `CATEGORIES` where they are there. Recurring
events are refused, because release dates do not recur by a rule. Source: RFC 5545.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tradewright.adapters.news.published.fields import (
    ALL,
    IMPACTS,
    Place,
    Unnamed,
    currency,
    named,
    title,
)
from tradewright.core.calendar import SECOND
from tradewright.core.calendar.news import Impact, Sighting
from tradewright.ports.news import BadCalendar

ZONES: Final = {
    "US-Eastern": "America/New_York",
    "US/Eastern": "America/New_York",
    "Eastern Standard Time": "America/New_York",
    "GMT Standard Time": "Europe/London",
    "W. Europe Standard Time": "Europe/Berlin",
    "Central European Standard Time": "Europe/Berlin",
    "Tokyo Standard Time": "Asia/Tokyo",
}
"""Names of zones that calendars use and the zone database does not."""
_LINE: Final = re.compile(
    r"(?P<name>[A-Za-z-]+)(?P<options>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(?P<value>.*)"
)
_BLOCK: Final = re.compile(r"(?ims)^BEGIN:VEVENT *$(.*?)^END:VEVENT *$")
_INNER: Final = re.compile(r"(?ims)^BEGIN:(\w+) *$.*?^END:\1 *$")
_STAMP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_CODES: Final = re.compile(r"[A-Z]{3}")
_ESCAPES: Final = (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\"))


class Marks(NamedTuple):
    """What events are where the file does not say so; by default they concern everybody."""

    currency: str = ALL
    impact: Impact = Impact.HIGH


class Line(NamedTuple):
    """One property of an event."""

    options: str
    value: str


def read_ics(text: str, source: str, marks: Marks) -> tuple[Sighting, ...]:
    """The events of a calendar, by time; cancelled ones are left out.

    Parameters
    ----------
    marks : currency and impact of events whose `CATEGORIES` name none.

    Raises
    ------
    BadCalendar
        If it is no calendar, or an event cannot be read.
    """
    if "END:VCALENDAR" not in text.upper():
        message = f"{source} has no END:VCALENDAR, so it is cut short; fetch it again"
        raise BadCalendar(message)
    default = re.search(r"(?m)^X-WR-TIMEZONE:(.+?)\s*$", text)
    zone = "UTC" if default is None else default[1]
    found: list[Sighting] = []
    unnamed: list[Unnamed] = []
    for number, fields in enumerate(_events(text, source), 1):
        place = Place(source, f"event {number}")
        if fields.get("STATUS", Line("", "")).value.strip().upper() == "CANCELLED":
            continue
        event = _event(fields, place, zone, marks)
        uid = fields.get("UID", Line("", "")).value.strip()
        again = fields.get("RECURRENCE-ID", Line("", "")).value.strip()
        if uid:
            found.append(Sighting(f"{uid}/{again}" if again else uid, event.ts, *event[2:]))
        else:
            unnamed.append(event)
    return tuple(sorted((*found, *named(unnamed)), key=lambda one: (one.ts, one.id)))


def _events(text: str, source: str) -> Iterator[dict[str, Line]]:
    """The properties of each event; a continued line begins with a blank."""
    flat = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")
    begun, ended = (flat.upper().count(f"\n{word}:VEVENT") for word in ("BEGIN", "END"))
    blocks: list[str] = _BLOCK.findall(flat) if begun == ended else []
    if len(blocks) != begun:
        message = f"{source} has events that do not end, so it is cut short; fetch it again"
        raise BadCalendar(message)
    for block in blocks:
        lines = (_LINE.fullmatch(line.strip()) for line in _INNER.sub("", block).splitlines())
        found = [(m["name"].upper(), Line(m["options"], m["value"])) for m in lines if m]
        yield dict(reversed(found))


def _event(fields: dict[str, Line], place: Place, zone: str, marks: Marks) -> Unnamed:
    for rule in ("RRULE", "RDATE"):
        if rule in fields:
            fix = "recurring events are not read; list each date as an event of its own"
            place.refuse(rule, fields[rule].value, fix)
    start = fields.get("DTSTART")
    if start is None:
        place.refuse("DTSTART", None, "an event needs a time")
    ts, local = _instant(start, place, zone)
    summary = fields.get("SUMMARY", Line("", "")).value
    code, expected = _marked(fields.get("CATEGORIES", Line("", "")).value, marks)
    return Unnamed(
        ts=ts,
        local=local,
        currency=currency(code, place, "CATEGORIES"),
        impact=expected,
        title=title(_plain(summary), place, "SUMMARY"),
    )


def _plain(text: str) -> str:
    for written, meant in _ESCAPES:
        text = text.replace(written, meant)
    return text


def _marked(categories: str, marks: Marks) -> tuple[str, Impact]:
    words = [word.strip() for word in categories.split(",")]
    codes = [word for word in words if _CODES.fullmatch(word)]
    expected = [IMPACTS[word.lower()] for word in words if word.lower() in IMPACTS]
    return (codes or [marks.currency])[0], (expected or [marks.impact])[0]


def _instant(start: Line, place: Place, default: str) -> tuple[int, int]:
    """The start, ns UTC and on its own wall clock; a day without a time starts at its midnight."""
    match = _STAMP.fullmatch(start.value.strip())
    fix = "write 20260306T083000 with a TZID, or 20260306T133000Z"
    if match is None:
        place.refuse("DTSTART", start.value, fix)
    named_zone = re.search(r"TZID=\"?([^;\":]+)", start.options)
    name = "UTC" if match[7] else named_zone[1] if named_zone else default
    numbers = [int(part or 0) for part in match.groups()[:6]]
    try:
        wall = datetime(*numbers, tzinfo=ZoneInfo(ZONES.get(name, name)))  # pyright: ignore[reportArgumentType]
        ts = int(wall.timestamp()) * SECOND
        return ts, int(wall.replace(tzinfo=UTC).timestamp()) * SECOND
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        place.refuse("DTSTART", f"{start.options}:{start.value}", f"{error}; {fix}")
