"""Ladders of partial exits: three ways to write them, one meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tradewright.core.engine.ladder import MOST_PARTS, Ladder, Part
from tradewright.core.engine.ladder import Sequence as Order
from tradewright.core.engine.plan import SWING, Swing
from tradewright.core.engine.strategy import Strategy
from tradewright.wire.strategy.bounds import COUNT, MINUTES, PERCENT, PIPS, Bounds
from tradewright.wire.strategy.ladder_levels import level, step
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.report import Fragment, Report

NEWS_BUFFER_MINUTES: Final = 30.0
"""How long partial exits wait before and after events, unless the document says otherwise."""
WHOLE: Final = 100.0
_ORDERS: Final[dict[str, Order]] = {
    "sequential": "sequential",
    "parallel": "parallel",
    "conditional": "conditional",
}
_HIGH: Final = Bounds(above=0, most=100)
_REST: Final = Bounds(least=0, unit="lots")
_MINUTES: Final = Bounds(least=0, most=10_080, unit="minutes")
_SHAPE: Final[Fragment] = {"$ref": "#/$defs/partialExit"}
_LEVEL: Final[Fragment] = {"$ref": "#/$defs/partialLevel"}
_FIX: Final = 'Write "partialExits": [{"percentage": 50, "atRR": 1}]'


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderBlock:
    """A ladder, where it stands, and how long around news its parts wait (minutes; None never)."""

    ladder: Ladder
    path: str
    news_minutes: float | None = None


def ladder_of(blocks: Sequence[Reader], targets: Sequence[LadderBlock]) -> LadderBlock | None:
    """The one ladder among all places and spellings; None without any.

    Parameters
    ----------
    blocks : that may have `partialExits` or `enhancedPartialExits`.
    targets : ladders that stand in the place of a target.
    """
    found = list(targets)
    for block in blocks:
        plain = simple(block, "partialExits")
        full = _enhanced(block.child("enhancedPartialExits", "enhancedPartialExits"))
        found += [each for each in (plain, full) if each is not None]
    for extra in found[1:]:
        message = f"{extra.path!r} and {found[0].path!r} are both switched on"
        blocks[0].report.problem(extra.path, message, "Remove one of them")
    return found[0] if found else None


def simple(block: Reader, key: str) -> LadderBlock | None:
    """A plain list of steps at multiples of the stop distance; None where the key is absent."""
    if not block.has(key):
        block.items(key, _SHAPE)
        return None
    items = block.required_items(key, _SHAPE, _FIX)
    readers = _each(items, block.at(key), "partialExit", block.report)
    parts = tuple(step(each) for each in readers)
    _check_sum(block, key, parts)
    return LadderBlock(ladder=Ladder(parts=parts, sequence="parallel"), path=block.at(key))


def partial_target(block: Reader | None) -> bool:
    """Whether a `takeProfit` is a ladder."""
    if block is None:
        return False
    word = block.raw("type", {"enum": ["partial"]})
    return isinstance(word, str) and word.strip().lower() == "partial"


def ladder_target(block: Reader) -> LadderBlock | None:
    """The ladder that stands in the place of a target."""
    block.raw("type", {"enum": ["partial"]})
    found = [simple(block, key) for key in ("levels", "partialExits")]
    ladders = [each for each in found if each is not None]
    if not ladders:
        block.missing("levels", 'Write "levels": [{"percentage": 50, "rrRatio": 1}]')
    for extra in ladders[1:]:
        message = f"{extra.path!r} and {ladders[0].path!r} are both there"
        block.report.problem(extra.path, message, "Remove one of them")
    block.finish()
    return ladders[0] if ladders else None


def _each(items: Sequence[object], path: str, shape: str, report: Report) -> list[Reader]:
    found = [reading(item, f"{path}[{k}]", shape, report) for k, item in enumerate(items)]
    return [each for each in found if each is not None]


def _check_sum(block: Reader, key: str, parts: Sequence[Part]) -> None:
    """Hold the parts to a whole position, and to as many as a ladder may have."""
    total = sum(part.percent for part in parts if part.action == "partial_exit")
    if total > WHOLE + 1e-9:
        message = f"the parts come to {total:g} per cent of the position"
        block.refuse(key, message, "Let them come to at most 100")
    if len(parts) > MOST_PARTS:
        message = f"it has {len(parts)} parts, and a ladder may have {MOST_PARTS}"
        block.refuse(key, message, "Leave some out")


def _enhanced(block: Reader | None) -> LadderBlock | None:
    if block is None:
        return None
    order = block.optional_choice("strategy", _ORDERS) or "parallel"
    fix = 'Write "levels": [{"percentage": 50, "type": "rr_ratio", "value": 1}]'
    items = block.required_items("levels", _LEVEL, fix)
    readers = _each(items, block.at("levels"), "partialLevel", block.report)
    read = [each for reader in readers if (each := level(reader)) is not None]
    parts = sorted((each.part for each in read), key=lambda part: part.priority)
    ladder = Ladder(parts=tuple(parts), sequence=order, trail_rest_pips=_rest(block))
    if items and not parts and not block.report.broken(block.path):
        fix = "Switch one on, or remove the ladder"
        block.refuse("levels", "none of the levels is active", fix)
    looked = {each.lookback for each in read if each.lookback is not None}
    if len(looked) > 1:
        message = f"levels look back {' and '.join(map(str, sorted(looked)))} bars"
        block.refuse("levels", message, "Let all swings of a ladder look equally far back")
    swing = Swing(lookback=min(looked)) if looked else SWING
    ladder, news = _global(block, replace(ladder, swing=swing))
    _check_sum(block, "levels", ladder.parts)
    block.describe("performanceTracking")
    block.finish()
    return LadderBlock(ladder=ladder, path=block.path, news_minutes=news)


def _rest(block: Reader) -> float | None:
    distance = block.optional_number("trailDistance", PIPS)
    if block.flag("trailRemaining", absent=distance is not None):
        if distance is None:
            fix = 'Write "trailDistance": how many pips behind'
            block.refuse("trailRemaining", "nothing says at what distance", fix)
        return distance
    if distance is not None:
        block.report.idle(block.at("trailDistance"), "trailRemaining is false, so it does nothing")
    return None


def _global(block: Reader, ladder: Ladder) -> tuple[Ladder, float | None]:
    table = block.child("globalSettings", "ladderSettings")
    if table is None:
        return ladder, None
    found = replace(
        ladder,
        reentry=table.flag("allowReentry", absent=True),
        least_lots=table.optional_number("minRemainingPosition", _REST) or 0.0,
        per_day=table.optional_whole("maxDailyPartialExits", COUNT),
        cooldown_minutes=table.optional_number("cooldownPeriod", _MINUTES) or 0.0,
        high_volatility=_switched(
            table, "reduceInHighVolatility", "volatilityThreshold", _HIGH, "0.002 (ATR by price)"
        ),
        spread_percent=_switched(
            table, "adjustForSpread", "maxSpreadPercentage", PERCENT, "10 (of the distance)"
        ),
        in_sessions=table.flag("respectMarketSessions", absent=False),
    )
    minutes = table.optional_number("newsBufferMinutes", MINUTES)
    news = table.flag("avoidNewsEvents", absent=minutes is not None)
    if minutes is not None and not news:
        table.report.idle(table.at("newsBufferMinutes"), "avoidNewsEvents is false: no effect")
    table.finish()
    return found, (minutes or NEWS_BUFFER_MINUTES) if news else None


def _switched(table: Reader, switch: str, key: str, bounds: Bounds, shown: str) -> float | None:
    """A number behind a switch that is on where the number is given."""
    value = table.optional_number(key, bounds)
    if table.flag(switch, absent=value is not None):
        if value is None:
            table.refuse(switch, f"nothing says {key}", f'Write "{key}": {shown}')
        return value
    if value is not None:
        table.report.idle(table.at(key), f"{switch} is false, so it does nothing")
    return None


def laddered(strategy: Strategy, block: LadderBlock | None, rules: Reader) -> Strategy:
    """The strategy with its ladder, which is held to what the rest of the document has for it."""
    if block is None:
        return strategy
    units = {unit for part in block.ladder.parts for unit in (part.unit, part.activate_unit)}
    wanting: list[tuple[bool, str, str]] = [
        (
            strategy.stop is None and "rr_ratio" in units,
            "it counts multiples of the stop distance, and there is no stop",
            'Add "stopLoss", for instance {"type": "pips", "value": 25}',
        ),
        (
            strategy.regime is None and any(_asks_regime(part) for part in block.ladder.parts),
            "it asks for the market's regime, and nothing tells it",
            'Add "regimeDetection": {}',
        ),
        (
            block.ladder.in_sessions and not strategy.sessions,
            "respectMarketSessions is on, and no sessionFilter says which sessions",
            'Add "sessionFilter": {"allowedSessions": ["London"]}',
        ),
        (
            block.ladder.trail_rest_pips is not None and strategy.trailing is not None,
            "trailRemaining trails what is left, and another block trails the whole",
            "Remove one of them",
        ),
    ]
    for wanted, message, fix in wanting:
        if wanted:
            rules.report.problem(block.path, message, fix)
    return replace(strategy, ladder=block.ladder, news_buffer_minutes=block.news_minutes)


def _asks_regime(part: Part) -> bool:
    return part.kind == "regime" or part.by_regime or part.min_confidence > 0.0
