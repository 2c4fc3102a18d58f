"""One scene for each `Reason` of the clock, as in `refused`; a Tuesday unless it says otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.scenes.desks import LONG
from tests.scenes.refused import BARE, MANY, Scene, alone, says
from tradewright.core.calendar import HOUR, parse_ts
from tradewright.core.engine import Strategy
from tradewright.core.market import Reason
from tradewright.core.risk import Spell, TimeFilter, Timing
from tradewright.core.risk.timing import EVERY_DAY

MORNING: Final = (Spell(EVERY_DAY, 9 * HOUR, 11 * HOUR),)


def at(strategy: Strategy, told: str, opens: str = "2026-03-03T10:00Z") -> Scene:
    """Judged a minute after `opens`."""
    return alone(strategy, says(LONG, 0), told, opens=parse_ts(opens))


def hours(rules: TimeFilter, told: str, opens: str = "2026-03-03T10:00Z") -> Scene:
    return at(replace(BARE, time_filter=rules), told, opens)


TIMED: Final[dict[Reason, Scene]] = {
    Reason.DAY_NOT_ALLOWED: at(
        replace(BARE, timing=Timing(days=0b100001)), "Tue 10:01 UTC; entries: Mon Sat"
    ),
    Reason.AVOIDED_TIME: at(
        replace(BARE, timing=Timing(avoid=MORNING)), "Tue 10:01 UTC; no entries: 09:00-11:00"
    ),
    Reason.OUTSIDE_OPTIMAL_TIME: at(
        replace(BARE, timing=Timing(optimal=MORNING, zone="Asia/Tokyo")),
        "Tue 19:01 Asia/Tokyo; entries: 09:00-11:00",
    ),
    Reason.OUTSIDE_HOURS: hours(
        TimeFilter(hours=MORNING, zone="Europe/Athens"),
        "Tue 12:01 Europe/Athens; entries: 09:00-11:00",
    ),
    Reason.WEEKEND: hours(
        TimeFilter(weekends=False), "Sat 10:01 UTC; no entries: Sat Sun", "2026-03-07T10:00Z"
    ),
    Reason.LATE_FRIDAY: hours(
        TimeFilter(friday_until=18 * HOUR),
        "Fri 18:01 UTC; no entries: Fri 18:00-24:00",
        "2026-03-06T18:00Z",
    ),
    Reason.EARLY_SUNDAY: hours(
        TimeFilter(sunday_from=23 * HOUR),
        "Sun 22:01 UTC; no entries: Sun 00:00-23:00",
        "2026-03-08T22:00Z",
    ),
    Reason.TRADES_PER_SESSION: alone(
        replace(MANY, sessions=("London",), trades_per_session=1),
        says(LONG, LONG, 0),
        "1 entries in the session, at most 1",
    ),
}
