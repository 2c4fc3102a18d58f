"""The time filter: hours of entries, and none at weekends, late on Friday or early on Sunday."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar import HOUR
from tradewright.core.risk import Spell, TimeFilter
from tradewright.core.risk.timing import EVERY_DAY
from tradewright.wire.strategy.bounds import Bounds
from tradewright.wire.strategy.clocks import clock, zone
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader, as_number

_HOUR: Final = Bounds(least=0, most=23)
_HOURS: Final[dict[str, object]] = {"type": "integer", "minimum": 0, "maximum": 23}


def time_filter(block: Reader | None) -> TimeFilter | None:
    """The hours that `timeFilter` allows; None where there is none."""
    if block is None:
        return None
    hours = _hours(block)
    weekends = not block.flag("excludeWeekends", absent=False)
    friday = _edge(block, "excludeFriday", "after", "20:00")
    sunday = _edge(block, "excludeSunday", "before", "22:00")
    if sunday == 0:
        message = "Sunday begins then, so it would exclude nothing"
        block.refuse("excludeSunday", message, "Write a later time, or remove it")
    where = zone(block)
    block.finish()
    asked = hours or not weekends or friday is not None or sunday is not None
    if not asked and not block.report.broken(block.path):
        fix = 'Add "allowedHours", "excludeWeekends", "excludeFriday" or "excludeSunday"'
        block.report.problem(block.path, "it asks for nothing", fix)
    return TimeFilter(
        hours=hours, weekends=weekends, friday_until=friday, sunday_from=sunday, zone=where
    )


def dump_hours(hours: tuple[Spell, ...]) -> list[int]:
    """The hours of a normalised document."""
    return sorted({spell.opens // HOUR for spell in hours})


def _hours(block: Reader) -> tuple[Spell, ...]:
    """Hours of the day, each from its beginning to the next."""
    key = "allowedHours"
    items = block.items(key, _HOURS)
    if block.has(key) and not items and not block.report.broken(block.at(key)):
        block.refuse(key, "the list is empty", "List some hours, 0 to 23, or remove it")
    found: set[int] = set()
    for i, item in enumerate(items):
        number = as_number(item)
        if number is None or not number.is_integer() or not _HOUR.holds(number):
            message = f"{shown(item)} is no hour of the day"
            fix = "Write whole hours, 0 to 23; 8 is 08:00 up to 09:00"
            block.report.problem(f"{block.at(key)}[{i}]", message, fix)
        else:
            found.add(int(number))
    return tuple(Spell(EVERY_DAY, hour * HOUR, (hour + 1) * HOUR) for hour in sorted(found))


def _edge(block: Reader, key: str, inner: str, example: str) -> int | None:
    """A time of day inside an object."""
    child = block.child(key, key)
    if child is None:
        return None
    found = clock(child, inner)
    child.require(inner, f'Write "{inner}": "{example}"')
    child.finish()
    return found
