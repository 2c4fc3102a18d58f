"""The economic calendar of a session as a row of the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import HOUR, SECOND, format_ts
from tradewright.core.calendar.news import ALL
from tradewright.core.risk import NewsFilter
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.core.calendar.news import EconomicEvent
    from tradewright.core.engine.slots import Slot
    from tradewright.services.sessions.books import Books
    from tradewright.wire.vocabulary import ImpactName

USUAL_HOURS: Final = NewsFilter(pauses=()).max_age_hours
IMPACTS: Final[tuple[ImpactName, ...]] = ("holiday", "low", "medium", "high")
"""By the number of the `Impact`."""


def news_row(books: Books, hours: int, trouble: str | None) -> m.News:
    """How old the calendar is, and what it has ahead.

    Parameters
    ----------
    hours : of market time that are shown, those of the last one too.
    """
    now = books.now
    slots = [slot for slot in books.desk.slots if slot.active and slot.watch is not None]
    ages = [slot.watch.rules.max_age_hours for slot in slots if slot.watch is not None]
    most = min(ages, default=USUAL_HOURS)
    seen = max((min(at, now) for since, at in books.news.confirmed if since <= now), default=None)
    age = None if seen is None else (now - seen) / HOUR
    ahead = (event for event in books.news.at(now) if now - HOUR <= event.ts <= now + hours * HOUR)
    return m.News(
        source=books.news_source,
        confirmed_at=None if seen is None else format_ts(seen // SECOND * SECOND),
        age_hours=None if age is None else round(age, 2),
        max_age_hours=most,
        stale=age is None or age > most,
        trouble=trouble,
        events=tuple(_event(event, slots) for event in ahead),
    )


def _event(event: EconomicEvent, slots: list[Slot]) -> m.NewsEvent:
    return m.NewsEvent(
        time=format_ts(event.ts),
        currency=event.currency,
        impact=IMPACTS[event.impact],
        title=event.title,
        pauses=tuple(slot.id for slot in slots if _paused(slot, event)),
    )


def _paused(slot: Slot, event: EconomicEvent) -> bool:
    watch = slot.watch
    if watch is None or not (event.currency in watch.currencies or event.currency == ALL):
        return False
    return any(pause.concerns(event) for pause in watch.rules.pauses)
