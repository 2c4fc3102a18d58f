"""Times of day, days of the week and zones, as documents write them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

from tradewright.core.calendar import DAY, HOUR, MINUTE
from tradewright.core.calendar.zone_names import ZONE_NAMES
from tradewright.core.risk import Spell
from tradewright.core.risk.timing import EVERY_DAY
from tradewright.wire.strategy.bounds import Bounds
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader

DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS: Final = Bounds(least=0, most=24, unit="hours after midnight")
_BY_WORD: Final = {
    word: 1 << k for k, name in enumerate(DAY_NAMES) for word in (name.lower(), name[:3].lower())
}
_CLOCK: Final = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")


def clock(block: Reader, key: str) -> int | None:
    """A time of day such as "22:00", in nanoseconds after midnight; None where absent."""
    text = block.optional_text(key)
    match = None if text is None else _CLOCK.fullmatch(text)
    if text and match is None:
        block.wrong(key, "expected a time of day", f'Write "{key}": "22:00"')
    return None if match is None else int(match["hour"]) * HOUR + int(match["minute"]) * MINUTE


def clock_text(ns: int) -> str:
    """Nanoseconds after midnight as "22:00"; midnight at the end of a day is "00:00"."""
    minutes = ns % DAY // MINUTE
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def zone(block: Reader) -> str:
    """A zone of the zone database under `timezone`; UTC where absent."""
    name = block.optional_text("timezone")
    if name and name not in ZONE_NAMES:
        message = f"{shown(name)} is no zone of the zone database"
        near = get_close_matches(name, ZONE_NAMES, n=1)
        fix = f"Did you mean {near[0]!r}?" if near else 'Write "timezone": "Europe/London"'
        block.refuse("timezone", message, fix)
    return name or "UTC"


def day_of(block: Reader, path: str, item: object) -> int:
    """The bit of a day of the week; 0, with a problem reported, for what names none."""
    bit = _BY_WORD.get(item.strip().lower(), 0) if isinstance(item, str) else 0
    if not bit:
        message = f"{shown(item)} is no day of the week"
        block.report.problem(path, message, f"Use one of: {', '.join(DAY_NAMES)}")
    return bit


def day_names(days: int) -> list[str]:
    """The days of some bits."""
    return [name for k, name in enumerate(DAY_NAMES) if days >> k & 1]


def spell(block: Reader) -> Spell:
    """A time of day between `startHour` and `endHour`, on a `day` or on every day."""
    value = block.raw("day", {"enum": list(DAY_NAMES)})
    days = day_of(block, block.at("day"), value) if block.has("day") else EVERY_DAY
    fix = 'Write "startHour": 8, "endHour": 12'
    opens, closes = _hour(block, "startHour", fix), _hour(block, "endHour", fix)
    if opens % DAY == closes % DAY and (opens, closes) != (0, DAY):
        whole = not block.report.broken(block.path)
        if whole:
            fix = "Write different hours; 0 and 24 are the whole day"
            block.report.problem(block.path, "it ends when it begins", fix)
    return Spell(days, opens % DAY, closes)


def _hour(block: Reader, key: str, fix: str) -> int:
    """An hour of the day, a fraction in whole minutes, in nanoseconds after midnight."""
    minutes = 60.0 * block.number(key, HOURS, fix)
    if abs(minutes - round(minutes)) > 1e-6:
        block.wrong(key, "expected whole minutes", "Write a number such as 8 or 8.5")
    return round(minutes) * MINUTE
