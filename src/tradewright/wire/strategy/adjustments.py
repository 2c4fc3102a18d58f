"""`dynamicAdjustments`: size factors by volatility and by session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

from tradewright.core.calendar import SESSIONS, UnknownSession, session_name
from tradewright.core.engine.plan import ATR_PERIOD
from tradewright.core.engine.sizes import CalmScale, Measure, SessionScale
from tradewright.wire.strategy.bounds import Bounds
from tradewright.wire.strategy.hours import clock_range
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.scaling import FACTOR

_MEASURES: Final[dict[str, Measure]] = {
    **{word: word for word in get_args(Measure)},
    "standard_deviation": "stddev",
    "realised_volatility": "stddev",
}
_LOOKBACK: Final = Bounds(least=ATR_PERIOD + 1, most=100_000, unit="bars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Size factors of the moment; the fields are those of `Scaling`."""

    calm: CalmScale | None = None
    sessions: tuple[SessionScale, ...] = ()


def adjustments(table: Reader | None) -> Adjusted:
    """What `dynamicAdjustments` says of sizes beside the regime."""
    if table is None:
        return Adjusted()
    return Adjusted(
        calm=_calm(table.child("volatilityAdjustment", "volatilityAdjustment")),
        sessions=_sessions(table.child("sessionAdjustment", "sessionAdjustment")),
    )


def _calm(block: Reader | None) -> CalmScale | None:
    if block is None:
        return None
    low = block.optional_number("lowVolatilityMultiplier", FACTOR)
    high = block.optional_number("highVolatilityMultiplier", FACTOR)
    measure = block.optional_choice("volatilityMeasure", _MEASURES)
    lookback = block.optional_whole("lookbackPeriod", _LOOKBACK)
    if low is None and high is None:
        fix = 'Write "lowVolatilityMultiplier": 1.2, or "highVolatilityMultiplier": 0.5, or both'
        block.missing("highVolatilityMultiplier", fix)
    block.finish()
    return CalmScale(
        low=1.0 if low is None else low,
        high=1.0 if high is None else high,
        measure=measure or "atr",
        lookback=lookback or 100,
    )


def _sessions(block: Reader | None) -> tuple[SessionScale, ...]:
    if block is None:
        return ()
    fix = 'Write "sessions": {"London": {"multiplier": 1.2}}'
    table = block.required_child("sessions", "sessionScales", fix)
    block.finish()
    if table is None:
        return ()
    found: list[SessionScale] = []
    for name in [*SESSIONS, *_others(table)]:
        one = table.child(name, "sessionScale")
        if one is not None:
            found.append(_session(one, name))
    table.finish()
    if not found:
        block.refuse("sessions", "no session has a factor", fix)
    for one in found:
        if sum(other.session == one.session for other in found) > 1:
            block.refuse("sessions", f"{one.session} stands in it twice", "Keep one of them")
            break
    return tuple(sorted(found, key=lambda one: list(SESSIONS).index(one.session)))


def _others(table: Reader) -> list[str]:
    """Other spellings of sessions."""
    found: list[str] = []
    for key in table.others():
        if key not in SESSIONS and key != "enabled":
            try:
                session_name(key)
            except UnknownSession:
                continue
            found.append(key)
    return found


def _session(block: Reader, name: str) -> SessionScale:
    session = session_name(name)
    factor = block.number("multiplier", FACTOR, 'Write "multiplier": 0.5')
    hours = clock_range(block, "hours")
    block.finish()
    usual = SESSIONS[session]
    opens, closes = hours or (usual.opens, usual.closes)
    return SessionScale(session=session, factor=factor, opens=opens, closes=closes)
