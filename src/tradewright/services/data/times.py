"""Times as nanoseconds UTC, out of text, numbers and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.services.data.refusals import UnknownLayout

if TYPE_CHECKING:
    import polars as pl

_DAY_FIRST: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
# (what the text looks like, its date in Polars' notation)
_DATES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d"),
    (re.compile(r"\d{4}\.\d{2}\.\d{2}"), "%Y.%m.%d"),
    (re.compile(r"\d{4}/\d{2}/\d{2}"), "%Y/%m/%d"),
    (re.compile(r"\d{2}\.\d{2}\.\d{4}"), "%d.%m.%Y"),
    (re.compile(r"\d{8}"), "%Y%m%d"),
)
_CLOCKS: Final = (
    (re.compile(r"\d{2}:\d{2}:\d{2}[.,]\d+"), "%H:%M:%S%.f"),
    (re.compile(r"\d{2}:\d{2}:\d{2}"), "%H:%M:%S%.f"),
    (re.compile(r"\d{1,2}:\d{2}"), "%H:%M"),
    (re.compile(r"\d{6}"), "%H%M%S"),
)
_ZONED: Final = re.compile(r"(Z|[+-]\d{2}:?\d{2}|\s?(UTC|GMT)([+-]\d{4})?)$")
# Below these magnitudes a number counts seconds, milliseconds, microseconds; else nanoseconds.
_UNITS: Final = ((10**11, 10**9), (10**14, 10**6), (10**17, 10**3))
_COMPACT: Final = (19_000_101, 22_000_101)
_FIXED: Final = re.compile(r"(?:UTC|GMT)?\s*([+-]?)(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_NEW_YORK_PLUS: Final = re.compile(r"(?:NY|New[ _]?York)\s*\+\s*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """What has to be done to a wall-clock time to get UTC.

    Parameters
    ----------
    ns : subtracted first, nanoseconds.
    zone : the name of the zone that the rest is the wall clock of; None means UTC.
    """

    ns: int = 0
    zone: str | None = None


NONE: Final = Offset()


def parse_offset(text: str | None) -> Offset:
    """The offset that a spelling means.

    Parameters
    ----------
    text : None (times are UTC), hours ahead of UTC ("+02:00", "-5", "UTC+3"), a zone of the zone
        database ("Europe/Athens"), or "NewYork+7": seven hours ahead of New York in summer and
        winter, the clock of most MetaTrader forex servers.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if text is None:
        return NONE
    word = text.strip()
    ahead = _NEW_YORK_PLUS.fullmatch(word)
    if ahead is not None:
        return Offset(ns=int(ahead[1]) * HOUR, zone="America/New_York")
    fixed = _FIXED.fullmatch(word)
    if fixed is not None and int(fixed[2]) <= 14:
        size = int(fixed[2]) * HOUR + int(fixed[3] or 0) * MINUTE
        return Offset(ns=-size if fixed[1] == "-" else size)
    if re.fullmatch(r"[A-Za-z_]+/[A-Za-z_/+-]+", word):
        return Offset(zone=word)
    message = (
        f"UTC offset {text!r} is none of: hours ahead of UTC such as +02:00 or -5, a zone such as "
        "Europe/Athens, or NewYork+7 (most MetaTrader forex servers)"
    )
    raise ValueError(message)


def to_ns(times: pl.Series, offset: Offset, source: str) -> pl.Series:
    """Instants as int64 nanoseconds UTC; null where a value cannot be read.

    Parameters
    ----------
    times : (n,) text, numbers (epoch in s, ms, us or ns by magnitude, or yyyymmdd), dates or
        datetimes; those without a zone are UTC unless `offset` says otherwise.
    offset : of times without a zone of their own.
    source : what is read, for the error.

    Raises
    ------
    UnknownLayout
        If the first value looks like no time we know, or carries a zone besides an offset.
    """
    import polars as pl

    known = times.drop_nulls()
    if times.dtype == pl.String and known.len():
        if known[0].strip().lstrip("-").isdigit() and not _compact(int(known[0])):
            return _epoch(times.str.strip_chars().cast(pl.Int64, strict=False), offset)
        return _datetimes(_parse(times.str.strip_chars(), source), offset, source)
    if times.dtype.is_numeric():
        whole = times.cast(pl.Int64, strict=False)
        if whole.len() and _compact(int(known.cast(pl.Int64)[0])):
            return _datetimes(_parse(whole.cast(pl.String), source), offset, source)
        return _epoch(whole, offset)
    if times.dtype.is_temporal():
        return _datetimes(
            times.cast(pl.Datetime("ns")) if times.dtype == pl.Date else times, offset, source
        )
    message = f"{source}: the time column holds {times.dtype}, expected text, numbers or datetimes"
    raise UnknownLayout(message)


def _compact(value: int) -> bool:
    return _COMPACT[0] <= value < _COMPACT[1]


def _epoch(values: pl.Series, offset: Offset) -> pl.Series:
    """Nanoseconds; the unit is told value by value, for files that change it midway do exist."""
    import polars as pl

    size = values.abs()
    scaled = pl.select(
        pl
        .when(size < _UNITS[0][0])
        .then(values * _UNITS[0][1])
        .when(size < _UNITS[1][0])
        .then(values * _UNITS[1][1])
        .when(size < _UNITS[2][0])
        .then(values * _UNITS[2][1])
        .otherwise(values)
    ).to_series()
    return _shifted(scaled.cast(pl.Datetime("ns")), offset) if offset != NONE else scaled


def _parse(texts: pl.Series, source: str) -> pl.Series:
    first = str(texts.drop_nulls()[0])
    pattern = _format(first, source)
    if pattern.endswith("%z"):
        texts = texts.str.replace(r"\s?(?:Z|UTC|GMT)$", "+00:00").str.replace(
            r"\s?GMT([+-]\d{4})$", "$1"
        )
    return texts.str.to_datetime(pattern, strict=False, time_unit="ns")


def _format(text: str, source: str) -> str:
    body = _ZONED.sub("", text) if ":" in text else text
    date, _, clock = body.replace("T", " ").partition(" ")
    joint = "T" if "T" in body else " "
    day = next((known for look, known in _DATES if look.fullmatch(date)), None)
    hour = next((known for look, known in _CLOCKS if look.fullmatch(clock.strip())), None)
    if day is None or (clock and hour is None):
        raise UnknownLayout(_unreadable(text, source))
    zone = "%z" if body != text else ""
    return f"{day}{joint}{hour}{zone}" if hour is not None else day


def _unreadable(text: str, source: str) -> str:
    why = ""
    if _DAY_FIRST.match(text):
        why = " (day and month cannot be told apart)"
    return (
        f"{source}: the time {text!r} has no known form{why}; write 2017-06-01 10:00:00, "
        "2017-06-01T10:00:00Z, 2017.06.01 10:00, or a Unix time in s, ms, us or ns"
    )


def _datetimes(times: pl.Series, offset: Offset, source: str) -> pl.Series:
    import polars as pl

    if not isinstance(times.dtype, pl.Datetime) or times.dtype.time_zone is None:
        return _shifted(times.cast(pl.Datetime("ns")), offset)
    if offset != NONE:
        message = f"{source}: times carry a zone of their own; leave the UTC offset out"
        raise UnknownLayout(message)
    return times.dt.epoch("ns")


def _shifted(times: pl.Series, offset: Offset) -> pl.Series:
    import polars as pl

    shifted = (times.dt.epoch("ns") - offset.ns).cast(pl.Datetime("ns"))
    if offset.zone is None:
        return shifted.dt.epoch("ns")
    # A repeated hour is read as its first run; an hour that the clocks skipped is unreadable.
    placed = shifted.dt.replace_time_zone(offset.zone, ambiguous="earliest", non_existent="null")
    return placed.dt.epoch("ns")
