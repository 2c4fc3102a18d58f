"""Time zones of the zone database as the tables that the core reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np

from tradewright.core.calendar import SECOND, SESSIONS, Zone

FIRST_YEAR = 1990
LAST_YEAR = 2060


class UnknownZone(ValueError):
    """A name that the zone database does not have."""


@lru_cache(maxsize=64)
def zone(name: str, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Zone:
    """Transition table of a time zone, exact to the second.

    Parameters
    ----------
    name : of the zone database, "America/New_York".
    first_year, last_year : both included; before and after, the nearest offset goes on.

    Raises
    ------
    UnknownZone : names the zone and the nearest ones.
    """
    info = _info(name)
    first = datetime(first_year, 1, 1, tzinfo=UTC)
    last = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    at = [int(np.iinfo(np.int64).min)]
    offsets = [_offset(info, first)]
    step = timedelta(days=7)  # no zone changes twice within a week
    now = first
    while now < last:
        following = min(now + step, last)
        if _offset(info, following) != offsets[-1]:
            moment = _transition(info, now, following)
            at.append(int(moment.timestamp()) * SECOND)
            offsets.append(_offset(info, moment))
        now = following
    return Zone(name, np.array(at, np.int64), np.array(offsets, np.int64))


class _Shelf(dict[str, Zone]):
    """Zones by name; one that is not there yet is looked up in the zone database.

    Parameters
    ----------
    years : first and last, as in `zone`.
    """

    def __init__(self, years: tuple[int, int]) -> None:
        super().__init__()
        self._years = years

    def __missing__(self, name: str) -> Zone:
        found = self[name] = zone(name, *self._years)
        return found


def session_zones(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> dict[str, Zone]:
    """The zones of all trading sessions, by their name in the zone database.

    Any other zone of the database can be asked for by its name; `UnknownZone` for what is none.
    """
    shelf = _Shelf((first_year, last_year))
    for session in SESSIONS.values():
        shelf[session.zone] = zone(session.zone, first_year, last_year)
    return shelf


def _info(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        near = get_close_matches(name, available_timezones(), n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        message = f"time zone {name!r} is not in the zone database{hint}"
        raise UnknownZone(message) from error


def _offset(info: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(info).utcoffset()
    return 0 if offset is None else int(offset.total_seconds()) * SECOND


def _transition(info: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """First second with the offset of `after`, by bisection."""
    target = _offset(info, after)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _offset(info, middle) == target:
            after = middle
        else:
            before = middle
    return after
