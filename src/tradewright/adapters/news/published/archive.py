"""Our CSV: a calendar that knows when each event was first seen, and each change.

Columns by name, in any order: `time`, `currency`, `impact`, `title`; and `first_seen`, `gone`,
`id`, `kind`. A row of kind `confirmed` says that from `first_seen` on the calendar was known to be
complete at `time`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Final

from tradewright.adapters.news.published.fields import (
    Place,
    Unnamed,
    currency,
    impact,
    instant,
    named,
    title,
)
from tradewright.core.calendar import format_ts
from tradewright.core.calendar.news import (
    FOREVER,
    Confirmed,
    EconomicEvent,
    NewsCalendar,
    Sighting,
    id_of,
)
from tradewright.ports.news import BadCalendar

COLUMNS: Final = ("kind", "id", "time", "currency", "impact", "title", "first_seen", "gone")
NEEDED: Final = ("time", "currency", "impact", "title")
EVENT: Final = "event"
CONFIRMED: Final = "confirmed"


def read_csv(text: str, source: str) -> NewsCalendar | tuple[Sighting, ...]:
    """The calendar of a CSV with `first_seen`; without that column, what it lists.

    Raises
    ------
    BadCalendar
        If a column is missing or a value cannot be read; the message names the row.

    Notes
    -----
    Without rows of kind `confirmed` the file counts as complete: from the earliest `first_seen` on
    it was known up to its last event.
    """
    rows = _rows(text, source)
    if not rows:
        message = f"{source} has no rows below its header; list at least one event"
        raise BadCalendar(message)
    if not any(row.get("first_seen") for _, row in rows):
        return named(_listed(row, place) for place, row in rows)
    events = _versions([(place, row) for place, row in rows if _kind(row, place) == EVENT])
    looks = [_look(row, place) for place, row in rows if _kind(row, place) == CONFIRMED]
    if events and not looks:
        looks = [(min(one.first_seen for one in events), max(one.ts for one in events))]
    return NewsCalendar().within(NewsCalendar(events=tuple(events), confirmed=tuple(looks)))


def write_csv(calendar: NewsCalendar) -> str:
    """The calendar as the text of such a file; reading it gives the calendar back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for known, seen in calendar.confirmed:
        writer.writerow((CONFIRMED, "", format_ts(seen), "", "", "", format_ts(known), ""))
    for one in calendar.events:
        gone = "" if one.gone == FOREVER else format_ts(one.gone)
        place = one.currency, one.impact.word, one.title
        first = format_ts(one.first_seen)
        writer.writerow((EVENT, one.id, format_ts(one.ts), *place, first, gone))
    return out.getvalue()


def _rows(text: str, source: str) -> list[tuple[Place, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        table = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        message = f"{source}, row {reader.line_num}: {error}; write plain CSV with commas"
        raise BadCalendar(message) from error
    header = [cell.strip().lower() for cell in table[0][1]] if table else []
    missing = [name for name in NEEDED if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    repeated = [name for name, count in Counter(header).items() if count > 1]
    if missing or unknown or repeated:
        message = (
            f"{source}: the header is {','.join(header)!r}; expected {','.join(NEEDED)} and, where "
            f"known, {','.join(name for name in COLUMNS if name not in NEEDED)}"
        )
        raise BadCalendar(message)
    return [(Place(source, f"row {line}"), _cells(header, row, Place(source, f"row {line}")))
            for line, row in table[1:]]  # fmt: skip


def _cells(header: list[str], row: list[str], place: Place) -> dict[str, str]:
    if len(row) > len(header):
        place.refuse("it", ",".join(row), f"it has more than {len(header)} cells; quote commas")
    return {name: cell.strip() for name, cell in zip(header, row, strict=False)}


def _kind(row: dict[str, str], place: Place) -> str:
    kind = row.get("kind", "").lower() or EVENT
    if kind not in {EVENT, CONFIRMED}:
        place.refuse("kind", kind, f"write {EVENT} or {CONFIRMED}, or leave it empty")
    return kind


def _listed(row: dict[str, str], place: Place) -> Unnamed:
    if _kind(row, place) == CONFIRMED:
        place.refuse("first_seen", "", "a confirmation needs the instant it was known")
    ts = instant(row.get("time"), place, "time")
    return Unnamed(
        ts=ts,
        local=ts,
        currency=currency(row.get("currency"), place, "currency"),
        impact=impact(row.get("impact"), place, "impact"),
        title=title(row.get("title"), place, "title"),
    )


def _look(row: dict[str, str], place: Place) -> Confirmed:
    known = instant(row.get("first_seen"), place, "first_seen")
    return known, instant(row["time"], place, "time") if row.get("time") else known


def _versions(rows: list[tuple[Place, dict[str, str]]]) -> list[EconomicEvent]:
    """The events of a file; one without an id gets a name, the same for all its versions."""
    taken: Counter[tuple[str, int]] = Counter()
    found: dict[tuple[str, int], EconomicEvent] = {}
    for place, row in rows:
        one = _listed(row, place)
        seen = instant(row.get("first_seen"), place, "first_seen")
        gone = instant(row["gone"], place, "gone") if row.get("gone") else FOREVER
        if gone < seen:
            place.refuse("gone", row["gone"], "it was gone before it was first seen; swap them")
        week = id_of(one.currency, one.title, one.local)
        taken[week, seen] += 1
        name = row.get("id") or id_of(one.currency, one.title, one.local, taken[week, seen])
        if (name, seen) in found:
            fix = "another row says the same id and first_seen; keep one, or give them ids"
            place.refuse("id", name, fix)
        found[name, seen] = EconomicEvent(name, one.ts, *one[2:], seen, gone)
    return list(found.values())
