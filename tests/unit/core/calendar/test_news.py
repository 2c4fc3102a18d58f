"""Versions of events: what a look at a source changes, and what titles mention."""

from __future__ import annotations

import pytest

from tests.scenes.calendars import event
from tradewright.core.calendar import DAY, parse_ts
from tradewright.core.calendar.news import (
    EconomicEvent,
    Impact,
    NewsCalendar,
    Sighting,
    id_of,
    mentions,
    observed,
)

MONDAY, TUESDAY = parse_ts("2026-03-02"), parse_ts("2026-03-03")
PRICES = Sighting("prices", parse_ts("2026-03-04T13:30Z"), "USD", Impact.HIGH, "Invented Prices")
RATES = Sighting("rates", parse_ts("2026-03-05T13:15Z"), "EUR", Impact.HIGH, "Invented Rates")
SPEECH = Sighting("speech", parse_ts("2026-03-06T15:00Z"), "USD", Impact.LOW, "Somebody Speaks")


def after(*looks: tuple[int, list[Sighting]]) -> NewsCalendar:
    known = NewsCalendar()
    for at, listed in looks:
        known = known.within(observed(known, listed, at))
    return known


def versions(known: NewsCalendar, name: str) -> list[EconomicEvent]:
    return [one for one in known.events if one.id == name]


def test_the_first_look_stamps_what_it_sees() -> None:
    known = after((MONDAY, [PRICES, RATES]))
    assert {one.first_seen for one in known.events} == {MONDAY}
    assert known.confirmed == ((MONDAY, MONDAY),)


def test_a_look_that_finds_nothing_new_only_confirms() -> None:
    known = after((MONDAY, [PRICES, RATES]))
    again = observed(known, [RATES, PRICES], TUESDAY)
    assert again == NewsCalendar(events=(), confirmed=((TUESDAY, TUESDAY),))


def test_a_rescheduled_event_has_two_versions() -> None:
    later = PRICES._replace(ts=PRICES.ts + DAY)
    known = after((MONDAY, [PRICES, SPEECH]), (TUESDAY, [later, SPEECH]))
    old, new = versions(known, "prices")
    assert (old.ts, old.first_seen, old.gone) == (PRICES.ts, MONDAY, TUESDAY)
    assert (new.ts, new.first_seen) == (later.ts, TUESDAY)


def test_an_event_ahead_that_is_no_longer_listed_was_withdrawn() -> None:
    known = after((MONDAY, [PRICES, RATES, SPEECH]), (TUESDAY, [PRICES, SPEECH]))
    (gone,) = versions(known, "rates")
    assert gone.gone == TUESDAY


def test_an_event_beyond_the_list_or_in_the_past_was_not() -> None:
    known = after((MONDAY, [PRICES, RATES, SPEECH]), (TUESDAY, [PRICES, RATES]))
    assert versions(known, "speech")[0].gone > SPEECH.ts
    late = parse_ts("2026-03-05")
    known = after((MONDAY, [PRICES, RATES, SPEECH]), (late, [RATES, SPEECH]))
    assert versions(known, "prices")[0].gone > SPEECH.ts


def test_taking_the_same_things_in_twice_changes_nothing() -> None:
    known = after((MONDAY, [PRICES, RATES]), (TUESDAY, [PRICES]))
    assert known.within(known) == known


def test_an_event_without_an_id_keeps_its_name_while_it_moves_within_the_week() -> None:
    name = "usd-non-farm-payrolls-m-m-2026-03-01"
    for day in range(-1, 6):
        assert id_of("USD", "Non-Farm Payrolls (m/m)", MONDAY + day * DAY) == name
    assert id_of("USD", "X", MONDAY - 2 * DAY) == "usd-x-2026-02-22"
    assert id_of("USD", "X", MONDAY, 2) == "usd-x-2026-03-01-2"


@pytest.mark.parametrize(
    ("title", "phrase", "holds"),
    [
        ("Core CPI m/m", "cpi", True),
        ("Core CPI m/m", "core-cpi", True),
        ("Core CPI m/m", "CP", False),
        ("Non-Farm Employment Change", "NFP", True),
        ("US Non-Farm Payrolls", "nfp", True),
        ("US Non-Farm Payrolls", "Non-Farm Payrolls", True),
        ("FOMC Member Speaks", "FOMC", True),
        ("Federal Funds Rate", "Interest Rate Decision", True),
        ("Unemployment Rate", "Interest Rate Decision", False),
        ("Payrolls Non-Farm", "Non-Farm Payrolls", False),
    ],
)
def test_titles_mention_phrases_word_by_word(title: str, phrase: str, *, holds: bool) -> None:
    assert mentions(title, phrase) is holds


def test_its_repr_is_short() -> None:
    calendar = NewsCalendar(events=(event("2026-03-04"),), confirmed=((1, 1),))
    assert repr(calendar) == "<NewsCalendar 1 versions, confirmed 1 times>"
