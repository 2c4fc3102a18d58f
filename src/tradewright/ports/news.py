"""Where the economic calendar comes from."""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeAlias

from tradewright.core.calendar.news import NewsCalendar, Sighting


class BadCalendar(ValueError):
    """A calendar that cannot be read; the message names source, place, value and fix."""


class Listing(NamedTuple):
    """Everything a source lists, and when it said so."""

    events: tuple[Sighting, ...]  # at least one
    looked: int  # ns UTC on the wall clock


Found: TypeAlias = Listing | NewsCalendar
"""What a look at a source finds: what it lists now, or a calendar that knows its own past."""


class News(Protocol):
    """A source of economic events."""

    @property
    def name(self) -> str:
        """The file or address, for people."""
        ...

    async def look(self) -> Found:
        """What the source says, or what it said last where it must not be asked again yet.

        Raises
        ------
        Unavailable
            If it does not answer, and nothing was kept.
        BadCalendar
            If its answer is no calendar, and nothing was kept.
        """
        ...

    @property
    def trouble(self) -> str | None:
        """Why the last look had to do with what was kept; None if it had not."""
        ...
