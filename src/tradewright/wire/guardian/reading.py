"""A guardian document read: limits of the account, and what a breach does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import DAY, Timeframe
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.correlation import BARS, FRAMES
from tradewright.core.risk.guardian import (
    CORRELATION_FRAME,
    COUNTS,
    PERCENTS,
    RESTS,
    Guardian,
    Limits,
    Rearm,
)
from tradewright.wire.strategy.alignment import frames
from tradewright.wire.strategy.bounds import COUNT, MINUTES, PERCENT, Bounds
from tradewright.wire.strategy.clocks import clock, zone
from tradewright.wire.strategy.files import read_document
from tradewright.wire.strategy.limits import MONEY
from tradewright.wire.strategy.problems import Problem, StrategyError, shown
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMA_VERSION: Final = 1
"""Of the document; one that does not say is read as this."""
KEYS: Final = {
    "daily_loss": "dailyLoss",
    "daily_loss_percent": "dailyLossPercent",
    "weekly_loss": "weeklyLoss",
    "weekly_loss_percent": "weeklyLossPercent",
    "monthly_loss": "monthlyLoss",
    "monthly_loss_percent": "monthlyLossPercent",
    "drawdown_percent": "drawdownPercent",
    "static_drawdown_percent": "staticDrawdownPercent",
    "losing_streak": "losingStreak",
    "trades_per_day": "tradesPerDay",
    "trades_per_week": "tradesPerWeek",
    "max_positions": "maxPositions",
    "max_positions_per_symbol": "maxPositionsPerSymbol",
    "max_positions_per_currency": "maxPositionsPerCurrency",
    "cooldown_minutes": "cooldownMinutes",
    "spacing_minutes": "signalCooldownMinutes",
}
"""The key of each field of `Limits`."""
TOGETHER: Final = "maxCorrelatedPositions"
MOST_POINTS: Final = 20_000
"""Returns that a correlation may be made of."""
_REARM: Final[dict[str, Rearm]] = {"manual": "manual", "period": "period"}
_CORRELATION: Final = Bounds(least=0, most=1)
_POINTS: Final = Bounds(least=3, most=MOST_POINTS, unit="returns")
_DAYS: Final = Bounds(above=0, most=3650, unit="days")


class GuardianError(ValueError):
    """A document that is no guardian; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"the guardian has {count} problem{'s' if count != 1 else ''}"
        super().__init__("\n  ".join([f"{head}:", *map(str, self.problems)]))


def parse(document: object) -> Guardian:
    """The guardian that a document describes.

    Raises
    ------
    GuardianError : names every problem, each with its path and its fix.
    """
    report = Report()
    found = read(document, report)
    if found is None or report.problems:
        raise GuardianError(report.problems)
    return found


def load(path: str | Path) -> Guardian:
    """The guardian in a JSON file.

    Raises
    ------
    GuardianError : the file cannot be read, is not JSON, or is no guardian.
    """
    try:
        document = read_document(path)
    except StrategyError as error:
        raise GuardianError(error.problems) from error
    return parse(document)


def read(document: object, report: Report) -> Guardian | None:
    """Read a document into a guardian, which counts only if `report` has no problems after it."""
    block = reading(document, "", "guardian", report)
    if block is None:
        return None
    version = block.raw("schemaVersion", {"enum": [SCHEMA_VERSION]})
    if block.has("schemaVersion") and (version != SCHEMA_VERSION or isinstance(version, bool)):
        message = f"{shown(version)} is no version of the document that is known here"
        block.refuse("schemaVersion", message, f'Write "schemaVersion": {SCHEMA_VERSION}')
    limits, count = _limits(block.child("limits", "limits"))
    found = Guardian(
        limits=limits,
        together=_together(block, count),
        flatten=block.flag("flatten", absent=False),
        rearm=block.optional_choice("rearm", _REARM) or "manual",
        day_start=clock(block, "dayStart") or 0,
        zone=zone(block),
    )
    block.finish()
    return found


def _limits(block: Reader | None) -> tuple[Limits, int | None]:
    """The limits, and how many positions may be the same bet."""
    given: dict[str, float] = {}
    if block is None:
        return Limits(), None
    for name, key in KEYS.items():
        if name in COUNTS:
            value: float | None = block.optional_whole(key, COUNT)
        else:
            value = block.optional_number(key, _bounds(name))
        if value is not None and not block.report.broken(block.at(key)):
            given[name] = value
    count = block.optional_whole(TOGETHER, COUNT)
    block.finish()
    return Limits(**given), count  # pyright: ignore[reportArgumentType]


def _bounds(name: str) -> Bounds:
    if name in PERCENTS:
        return PERCENT
    return MINUTES if name in RESTS else MONEY


def _together(guardian: Reader, count: int | None) -> CorrelationRule | None:
    """What counts as the same bet; None where that is not limited."""
    block = guardian.child("correlation", "correlation")
    if block is None:
        return None if count is None else CorrelationRule(positions=count)
    plain = CorrelationRule()
    most = block.optional_number("threshold", _CORRELATION)
    rule = CorrelationRule(
        most=plain.most if most is None else most,
        positions=count or 1,
        timeframes=_timeframes(block),
        lookback_days=block.optional_number("lookbackPeriod", _DAYS),
        least_points=block.optional_whole("minDataPoints", _POINTS) or plain.least_points,
    )
    _check_points(block, rule)
    block.finish()
    if count is None:
        message = f"nothing limits how many, so it would do nothing: there is no limits.{TOGETHER}"
        guardian.refuse(
            "correlation", message, f'Write "limits": {{"{TOGETHER}": 2}}, or remove it'
        )
    return rule


def _timeframes(block: Reader) -> tuple[Timeframe, ...]:
    listed = frames(block, "timeframes")
    for each in listed:
        if each.ns > Timeframe.D1.ns:
            fix = "Use D1 or a shorter timeframe"
            block.refuse("timeframes", f"{each} has too few bars to correlate", fix)
    if len(listed) > FRAMES:
        message = f"{len(listed)} timeframes are looked at, {FRAMES} are the most"
        block.refuse("timeframes", message, "Remove some of them")
    return tuple(listed)


def _check_points(block: Reader, rule: CorrelationRule) -> None:
    """Refuse a span that could never hold the points it asks for, or far too many."""
    for frame in rule.timeframes or (CORRELATION_FRAME,):
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
