"""A strategy's rules of times, and the sessions that widen its spread, as windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.calendar import SESSIONS, Session, session_of
from tradewright.core.engine.rooms import with_windows
from tradewright.core.risk import time_rules

if TYPE_CHECKING:
    from tradewright.core.engine.costs import Zones
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market.records import Terms
    from tradewright.core.risk import Hours, TimeRule


def with_times(hours: Hours, zones: Zones, strategy: Strategy, terms: Terms) -> Hours:
    """The same hours with these windows behind them; the terms learn where they stand.

    Raises
    ------
    ValueError
        If a zone is not known.
    """
    terms.times_from = len(hours.windows)
    for rule in time_rules(strategy.timing, strategy.time_filter):
        hours = _with_rule(hours, zones, rule)
    terms.times = len(hours.windows) - terms.times_from
    factors = dict(strategy.spread_by_session)
    usual = [
        (session_of(name, strategy.session_hours), factors.get(name, 1.0)) for name in SESSIONS
    ]
    hours, terms.spreads_from = with_windows(hours, zones, usual if factors else [])
    terms.spreads = len(usual) if factors else 0
    return hours


def _with_rule(hours: Hours, zones: Zones, rule: TimeRule) -> Hours:
    spells = [(Session(rule.zone, spell.opens, spell.closes), rule.inside) for spell in rule.spells]
    hours, first = with_windows(hours, zones, spells)
    for k, spell in enumerate(rule.spells):
        window = hours.windows[first + k]
        window.days, window.outside = spell.days, rule.outside
        window.reason, window.together = int(rule.reason), len(spells) - k
    return hours
