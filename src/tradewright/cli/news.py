"""`tradewright news`: look at an economic calendar, fetch one, keep one for backtests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, BadParameter, Option, Typer

from tradewright.cli.grouping import grouped
from tradewright.cli.options import Json

if TYPE_CHECKING:
    from tradewright.core.calendar.news import EconomicEvent, NewsCalendar
    from tradewright.ports.news import Listing

news_app = Typer(no_args_is_help=True, help="Look at economic calendars, fetch and keep them.")

CalendarFile = Annotated[
    Path | None,
    Argument(metavar="[FILE]", help="CSV, JSON or iCalendar; else what was fetched last."),
]
Source = Annotated[
    Path, Argument(metavar="FILE", help="JSON, iCalendar or CSV.", show_default=False)
]
Out = Annotated[
    Path, Option("--output", "-o", metavar="OUT.csv", help="The file to write.", show_default=False)
]
Archive = Annotated[
    Path, Argument(metavar="ARCHIVE.csv", help="Made, or added to.", show_default=False)
]
AtLeast = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose calendar is asked for."""

    url: Annotated[
        str | None,
        Option("--url", metavar="URL", help="Of the calendar; else the setting news_url."),
    ] = None
    data_dir: Annotated[
        Path | None, Option("--data-dir", metavar="DIR", help="Where the copy is kept.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which events are shown."""

    at: Annotated[
        str | None, Option("--at", metavar="TIME", help="What was known then; else all versions.")
    ] = None
    currency: Annotated[
        str | None, Option("--currency", metavar="CODE", help="Only these: USD, or EUR,USD.")
    ] = None
    impact: Annotated[
        AtLeast | None, Option("--impact", help="Only events of at least this impact.")
    ] = None

    def of(self, calendar: NewsCalendar) -> list[EconomicEvent]:
        """The chosen events of a calendar."""
        from tradewright.core.calendar import parse_ts
        from tradewright.core.calendar.news import ALL, Impact

        events = calendar.events if self.at is None else calendar.at(parse_ts(self.at))
        codes = {code.strip().upper() for code in (self.currency or "").split(",")} | {ALL}
        least = Impact.HOLIDAY if self.impact is None else Impact[self.impact.upper()]
        return [
            one
            for one in events
            if one.impact >= least and (self.currency is None or one.currency in codes)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a file does not say of its events."""

    known_before: Annotated[
        str | None,
        Option(
            "--known-before",
            metavar="TIME",
            help="How long before its time each event was known: 7d, 12h; else from now on.",
        ),
    ] = None
    currency: Annotated[
        str, Option("--currency", metavar="CODE", help="Of iCalendar events that say none.")
    ] = "ALL"
    impact: Annotated[AtLeast, Option("--impact", help="Of iCalendar events that say none.")] = (
        "high"
    )


def show(
    chosen: Chosen,
    file: CalendarFile = None,
    *,
    data_dir: Annotated[
        Path | None, Option("--data-dir", metavar="DIR", help="Where the copy is kept.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the events of a calendar: of a file, or of the copy that was fetched last."""
    from tradewright.app.news import copy_of, opened
    from tradewright.cli.calendars import print_calendar
    from tradewright.config.settings import load

    calendar = copy_of(load(data_dir=data_dir)) if file is None else opened(file)
    print_calendar(calendar, chosen.of(calendar), as_json=as_json)


def fetch(asked: Asked, *, as_json: Json = False) -> None:
    """Ask an address for its calendar and keep the answer; it is asked once an hour at most."""
    from tradewright.cli.calendars import print_fetched

    name, found, trouble = _look(asked)
    print_fetched(name, found, trouble, as_json=as_json)


def import_(file: Source, output: Out, marked: Marked, *, as_json: Json = False) -> None:
    """Turn a calendar into the CSV for --news, which says when each event was first seen."""
    from tradewright.app.news import imported, write_archive
    from tradewright.cli.calendars import print_written

    known = None if marked.known_before is None else _length(marked.known_before)
    calendar = imported(file, known, marked.currency, marked.impact)
    write_archive(output, calendar)
    print_written(output, calendar, as_json=as_json)


def archive(output: Archive, asked: Asked, *, as_json: Json = False) -> None:
    """Add what an address says now to an archive; run daily, it becomes one for backtests."""
    from tradewright.app.news import added, write_archive
    from tradewright.cli.calendars import print_written

    calendar = added(output, _look(asked)[1])
    write_archive(output, calendar)
    print_written(output, calendar, as_json=as_json)


news_app.command("show")(grouped(show))
news_app.command("fetch")(grouped(fetch))
news_app.command("import")(grouped(import_))
news_app.command("archive")(grouped(archive))


def _look(asked: Asked) -> tuple[str, Listing, str | None]:
    """The name of an address, what it lists, and what was wrong with the last look."""
    from tradewright.app.news import fetched
    from tradewright.config.settings import load

    settings = load(data_dir=asked.data_dir, news_url=asked.url)
    if settings.news_url is None:
        message = "no address is known; give one, or set news_url"
        raise BadParameter(message, param_hint="--url")
    return settings.news_url, *fetched(settings.news_url, settings.data_dir)


def _length(text: str) -> int:
    """Nanoseconds of a length such as 7d, 12h or 30m."""
    from tradewright.core.calendar import DAY, HOUR, MINUTE

    unit = {"d": DAY, "h": HOUR, "m": MINUTE}.get(text[-1:].lower(), 0)
    number = text[:-1] if text[:-1].isdecimal() else "0"
    if not 0 < int(number) * unit <= 3660 * DAY:
        message = f"{text!r} is no length of time; write 7d, 12h or 30m"
        raise BadParameter(message, param_hint="--known-before")
    return int(number) * unit
