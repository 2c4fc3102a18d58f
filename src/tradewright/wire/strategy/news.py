"""The news filter: around which economic events entries pause, and what a stale calendar does."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar.news import ALL, Impact
from tradewright.core.market import UnknownInstrument, instrument
from tradewright.core.risk import NewsFilter, Pause
from tradewright.core.risk.news import LISTED, OnStale
from tradewright.wire.strategy.bounds import Bounds
from tradewright.wire.strategy.problems import kind_of, shown
from tradewright.wire.strategy.reader import Reader

BLOCKS: Final = {
    "highImpact": Impact.HIGH,
    "mediumImpact": Impact.MEDIUM,
    "lowImpact": Impact.LOW,
}
"""Blocks that say for how long events of one impact pause."""
MINUTES: Final = 30.0
"""Pause before and after an event unless a document says otherwise."""
_PAUSE: Final = Bounds(least=0, most=10_080, unit="minutes")
_HOURS: Final = Bounds(above=0, most=8_784, unit="hours")
_STALE: Final[dict[str, OnStale]] = {"block": "block", "allow": "allow"}
_TEXT: Final[dict[str, object]] = {"type": "string", "minLength": 1}


def news(block: Reader | None) -> NewsFilter | None:
    """The filter that `newsFilter` describes; None where there is none."""
    if block is None:
        return None
    minutes = _minutes(block, "pauseBeforeMinutes", "pauseAfterMinutes")
    pauses = [*_impacts(block, minutes), *_majors(block, minutes)]
    symbols = _symbols(block)
    hours = block.optional_number("maxAgeHours", _HOURS)
    on_stale = block.optional_choice("onStale", _STALE) or "block"
    block.finish()
    if not pauses:
        fix = 'Switch "highImpact" on, or list "majorEvents", or write "enabled": false'
        block.report.problem(block.path, "no event would ever pause the strategy", fix)
    return NewsFilter(
        pauses=tuple(pauses),
        symbols=symbols,
        max_age_hours=24.0 if hours is None else hours,
        on_stale=on_stale,
    )


def _impacts(block: Reader, minutes: tuple[float, float]) -> list[Pause]:
    """One pause for each impact that pauses."""
    children = {key: block.child(key, "newsPause") for key in BLOCKS}
    only = block.flag("highImpactOnly", absent=True)
    listed = [key for key in BLOCKS if block.has(key)]
    if not listed:
        which = (Impact.HIGH,) if only else tuple(BLOCKS.values())
        return [
            Pause(impacts=(impact,), before_minutes=minutes[0], after_minutes=minutes[1])
            for impact in which
        ]
    if block.has("highImpactOnly"):
        message = f"{', '.join(listed)} beside it say which impacts pause"
        block.refuse("highImpactOnly", message, "Remove it")
    for key in ("pauseBeforeMinutes", "pauseAfterMinutes"):
        if block.has(key) and not block.peek("majorEvents"):
            message = f"{', '.join(listed)} have minutes of their own, so it would do nothing"
            block.refuse(key, message, "Remove it")
    return [_pause(child, BLOCKS[key]) for key, child in children.items() if child is not None]


def _pause(block: Reader, impact: Impact) -> Pause:
    before, after = _minutes(block, "pauseMinutesBefore", "pauseMinutesAfter")
    block.finish()
    return Pause(impacts=(impact,), before_minutes=before, after_minutes=after)


def _minutes(block: Reader, first: str, second: str) -> tuple[float, float]:
    before = block.optional_number(first, _PAUSE)
    after = block.optional_number(second, _PAUSE)
    if before == after == 0.0:
        message = "both pauses are 0 minutes, so no event would pause the strategy"
        block.refuse(first, message, "Raise one of them")
    return MINUTES if before is None else before, MINUTES if after is None else after


def _majors(block: Reader, minutes: tuple[float, float]) -> list[Pause]:
    """The pause around events that are named by their titles."""
    titles = [
        _title(block, f"{block.at('majorEvents')}[{i}]", item)
        for i, item in enumerate(block.items("majorEvents", _TEXT))
    ]
    if not titles:
        return []
    named = tuple(dict.fromkeys(titles))
    return [Pause(titles=named, before_minutes=minutes[0], after_minutes=minutes[1])]


def _title(block: Reader, path: str, item: object) -> str:
    if isinstance(item, str) and any(letter.isalnum() for letter in item):
        return item.strip()
    message = f"{shown(item)} is {kind_of(item)}; expected words of an event's title"
    block.report.problem(path, message, 'Write a text such as "Non-Farm"')
    return "?"


def _symbols(block: Reader) -> tuple[str, ...]:
    items = block.items("symbols", _TEXT)
    if block.has("symbols") and not items:
        block.refuse("symbols", "the list is empty, so no news would count", "Name some, or remove")
    names = [_symbol(block, f"{block.at('symbols')}[{i}]", item) for i, item in enumerate(items)]
    return tuple(dict.fromkeys(names))


def _symbol(block: Reader, path: str, item: object) -> str:
    fix = 'Write a currency such as "USD", or an instrument such as "EURUSD"'
    if not isinstance(item, str):
        message = f"{shown(item)} is {kind_of(item)}; expected a currency or an instrument"
        block.report.problem(path, message, fix)
        return ALL
    name = item.strip()
    if name.upper() in LISTED:
        return name.upper()
    try:
        return instrument(name).symbol
    except UnknownInstrument as error:
        block.report.problem(path, str(error), fix)
        return ALL
