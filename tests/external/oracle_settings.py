"""The settings part of the oracle: a document's blocks, read into the terms of the pages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

from tests.external.oracle_facts import FACTS, Facts

Json = dict[str, Any]
LIMITS: Final = {
    "dailyLoss": "maxDailyLoss",
    "dailyLossPercent": "maxDailyLossPercent",
    "weeklyLoss": "maxWeeklyLoss",
    "weeklyLossPercent": "maxWeeklyLossPercent",
    "monthlyLoss": "maxMonthlyLoss",
    "monthlyLossPercent": "maxMonthlyLossPercent",
    "drawdownPercent": "maxDrawdown",
    "losingStreak": "maxConsecutiveLosses",
    "tradesPerDay": "maxDailyTrades",
    "tradesPerWeek": "maxTradesPerWeek",
    "maxPositionsPerSymbol": "maxPositionsPerSymbol",
    "cooldownMinutes": "cooldownAfterLossMinutes",
    "signalCooldownMinutes": "signalCooldownMinutes",
}
"""The names of a guard, and those of a document."""
FILTERS: Final = ("spreadFilter", "sessionFilter")
SPELLINGS: Final = {"percent": "percentage", "support": "swing", "resistance": "swing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """How swings are found; `points` false: plain extremes of the last `lookback` bars."""

    strength: int
    lookback: int
    points: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A stop or target as written; `buffer`, `least`, `most` in pips."""

    kind: str
    value: float
    period: int
    origin: str
    structure: Structure
    buffer: float = 0.0
    least: float | None = None
    most: float | None = None
    stretch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailing:
    """A stop that follows; lengths in ticks, `multiplier` of the ATR of `period` bars."""

    distance: float
    multiplier: float
    period: int
    least: float
    step: float
    after: float
    at_risk: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When positions leave by the clock; minutes, None or empty where nothing was asked."""

    longest: float | None = None
    every: float | None = None
    progress: float | None = None
    """pips"""
    sessions: Sequence[str] = ()
    friday_close: time | None = None
    sunday_close: time | None = None
    friday_entry: time | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """High volatility as an exit; `protect` in pips."""

    threshold: float
    period: int
    protect: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """How large; lots, per cent."""

    lots: float | None = None
    percent: float | None = None
    ranges: float | None = None
    """Multiples of the ATR of `period` bars that `percent` is lost over."""
    period: int = 14
    worth: float | None = None
    """Per cent of equity that the position is worth."""
    most: float = math.inf
    least: float = 0.0
    step: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """The volatility filter; pips, and a factor for each of three places (0 refuses)."""

    period: int
    low: float
    high: float
    optimal: tuple[float, float] | None
    below: float
    above: float
    inside: float
    spike: tuple[float, float] | None
    """Multiples of the usual ATR, minutes to wait."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settings:
    """All of a document but its rules; distances in ticks (floats), absent parts None or empty."""

    strategy: str
    symbol: str
    facts: Facts
    stop: Level | None
    target: Level | None
    trailing: Trailing | None
    breakeven: tuple[str, float, float] | None
    """"r" or "ticks", trigger, buffer"""
    times: Times
    storm: Storm | None
    sizing: Sizing
    max_positions: int
    on_opposite: str
    path: str | None
    slippage: tuple[str, float] | None
    sessions: Sequence[str]
    pairs: tuple[float, float] | None
    """Factors of an optimal pair, and of any other."""
    max_spread: float | None
    """ticks"""
    halve_wide: bool
    calm: Calm | None
    limits: Mapping[str, float]
    """By the names that a guard knows."""


def on(block: Mapping[str, Any] | None) -> bool:
    """A block counts unless it is absent or says ``enabled: false``."""
    return block is not None and block.get("enabled", True) is not False


def part(block: Mapping[str, Any], name: str) -> Json:
    """A block within a block; empty where it is absent or switched off."""
    found: Json = block.get(name, {})
    return found if on(found) else {}


def leaving(rules: Json) -> Json:
    """The exit block, with what `smartExit` says in the place of its own keys."""
    leave: Json = dict(rules["exit"])
    smart = part(leave, "smartExit")
    return leave | {key: value for key, value in smart.items() if key != "enabled"}


def settings(document: Mapping[str, Any]) -> Settings:
    """Read a whole document (bare parameters) into `Settings`."""
    rules: Json = document["rules"]
    facts = FACTS[document["symbol"]]
    leave, pips = leaving(rules), facts.pip / facts.tick
    run, spread, session = (part(rules, name) for name in ("execution", *FILTERS))
    slip = run.get("slippage")
    sessions: list[str] = session.get("allowedSessions", [])
    stop = part(leave, "stopLoss")
    return Settings(
        strategy=str(document["strategyId"]),
        symbol=str(document["symbol"]),
        facts=facts,
        stop=level({**_clamps(leave), **stop}, stop=True) if stop else None,
        target=level(part(leave, "takeProfit"), stop=False),
        trailing=_trailing(leave, pips),
        breakeven=_breakeven(leave, pips),
        times=_times(leave, sessions),
        storm=_storm(part(leave, "volatilityExit")),
        sizing=sizing(rules),
        max_positions=int(rules["riskManagement"].get("maxPositions", 1)),
        on_opposite=_on_opposite(rules),
        path=run.get("path"),
        slippage=None if slip is None else (str(slip["type"]), float(slip["value"])),
        sessions=sessions,
        pairs=_pairs(session),
        max_spread=float(spread["maxSpread"]) * pips if spread else None,
        halve_wide=spread.get("action", "SKIP") == "REDUCE_SIZE",
        calm=_calm(part(rules, "volatilityFilter")),
        limits=_limits({**rules, **rules["riskManagement"]}),
    )


def _clamps(leave: Json) -> Json:
    return {name: leave[name] for name in ("minPips", "maxPips") if name in leave}


def level(block: Json, *, stop: bool) -> Level | None:
    """The stop or target block, whichever spelling its number has."""
    if not block:
        return None
    names = ("value", "atrMultiplier", "atrMult", "rrRatio", "ratio", "level", "distance")
    value = next((block[name] for name in names if name in block), 0.0)
    kind = SPELLINGS.get(block["type"], str(block["type"]))
    if kind == "trailing":
        kind = "atr" if "atrMultiplier" in block else "pips"
    return Level(
        kind=kind,
        value=float(value),
        period=int(block.get("atrPeriod", 14)),
        origin=str(block.get("from", "fill")),
        structure=Structure(
            strength=int(block.get("swingStrength", 2)),
            lookback=int(block.get("swingLookback", 50)),
            points=block.get("useSwingPoints", True),
        ),
        buffer=float(block.get("bufferPips", 2.0 if stop else 0.0)),
        least=block.get("minPips"),
        most=block.get("maxPips"),
        stretch=block.get("adjustForVolatility", False),
    )


def _trailing(leave: Json, pips: float) -> Trailing | None:
    plain, dynamic, stop = (part(leave, one) for one in ("trailing", "dynamicTrailing", "stopLoss"))
    own = stop if stop and stop["type"] == "trailing" else {}
    block = plain or dynamic or own
    if not block:
        return None
    distance = block.get("distance", block.get("value", 0.0))
    base = distance if block is not dynamic else block.get("baseDistance", 30.0)
    multiplier = block.get("atrMultiplier", 1.5 if block is dynamic else 0.0)
    return Trailing(
        distance=base * pips,
        multiplier=float(multiplier),
        period=int(block.get("atrPeriod", 14)),
        least=block.get("minDistance", 0.0) * pips,
        step=block.get("step", block.get("stepSize", 0.0)) * pips,
        after=block.get("activateAfter", 0.0) * pips,
        at_risk=float(block.get("activateAtRR", 0.0)),
    )


def _breakeven(leave: Json, pips: float) -> tuple[str, float, float] | None:
    ratio, plain = leave.get("moveToBreakeven"), leave.get("breakeven")
    if ratio is not None and on(ratio):
        return "r", float(ratio.get("triggerRatio", 1.0)), ratio.get("bufferPips", 2.0) * pips
    if plain is not None and on(plain):
        return "ticks", plain["triggerPips"] * pips, plain.get("lockPips", 0.0) * pips
    return None


def _times(leave: Json, sessions: Sequence[str]) -> Times:
    spent, week = part(leave, "timeExit"), part(leave, "weekendSpecific")
    lives: list[float] = [
        block[name] * minutes
        for block in (leave, part(leave, "stopLoss"), spent)
        for name, minutes in (("maxHoldingHours", 60), ("maxHoldingMinutes", 1))
        if name in block
    ]
    idle = spent.get("exitIfNoProgress", "minProgressPips" in spent)
    ends = spent.get("exitAtSessionEnd", False)
    sunday = week.get("closeAllBySunday", "sundayCloseTime" in week)
    friday = week.get("avoidFridayEntry", "fridayEntryUntil" in week)
    closes, until = _clock(week.get("fridayCloseTime")), _clock(week.get("fridayEntryUntil"))
    last = [one for one in (closes, (until or time()) if friday else None) if one is not None]
    return Times(
        longest=min(lives) if lives else None,
        every=spent.get("checkEveryMinutes"),
        progress=spent.get("minProgressPips", 0.0) if idle else None,
        sessions=sessions if ends is True else ends or (),
        friday_close=closes,
        sunday_close=_clock(week.get("sundayCloseTime", "22:00")) if sunday else None,
        friday_entry=min(last) if last else None,
        zone=str(week.get("timezone", "UTC")),
    )


def _clock(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _storm(block: Json) -> Storm | None:
    if not block or not block.get("exitOnHighVolatility", True):
        return None
    return Storm(
        threshold=float(block["volatilityThreshold"]),
        period=int(block.get("atrPeriod", 14)),
        protect=block.get("protectProfitAbove"),
    )


def _on_opposite(rules: Json) -> str:
    told = rules["entry"].get("onOppositeSignal")
    if told is None and part(leaving(rules), "patternExit").get("exitOnReverseSignal"):
        return "close"
    return str(told or "hold")


def sizing(rules: Json) -> Sizing:
    """`riskManagement` or `positionSizing`, whichever says the size."""
    block: Json = {**rules["riskManagement"], **part(rules, "positionSizing")}
    bounds: Json = {
        "most": float(block.get("maxPositionSize", block.get("maxLotSize", math.inf))),
        "least": float(block.get("minPositionSize", 0.0)),
        "step": float(block.get("positionSizeStep", 0.0)),
    }
    match block.get("method"):
        case "atr_based":
            one = block["atrBased"]
            ranges, period = float(one["atrMultiplier"]), int(one.get("atrPeriod", 14))
            return Sizing(percent=one["riskPercentage"], ranges=ranges, period=period, **bounds)
        case "account_equity":
            return Sizing(worth=float(block["accountEquity"]["equityPercentage"]), **bounds)
        case "fixed_lot" if "fixedLot" in block:
            block |= block["fixedLot"]
        case "percentage_risk" if "percentageRisk" in block:
            block |= block["percentageRisk"]
        case _:
            pass
    return Sizing(lots=block.get("lotSize"), percent=block.get("riskPercentage"), **bounds)


def _pairs(session: Json) -> tuple[float, float] | None:
    told: Json = session.get("aggressivenessMultiplier", {})
    if not session.get("useOptimalPairs", bool(told)):
        return None
    return float(told.get("optimal", 1.0)), float(told.get("suboptimal", 0.0))


def _calm(block: Json) -> Calm | None:
    if not block:
        return None
    optimal, spike = block.get("optimalATRRange"), part(block, "volatilitySpike")
    low, high = optimal or (0.0, math.inf)
    factor = {"SKIP": 0.0, "REDUCE_SIZE": 0.5, "NORMAL": 1.0}
    says: Json = {"belowMin": "SKIP", "aboveMax": "REDUCE_SIZE", "inOptimal": "NORMAL"}
    says |= block.get("action", {})
    return Calm(
        period=int(block.get("period", 14)),
        low=float(block.get("minATR", low)),
        high=float(block.get("maxATR", high)),
        optimal=None if optimal is None else (low, high),
        below=factor[says["belowMin"]],
        above=factor[says["aboveMax"]],
        inside=factor[says["inOptimal"]],
        spike=(spike["threshold"], spike["resumeAfter"]) if spike else None,
    )


def _limits(block: Json) -> dict[str, float]:
    found: dict[str, float] = {}
    for ours, theirs in LIMITS.items():
        told = block.get(theirs)
        if isinstance(told, str):
            found[f"{ours}Percent"] = float(told.removesuffix("%"))
        elif told is not None:
            found[ours] = float(told)
    return found
