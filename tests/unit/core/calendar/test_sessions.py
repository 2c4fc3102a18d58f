"""Sessions, zones and rolls across changes of the clocks, against zoneinfo."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.adapters.clocks.zones import UnknownZone, session_zones, zone
from tradewright.core.calendar import (
    DAY,
    HOUR,
    SECOND,
    SESSIONS,
    UTC,
    UnknownSession,
    day_starts,
    format_ts,
    in_session,
    local,
    parse_ts,
    roll_after,
    session_mask,
    session_name,
    zone_offset,
)

NEW_YORK = zone("America/New_York")
NAMES = ["America/New_York", "Europe/London", "Australia/Sydney", "Asia/Tokyo", "Africa/Casablanca"]
# 1990..2060, whole seconds
SECONDS = st.integers(parse_ts("1990-01-02") // SECOND, parse_ts("2060-12-31") // SECOND)


def wall(seconds: int, name: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, ZoneInfo(name))


@given(SECONDS, st.sampled_from(NAMES))
def test_offsets_agree_with_zoneinfo(seconds: int, name: str) -> None:
    table = zone(name)
    offset = wall(seconds, name).utcoffset()
    assert offset is not None
    expected = int(offset.total_seconds()) * SECOND
    assert zone_offset(table.at, table.offset, seconds * SECOND) == expected
    assert local(table, seconds * SECOND) == seconds * SECOND + expected


@pytest.mark.parametrize("name", NAMES)
def test_transitions_are_exact(name: str) -> None:
    table = zone(name, 2015, 2026)
    for moment, before, after in zip(
        table.at[1:].tolist(), table.offset[:-1].tolist(), table.offset[1:].tolist(), strict=True
    ):
        assert wall(moment // SECOND - 1, name).utcoffset() == dt.timedelta(
            seconds=before // SECOND
        )
        assert wall(moment // SECOND, name).utcoffset() == dt.timedelta(seconds=after // SECOND)
        assert zone_offset(table.at, table.offset, moment) == after
        assert zone_offset(table.at, table.offset, moment - 1) == before
        assert local(table, moment) == moment + after


def test_unknown_zone_names_the_nearest() -> None:
    with pytest.raises(UnknownZone, match="America/New_York"):
        zone("America/NewYork")


def hours(session: str, day: str) -> str:
    """Session hours of a UTC day as the reference writes them, "13-22"."""
    hour = SESSIONS[session]
    ts = parse_ts(day) - DAY + np.arange(72, dtype=np.int64) * HOUR
    mask = session_mask(session_zones()[hour.zone], ts, hour)
    opens = np.flatnonzero(mask[1:] & ~mask[:-1]) + 1
    first = int(opens[ts[opens] + 3 * HOUR >= parse_ts(day)][0])
    last = first + int(np.flatnonzero(~mask[first:])[0])
    return f"{first % 24:02d}-{last % 24:02d}"


# Source: reference "news, calendars, sessions" 6.3, tried on real zone data
@pytest.mark.parametrize(
    ("day", "sydney", "tokyo", "london", "new_york"),
    [
        ("2024-01-17", "21-06", "00-09", "08-17", "13-22"),
        ("2024-03-18", "21-06", "00-09", "08-17", "12-21"),
        ("2024-07-17", "22-07", "00-09", "07-16", "12-21"),
        ("2024-10-28", "21-06", "00-09", "08-17", "12-21"),
    ],
)
def test_session_hours_in_utc(
    day: str, sydney: str, tokyo: str, london: str, new_york: str
) -> None:
    found = [hours(name, day) for name in ("Sydney", "Tokyo", "London", "NewYork")]
    assert found == [sydney, tokyo, london, new_york]


def test_the_window_is_half_open_and_keeps_the_weekend_out() -> None:
    london, hour = zone("Europe/London"), SESSIONS["London"]

    def inside(text: str) -> bool:
        return bool(in_session(london.at, london.offset, parse_ts(text), hour.opens, hour.closes))

    assert inside("2024-01-17T08:00Z")
    assert inside("2024-01-17T16:59:59Z")
    assert not inside("2024-01-17T17:00Z")
    assert not inside("2024-01-17T07:59:59Z")
    assert not inside("2024-01-20T10:00Z")  # a Saturday


def test_sydney_opens_on_sunday_in_utc() -> None:
    hour = SESSIONS["Sydney"]
    sydney = zone(hour.zone)
    sunday, friday = parse_ts("2024-01-14T21:30Z"), parse_ts("2024-01-19T21:30Z")
    assert in_session(sydney.at, sydney.offset, sunday, hour.opens, hour.closes)
    assert not in_session(sydney.at, sydney.offset, friday, hour.opens, hour.closes)


def test_a_session_over_local_midnight_counts_the_day_of_its_open() -> None:
    friday_late, saturday = parse_ts("2024-01-19T23:30Z"), parse_ts("2024-01-20T00:30Z")
    sunday_late, monday = parse_ts("2024-01-21T23:30Z"), parse_ts("2024-01-22T00:30Z")
    mask = [
        bool(in_session(UTC.at, UTC.offset, ts, 23 * HOUR, HOUR))
        for ts in (friday_late, saturday, sunday_late, monday)
    ]
    assert mask == [True, True, False, False]


@given(SECONDS, st.sampled_from(sorted(SESSIONS)))
def test_mask_and_kernel_are_one_rule(seconds: int, name: str) -> None:
    hour = SESSIONS[name]
    table = zone(hour.zone)
    ts = np.array([seconds * SECOND], np.int64)
    kernel = in_session(table.at, table.offset, seconds * SECOND, hour.opens, hour.closes)
    assert bool(session_mask(table, ts, hour)[0]) == bool(kernel)
    clock = wall(seconds, hour.zone)
    assert bool(kernel) == (
        clock.weekday() < 5 and hour.opens // HOUR <= clock.hour < hour.closes // HOUR
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("london", "London"),
        ("NEWYORK", "NewYork"),
        ("newYork", "NewYork"),
        ("New York", "NewYork"),
        ("new_york", "NewYork"),
        ("ASIAN", "Tokyo"),
        ("Asia", "Tokyo"),
        ("sydney", "Sydney"),
    ],
)
def test_session_names(text: str, name: str) -> None:
    assert session_name(text) == name


def test_unknown_session_names_the_nearest() -> None:
    with pytest.raises(UnknownSession, match=r"'Lodnon'.*did you mean London"):
        session_name("Lodnon")


@given(SECONDS)
def test_rolls_agree_with_zoneinfo(seconds: int) -> None:
    found = roll_after(NEW_YORK, seconds * SECOND)
    now = wall(seconds, "America/New_York")
    roll = now.replace(hour=17, minute=0, second=0, fold=0)
    if roll.timestamp() <= seconds:
        roll = (now.replace(tzinfo=None) + dt.timedelta(days=1)).replace(
            hour=17, minute=0, second=0, tzinfo=now.tzinfo
        )
    assert found == int(roll.timestamp()) * SECOND


def test_rolls_on_both_sides_of_the_clock_change() -> None:
    def after(text: str) -> str:
        return format_ts(roll_after(NEW_YORK, parse_ts(text)))

    assert after("2024-03-09T12:00Z") == "2024-03-09T22:00:00Z"
    assert after("2024-03-09T22:00Z") == "2024-03-10T21:00:00Z"
    assert after("2024-11-02T21:00Z") == "2024-11-03T22:00:00Z"


def test_forex_days_start_at_17_new_york() -> None:
    ts = np.array(
        [parse_ts(t) for t in ("2024-03-08T21:59Z", "2024-03-08T22:00Z", "2024-03-10T21:30Z")],
        np.int64,
    )
    starts = day_starts(ts, NEW_YORK, 17 * HOUR)
    assert [format_ts(t) for t in starts] == [
        "2024-03-07T22:00:00Z",
        "2024-03-08T22:00:00Z",
        "2024-03-10T21:00:00Z",
    ]
