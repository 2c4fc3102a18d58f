"""Published calendars by hand: JSON, iCalendar, CSV; and what is wrong with some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.calendars import calendars
from tests.scenes.publisher import PAGE, week
from tradewright.adapters.news.published.archive import write_csv
from tradewright.adapters.news.published.ics import Marks
from tradewright.adapters.news.published.reading import read
from tradewright.core.calendar import parse_ts
from tradewright.core.calendar.news import Impact, NewsCalendar, Sighting
from tradewright.ports.news import BadCalendar

PAYROLLS = ("Non-Farm Employment Change", "USD", "2026-03-06T08:30:00-05:00", "High")
SPRING = ("CPI m/m", "USD", "2026-03-11T08:30:00-04:00", "High")
HOLIDAY = ("Bank Holiday", "All", "2026-03-08T00:00:00-05:00", "Holiday")
ICS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
X-WR-TIMEZONE:Europe/Berlin\r
BEGIN:VTIMEZONE\r
TZID:US-Eastern\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:jobs-1@example\r
DTSTART;TZID=US-Eastern:20260306T083000\r
SUMMARY:Employment Situation\\, invented\r
  and folded\r
CATEGORIES:USD,High\r
BEGIN:VALARM\r
DTSTART:19700101T000000Z\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:rates-1@example\r
DTSTART:20261028T141500\r
SUMMARY:Rates\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART:20261105T120000Z\r
SUMMARY:Without a name\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:gone@example\r
STATUS:CANCELLED\r
DTSTART:20261105T130000Z\r
SUMMARY:Cancelled\r
END:VEVENT\r
END:VCALENDAR\r
"""
CSV = """time,currency,impact,title,first_seen,gone
2026-03-06T13:30Z,USD,high,Invented Prices,2026-03-01,2026-03-04T10:00Z
2026-03-06T15:00Z,usd,HIGH,Invented Prices,2026-03-04T10:00Z,
2026-03-08,All,holiday,"Bank Holiday, everywhere",2026-03-01,
"""


def listed(body: bytes, marks: Marks | None = None) -> tuple[Sighting, ...]:
    found = read(body, "it", marks or Marks())
    assert isinstance(found, tuple)
    return found


def kept(text: str) -> NewsCalendar:
    found = read(text.encode(), "it.csv")
    assert isinstance(found, NewsCalendar)
    return found


def test_the_weekly_export() -> None:
    jobs, holiday, prices = listed(week(PAYROLLS, SPRING, HOLIDAY))
    assert jobs.ts == parse_ts("2026-03-06T13:30Z")
    assert (jobs.currency, jobs.impact) == ("USD", Impact.HIGH)
    assert jobs.id == "usd-non-farm-employment-change-2026-03-01"
    assert prices.ts == parse_ts("2026-03-11T12:30Z")
    assert (holiday.currency, holiday.impact) == ("ALL", Impact.HOLIDAY)


def test_its_weeks_are_those_of_the_source() -> None:
    late = ("Late", "USD", "2026-03-07T23:30:00-05:00", "Low")
    assert listed(week(late))[0].id == "usd-late-2026-03-01"


def test_an_event_keeps_its_id_when_it_moves_and_equal_ones_are_numbered() -> None:
    moved = (*PAYROLLS[:2], "2026-03-05T08:30:00-05:00", "High")
    assert listed(week(moved))[0].id == listed(week(PAYROLLS))[0].id
    assert [one.id[-2:] for one in listed(week(moved, PAYROLLS))] == ["01", "-2"]


def test_windows_1252_and_a_byte_order_mark_are_read() -> None:
    text = week(("Pr\u00e4sident spricht", "EUR", "2026-03-06T08:30Z", "Low")).decode()
    for body in (text.encode("cp1252"), text.encode("utf-8"), text.encode("utf-8-sig")):
        assert listed(body)[0].title == "Pr\u00e4sident spricht"


def test_icalendar() -> None:
    jobs, rates, other = listed(ICS.encode())
    assert jobs == Sighting(
        "jobs-1@example",
        parse_ts("2026-03-06T13:30Z"),
        "USD",
        Impact.HIGH,
        "Employment Situation, invented and folded",
    )
    assert (rates.ts, rates.currency) == (parse_ts("2026-10-28T13:15Z"), "ALL")
    assert other.id == "all-without-a-name-2026-11-01"
    assert listed(ICS.encode(), Marks("EUR", Impact.LOW))[1][2:4] == ("EUR", Impact.LOW)


def test_a_csv_with_first_seen_knows_its_past() -> None:
    calendar = kept(CSV)
    before, after, holiday = calendar.events
    assert (before.id, before.gone) == (after.id, after.first_seen)
    assert holiday.title == "Bank Holiday, everywhere"
    assert calendar.confirmed == ((parse_ts("2026-03-01"), parse_ts("2026-03-08")),)


def test_confirmations_take_the_place_of_completeness() -> None:
    rows = CSV.replace("time,", "kind,time,").replace("\n2026", "\n,2026")
    seen = kept(f"{rows}confirmed,,,,,2026-03-02,\nconfirmed,2026-03-03,,,,2026-03-04,\n")
    second, third, fourth = (parse_ts(f"2026-03-0{k}") for k in (2, 3, 4))
    assert seen.confirmed == ((second, second), (fourth, third))


def test_a_csv_without_first_seen_only_lists() -> None:
    lines = [line.rsplit(",", 2)[0] for line in CSV.splitlines()[:2]]
    (one,) = listed("\n".join(lines).encode())
    assert one.id == "usd-invented-prices-2026-03-01"


@given(calendars)
def test_what_is_archived_reads_back_equal(calendar: NewsCalendar) -> None:
    known = NewsCalendar().within(calendar)
    assert read(write_csv(known).encode(), "it") == known


ROW = "time,currency,impact,title,first_seen\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["header"]),
        ("time,currency,impact,title\n", ["no rows"]),
        ("when,currency\n1,2\n", ["header", "time,currency,impact,title"]),
        (ROW + "2026-13-01,USD,high,X,2026-01-01\n", ["row 2", "time", "2026-13-01", "month"]),
        (ROW + "2026-03-01,DOLLAR,high,X,2026-01-01\n", ["row 2", "DOLLAR", "USD"]),
        (ROW + "2026-03-01,USD,big,X,2026-01-01\n", ["row 2", "big", "medium"]),
        (ROW + "2026-03-01,USD,high,,2026-01-01\n", ["row 2", "title"]),
        (
            ROW + "\n2026-03-01,USD,high,X,2026-01-01\n2026-03-01,USD,high,Y,\n",
            ["row 4", "first_seen"],
        ),
        (ROW + "2026-03-01,USD,high,X,2026-01-01,more\n", ["row 2", "5 cells"]),
        (ROW + '2026-03-01,USD,high,"X\n', ["row"]),
        ("[", ["JSON"]),
        ("{}", ["list of events"]),
        ("[1]", ["event 1"]),
        ("[]", ["no events"]),
        ('[{"title":"X","country":"USD","date":"soon","impact":"Low"}]', ["event 1", "soon"]),
        ('[{"title":"X","country":7,"date":"2026-03-01","impact":"Low"}]', ["country", "7"]),
        (PAGE.decode(), ["web page", "wait an hour"]),
        (ICS.replace("END:VCALENDAR", ""), ["cut short"]),
        (ICS.replace("END:VEVENT", "", 1), ["do not end"]),
        (ICS.replace("CATEGORIES:USD,High", "RRULE:FREQ=MONTHLY"), ["event 1", "RRULE"]),
        (ICS.replace("20260306T083000", "tomorrow"), ["event 1", "tomorrow", "TZID"]),
        (ICS.replace("=US-Eastern", "=Mars"), ["event 1", "Mars"]),
        (ICS.replace("DTSTART;TZID=US-Eastern:20260306T083000\r\n", ""), ["DTSTART", "time"]),
        (ICS.replace("20260306T083000", "20260306T253000"), ["event 1", "hour"]),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place_and_fix(text: str, words: list[str]) -> None:
    with pytest.raises(BadCalendar) as caught:
        read(text.encode(), "it")
    message = str(caught.value)
    assert message.startswith("it")
    assert [word for word in words if word not in message] == []


SEEDS = [CSV.encode(), ICS.encode(), week(PAYROLLS, SPRING, HOLIDAY)]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_calendar_or_refused(body: bytes) -> None:
    tried(body)


@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_calendar_is_a_calendar_or_refused(body: bytes, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(begin, len(body)))
    tried(body[:begin] + data.draw(st.binary(max_size=8)) + body[end:])


def tried(body: bytes) -> None:
    """Reading gives events in order, or one clear error."""
    try:
        found = read(body, "it")
    except BadCalendar:
        return
    events = found if isinstance(found, tuple) else found.events
    assert events
    assert [one.ts for one in events] == sorted(one.ts for one in events)
