"""Why the clock refused an entry, in words: what it showed, and which times are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar import DAY, MINUTE, SESSIONS, local, session_mask, session_of
from tradewright.core.market import Reason
from tradewright.core.risk import time_rules
from tradewright.core.risk.timing import EVERY_DAY

if TYPE_CHECKING:
    from tradewright.core.engine import Strategy, Zones
    from tradewright.core.risk import Spell

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours_detail(strategy: Strategy, zones: Zones, reason: Reason, ts: int) -> str | None:
    """What stands behind a refusal by days, times or the sessions' spread; None for any other.

    Parameters
    ----------
    ts : the open at which it refused, ns UTC.
    """
    if reason is Reason.SPREAD_TOO_WIDE and strategy.spread_by_session:
        return widest_spread(strategy, zones, ts)
    for rule in time_rules(strategy.timing, strategy.time_filter):
        if rule.reason is reason:
            times = ", ".join(_spell(spell) for spell in rule.spells)
            told = "entries" if rule.outside == 0.0 else "no entries"
            return f"{_clock(zones, rule.zone, ts)}; {told}: {times}"
    return None


def widest_spread(strategy: Strategy, zones: Zones, ts: int) -> str:
    """How the widest spread came about, pips: "1.5 x 2, Tokyo is open"."""
    base = strategy.max_spread_pips or 0.0
    factors = dict(strategy.spread_by_session)
    times = {
        name: factors.get(name, 1.0) for name in SESSIONS if is_open(strategy, zones, name, ts)
    }
    if not times:
        return f"{base:g} x 1, no session is open"
    least = min(times.values())
    said = " and ".join(times)
    verb = "is" if len(times) == 1 else "are"
    return f"{base:g} x {least:g}, {said} {verb} open"


def is_open(strategy: Strategy, zones: Zones, name: str, ts: int) -> bool:
    """Whether a session is open at an instant, by the strategy's hours."""
    session = session_of(name, strategy.session_hours)
    return bool(session_mask(zones[session.zone], np.array([ts], np.int64), session)[0])


def _clock(zones: Zones, zone: str, ts: int) -> str:
    """What a zone's clock shows: "Fri 17:30 Europe/London"."""
    wall = local(zones[zone], ts)
    return f"{DAYS[(wall // DAY + 3) % 7]} {_time(wall % DAY)} {zone}"


def _spell(spell: Spell) -> str:
    days = " ".join(day for k, day in enumerate(DAYS) if spell.days >> k & 1)
    times = f"{_time(spell.opens)}-{_time(spell.closes)}"
    if spell.days == EVERY_DAY:
        return times
    return days if (spell.opens, spell.closes) == (0, DAY) else f"{days} {times}"


def _time(ns: int) -> str:
    """Time of day; the end of a day is 24:00."""
    minutes = ns // MINUTE
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
