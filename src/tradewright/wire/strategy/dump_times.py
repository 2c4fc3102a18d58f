"""The times of entries of a normalised document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tradewright.core.calendar import HOUR
from tradewright.core.risk.timing import EVERY_DAY
from tradewright.wire.strategy.clocks import clock_text, day_names
from tradewright.wire.strategy.timing import dump_hours

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.risk import Spell, TimeFilter, Timing

Json: TypeAlias = dict[str, object]


def dump_sessions(strategy: Strategy) -> Json:
    """The block `sessionFilter`; which pairs are optimal is said where times have factors too."""
    block: Json = {"enabled": True}
    if strategy.sessions:
        block["allowedSessions"] = list(strategy.sessions)
    if strategy.session_hours:
        block["sessionHours"] = {
            name: {"open": clock_text(opens), "close": clock_text(closes)}
            for name, opens, closes in strategy.session_hours
        }
    size, timing = strategy.aggressiveness, strategy.timing
    if size is not None:
        block["useOptimalPairs"] = True
        factors = {"optimal": size.optimal, "suboptimal": size.suboptimal}
        block["aggressivenessMultiplier"] = factors
    if timing is not None:
        block.update(_timing(timing, paired=size is not None))
    return block


def _timing(timing: Timing, *, paired: bool) -> Json:
    block: Json = {"timezone": timing.zone}
    if timing.days != EVERY_DAY or not (timing.optimal or timing.avoid):
        block["allowedDays"] = day_names(timing.days)
    if timing.optimal:
        block["optimalTimes"] = _spells(timing.optimal)
        if not paired:
            inside, outside = timing.optimal_factor, timing.suboptimal_factor
            block["useOptimalPairs"] = False
            block["aggressivenessMultiplier"] = {"optimal": inside, "suboptimal": outside}
    if timing.avoid:
        block["avoidTimes"] = _spells(timing.avoid)
    return block


def _spells(spells: tuple[Spell, ...]) -> list[Json]:
    return [
        {**_day(spell.days), "startHour": spell.opens / HOUR, "endHour": spell.closes / HOUR}
        for spell in spells
    ]


def _day(days: int) -> Json:
    return {} if days == EVERY_DAY else {"day": day_names(days)[0]}


def dump_time_filter(hours: TimeFilter) -> Json:
    """The block `timeFilter`."""
    block: Json = {"enabled": True, "excludeWeekends": not hours.weekends, "timezone": hours.zone}
    if hours.hours:
        block["allowedHours"] = dump_hours(hours.hours)
    if hours.friday_until is not None:
        block["excludeFriday"] = {"after": clock_text(hours.friday_until)}
    if hours.sunday_from is not None:
        block["excludeSunday"] = {"before": clock_text(hours.sunday_from)}
    return block
