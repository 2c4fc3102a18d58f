"""When entries are allowed, and how large: trading sessions, the spread, volatility."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tradewright.core.calendar import SESSIONS
from tradewright.core.engine.strategy import WideSpread
from tradewright.core.risk import (
    CorrelationRule,
    NewsFilter,
    RegimeFilter,
    TimeFilter,
    VolatilityFilter,
)
from tradewright.wire.strategy.adjustments import Adjusted, adjustments
from tradewright.wire.strategy.bounds import PIPS_OR_NONE, RATIO, Bounds
from tradewright.wire.strategy.confirmations import BySide
from tradewright.wire.strategy.correlation import correlation_filter
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.meanings import busy
from tradewright.wire.strategy.news import news
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.regime import regime
from tradewright.wire.strategy.sessions import Sessions, sessions
from tradewright.wire.strategy.timing import time_filter
from tradewright.wire.strategy.volatility import volatility

_ACTIONS: Final[dict[str, WideSpread]] = {"SKIP": "skip", "REDUCE_SIZE": "reduce"}
_TIMES: Final = Bounds(above=0, most=10, unit="times maxSpread")
USUAL: Final = (("Sydney", 2.0), ("Tokyo", 2.0))
"""Times `maxSpread` that are usual in a session, where `adjustForSession` is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What stands between a signal and its entry.

    The fields are those of `Strategy`; `when` holds those of the session filter, `correlation` is
    the first of its rules, and `volume` is a condition that joins its entry trees;
    `adjusted` is part of its scaling.
    """

    when: Sessions = field(default_factory=Sessions)
    time_filter: TimeFilter | None = None
    spread_by_session: tuple[tuple[str, float], ...] = ()
    max_spread_pips: float | None = None
    wide_spread: WideSpread = "skip"
    volatility: VolatilityFilter | None = None
    news: NewsFilter | None = None
    regime: RegimeFilter | None = None
    correlation: CorrelationRule | None = None
    volume: BySide = field(default_factory=BySide)
    adjusted: Adjusted = field(default_factory=Adjusted)


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
    adjusted, scaled = _adjusted(_only(blocks, "dynamicAdjustments"))
    hours = _only(blocks, "timeFilter")
    if nested is not None:
        nested.finish()
    when = sessions(session)
    widest, wide, usual = _spread(spread)
    return Filters(
        when=when,
        time_filter=time_filter(hours),
        spread_by_session=usual,
        max_spread_pips=widest,
        wide_spread=wide,
        volatility=volatility(ranges),
        news=news(events),
        correlation=correlation_filter(tied, ground),
        regime=regime(kinds, adjusted, ground),
        volume=_volume(volume),
        adjusted=scaled,
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


def _adjusted(table: Reader | None) -> tuple[Reader | None, Adjusted]:
    """The regimes of `dynamicAdjustments`, and what else it says of sizes."""
    if table is None:
        return None, Adjusted()
    found = table.child("regimeAdjustment", "regimeAdjustment")
    scaled = adjustments(table)
    table.finish()
    return found, scaled


def _spread(
    block: Reader | None,
) -> tuple[float | None, WideSpread, tuple[tuple[str, float], ...]]:
    if block is None:
        return None, "skip", ()
    fix = 'Write "maxSpread": the widest spread in pips, or "enabled": false'
    widest = block.number("maxSpread", PIPS_OR_NONE, fix)
    action = block.optional_choice("action", _ACTIONS) or "skip"
    usual = _usual(block)
    block.finish()
    return widest, action, usual


def _usual(block: Reader) -> tuple[tuple[str, float], ...]:
    """Times `maxSpread` that are allowed in each session: true, or an object of factors."""
    key = "adjustForSession"
    fragment: dict[str, object] = {"anyOf": [{"type": "boolean"}, {"$ref": f"#/$defs/{key}"}]}
    value = block.raw(key, fragment)
    if value is True:
        return USUAL
    table = block.child(key, key)
    block.raw(key, fragment)
    if table is None:
        return ()
    said = [(name, table.optional_number(name, _TIMES)) for name in SESSIONS]
    table.finish()
    found = tuple((name, times) for name, times in said if times is not None and times != 1.0)
    if not found and not table.report.broken(table.path):
        fix = f'Write "{key}": true, or a factor such as 2 under a session, or remove it'
        block.refuse(key, "it changes nothing in any session", fix)
    return found


def _volume(block: Reader | None) -> BySide:
    """Volume that must be above so many times its average for either side."""
    if block is None:
        return BySide()
    times = block.optional_number("minVolumeMultiplier", RATIO)
    required = block.flag("required", absent=True)
    block.finish()
    if not required:
        block.report.idle(block.path, "is not required, so it holds no entry back")
        return BySide()
    tree = busy(None, 1.0 if times is None else times, block.path)
    return BySide(long=tree, short=tree)
