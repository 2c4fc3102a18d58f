"""Trading sessions: hours on the wall clock of their own city.

Source of the hours: reference "news, calendars, sessions" 6.3. They are local, because fixed UTC
hours are wrong for about four weeks a year, when London and New York change on different days.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from tradewright.core.calendar.units import DAY, HOUR
from tradewright.core.calendar.zones import Zone, local, weekday, zone_offset
from tradewright.core.kernel import inline

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Session(NamedTuple):
    """Hours of a session: open and close in nanoseconds after midnight on the zone's wall clock."""

    zone: str
    opens: int
    closes: int


SESSIONS: Final[dict[str, Session]] = {
    "Sydney": Session("Australia/Sydney", 8 * HOUR, 17 * HOUR),
    "Tokyo": Session("Asia/Tokyo", 9 * HOUR, 18 * HOUR),
    "London": Session("Europe/London", 8 * HOUR, 17 * HOUR),
    "NewYork": Session("America/New_York", 8 * HOUR, 17 * HOUR),
}
OPTIMAL_PAIRS: Final[dict[str, frozenset[str]]] = {
    "Sydney": frozenset({"AUDUSD", "NZDUSD"}),
    "Tokyo": frozenset({"USDJPY", "EURJPY", "AUDJPY", "NZDJPY"}),
    "London": frozenset({"EURUSD", "GBPUSD", "EURGBP", "USDCHF"}),
    "NewYork": frozenset({"EURUSD", "USDCAD", "USDJPY", "GBPUSD"}),
}
"""Pairs that belong to each session. Source: reference "executor facts" A4."""
_SPELLINGS: Final = {
    **{name.lower(): name for name in SESSIONS},
    "asia": "Tokyo",
    "asian": "Tokyo",
    "us": "NewYork",
    "america": "NewYork",
    "europe": "London",
    "pacific": "Sydney",
}


class UnknownSession(ValueError):
    """A word that names no trading session."""


WEEKDAYS: Final = 0b0011111
"""Monday to Friday, a bit for each day."""
SessionHours: TypeAlias = tuple[tuple[str, int, int], ...]
"""Own hours of some sessions: name, open and close in nanoseconds after local midnight."""


def session_of(name: str, own: SessionHours = ()) -> Session:
    """The session of a canonical name, with its own hours where they are given."""
    usual = SESSIONS[name]
    for session, opens, closes in own:
        if session == name:
            return Session(usual.zone, opens, closes)
    return usual


def session_name(text: str) -> str:
    """The canonical name of a session: Sydney, Tokyo, London or NewYork.

    Parameters
    ----------
    text : any spelling: "london", "NEWYORK", "New York", "new_york", "Asia", "asian".

    Raises
    ------
    UnknownSession : names the text, the sessions there are and the nearest one.
    """
    key = "".join(letter for letter in text.lower() if letter.isalpha()).removesuffix("session")
    if key in _SPELLINGS:
        return _SPELLINGS[key]
    near = get_close_matches(key, [*_SPELLINGS], n=1)
    hint = f"; did you mean {_SPELLINGS[near[0]]}?" if near else ""
    message = f"session {text!r} is not one of {', '.join(SESSIONS)}{hint}"
    raise UnknownSession(message)


@inline
def in_session(
    at: NDArray[np.int64], offset: NDArray[np.int64], ts: int, opens: int, closes: int
) -> bool:
    """Whether an instant lies in a session, Monday to Friday of the session's own zone.

    Parameters
    ----------
    at, offset : the table of the session's `Zone`.
    ts : nanoseconds UTC.
    opens, closes : nanoseconds after local midnight; half-open, so the close is outside. A close
        at or before the open means the next local day, and the day of the open counts.
    """
    return in_window(at, offset, ts, opens, closes, WEEKDAYS)


@inline
def in_window(
    at: NDArray[np.int64], offset: NDArray[np.int64], ts: int, opens: int, closes: int, days: int
) -> bool:
    """Whether a wall clock shows a time between two others, on some days of the week.

    Parameters
    ----------
    at, offset : the table of the clock's `Zone`.
    ts : nanoseconds UTC.
    opens, closes : as for `in_session`; equal ones are a whole day.
    days : a bit for each day of the week, 1 Monday .. 64 Sunday; the day of the open counts.
    """
    wall = ts + zone_offset(at, offset, ts)
    since_open = (wall % DAY - opens) % DAY
    day = ((wall - since_open) // DAY + 3) % 7
    return since_open < (closes - opens - 1) % DAY + 1 and (days >> day) & 1 != 0


def session_mask(zone: Zone, ts: NDArray[np.int64], session: Session) -> NDArray[np.bool_]:
    """Which instants lie in a session; the same rule as `in_session`, for a whole column.

    Parameters
    ----------
    zone : the table of `session.zone`.
    ts : (n,) int64 nanoseconds UTC.
    """
    wall = local(zone, ts)
    since_open = (wall % DAY - session.opens) % DAY
    length = (session.closes - session.opens - 1) % DAY + 1
    return (since_open < length) & (weekday(wall - since_open) < 5)
