"""When entries are allowed: trading sessions and the spread."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar import SESSIONS, UnknownSession, session_name
from tradewright.wire.strategy.bounds import PIPS_OR_NONE, RATIO
from tradewright.wire.strategy.confirmations import BySide
from tradewright.wire.strategy.meanings import busy
from tradewright.wire.strategy.problems import kind_of, shown
from tradewright.wire.strategy.reader import Reader

_LATER: Final = (
    "newsFilter",
    "volatilityFilter",
    "correlationFilter",
    "timeFilter",
    "regimeDetection",
)
_LATER_SESSION: Final = (
    "useOptimalPairs",
    "aggressivenessMultiplier",
    "mode",
    "allowedDays",
    "optimalTimes",
    "avoidTimes",
)


def filters(rules: Reader) -> tuple[tuple[str, ...], float | None, BySide]:
    """Allowed sessions (() means always), the widest spread in pips (None means any), volume."""
    blocks = [rules]
    nested = rules.child("filters", "filters")
    if nested is not None:
        blocks.append(nested)
    session = _only(blocks, "sessionFilter")
    spread = _only(blocks, "spreadFilter")
    volume = _only(blocks, "volumeConfirmation")
    for block in blocks:
        block.later(*_LATER)
    if nested is not None:
        nested.finish()
    return _sessions(session), _spread(spread), _volume(volume)


def _only(blocks: list[Reader], key: str) -> Reader | None:
    found = [child for block in blocks if (child := block.child(key, key)) is not None]
    for extra in found[1:]:
        message = f"{key!r} stands at {found[0].path!r} as well"
        extra.report.problem(extra.path, message, "Keep one of them")
    return found[0] if found else None


def _sessions(block: Reader | None) -> tuple[str, ...]:
    if block is None:
        return ()
    fix = f'List some of {", ".join(SESSIONS)}, or write "enabled": false'
    items = block.required_items("allowedSessions", {"type": "string"}, fix)
    names = [
        _session(block, f"{block.at('allowedSessions')}[{i}]", item) for i, item in enumerate(items)
    ]
    block.later(*_LATER_SESSION)
    block.finish()
    return tuple(dict.fromkeys(names))


def _session(block: Reader, path: str, item: object) -> str:
    fix = f"Use one of: {', '.join(SESSIONS)}"
    if not isinstance(item, str):
        message = f"{shown(item)} is {kind_of(item)}; expected the name of a session"
        block.report.problem(path, message, fix)
        return ""
    try:
        return session_name(item)
    except UnknownSession as error:
        block.report.problem(path, str(error), fix)
        return ""


def _spread(block: Reader | None) -> float | None:
    if block is None:
        return None
    fix = 'Write "maxSpread": the widest spread in pips, or "enabled": false'
    widest = block.number("maxSpread", PIPS_OR_NONE, fix)
    block.optional_choice("action", {"SKIP": "skip"})
    block.later("adjustForSession")
    block.finish()
    return widest


def _volume(block: Reader | None) -> BySide:
    """Volume that must be above so many times its average for either side."""
    if block is None:
        return BySide()
    times = block.optional_number("minVolumeMultiplier", RATIO)
    required = block.flag("required", absent=True)
    block.finish()
    if not required:
        block.report.note(block.path, "is not required, so it holds no entry back")
        return BySide()
    tree = busy(None, 1.0 if times is None else times, block.path)
    return BySide(long=tree, short=tree)
