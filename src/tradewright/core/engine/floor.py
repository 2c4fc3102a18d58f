"""What a desk is to those who work on it: its state, without its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tradewright.core.calendar.news import NewsCalendar
    from tradewright.core.engine.costs import Zones
    from tradewright.core.engine.feeds import Feeds
    from tradewright.core.engine.slots import Slot
    from tradewright.core.engine.tables import Tables
    from tradewright.core.risk import Hours


class Floor(Protocol):
    """The tables, the hours, what is traded and who sits where.

    `tables` and `hours` are replaced when they grow: read them anew, never keep them.
    """

    tables: Tables
    hours: Hours
    zones: Zones
    currency: str | None
    feeds: Feeds
    slots: list[Slot]
    news: NewsCalendar | None
