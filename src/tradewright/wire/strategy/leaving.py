"""What closes positions at the close of a bar: time, the end of sessions and weeks, volatility."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from tradewright.core.calendar import HOUR, SESSIONS, UnknownSession, session_name
from tradewright.core.engine.plan import TimeExit, Weekend
from tradewright.core.exits import VolatilityExit
from tradewright.wire.strategy.bounds import BARS, HOURS, MINUTES, PIPS_OR_NONE, Bounds
from tradewright.wire.strategy.clocks import clock, zone
from tradewright.wire.strategy.problems import kind_of, shown
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.trailing import one_of

SUNDAY_CLOSE: Final = 22 * HOUR
_THRESHOLD: Final = Bounds(above=0, most=100)
_ENDS: Final = ("exitAtSessionEnd", "sessionEnd", "closeAtSessionEnd")
_NAMES: Final = f"true, or some of {', '.join(SESSIONS)}"


def time_exit(
    block: Reader | None, hours: Sequence[float | None], allowed: tuple[str, ...]
) -> TimeExit | None:
    """How long positions may live; None where nothing says it.

    Parameters
    ----------
    block : `timeExit`.
    hours : what `maxHoldingHours` says at other places; the least of all counts.
    allowed : sessions in which the strategy enters.
    """
    limits = [60.0 * each for each in hours if each is not None]
    if block is None:
        return TimeExit(longest_minutes=min(limits)) if limits else None
    longest = block.optional_number("maxHoldingMinutes", MINUTES)
    inner = block.optional_number("maxHoldingHours", HOURS)
    limits += [] if longest is None else [longest]
    limits += [] if inner is None else [60.0 * inner]
    check = block.optional_number("checkEveryMinutes", MINUTES)
    progress = _progress(block, check)
    ends = _session_ends(block, allowed)
    block.finish()
    limited = limits or progress is not None or ends
    if not limited and not block.report.broken(block.path):
        message = "it says no limit of time"
        fix = 'Add "maxHoldingMinutes", "exitIfNoProgress" or "exitAtSessionEnd", or remove it'
        block.report.problem(block.path, message, fix)
    return TimeExit(
        longest_minutes=min(limits) if limits else None,
        check_minutes=check,
        progress_pips=progress,
        session_end=ends,
    )


def _progress(block: Reader, check: float | None) -> float | None:
    least = block.optional_number("minProgressPips", PIPS_OR_NONE)
    if not block.flag("exitIfNoProgress", absent=least is not None):
        if least is not None:
            path = block.at("minProgressPips")
            block.report.idle(path, "exitIfNoProgress is false, so it closes nothing")
        return None
    if check is None and not block.has("checkEveryMinutes"):
        message = "nothing says when progress is looked at"
        block.refuse("exitIfNoProgress", message, 'Add "checkEveryMinutes"')
    return 0.0 if least is None else least


def _session_ends(block: Reader, allowed: tuple[str, ...]) -> tuple[str, ...]:
    fragment: dict[str, object] = {
        "anyOf": [
            {"type": "boolean"},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
        ]
    }
    values = [block.raw(key, fragment) for key in _ENDS]
    present = [key for key in _ENDS if block.has(key)]
    for key in present[1:]:
        block.refuse(key, f"{key!r} repeats {present[0]!r}", f'Remove "{key}"')
    if not present:
        return ()
    return _sessions(block, present[0], values[_ENDS.index(present[0])], allowed)


def _sessions(block: Reader, key: str, value: object, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, bool):
        if value and not allowed:
            message = "no sessionFilter says whose end is meant"
            block.refuse(key, message, f'Name it: "{key}": "London"')
        return allowed if value else ()
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not items:
        block.wrong(key, f"expected {_NAMES}", f'Write "{key}": "London"')
        return ()
    words = cast("Sequence[object]", items)
    return tuple(dict.fromkeys(_session(block, key, word) for word in words))


def _session(block: Reader, key: str, word: object) -> str:
    if isinstance(word, str):
        try:
            return session_name(word)
        except UnknownSession as error:
            block.refuse(key, str(error), f"Use {_NAMES}")
    else:
        block.refuse(key, f"{shown(word)} is {kind_of(word)}", f"Use {_NAMES}")
    return ""


def weekend(block: Reader | None) -> Weekend | None:
    """What the end of the week does; None where nothing says it."""
    if block is None:
        return None
    sunday = _switched(block, "closeAllBySunday", "sundayCloseTime", SUNDAY_CLOSE)
    entries = _switched(block, "avoidFridayEntry", "fridayEntryUntil", 0)
    friday = clock(block, "fridayCloseTime")
    where = zone(block)
    block.finish()
    if friday is not None:
        if entries is not None and entries >= friday:
            _covered(block)
        entries = friday if entries is None else min(entries, friday)
    asked = any(each is not None for each in (friday, sunday, entries))
    if not asked and not block.report.broken(block.path):
        fix = 'Add "closeAllBySunday", "fridayCloseTime" or "avoidFridayEntry", or remove it'
        block.report.problem(block.path, "it asks for nothing", fix)
    return Weekend(friday_close=friday, sunday_close=sunday, friday_entries=entries, zone=where)


def _covered(block: Reader) -> None:
    for key in ("avoidFridayEntry", "fridayEntryUntil"):
        if block.has(key):
            why = "has no effect, as fridayCloseTime holds back the same entries"
            block.report.idle(block.at(key), why)


def _switched(block: Reader, switch: str, key: str, usual: int) -> int | None:
    """A time of day behind a switch that is on where the time is given."""
    time = clock(block, key)
    if block.flag(switch, absent=time is not None):
        return usual if time is None else time
    if time is not None:
        block.report.idle(block.at(key), f"{switch} is false, so it does nothing")
    return None


def volatility_exit(block: Reader | None) -> VolatilityExit | None:
    """When high volatility closes positions; None where it does not."""
    if block is None:
        return None
    on = block.flag("exitOnHighVolatility", absent=True)
    fix = 'Write "volatilityThreshold": 0.02 (ATR by price), or 2 (times the normal ATR)'
    threshold = block.number("volatilityThreshold", _THRESHOLD, fix)
    profit = one_of(block, ("protectProfitAbove",), PIPS_OR_NONE)
    period = block.optional_whole("atrPeriod", BARS)
    block.finish()
    if not on:
        block.report.idle(block.path, "exitOnHighVolatility is false, so it closes nothing")
        return None
    return VolatilityExit(threshold=threshold, atr_period=period or 14, profit_pips=profit)
