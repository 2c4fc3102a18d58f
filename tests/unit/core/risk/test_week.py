"""When sessions end, and the Friday gate, on the clocks of the sessions' own cities."""

from __future__ import annotations

import pytest

from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import HOUR, SESSIONS, Session, format_ts, parse_ts
from tradewright.core.engine import rooms
from tradewright.core.risk import Hours, late_friday, sessions_end

ZONES = session_zones()


def opening(*names: str) -> tuple[Hours, int]:
    return rooms.with_windows(rooms.hours(ZONES), ZONES, [(SESSIONS[name], 1.0) for name in names])


@pytest.mark.parametrize(
    ("names", "now", "then"),
    [
        (("London",), "2026-03-03T10:00Z", "2026-03-03T17:00Z"),
        (("London",), "2026-03-03T17:00Z", "2026-03-04T17:00Z"),  # the end itself is outside
        (("London",), "2026-03-06T20:00Z", "2026-03-09T17:00Z"),  # Friday evening: Monday's end
        (("London",), "2026-07-03T10:00Z", "2026-07-03T16:00Z"),  # summer time
        (("London",), "2026-03-30T10:00Z", "2026-03-30T16:00Z"),  # the day after the change
        (("NewYork",), "2026-03-09T15:00Z", "2026-03-09T21:00Z"),  # New York changed on the 8th
        (("London", "NewYork"), "2026-03-03T10:00Z", "2026-03-03T22:00Z"),  # they overlap
        (("Tokyo", "London"), "2026-03-03T05:00Z", "2026-03-03T17:00Z"),  # 09:00 Z: London is open
        (("Tokyo", "NewYork"), "2026-03-03T05:00Z", "2026-03-03T09:00Z"),  # nobody between them
        # all four follow each other through the week, from Monday's Sydney to Friday's New York
        (tuple(SESSIONS), "2026-07-07T05:00Z", "2026-07-07T21:00Z"),
        (tuple(SESSIONS), "2026-03-10T05:00Z", "2026-03-13T21:00Z"),
    ],
)
def test_the_common_end_of_sessions(names: tuple[str, ...], now: str, then: str) -> None:
    hours, first = opening(*names)
    end = sessions_end(hours, first, len(names), parse_ts(now))
    assert format_ts(end) == format_ts(parse_ts(then))


@pytest.mark.parametrize(
    ("now", "clock", "late"),
    [
        ("2026-03-06T15:59Z", 11 * HOUR, False),
        ("2026-03-06T16:00Z", 11 * HOUR, True),  # 11:00 New York, winter
        ("2026-03-13T15:00Z", 11 * HOUR, True),  # 11:00 New York, summer
        ("2026-03-07T04:59Z", 11 * HOUR, True),  # 23:59 in New York
        ("2026-03-07T05:00Z", 11 * HOUR, False),  # Saturday
        ("2026-03-06T04:59Z", 0, False),  # still Thursday
        ("2026-03-06T05:00Z", 0, True),
    ],
)
def test_friday_on_the_clock_of_new_york(now: str, clock: int, late: bool) -> None:  # noqa: FBT001
    week = [(Session("America/New_York", 0, 0), 1.0)]
    hours, first = rooms.with_windows(rooms.hours(ZONES), ZONES, week)
    assert late_friday(hours, first, parse_ts(now), clock) == late
