"""The clock part of the oracle: sessions, and instants that wall clocks show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

HOURS: Final = {
    "london": ("Europe/London", 8, 17),
    "newyork": ("America/New_York", 8, 17),
    "tokyo": ("Asia/Tokyo", 9, 18),
    "asia": ("Asia/Tokyo", 9, 18),
    "sydney": ("Australia/Sydney", 8, 17),
}
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE: Final = 60_000_000_000
DAY: Final = 1440 * MINUTE
NOON: Final = 12 * 60
FRIDAY: Final = 4
SUNDAY: Final = 6


@cache
def shown(ts: int, zone: str) -> datetime:
    """What a clock in a zone shows at an instant."""
    return (EPOCH + timedelta(microseconds=ts // 1000)).astimezone(ZoneInfo(zone))


def instant(day: date, at: time, zone: str) -> int:
    """When a clock shows a time: a skipped one an hour later, a doubled one the first time."""
    meant = datetime.combine(day, at, ZoneInfo(zone))
    return round((meant.astimezone(UTC) - EPOCH).total_seconds()) * 1_000_000_000


def days(ts: int, zone: str, count: int) -> Iterator[date]:
    """The days of a zone from the one before an instant on."""
    first = shown(ts, zone).date() - timedelta(days=1)
    for number in range(count):
        yield first + timedelta(days=number)


def is_open(ts: int, name: str) -> bool:
    """Whether an instant lies in a session: half-open, local, Monday to Friday."""
    zone, opens, closes = HOURS[name.lower()]
    local = shown(ts, zone)
    return local.weekday() <= FRIDAY and opens <= local.hour < closes


def sessions_end(ts: int, names: Sequence[str]) -> int:
    """The first instant after this one at which a session ends and no other of them is open."""
    ends: list[int] = []
    for name in names:
        zone, _, closes = HOURS[name.lower()]
        weekdays = (day for day in days(ts, zone, 12) if day.weekday() <= FRIDAY)
        ends += [instant(day, time(closes), zone) for day in weekdays]
    free = (end for end in ends if end > ts and not any(is_open(end, name) for name in names))
    return min(free)


def next_time(ts: int, weekday: int, at: time, zone: str) -> int:
    """The first instant after this one at which the clock shows this time on this weekday."""
    found = (instant(day, at, zone) for day in days(ts, zone, 10) if day.weekday() == weekday)
    return next(one for one in found if one > ts)


def friday_from(ts: int, at: time, zone: str) -> bool:
    """Whether it is Friday on that clock, and this time or later."""
    day = shown(ts, zone).date()
    return day.weekday() == FRIDAY and ts >= instant(day, at, zone)


@cache
def day_of(ts: int, starts: int, zone: str) -> date:
    """The date of the day, which begins `starts` minutes after midnight; from noon on the next."""
    begins = time(starts // 60, starts % 60)
    day = shown(ts, zone).date()
    if ts < instant(day, begins, zone):
        day -= timedelta(days=1)
    return day + timedelta(days=1) if starts >= NOON else day
