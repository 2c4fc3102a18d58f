"""Instants as text: ISO 8601 in UTC, read and written with integers only."""

from __future__ import annotations

import re
from typing import Final

from tradewright.core.calendar.civil import civil_from_days, days_from_civil, days_in_month
from tradewright.core.calendar.units import DAY, HOUR, MINUTE, SECOND

_ISO: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<part>\d{1,9}))?)?)?"
    r"\s*(?P<zone>Z|z|UTC|[+-]\d{2}:?\d{2})?"
)
_LIMITS: Final = {"month": (1, 12), "hour": (0, 23), "minute": (0, 59), "second": (0, 59)}
# int64 nanoseconds end in 2262; a year inside keeps every sum in range.
_YEARS: Final = (1678, 2261)


class BadInstant(ValueError):
    """A text that is no instant we can read."""


def parse_ts(value: str | int) -> int:
    """The instant that a text means, nanoseconds since 1970 UTC.

    Parameters
    ----------
    value : "2017-06-01", "2017-06-01T10:00Z", "2017-06-01 10:00:00.5+02:00"; UTC where no zone
        is given. An int is nanoseconds already and comes back as it is.

    Raises
    ------
    BadInstant : names the text, the field that is wrong and the form expected.
    """
    if isinstance(value, int):
        return value
    match = _ISO.fullmatch(value.strip())
    if match is None:
        message = f"{value!r} is not an instant; write 2017-06-01 or 2017-06-01T10:00Z"
        raise BadInstant(message)
    fields = match.groupdict()
    number = {key: int(fields[key] or "0") for key in ("year", "month", "day", *_LIMITS)}
    _check(value, number)
    days = days_from_civil(number["year"], number["month"], number["day"])
    clock = number["hour"] * HOUR + number["minute"] * MINUTE + number["second"] * SECOND
    part = int((fields["part"] or "0").ljust(9, "0"))
    return days * DAY + clock + part - _offset(fields["zone"])


def _check(text: str, number: dict[str, int]) -> None:
    year, month = number["year"], number["month"]
    limits = {"year": _YEARS, **_LIMITS}
    if _LIMITS["month"][0] <= month <= _LIMITS["month"][1]:
        limits["day"] = (1, days_in_month(year, month))
    for field, (least, most) in limits.items():
        if not least <= number[field] <= most:
            message = f"{text!r}: {field} is {number[field]}, expected {least}..{most}"
            raise BadInstant(message)


def _offset(zone: str | None) -> int:
    if zone is None or zone.upper() in {"Z", "UTC"}:
        return 0
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * HOUR + int(zone[-2:]) * MINUTE)


def format_ts(ts: int) -> str:
    """An instant as "2017-06-01T10:00:00Z", with a fraction only where there is one.

    Parameters
    ----------
    ts : nanoseconds since 1970 UTC.
    """
    days, clock = divmod(int(ts), DAY)
    year, month, day = civil_from_days(days)
    seconds, part = divmod(clock, SECOND)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    fraction = f".{part:09d}".rstrip("0") if part else ""
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{fraction}Z"
