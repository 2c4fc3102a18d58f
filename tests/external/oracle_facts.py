"""The facts half of the oracle: instruments, ticks, sessions, the settings of a document."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

NOISE: Final = 1e-6
"""Absorbs the binary noise of decimal halves and wholes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one symbol's numbers mean; `inverse`: the account is in the base currency."""

    tick: float
    pip: float
    contract: float
    inverse: bool = False
    volume_step: float = 0.01
    volume_max: float = 100.0
    margin_rate: float = 0.01


FACTS: Final = {
    "EURUSD": Facts(0.00001, 0.0001, 100_000.0),
    "GBPUSD": Facts(0.00001, 0.0001, 100_000.0),
    "USDJPY": Facts(0.001, 0.01, 100_000.0, inverse=True),
    "XAUUSD": Facts(0.01, 0.1, 100.0),
}

HOURS: Final = {
    "london": ("Europe/London", 8, 17),
    "newyork": ("America/New_York", 8, 17),
    "tokyo": ("Asia/Tokyo", 9, 18),
    "sydney": ("Australia/Sydney", 8, 17),
}
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def nearest(x: float) -> int:
    """Whole number next to `x`, halves away from zero (prices are positive)."""
    return math.floor(x + 0.5 + NOISE)


def down(x: float) -> int:
    """Whole number at or below `x`."""
    return math.floor(x + NOISE)


def up(x: float) -> int:
    """Whole number at or above `x`."""
    return math.ceil(x - NOISE)


def in_session(ts: int, names: list[str]) -> bool:
    """Whether an instant lies in a window: half-open, local, Monday to Friday of the local day."""
    instant = EPOCH + timedelta(microseconds=ts // 1000)
    for name in names:
        zone, opens, closes = HOURS[name.lower()]
        local = instant.astimezone(ZoneInfo(zone))
        if local.weekday() < 5 and opens <= local.hour < closes:
            return True
    return not names


@dataclass(frozen=True, slots=True)
class Level:
    """A stop or target as written: how far, in what unit, from where."""

    kind: str
    value: float
    period: int
    origin: str


def level(block: Mapping[str, Any] | None) -> Level | None:
    """The stop or target block, whichever spelling its number has."""
    if block is None:
        return None
    names = ("value", "atrMultiplier", "rrRatio", "ratio")
    value = next(block[name] for name in names if name in block)
    kind = "percentage" if block["type"] == "percent" else str(block["type"])
    return Level(
        kind, float(value), int(block.get("atrPeriod", 14)), str(block.get("from", "fill"))
    )


def on(block: Mapping[str, Any] | None) -> bool:
    """A block counts unless it is absent or says ``enabled: false``."""
    return block is not None and block.get("enabled", True) is not False


@dataclass(frozen=True, slots=True)
class Settings:
    """All of a document but its rules; distances in ticks (floats), absent parts None or empty."""

    strategy: str
    facts: Facts
    stop: Level | None
    target: Level | None
    trailing: tuple[float, float, float] | None
    """distance, step, activate"""
    breakeven: tuple[str, float, float] | None
    """"r" or "ticks", trigger, buffer"""
    lots: float | None
    percent: float | None
    max_lots: float
    max_positions: int
    on_opposite: str
    path: str | None
    slippage: tuple[str, float] | None
    sessions: list[str]
    max_spread: float | None
    """ticks"""


def settings(document: Mapping[str, Any]) -> Settings:
    """Read a whole document (bare parameters) into `Settings`."""
    rules = document["rules"]
    facts = FACTS[document["symbol"]]
    leave = dict(rules["exit"])
    smart = leave.get("smartExit")
    if smart is not None and on(smart):
        leave |= {key: smart[key] for key in ("stopLoss", "takeProfit") if key in smart}
    risk, run = rules["riskManagement"], rules.get("execution", {})
    session, spread = rules.get("sessionFilter"), rules.get("spreadFilter")
    pips = facts.pip / facts.tick
    slip = run.get("slippage")
    return Settings(
        strategy=str(document["strategyId"]),
        facts=facts,
        stop=level(leave.get("stopLoss")),
        target=level(leave.get("takeProfit")),
        trailing=_trailing(leave, pips),
        breakeven=_breakeven(leave, pips),
        lots=risk.get("lotSize"),
        percent=risk.get("riskPercentage"),
        max_lots=float(risk.get("maxLotSize", math.inf)),
        max_positions=int(risk["maxPositions"]),
        on_opposite=str(rules["entry"].get("onOppositeSignal", "hold")),
        path=run.get("path"),
        slippage=None if slip is None else (str(slip["type"]), float(slip["value"])),
        sessions=list(session["allowedSessions"]) if session is not None and on(session) else [],
        max_spread=float(spread["maxSpread"]) * pips if spread is not None and on(spread) else None,
    )


def _trailing(leave: Mapping[str, Any], pips: float) -> tuple[float, float, float] | None:
    block = leave.get("trailing")
    if block is None or not on(block):
        return None
    step = block.get("step", block.get("stepSize", 0.0))
    return block["distance"] * pips, step * pips, block.get("activateAfter", 0.0) * pips


def _breakeven(leave: Mapping[str, Any], pips: float) -> tuple[str, float, float] | None:
    ratio, plain = leave.get("moveToBreakeven"), leave.get("breakeven")
    if ratio is not None and on(ratio):
        return "r", float(ratio.get("triggerRatio", 1.0)), ratio.get("bufferPips", 2.0) * pips
    if plain is not None and on(plain):
        return "ticks", plain["triggerPips"] * pips, plain.get("lockPips", 0.0) * pips
    return None
