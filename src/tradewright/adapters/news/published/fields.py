"""The fields that all calendars have: texts into values, with errors that say where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple, NoReturn

from tradewright.core.calendar import BadInstant, parse_ts
from tradewright.core.calendar.news import ALL, Impact, Sighting, id_of
from tradewright.ports.news import BadCalendar

IMPACTS: Final = {
    "high": Impact.HIGH,
    "medium": Impact.MEDIUM,
    "moderate": Impact.MEDIUM,
    "low": Impact.LOW,
    "non-economic": Impact.LOW,
    "none": Impact.LOW,
    "holiday": Impact.HOLIDAY,
    "3": Impact.HIGH,
    "2": Impact.MEDIUM,
    "1": Impact.LOW,
}
LONGEST: Final = 200
"""Letters of a title that are kept."""
_CODE: Final = 3


class Place(NamedTuple):
    """Where a value stands: in which file or answer, in which row."""

    source: str
    row: str  # "row 7", "event 3"

    def refuse(self, field: str, value: object, fix: str) -> NoReturn:
        """Say what is wrong there."""
        shown = repr(value)
        shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."
        message = f"{self.source}, {self.row}: {field} is {shown}; {fix}"
        raise BadCalendar(message)


class Unnamed(NamedTuple):
    """An event that has no id yet; `local` is its time on the source's wall clock, ns."""

    ts: int
    local: int
    currency: str
    impact: Impact
    title: str


def instant(text: object, place: Place, field: str) -> int:
    """An instant, ns UTC."""
    fix = "write an instant such as 2026-03-06T13:30Z or 2026-03-06T08:30:00-05:00"
    if not isinstance(text, str) or not text.strip():
        place.refuse(field, text, fix)
    try:
        return parse_ts(text.strip())
    except BadInstant as error:
        place.refuse(field, text, f"{error}; {fix}")


def currency(text: object, place: Place, field: str) -> str:
    """Three capital letters, or `ALL`."""
    code = text.strip().upper() if isinstance(text, str) else ""
    if not (len(code) == _CODE and code.isascii() and code.isalpha()):
        place.refuse(field, text, 'write a currency such as USD, or "All"')
    return code


def impact(text: object, place: Place, field: str) -> Impact:
    """One of the impacts, whatever its case."""
    word = text.strip().lower() if isinstance(text, str) else ""
    found = IMPACTS.get(word.removesuffix(" impact expected").removesuffix(" impact"))
    if found is None:
        place.refuse(field, text, "write high, medium, low or holiday")
    return found


def title(text: object, place: Place, field: str) -> str:
    """A title on one line."""
    words = " ".join(text.split()) if isinstance(text, str) else ""
    if not any(letter.isalnum() for letter in words):
        place.refuse(field, text, "write what happens, such as Non-Farm Payrolls")
    return words[:LONGEST]


def named(events: Iterable[Unnamed]) -> tuple[Sighting, ...]:
    """The events with names made of currency, title and week, in the order of time."""
    count: Counter[str] = Counter()
    found: list[Sighting] = []
    for one in sorted(events):
        week = id_of(one.currency, one.title, one.local)
        count[week] += 1
        name = id_of(one.currency, one.title, one.local, count[week])
        found.append(Sighting(name, one.ts, one.currency, one.impact, one.title))
    return tuple(found)


__all__ = ["ALL", "Place", "Unnamed", "currency", "impact", "instant", "named", "title"]
