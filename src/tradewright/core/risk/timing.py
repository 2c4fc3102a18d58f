"""On which days and at which times a strategy enters, on the wall clock of a zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tradewright.core.calendar import DAY
from tradewright.core.market import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY_DAY: Final = 0b1111111
"""All days of the week, a bit for each, 1 Monday."""
WEEKEND: Final = 0b1100000
FRIDAY: Final = 0b0010000
SUNDAY: Final = 0b1000000


class Spell(NamedTuple):
    """A time of day on some days of the week; half-open.

    Parameters
    ----------
    days : bits of the days it begins on, 1 Monday .. 64 Sunday.
    opens, closes : nanoseconds after midnight; a close at or before the open is on the next day.
    """

    days: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Days and times of entries that `sessionFilter` says.

    Parameters
    ----------
    days : bits of the days on which entries are made, 1 Monday .. 64 Sunday.
    optimal : times of entries; () takes all times alike.
    optimal_factor, suboptimal_factor : >= 0, size factors inside and outside those; 0 refuses.
    avoid : times without entries.
    zone : on whose clock, a name of the zone database.
    """

    days: int = EVERY_DAY
    optimal: tuple[Spell, ...] = ()
    optimal_factor: float = 1.0
    suboptimal_factor: float = 0.0
    avoid: tuple[Spell, ...] = ()
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFilter:
    """Hours of entries that `timeFilter` says.

    Parameters
    ----------
    hours : times of entries, on any day; () takes all.
    weekends : False makes no entries on Saturday and Sunday.
    friday_until : nanoseconds after midnight, no entries on Friday from then on; None takes all.
    sunday_from : no entries on Sunday before it; None takes all.
    zone : on whose clock, a name of the zone database.
    """

    hours: tuple[Spell, ...] = ()
    weekends: bool = True
    friday_until: int | None = None
    sunday_from: int | None = None
    zone: str = "UTC"


class TimeRule(NamedTuple):
    """What a strategy's clock does to a size, and why it refuses where that is 0."""

    reason: Reason
    zone: str
    spells: tuple[Spell, ...]
    inside: float
    outside: float


def time_rules(timing: Timing | None, hours: TimeFilter | None) -> list[TimeRule]:
    """The rules of both, in the order in which they refuse."""
    found = [] if timing is None else list(_of_timing(timing))
    return found if hours is None else [*found, *_of_hours(hours)]


def _of_timing(timing: Timing) -> Iterator[TimeRule]:
    zone = timing.zone
    if timing.days != EVERY_DAY:
        days = (Spell(timing.days, 0, DAY),)
        yield TimeRule(Reason.DAY_NOT_ALLOWED, zone, days, 1.0, 0.0)
    if timing.avoid:
        yield TimeRule(Reason.AVOIDED_TIME, zone, timing.avoid, 0.0, 1.0)
    if timing.optimal:
        inside, outside = timing.optimal_factor, timing.suboptimal_factor
        yield TimeRule(Reason.OUTSIDE_OPTIMAL_TIME, zone, timing.optimal, inside, outside)


def _of_hours(hours: TimeFilter) -> Iterator[TimeRule]:
    zone = hours.zone
    if not hours.weekends:
        yield TimeRule(Reason.WEEKEND, zone, (Spell(WEEKEND, 0, DAY),), 0.0, 1.0)
    if hours.friday_until is not None:
        late = (Spell(FRIDAY, hours.friday_until, DAY),)
        yield TimeRule(Reason.LATE_FRIDAY, zone, late, 0.0, 1.0)
    if hours.sunday_from is not None:
        early = (Spell(SUNDAY, 0, hours.sunday_from),)
        yield TimeRule(Reason.EARLY_SUNDAY, zone, early, 0.0, 1.0)
    if hours.hours:
        yield TimeRule(Reason.OUTSIDE_HOURS, zone, hours.hours, 1.0, 0.0)
