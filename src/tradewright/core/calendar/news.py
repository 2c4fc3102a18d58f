"""The economic calendar as it was known at each instant: versions of events, and when it was seen.

An event that is rescheduled has two versions: the old one is known until the instant the new one is
first seen. So a calendar kept for years still says what a trader could have known on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from tradewright.core.calendar.instants import format_ts
from tradewright.core.calendar.units import DAY

FOREVER: Final = 1 << 62
"""The end of a version that is still known, ns."""
ALL: Final = "ALL"
"""The currency of an event that concerns every one of them."""

Confirmed: TypeAlias = tuple[int, int]
"""From when on it was known, and how long the calendar had been seen to be complete, ns UTC."""


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
    """Versions of events, and when the calendar was seen to be complete.

    Parameters
    ----------
    events : by time; at most one version of an id begins at an instant.
    confirmed : (from, to), ascending: from the first instant on it was known here that the
        calendar was complete at the second. A look at a source has the same instant twice, a copy
        of an earlier answer an earlier second one, an archive a later one.
    """

    events: tuple[EconomicEvent, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    def __repr__(self) -> str:
        return f"<NewsCalendar {len(self.events)} versions, confirmed {len(self.confirmed)} times>"

    def within(self, *others: NewsCalendar) -> NewsCalendar:
        """The calendar with what others add; a version that several have is taken from the last."""
        versions: dict[tuple[str, int], EconomicEvent] = {}
        spans: dict[Confirmed, None] = {}
        for one in (self, *others):
            versions |= {(event.id, event.first_seen): event for event in one.events}
            spans |= dict.fromkeys(one.confirmed)
        return NewsCalendar(events=_by_time(versions.values()), confirmed=tuple(sorted(spans)))

    def beyond(self, known: NewsCalendar) -> NewsCalendar:
        """The part of this calendar that `known` does not say."""
        said, seen = frozenset(known.events), frozenset(known.confirmed)
        return NewsCalendar(
            events=tuple(event for event in self.events if event not in said),
            confirmed=tuple(span for span in self.confirmed if span not in seen),
        )

    def at(self, ts: int) -> tuple[EconomicEvent, ...]:
        """The versions that are known at an instant, by time."""
        return tuple(event for event in self.events if event.first_seen <= ts < event.gone)


def _by_time(events: Iterable[EconomicEvent]) -> tuple[EconomicEvent, ...]:
    return tuple(sorted(events, key=lambda event: (event.ts, event.id, event.first_seen)))


def observed(
    known: NewsCalendar, listed: Sequence[Sighting], at: int, seen_at: int | None = None
) -> NewsCalendar:
    """What a look at a source adds to a calendar: new versions, and old ones that end.

    Parameters
    ----------
    listed : everything the source has now, at least one event; ids are unique.
    at : when its answer became known here, ns UTC, not before any instant in `known`.
    seen_at : when the source was asked, where that was earlier: of a copy that was kept.

    Notes
    -----
    An event that is known and not listed was withdrawn if it lies ahead, between the first and the
    last listed one; beyond them the source just does not reach.
    """
    standing = {event.id: event for event in known.at(at)}
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
    return NewsCalendar(
        events=_by_time(news), confirmed=((at, at if seen_at is None else seen_at),)
    )


def id_of(currency: str, title: str, local: int, number: int = 1) -> str:
    """A name for an event whose source gives none, the same while it is moved within its week.

    Parameters
    ----------
    local : its time on the source's wall clock, ns; weeks begin on Sunday.
    number : from 1, among the events of that week with the same currency and title, by time.
    """
    sunday = local // DAY - (local // DAY + _THURSDAY) % 7
    words = "-".join(_words(title))
    name = f"{currency.lower()}-{words}-{format_ts(sunday * DAY)[:10]}"
    return name if number == 1 else f"{name}-{number}"


_THURSDAY: Final = 4
"""Days from Sunday to 1 January 1970."""


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()


@lru_cache(maxsize=8192)  # titles repeat for years
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
