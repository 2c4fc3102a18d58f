"""When a wall clock shows a time on some days of the week, through both changes of the clocks."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.adapters.clocks.zones import session_zones, zone
from tradewright.core.calendar import DAY, HOUR, MINUTE, WEEK, local, parse_ts, weekday
from tradewright.core.calendar.weeks import next_clock
from tradewright.core.calendar.zone_names import ZONE_NAMES

MONDAY, FRIDAY, SUNDAY, ANY = 1, 1 << 4, 1 << 6, 0b1111111
CLOCKS: Final = session_zones()


@pytest.mark.parametrize(
    ("place", "now", "clock", "days", "then"),
    [
        # Clocks in New York change on 8 March 2026: 17:00 is 22:00 Z on Friday, 21:00 Z on Monday.
        ("America/New_York", "2026-03-06T21:59Z", 17 * HOUR, FRIDAY, "2026-03-06T22:00Z"),
        ("America/New_York", "2026-03-06T22:00Z", 17 * HOUR, FRIDAY, "2026-03-13T21:00Z"),
        ("America/New_York", "2026-03-07T12:00Z", 17 * HOUR, SUNDAY, "2026-03-08T21:00Z"),
        ("America/New_York", "2026-03-07T12:00Z", 1 * HOUR, SUNDAY, "2026-03-08T06:00Z"),
        # London changes on 29 March and on 25 October 2026, both Sundays.
        ("Europe/London", "2026-03-28T12:00Z", 22 * HOUR, SUNDAY, "2026-03-29T21:00Z"),
        ("Europe/London", "2026-10-24T12:00Z", 22 * HOUR, SUNDAY, "2026-10-25T22:00Z"),
        ("Europe/London", "2026-10-24T12:00Z", 20 * HOUR, FRIDAY, "2026-10-30T20:00Z"),
        # 01:30 is skipped in March (02:30 summer time is 01:30 Z) and shown twice in October.
        ("Europe/London", "2026-03-28T12:00Z", 90 * MINUTE, SUNDAY, "2026-03-29T01:30Z"),
        ("Europe/London", "2026-10-24T12:00Z", 90 * MINUTE, SUNDAY, "2026-10-25T00:30Z"),
        ("Europe/London", "2026-10-25T00:30Z", 90 * MINUTE, SUNDAY, "2026-11-01T01:30Z"),
        ("Asia/Tokyo", "2026-01-04T20:00Z", 6 * HOUR, MONDAY, "2026-01-04T21:00Z"),
        ("Asia/Tokyo", "2026-01-04T20:00Z", 0, ANY, "2026-01-05T15:00Z"),
    ],
)
def test_by_hand(place: str, now: str, clock: int, days: int, then: str) -> None:
    table = CLOCKS[place]
    assert next_clock(table.at, table.offset, parse_ts(now), clock, days) == parse_ts(then)


@given(
    st.sampled_from(["UTC", "Europe/London", "America/New_York", "Australia/Sydney"]),
    st.integers(parse_ts("2026-01-01"), parse_ts("2027-01-01")),
    st.integers(0, 24 * 60 - 1),
    st.integers(1, 127),
)
def test_it_is_that_time_on_such_a_day_and_no_more_than_a_week_ahead(
    place: str, now: int, minute: int, days: int
) -> None:
    table = CLOCKS[place]
    then = next_clock(table.at, table.offset, now, minute * MINUTE, days)
    wall = local(table, then)
    assert now < then <= now + WEEK + 2 * HOUR
    assert wall % DAY - minute * MINUTE in {0, HOUR}  # an hour later where the clock skips it
    assert days >> int(weekday(wall)) & 1


@pytest.mark.parametrize(
    "name", ["UTC", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "EST5EDT"]
)
def test_names_of_zones_can_be_looked_up(name: str) -> None:
    assert name in ZONE_NAMES
    assert session_zones()[name].offset.size == zone(name).offset.size


def test_there_are_no_other_zones() -> None:
    assert "Europe/Lundon" not in ZONE_NAMES
    assert len(ZONE_NAMES) > 500
