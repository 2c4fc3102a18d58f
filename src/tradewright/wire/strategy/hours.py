"""Times of the day of a document: "08:00-16:00"."""

from __future__ import annotations

import re
from typing import Final

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.wire.strategy.reader import Reader

_RANGE: Final = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def clock_range(block: Reader, key: str) -> tuple[int, int] | None:
    """From when to when, nanoseconds after midnight; None where the key is absent."""
    value = block.raw(key, {"type": "string", "pattern": rf"^{_RANGE.pattern}$"})
    if not block.has(key):
        return None
    found = _RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is not None:
        opens, closes = (int(found[k]) * HOUR + int(found[k + 1]) * MINUTE for k in (1, 3))
        sound = all(int(found[k]) < 24 and int(found[k + 1]) < 60 for k in (1, 3))
        if sound and opens != closes:
            return opens, closes
    expected = 'expected two times of the day such as "08:00-16:00"'
    block.wrong(key, expected, 'Write "08:00-16:00", on the wall clock of the session\'s city')
    return None


def shown_range(opens: int, closes: int) -> str:
    """The same as a document has it."""
    times = (divmod(ns // MINUTE, 60) for ns in (opens, closes))
    return "-".join(f"{hour:02d}:{minute:02d}" for hour, minute in times)
