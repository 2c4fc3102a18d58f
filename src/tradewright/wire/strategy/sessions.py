"""The session filter: sessions, days and times of entries, and how large they are then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tradewright.core.calendar import DAY, SESSIONS, SessionHours, UnknownSession, session_name
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.risk import Spell, Timing
from tradewright.core.risk.timing import EVERY_DAY, WEEKEND
from tradewright.wire.strategy.bounds import Bounds
from tradewright.wire.strategy.clocks import DAY_NAMES, clock, day_of, spell, zone
from tradewright.wire.strategy.problems import kind_of, shown
from tradewright.wire.strategy.reader import Reader, reading

FACTOR: Final = Bounds(least=0, most=10, unit="times the size")
_MODES: Final = {"weekend": WEEKEND}
_TEXT: Final[dict[str, object]] = {"type": "string"}
_TIMES: Final[dict[str, object]] = {"$ref": "#/$defs/timeOfDay"}
_DAYS: Final[dict[str, object]] = {"enum": list(DAY_NAMES)}
_TIMED: Final = ("mode", "allowedDays", "optimalTimes", "avoidTimes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """What the filter says; the fields are those of `Strategy`."""

    sessions: tuple[str, ...] = ()
    aggressiveness: Aggressiveness | None = None
    timing: Timing | None = None
    session_hours: SessionHours = ()


def sessions(block: Reader | None) -> Sessions:
    """When a `sessionFilter` allows entries; without one, always."""
    if block is None:
        return Sessions()
    names = _names(block)
    timed = [key for key in _TIMED if block.has(key)]
    factors = _factors(block)
    pairs = _pairs(block, factors, names)
    where = zone(block)
    timing = _timing(block, factors, names, where) if timed else None
    if not timed and block.has("timezone"):
        message = "sessions keep their own zones; it is for days and times, and there are none"
        block.refuse("timezone", message, f"Remove it, or add one of {', '.join(_TIMED)}")
    own = _hours(block)
    block.finish()
    return Sessions(sessions=names, aggressiveness=pairs, timing=timing, session_hours=own)


def _names(block: Reader) -> tuple[str, ...]:
    """The allowed sessions; they may be left out where days or times are given."""
    fix = f'List some of {", ".join(SESSIONS)}, or write "enabled": false'
    if any(block.has(key) for key in _TIMED) and not block.has("allowedSessions"):
        return ()
    items = block.required_items("allowedSessions", _TEXT, fix)
    names = [
        _session(block, f"{block.at('allowedSessions')}[{i}]", item) for i, item in enumerate(items)
    ]
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


def _factors(block: Reader) -> Aggressiveness | None:
    factors = block.child("aggressivenessMultiplier", "aggressivenessMultiplier")
    if factors is None:
        return None
    fix = f'Write "optimal" and "suboptimal": numbers {FACTOR}; 0 does not trade'
    optimal = factors.number("optimal", FACTOR, fix)
    suboptimal = factors.number("suboptimal", FACTOR, fix)
    factors.finish()
    if optimal == suboptimal == 0.0:
        message = "both factors are 0, so the strategy could never trade"
        block.refuse("aggressivenessMultiplier", message, "Raise one of them")
    return Aggressiveness(optimal=optimal, suboptimal=suboptimal)


def _pairs(
    block: Reader, factors: Aggressiveness | None, names: tuple[str, ...]
) -> Aggressiveness | None:
    """The factors of optimal pairs; beside `optimalTimes` they must be asked for."""
    timed = block.has("optimalTimes")
    wanted = block.flag("useOptimalPairs", absent=factors is not None and not timed)
    if wanted and not names and not block.has("allowedSessions"):
        message = "optimal pairs are those of sessions, and no session is allowed"
        block.refuse("useOptimalPairs", message, 'Add "allowedSessions", or "optimalTimes"')
    if factors is not None and not wanted and not timed:
        message = "optimal pairs are switched off beside it, so it would do nothing"
        block.refuse("aggressivenessMultiplier", message, 'Remove it, or "useOptimalPairs": true')
    return (factors or Aggressiveness()) if wanted else None


def _timing(
    block: Reader, factors: Aggressiveness | None, names: tuple[str, ...], where: str
) -> Timing:
    days = _days(block)
    optimal, avoid = _spells(block, "optimalTimes"), _spells(block, "avoidTimes")
    if names and days & ~WEEKEND == 0:
        message = "sessions take place from Monday to Friday of their own zones"
        block.report.note(block.at("mode" if block.has("mode") else "allowedDays"), message)
    size = factors if factors is not None and optimal else Aggressiveness()
    return Timing(
        days=days,
        optimal=optimal,
        optimal_factor=size.optimal,
        suboptimal_factor=size.suboptimal,
        avoid=avoid,
        zone=where,
    )


def _days(block: Reader) -> int:
    """Bits of the days that both `mode` and `allowedDays` allow."""
    days = block.optional_choice("mode", _MODES) or EVERY_DAY
    items = block.items("allowedDays", _DAYS)
    if block.has("allowedDays") and not items and not block.report.broken(block.at("allowedDays")):
        block.refuse("allowedDays", "the list is empty", "Name some days, or remove it")
    listed = 0
    for i, item in enumerate(items):
        listed |= day_of(block, f"{block.at('allowedDays')}[{i}]", item)
    if listed and not days & listed:
        message = "mode 'weekend' allows Saturday and Sunday only, and neither is listed"
        block.refuse("allowedDays", message, 'List one of them, or remove "mode"')
    return days & listed if listed else days


def _spells(block: Reader, key: str) -> tuple[Spell, ...]:
    items = block.items(key, _TIMES)
    if block.has(key) and not items and not block.report.broken(block.at(key)):
        block.refuse(key, "the list is empty", "List some times, or remove it")
    found: list[Spell] = []
    for i, item in enumerate(items):
        one = reading(item, f"{block.at(key)}[{i}]", "timeOfDay", block.report)
        if one is not None:
            found.append(spell(one))
            one.finish()
    return tuple(found)


def _hours(block: Reader) -> SessionHours:
    """Hours of sessions that differ from the usual ones."""
    table = block.child("sessionHours", "sessionHours")
    if table is None:
        return ()
    found: list[tuple[str, int, int]] = []
    for name, usual in SESSIONS.items():
        own = table.child(name, "sessionTimes")
        if own is None:
            continue
        opens, closes = clock(own, "open"), clock(own, "close")
        own.require("open", 'Write "open": "08:00"')
        own.require("close", 'Write "close": "17:00"')
        own.finish()
        if opens is None or closes is None:
            continue
        if opens == closes:
            message = "it closes when it opens"
            own.report.problem(own.path, message, "Write two different times of day")
        if (opens, closes % DAY) != (usual.opens, usual.closes):
            found.append((name, opens, closes))
    table.finish()
    return tuple(found)
