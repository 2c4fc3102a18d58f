"""Entries that are the same bet as what is open: `correlationFilter` and its kin in the risk."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar import DAY, Timeframe
from tradewright.core.market import UnknownInstrument, instrument
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.correlation import BARS, FRAMES
from tradewright.wire.strategy.alignment import frames
from tradewright.wire.strategy.bounds import COUNT, Bounds
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.problems import kind_of, shown
from tradewright.wire.strategy.reader import Reader

MOST_POINTS: Final = 20_000
"""Returns that a correlation may be made of."""
_CORRELATION: Final = Bounds(least=0, most=1)
_POINTS: Final = Bounds(least=3, most=MOST_POINTS, unit="returns")
_DAYS: Final = Bounds(above=0, most=3650, unit="days")
_HOURS: Final = Bounds(least=0, most=8784, unit="hours")
_ACTIONS: Final = {"skip_trade": False, "reduce_size": True}
_CHECK_POSITIONS: Final = 2


def correlation_filter(block: Reader | None, ground: Ground) -> CorrelationRule | None:
    """The rule that `correlationFilter` describes; None where there is none."""
    if block is None:
        return None
    plain = CorrelationRule()
    most = block.optional_number("maxCorrelation", _CORRELATION)
    days = block.optional_number("lookbackPeriod", _DAYS)
    least = block.optional_whole("minDataPoints", _POINTS) or plain.least_points
    rule = CorrelationRule(
        most=plain.most if most is None else most,
        positions=block.optional_whole("maxCorrelatedPositions", COUNT) or plain.positions,
        reduces=_reduces(block),
        timeframes=_timeframes(block, ground),
        lookback_days=days,
        least_points=least,
        update_hours=block.optional_number("updateFrequency", _HOURS) or 0.0,
        cautious=block.flag("dynamicThreshold", absent=False),
        symbols=_symbols(block),
        by_currency=block.flag("groupByCurrency", absent=False),
    )
    _check_points(block, rule, ground)
    block.finish()
    return rule


def correlation_check(risk: Reader) -> CorrelationRule | None:
    """The rule that `riskManagement` describes, in a block of its own or beside it."""
    block = risk.child("correlationCheck", "correlationCheck")
    threshold = risk.optional_number("correlationThreshold", _CORRELATION)
    count = risk.optional_whole("maxCorrelatedPositions", COUNT)
    if block is None:
        if threshold is None and count is None:
            return None
        return _rule(threshold, count)
    inner = block.optional_number("threshold", _CORRELATION)
    many = block.optional_whole("maxCorrelatedPositions", COUNT)
    block.finish()
    for key, here, there in (
        ("correlationThreshold", threshold, inner),
        ("maxCorrelatedPositions", count, many),
    ):
        if here is not None and there is not None:
            risk.refuse(key, "correlationCheck says it as well", "Keep one of them")
    return _rule(threshold if inner is None else inner, count if many is None else many)


def given(*rules: CorrelationRule | None) -> tuple[CorrelationRule, ...]:
    """Those that are there."""
    return tuple(rule for rule in rules if rule is not None)


def _rule(threshold: float | None, count: int | None) -> CorrelationRule:
    plain = CorrelationRule()
    return CorrelationRule(
        most=plain.most if threshold is None else threshold,
        positions=_CHECK_POSITIONS if count is None else count,
    )


def _reduces(block: Reader) -> bool:
    said = block.optional_choice("actionOnHighCorrelation", _ACTIONS)
    skips = block.flag("skipHighlyCorrelated", absent=not said)
    if said is not None and said == skips:
        word = "reduce_size" if said else "skip_trade"
        message = f"it contradicts actionOnHighCorrelation, which is {word}"
        block.refuse("skipHighlyCorrelated", message, "Remove one of them")
    return not skips


def _timeframes(block: Reader, ground: Ground) -> tuple[Timeframe, ...]:
    listed = frames(block, "timeframes")
    for each in listed:
        if each.ns > Timeframe.D1.ns:
            fix = "Use D1 or a shorter timeframe"
            block.refuse("timeframes", f"{each} has too few bars to correlate", fix)
        else:
            ground.longer(block, "timeframes", each)
    if len(listed) > FRAMES:
        message = f"{len(listed)} timeframes are looked at, {FRAMES} are the most"
        block.refuse("timeframes", message, "Remove some of them")
    return tuple(listed)


def _symbols(block: Reader) -> tuple[str, ...]:
    found: list[str] = []
    for key in ("checkPairs", "checkAssets"):
        for i, item in enumerate(block.items(key, {"type": "string"})):
            path = f"{block.at(key)}[{i}]"
            fix = 'Write a symbol such as "GBPUSD"'
            if not isinstance(item, str):
                message = f"{shown(item)} is {kind_of(item)}; expected a symbol"
                block.report.problem(path, message, fix)
                continue
            try:
                found.append(instrument(item.strip()).symbol)
            except UnknownInstrument as error:
                block.report.problem(path, str(error), fix)
        if block.has(key) and not found and not block.report.broken(block.at(key)):
            block.refuse(
                key, "the list is empty, so nothing is looked at", "Name some, or remove it"
            )
    if block.has("checkPairs") and block.has("checkAssets"):
        block.refuse("checkAssets", "'checkAssets' repeats 'checkPairs'", 'Remove "checkAssets"')
    return tuple(dict.fromkeys(found))


def _check_points(block: Reader, rule: CorrelationRule, ground: Ground) -> None:
    """Refuse a span that could never hold the points it asks for, or far too many."""
    if ground.timeframe is None:
        return
    for frame in rule.timeframes or (ground.timeframe,):
        points = BARS
        if rule.lookback_days is not None:
            points = int(rule.lookback_days * DAY) // frame.ns
        if points > MOST_POINTS:
            message = f"these are {points} bars of {frame}, {MOST_POINTS} are the most"
            block.refuse("lookbackPeriod", message, "Write fewer days, or use longer timeframes")
        elif points < rule.least_points:
            message = f"there are {points} bars of {frame} in it, {rule.least_points} are asked for"
            key = "lookbackPeriod" if block.has("lookbackPeriod") else "minDataPoints"
            block.refuse(key, message, 'Write more days, or fewer "minDataPoints"')
