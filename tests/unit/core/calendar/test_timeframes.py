"""Timeframes, bar opens, dates and instants, against numpy's and Python's own calendars."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tradewright.core.calendar import (
    DAY,
    HOUR,
    MINUTE,
    WEEK,
    BadInstant,
    Timeframe,
    UnknownTimeframe,
    bucket_starts,
    format_ts,
    parse_ts,
    timeframe_of,
)
from tradewright.core.calendar.civil import civil_from_days, days_from_civil

DAYS = st.integers(-200_000, 200_000)
INSTANTS = st.integers(-(2**62), 2**62)


def column(*instants: str) -> NDArray[np.int64]:
    return np.array([parse_ts(text) for text in instants], np.int64)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("H1", Timeframe.H1),
        ("1h", Timeframe.H1),
        ("60", Timeframe.H1),
        ("5m", Timeframe.M5),
        ("m5", Timeframe.M5),
        ("1m", Timeframe.M1),
        ("1M", Timeframe.MN1),
        ("MN", Timeframe.MN1),
        ("PERIOD_D1", Timeframe.D1),
        ("15min", Timeframe.M15),
        ("240", Timeframe.H4),
        ("daily", Timeframe.D1),
        (" w1 ", Timeframe.W1),
        ("10080", Timeframe.W1),
    ],
)
def test_spellings(text: str, frame: Timeframe) -> None:
    assert Timeframe.parse(text) is frame


def test_every_timeframe_reads_itself() -> None:
    assert [Timeframe.parse(frame) for frame in Timeframe] == list(Timeframe)


def test_unknown_timeframe_names_the_nearest() -> None:
    with pytest.raises(UnknownTimeframe, match=r"'HH1'.*M1, M5.*did you mean H1"):
        Timeframe.parse("HH1")


def test_timeframe_of_ignores_gaps() -> None:
    ts = np.arange(50, dtype=np.int64) * HOUR
    ts[25:] += 2 * DAY
    assert timeframe_of(ts) is Timeframe.H1


def test_timeframe_of_months() -> None:
    months = [f"2019-{month:02d}-01" for month in range(1, 13)]
    assert timeframe_of(column(*months)) is Timeframe.MN1


def test_timeframe_of_names_a_foreign_spacing() -> None:
    with pytest.raises(UnknownTimeframe, match="420 s apart"):
        timeframe_of(np.arange(9, dtype=np.int64) * 7 * MINUTE)
    with pytest.raises(UnknownTimeframe, match="no spacing"):
        timeframe_of(np.zeros(1, np.int64))


@given(DAYS)
def test_civil_days_agree_with_numpy(days: int) -> None:
    date = str(np.datetime64(days, "D"))
    if date.startswith("-"):
        return
    year, month, day = civil_from_days(days)
    assert f"{year:04d}-{month:02d}-{day:02d}" == date
    assert days_from_civil(year, month, day) == days


@given(st.lists(INSTANTS, min_size=1, max_size=20), st.sampled_from(list(Timeframe)))
def test_buckets_agree_with_numpy(instants: list[int], frame: Timeframe) -> None:
    ts = np.array(instants, np.int64)
    moments = ts.astype("datetime64[ns]")
    if frame is Timeframe.MN1:
        expected = moments.astype("datetime64[M]").astype("datetime64[ns]").astype(np.int64)
    elif frame is Timeframe.W1:  # numpy's weeks start on Thursday, the day of 1970-01-01
        thursday = (moments + np.timedelta64(3, "D")).astype("datetime64[W]")
        expected = thursday.astype("datetime64[ns]").astype(np.int64) - 3 * DAY
    else:
        expected = ts - ts % frame.ns
    assert np.array_equal(bucket_starts(ts, frame), expected)


def test_a_day_that_starts_the_evening_before() -> None:
    ts = column("2024-03-03T22:30Z", "2024-03-04T21:59Z", "2024-03-04T22:00Z")
    days = bucket_starts(ts, Timeframe.D1, 22 * HOUR)
    assert [format_ts(t) for t in days] == [
        "2024-03-03T22:00:00Z",
        "2024-03-03T22:00:00Z",
        "2024-03-04T22:00:00Z",
    ]
    assert np.array_equal(days, bucket_starts(ts, Timeframe.D1, -2 * HOUR))
    weeks = bucket_starts(ts, Timeframe.W1, 22 * HOUR)
    assert format_ts(weeks[0]) == "2024-03-03T22:00:00Z"  # a Sunday evening
    assert weeks[0] == weeks[1] == weeks[2]
    with pytest.raises(ValueError, match="less than a day"):
        bucket_starts(ts, Timeframe.D1, WEEK)


@given(INSTANTS)
def test_instants_survive_text(ts: int) -> None:
    assert parse_ts(format_ts(ts)) == ts


@given(st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2250, 1, 1)))  # noqa: DTZ001
def test_instants_agree_with_datetime(moment: dt.datetime) -> None:
    aware = moment.replace(tzinfo=dt.UTC)
    since = aware - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    micros = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    assert parse_ts(aware.isoformat()) == micros * 1000


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2017-06-01", "2017-06-01T00:00:00Z"),
        ("2017-06-01T10:00", "2017-06-01T10:00:00Z"),
        ("2017-06-01 10:00:00.5+02:00", "2017-06-01T08:00:00.5Z"),
        ("2017-06-01T00:00-0530", "2017-06-01T05:30:00Z"),
    ],
)
def test_spellings_of_instants(text: str, same: str) -> None:
    assert format_ts(parse_ts(text)) == same


def test_a_number_is_nanoseconds() -> None:
    assert parse_ts(42) == 42


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.6.2017", "write 2017-06-01"),
        ("2017-13-01", "month is 13, expected 1..12"),
        ("2017-02-29", "day is 29, expected 1..28"),
        ("2017-02-01T24:00", "hour is 24"),
        ("0001-01-01", "year is 1, expected 1678..2261"),
    ],
)
def test_bad_instants_say_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(BadInstant, match=why):
        parse_ts(text)
