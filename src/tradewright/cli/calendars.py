"""Economic calendars for people and programs: a line an event, or one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.cli.printing import console, print_json
from tradewright.core.calendar import format_ts
from tradewright.core.calendar.news import FOREVER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tradewright.core.calendar.news import EconomicEvent, NewsCalendar
    from tradewright.ports.news import Listing


def print_calendar(
    calendar: NewsCalendar, events: Sequence[EconomicEvent], *, as_json: bool
) -> None:
    """Some events of a calendar, and when it was seen to be complete."""
    if as_json:
        looks = [
            {"known_from": format_ts(known), "complete_at": format_ts(seen)}
            for known, seen in calendar.confirmed
        ]
        print_json({"events": [_row(one) for one in events], "confirmed": looks})
        return
    out = console()
    for one in events:
        out.print(_words(one), soft_wrap=True, markup=False)
    last = max((seen for _, seen in calendar.confirmed), default=None)
    told = "never" if last is None else f"at {format_ts(last)}"
    out.print(f"{len(events)} events; last confirmed {told}", markup=False)


def print_fetched(name: str, found: Listing, trouble: str | None, *, as_json: bool) -> None:
    """How a look at an address went."""
    at = format_ts(found.looked)
    if as_json:
        count = len(found.events)
        print_json({"source": name, "events": count, "confirmed_at": at, "trouble": trouble})
        return
    out = console()
    told = f"{len(found.events)} events, confirmed at {at}, from {name}"
    out.print(told, soft_wrap=True, markup=False)
    if trouble is not None:
        out.print(f"The last good answer is kept: {trouble}", soft_wrap=True, markup=False)


def print_written(path: Path, calendar: NewsCalendar, *, as_json: bool) -> None:
    """What was written where."""
    count = len({event.id for event in calendar.events})
    if as_json:
        print_json({"file": str(path), "events": count, "versions": len(calendar.events)})
        return
    told = f"{count} events in {len(calendar.events)} versions written to {path}"
    console().print(told, soft_wrap=True, markup=False)


def _words(event: EconomicEvent) -> str:
    at = format_ts(event.ts)[:16].replace("T", " ")
    gone = "" if event.gone == FOREVER else f"  (gone {format_ts(event.gone)})"
    return f"{at}Z  {event.currency:<3}  {event.impact.word:<7}  {event.title}{gone}"


def _row(event: EconomicEvent) -> dict[str, str | None]:
    return {
        "id": event.id,
        "time": format_ts(event.ts),
        "currency": event.currency,
        "impact": event.impact.word,
        "title": event.title,
        "first_seen": format_ts(event.first_seen),
        "gone": None if event.gone == FOREVER else format_ts(event.gone),
    }
