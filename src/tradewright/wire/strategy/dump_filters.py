"""The filters of a normalised document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tradewright.wire.strategy.dump_correlation import dump_correlation
from tradewright.wire.strategy.dump_regime import dump_regime
from tradewright.wire.strategy.dump_times import dump_sessions, dump_time_filter
from tradewright.wire.strategy.news import BLOCKS

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.risk import NewsFilter, Spike, VolatilityFilter

Json: TypeAlias = dict[str, object]

_WORDS = {"skip": "SKIP", "reduce": "REDUCE_SIZE", "normal": "NORMAL"}


def dump_filters(strategy: Strategy) -> Json:
    """The filter blocks of a strategy, each that it has."""
    found: Json = {}
    if strategy.sessions or strategy.timing is not None:
        found["sessionFilter"] = dump_sessions(strategy)
    if strategy.time_filter is not None:
        found["timeFilter"] = dump_time_filter(strategy.time_filter)
    if strategy.max_spread_pips is not None:
        found["spreadFilter"] = _spread(strategy)
    if strategy.volatility is not None:
        found["volatilityFilter"] = _volatility(strategy.volatility)
    if strategy.regime is not None:
        found["regimeDetection"] = dump_regime(strategy.regime)
    if strategy.correlations:
        found["correlationFilter"] = dump_correlation(strategy.correlations[0])
    if strategy.news is not None:
        found["newsFilter"] = _news(strategy.news)
    return found


def _spread(strategy: Strategy) -> Json:
    block: Json = {
        "enabled": True,
        "maxSpread": strategy.max_spread_pips,
        "action": _WORDS[strategy.wide_spread],
    }
    if strategy.spread_by_session:
        block["adjustForSession"] = dict(strategy.spread_by_session)
    return block


def _volatility(rules: VolatilityFilter) -> Json:
    block: Json = {"enabled": True, "period": rules.period}
    if rules.least_pips is not None:
        block["minATR"] = rules.least_pips
    if rules.most_pips is not None:
        block["maxATR"] = rules.most_pips
    if rules.optimal_pips is not None:
        block["optimalATRRange"] = list(rules.optimal_pips)
    block["action"] = {
        "belowMin": _WORDS[rules.below],
        "aboveMax": _WORDS[rules.above],
        "inOptimal": _WORDS[rules.optimal],
    }
    if rules.spike is not None:
        block["volatilitySpike"] = _spike(rules.spike)
    return block


def _spike(spike: Spike) -> Json:
    return {
        "threshold": spike.threshold,
        "action": "PAUSE",
        "resumeAfter": spike.resume_minutes,
    }


def _news(rules: NewsFilter) -> Json:
    """One block for each impact; that of high impact says so where none pauses."""
    block: Json = {"enabled": True}
    minutes = {impact: pause for pause in rules.pauses for impact in pause.impacts}
    for key, impact in BLOCKS.items():
        if impact in minutes:
            pause = minutes[impact]
            block[key] = {
                "enabled": True,
                "pauseMinutesBefore": pause.before_minutes,
                "pauseMinutesAfter": pause.after_minutes,
            }
    if not minutes:
        block["highImpact"] = {"enabled": False}
    for pause in rules.pauses:
        if pause.titles:
            block["majorEvents"] = list(pause.titles)
            block["pauseBeforeMinutes"] = pause.before_minutes
            block["pauseAfterMinutes"] = pause.after_minutes
    if rules.symbols:
        block["symbols"] = list(rules.symbols)
    return {**block, "maxAgeHours": rules.max_age_hours, "onStale": rules.on_stale}
