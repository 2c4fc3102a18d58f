"""The economic calendar as it was known at each instant: versions of events, and when it was seen.

An event that is rescheduled has two versions: the old one is known until the instant the new one is
first seen. So a calendar kept for years still says what a trader could have known on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple, TypeAlias

FOREVER: Final = 1 << 62
"""The end of a version that is still known, ns."""
ALL: Final = "ALL"
"""The currency of an event that concerns every one of them."""

Confirmed: TypeAlias = tuple[int, int]
"""First and last instant, ns UTC, at which somebody saw that the calendar is complete."""


class Impact(IntEnum):
    """How much an event is expected to move prices."""

    HOLIDAY = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """The spelling of files and messages, such as ``high``."""
        return self.name.lower()


class Sighting(NamedTuple):
    """An event as a source lists it now."""

    id: str
    ts: int  # ns UTC
    currency: str  # three letters, or `ALL`
    impact: Impact
    title: str


class EconomicEvent(NamedTuple):
    """One version of an event: known from `first_seen` on and before `gone`, ns UTC."""

    id: str
    ts: int
    currency: str
    impact: Impact
    title: str
    first_seen: int
    gone: int = FOREVER

    @property
    def sighting(self) -> Sighting:
        """What was seen of it."""
        return Sighting(*self[:5])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsCalendar:
    """Versions of events, and the spans in which the calendar was known to be complete.

    Parameters
    ----------
    events : by time; at most one version of an id begins at an instant.
    confirmed : ascending; a look at a source is a span of one instant.
    """

    events: tuple[EconomicEvent, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    def __repr__(self) -> str:
        return f"<NewsCalendar {len(self.events)} versions, confirmed {len(self.confirmed)} times>"

    def within(self, other: NewsCalendar) -> NewsCalendar:
        """The calendar with what `other` adds; a version that both have is taken from `other`."""
        versions = {(event.id, event.first_seen): event for event in self.events}
        versions |= {(event.id, event.first_seen): event for event in other.events}
        spans = dict.fromkeys((*self.confirmed, *other.confirmed))
        return NewsCalendar(events=_by_time(versions.values()), confirmed=tuple(sorted(spans)))


def _by_time(events: Iterable[EconomicEvent]) -> tuple[EconomicEvent, ...]:
    return tuple(sorted(events, key=lambda event: (event.ts, event.id, event.first_seen)))


def observed(known: NewsCalendar, listed: Sequence[Sighting], at: int) -> NewsCalendar:
    """What a look at a source adds to a calendar: new versions, and old ones that end.

    Parameters
    ----------
    listed : everything the source has now, at least one event; ids are unique.
    at : when it was looked at, ns UTC, not before any instant in `known`.

    Notes
    -----
    An event that is known and not listed was withdrawn if it lies ahead, between the first and the
    last listed one; beyond them the source just does not reach.
    """
    standing = {event.id: event for event in known.events if event.gone > at}
    seen = {one.id: one for one in listed}
    news: list[EconomicEvent] = []
    for one in listed:
        before = standing.get(one.id)
        if before is not None and before.sighting == one:
            continue
        if before is not None:
            news.append(before._replace(gone=at))
        news.append(EconomicEvent(*one, first_seen=at))
    reach = [one.ts for one in listed]
    news += [
        event._replace(gone=at)
        for event in standing.values()
        if event.id not in seen and event.ts > at and min(reach) <= event.ts <= max(reach)
    ]
    return NewsCalendar(events=_by_time(news), confirmed=((at, at),))


def id_of(currency: str, title: str, week: int, number: int) -> str:
    """A name for an event whose source gives none, the same while it is moved within its week.

    Parameters
    ----------
    week : ns UTC; the Monday that its week begins with, in the source's zone.
    number : from 1, among the events of that week with the same currency and title, by time.
    """
    words = "-".join(_words(title))
    return f"{currency.lower()}-{words}-{week // _DAY}" + ("" if number == 1 else f"-{number}")


_DAY: Final = 86_400_000_000_000


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()


def mentions(title: str, phrase: str) -> bool:
    """Whether a title contains the words of a phrase, in their order and side by side.

    Case and punctuation do not matter; `ALIASES` stand for the phrases they name.
    """
    text = f" {' '.join(_words(title))} "
    wanted = ALIASES.get("".join(_words(phrase)), (phrase,))
    return any(f" {' '.join(_words(one))} " in text for one in wanted)


ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "nfp": ("NFP", "Non-Farm Employment Change", "Non-Farm Payrolls", "Nonfarm Payrolls"),
    "nonfarmpayrolls": ("Non-Farm Employment Change", "Non-Farm Payrolls", "Nonfarm Payrolls"),
    "interestratedecision": (
        "Interest Rate Decision", "Federal Funds Rate", "Main Refinancing Rate",
        "Official Bank Rate", "Cash Rate", "Overnight Rate", "Policy Rate", "Official Cash Rate",
        "Refinancing Rate",
    ),
}  # fmt: skip
"""What traders call some events, by the name without spaces, and the titles calendars give them."""
