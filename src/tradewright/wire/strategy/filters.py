"""When entries are allowed, and how large: trading sessions, the spread, volatility."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tradewright.core.calendar import SESSIONS, UnknownSession, session_name
from tradewright.core.engine.strategy import Aggressiveness, WideSpread
from tradewright.core.risk import CorrelationRule, NewsFilter, RegimeFilter, VolatilityFilter
from tradewright.wire.strategy.bounds import PIPS_OR_NONE, RATIO, Bounds
from tradewright.wire.strategy.confirmations import BySide
from tradewright.wire.strategy.correlation import correlation_filter
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.meanings import busy
from tradewright.wire.strategy.news import news
from tradewright.wire.strategy.problems import kind_of, shown
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.regime import regime
from tradewright.wire.strategy.volatility import volatility

_LATER: Final = ("timeFilter",)
_LATER_SESSION: Final = (
    "mode",
    "allowedDays",
    "optimalTimes",
    "avoidTimes",
)

_ACTIONS: Final[dict[str, WideSpread]] = {"SKIP": "skip", "REDUCE_SIZE": "reduce"}
_FACTOR: Final = Bounds(least=0, most=10, unit="times the size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What stands between a signal and its entry.

    The fields are those of `Strategy`; `correlation` is the first of its rules, and `volume` is a
    condition that joins its entry trees.
    """

    sessions: tuple[str, ...] = ()
    aggressiveness: Aggressiveness | None = None
    max_spread_pips: float | None = None
    wide_spread: WideSpread = "skip"
    volatility: VolatilityFilter | None = None
    news: NewsFilter | None = None
    regime: RegimeFilter | None = None
    correlation: CorrelationRule | None = None
    volume: BySide = field(default_factory=BySide)


def filters(top: Reader, rules: Reader, ground: Ground) -> Filters:
    """The filters of `rules`, of `rules.filters`, or at the top."""
    blocks = [rules]
    nested = rules.child("filters", "filters")
    if nested is not None:
        blocks.append(nested)
    session = _only(blocks, "sessionFilter")
    spread = _only(blocks, "spreadFilter")
    volume = _only(blocks, "volumeConfirmation")
    ranges = _only(blocks, "volatilityFilter")
    events = _only(blocks, "newsFilter")
    kinds = _either(
        _only(blocks, "regimeDetection"), top.child("regimeSettings", "regimeDetection")
    )
    tied = _either(
        _only(blocks, "correlationFilter"), top.child("correlationFilter", "correlationFilter")
    )
    adjusted = _adjustment(blocks, "regimeAdjustment")
    for block in blocks:
        block.later(*_LATER)
    if nested is not None:
        nested.finish()
    sessions, aggressiveness = _sessions(session)
    widest, wide = _spread(spread)
    return Filters(
        sessions=sessions,
        aggressiveness=aggressiveness,
        max_spread_pips=widest,
        wide_spread=wide,
        volatility=volatility(ranges),
        news=news(events),
        correlation=correlation_filter(tied, ground),
        regime=regime(kinds, adjusted, ground),
        volume=_volume(volume),
    )


def _only(blocks: list[Reader], key: str) -> Reader | None:
    found = [child for block in blocks if (child := block.child(key, key)) is not None]
    for extra in found[1:]:
        message = f"{key!r} stands at {found[0].path!r} as well"
        extra.report.problem(extra.path, message, "Keep one of them")
    return found[0] if found else None


def _either(one: Reader | None, other: Reader | None) -> Reader | None:
    """The one of two blocks that is there."""
    if one is not None and other is not None:
        message = f"{one.path!r} says it as well"
        other.report.problem(other.path, message, "Keep one of them")
    return one or other


def _adjustment(blocks: list[Reader], key: str) -> Reader | None:
    """A block of `dynamicAdjustments`."""
    table = _only(blocks, "dynamicAdjustments")
    if table is None:
        return None
    found = table.child(key, key)
    table.later("volatilityAdjustment", "sessionAdjustment")
    table.finish()
    return found


def _sessions(block: Reader | None) -> tuple[tuple[str, ...], Aggressiveness | None]:
    if block is None:
        return (), None
    fix = f'List some of {", ".join(SESSIONS)}, or write "enabled": false'
    items = block.required_items("allowedSessions", {"type": "string"}, fix)
    names = [
        _session(block, f"{block.at('allowedSessions')}[{i}]", item) for i, item in enumerate(items)
    ]
    size = _aggressiveness(block)
    block.later(*_LATER_SESSION)
    block.finish()
    return tuple(dict.fromkeys(names)), size


def _aggressiveness(block: Reader) -> Aggressiveness | None:
    wanted = block.flag("useOptimalPairs", absent=block.has("aggressivenessMultiplier"))
    factors = block.child("aggressivenessMultiplier", "aggressivenessMultiplier")
    if factors is None:
        return Aggressiveness() if wanted else None
    fix = f'Write "optimal" and "suboptimal": numbers {_FACTOR}; 0 does not trade'
    optimal = factors.number("optimal", _FACTOR, fix)
    suboptimal = factors.number("suboptimal", _FACTOR, fix)
    factors.finish()
    if not wanted:
        message = "optimal pairs are switched off beside it, so it would do nothing"
        block.refuse("aggressivenessMultiplier", message, 'Remove it, or "useOptimalPairs": true')
    if optimal == suboptimal == 0.0:
        message = "both factors are 0, so the strategy could never trade"
        block.refuse("aggressivenessMultiplier", message, "Raise one of them")
    return Aggressiveness(optimal=optimal, suboptimal=suboptimal)


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


def _spread(block: Reader | None) -> tuple[float | None, WideSpread]:
    if block is None:
        return None, "skip"
    fix = 'Write "maxSpread": the widest spread in pips, or "enabled": false'
    widest = block.number("maxSpread", PIPS_OR_NONE, fix)
    action = block.optional_choice("action", _ACTIONS) or "skip"
    block.later("adjustForSession")
    block.finish()
    return widest, action


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
