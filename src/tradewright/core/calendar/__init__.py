"""The calendar of trading: timeframes, bar opens, time zones as tables, sessions and daily rolls.

Time is an int of nanoseconds since 1970, UTC, named `ts`; the `datetime` module, clocks and the
zone database may never enter (`adapters.clocks` turns zones into tables). The names to know:
`Timeframe`, `bucket_starts`, `Zone` with `in_session` and `roll_after`.
"""

from tradewright.core.calendar.buckets import bucket_starts, day_starts
from tradewright.core.calendar.instants import BadInstant, format_ts, parse_ts
from tradewright.core.calendar.sessions import (
    OPTIMAL_PAIRS,
    SESSIONS,
    WEEKDAYS,
    Session,
    SessionHours,
    UnknownSession,
    in_session,
    in_window,
    session_mask,
    session_name,
    session_of,
)
from tradewright.core.calendar.timeframes import Timeframe, UnknownTimeframe, timeframe_of
from tradewright.core.calendar.units import DAY, HOUR, MINUTE, SECOND, WEEK
from tradewright.core.calendar.zones import (
    UTC,
    Zone,
    local,
    next_roll,
    roll_after,
    weekday,
    zone_offset,
)

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "OPTIMAL_PAIRS",
    "SECOND",
    "SESSIONS",
    "UTC",
    "WEEK",
    "WEEKDAYS",
    "BadInstant",
    "Session",
    "SessionHours",
    "Timeframe",
    "UnknownSession",
    "UnknownTimeframe",
    "Zone",
    "bucket_starts",
    "day_starts",
    "format_ts",
    "in_session",
    "in_window",
    "local",
    "next_roll",
    "parse_ts",
    "roll_after",
    "session_mask",
    "session_name",
    "session_of",
    "timeframe_of",
    "weekday",
    "zone_offset",
]
