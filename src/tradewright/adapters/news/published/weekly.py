"""The weekly JSON export in the format of Forex Factory.

A list of objects with `title`, `country` (a currency, or "All"), `date` (ISO 8601 with New York's
offset), `impact` (High, Medium, Low, Holiday); `forecast` and `previous` are not read. Source:
reference "news, calendars, sessions" 6.1.
"""

from __future__ import annotations

import re
from typing import Final, cast

import orjson

from tradewright.adapters.news.published.fields import (
    Place,
    Unnamed,
    currency,
    impact,
    instant,
    named,
    title,
)
from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.calendar.news import Sighting
from tradewright.ports.news import BadCalendar

_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})$")


def read_weekly(text: str, source: str) -> tuple[Sighting, ...]:
    """The events of the export, by time.

    Raises
    ------
    BadCalendar
        If it is not that format; the message names the event and the value.
    """
    try:
        document: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = f"{source} is not complete JSON ({error}); fetch it again"
        raise BadCalendar(message) from error
    if not isinstance(document, list):
        message = f"{source}: expected a list of events [{{title, country, date, impact}}, ...]"
        raise BadCalendar(message)
    rows = cast("list[object]", document)
    return named(_event(row, Place(source, f"event {k}")) for k, row in enumerate(rows, 1))


def _event(row: object, place: Place) -> Unnamed:
    if not isinstance(row, dict):
        place.refuse("it", row, "expected {title, country, date, impact}")
    fields = cast("dict[str, object]", row)
    ts = instant(fields.get("date"), place, "date")
    return Unnamed(
        ts=ts,
        local=ts + _offset(str(fields["date"]).strip()),
        currency=currency(fields.get("country"), place, "country"),
        impact=impact(fields.get("impact"), place, "impact"),
        title=title(fields.get("title"), place, "title"),
    )


def _offset(text: str) -> int:
    match = _OFFSET.search(text) if "T" in text else None
    if match is None:
        return 0
    length = int(match[2]) * HOUR + int(match[3]) * MINUTE
    return -length if match[1] == "-" else length
