"""The ladder part of the oracle: positions that close in parts (section 15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.external.oracle_clock import MINUTE, instant, is_open, sessions_end, shown
from tests.external.oracle_columns import Columns
from tests.external.oracle_facts import down, nearest, up
from tests.external.oracle_market import Market
from tests.external.oracle_regime import Told
from tests.external.oracle_settings import Json, Structure, part

if TYPE_CHECKING:
    from tests.external.oracle_book import Book, Position

DAY: Final = 1440 * MINUTE


@dataclass(slots=True, kw_only=True)
class Rung:
    """One level of a position; ticks."""

    number: int
    said: Json
    kind: str
    price: int | None = None
    """Where it stands, unless it trails."""
    drop: int = 0
    """What a trailing one falls back, once the gain has been `activation`."""
    activation: int = 0
    at: int | None = None
    """The instant of a level by time."""
    over: bool = False

    @property
    def skips(self) -> bool:
        """Whether it only holds the others back."""
        return part(self.said, "regimeTarget").get("action") == "skip"


@dataclass(slots=True, kw_only=True)
class Ladder:
    """The levels of one position, and what closed so far."""

    said: Json
    rungs: list[Rung]
    lots: float
    best: int
    read: int
    """The row of the own bar that was read last."""
    regimes: Sequence[Told]
    volumes: Sequence[float]
    parts: Counter[int]
    """Parts of the strategy by day."""
    sessions: Sequence[str]
    closed: float = 0.0
    parted: int | None = None
    pnl: float = 0.0
    settings: Json = field(default_factory=dict[str, Any])


def ladder_of(rules: Json, leave: Json) -> Json:
    """The ladder of a document in its full form; empty without one."""
    plain = leave.get("partialExits") or rules.get("partialExits")
    if plain:
        return {"levels": [_profit(one["percentage"], "rr_ratio", one["atRR"]) for one in plain]}
    block = part(leave, "enhancedPartialExits") or part(rules, "enhancedPartialExits")
    levels: list[Json] = []
    for one in block.get("levels", []):
        whole = one if "triggerType" in one else {**one, **_profit(0, one["type"], one["value"])}
        levels.append({**whole, "percentage": one["percentage"]})
    active = [one for one in levels if one.get("isActive", True)]
    return {**block, "levels": sorted(active, key=lambda one: one.get("priority", 0))}


def _profit(share: float, kind: str, value: float) -> Json:
    target = {"type": kind, "value": value}
    return {"percentage": share, "triggerType": "profit", "profitTarget": target}


class Rungs:
    """Where the levels of a new position stand."""

    def __init__(self, said: Json, columns: Columns, market: Market, i: int, factor: float) -> None:
        self.said, self.columns, self.market = said, columns, market
        self.i, self.factor = i, factor
        self.settings = part(said, "globalSettings")

    def periods(self) -> set[int]:
        """The ATRs that the levels need."""
        found: set[int] = set()
        for one in self.said["levels"]:
            target = part(one, f"{one['triggerType']}Target")
            kinds = {target.get("type"), target.get("distanceType"), target.get("activationType")}
            if one["triggerType"] == "atr" or "atr" in kinds:
                found.add(14)
            if part(one, "dynamicAdjustments").get("volatilityScaling"):
                found |= {14, 100}
        threshold = self.settings.get("volatilityThreshold")
        if threshold is not None and self.settings.get("reduceInHighVolatility", True):
            found |= {14} if threshold < 1 else {14, 100}
        return found

    def at(self, side: int, entry: int, risk: int, lots: float, ts: int) -> list[Rung]:
        """The levels, in their order."""
        levels = enumerate(self.said["levels"], 1)
        found = [self.rung(n, one, side, entry, risk, lots, ts) for n, one in levels]
        return [one for one in found if not one.over]

    def rung(  # noqa: PLR0913
        self, n: int, said: Json, side: int, entry: int, risk: int, lots: float, ts: int
    ) -> Rung:
        """One level where it stands."""
        kind, target = said["triggerType"], part(said, f"{said['triggerType']}Target")
        found = Rung(number=n, said=said, kind=kind)

        def length(kind: str, value: float) -> float:
            return self.length(kind, value, entry, risk, lots)

        if kind == "profit":
            away = length(target["type"], target["value"]) * self.scale(said)
            found.price = entry + side * max(nearest(away), 1)
        elif kind == "atr":
            way = 1 if target.get("direction", "profit") == "profit" else -1
            away = length("atr", target["multiplier"]) * self.scale(said)
            found.price = self.beside(entry, side, way, away)
        elif kind == "price":
            found.price = self.priced(said, target, side, entry)
            found.over = found.price is None or found.price == entry
        elif kind == "trailing":
            drop = length(target.get("distanceType", "pips"), target["distance"])
            start = length(target.get("activationType", "pips"), target.get("activationPoint", 0))
            found.drop, found.activation = max(up(drop), 1), up(start)
        elif kind == "time":
            found.at = self.instant(target, ts)
        return found

    def beside(self, entry: int, side: int, way: int, away: float) -> int:
        """A level ahead of the entry (way 1), or against it."""
        return entry + side * max(nearest(away), 1) if way > 0 else entry - side * max(up(away), 1)

    def priced(self, said: Json, target: Json, side: int, entry: int) -> int | None:
        """A level at a price, a difference or a swing; None where there is no such swing."""
        tick = self.market.facts.tick
        if target["type"] == "absolute":
            return nearest(target["value"] / tick)
        if target["type"] == "relative":
            value = target["value"]
            away = abs(value) / tick * self.scale(said)
            return self.beside(entry, side, 1 if value > 0 else -1, away)
        structure = Structure(strength=2, lookback=int(target.get("lookback", 50)), points=True)
        way = 1 if target["type"] == "resistance" else -1
        swing = self.columns.swings(structure, way, beyond=True)[self.i]
        return nearest(swing / tick) if swing == swing else None

    def length(self, kind: str, value: float, entry: int, risk: int, lots: float) -> float:
        """Ticks of a distance."""
        match kind:
            case "pips":
                return value * self.market.per_pip
            case "percentage":
                return entry * value / 100
            case "rr_ratio":
                return value * risk
            case "amount":
                return value / self.market.money(1, lots, entry)
            case _:
                return self.columns.average_range(14, self.i) * value / self.market.facts.tick

    def scale(self, said: Json) -> float:
        """What distances are multiplied by."""
        adjust = part(said, "dynamicAdjustments")
        now, usual = (self.columns.average_range(period, self.i) for period in (14, 100))
        scale = min(max(now / usual, 0.5), 2.0) if adjust.get("volatilityScaling") else 1.0
        if adjust.get("regimeScaling"):
            scale *= self.factor
        threshold = self.settings.get("volatilityThreshold")
        if threshold is not None and self.settings.get("reduceInHighVolatility", True):
            whole = self.market.close[self.i] * self.market.facts.tick if threshold < 1 else usual
            scale *= 0.5 if now >= threshold * whole else 1.0
        return scale

    def instant(self, target: Json, ts: int) -> int:
        """When a level by time is met."""
        if target["type"] == "duration":
            return ts + round(target["value"] * MINUTE)
        if target["type"] == "session_end":
            return sessions_end(ts, [target["sessionType"]])
        at, day = time.fromisoformat(target["value"]), shown(ts, "UTC").date()
        today = instant(day, at, "UTC")
        return today if today > ts else instant(day + timedelta(days=1), at, "UTC")


def by_price(book: Book, position: Position, start: int, end: int, i: int) -> int:
    """Close the parts that are met on the way; the price from which the way goes on."""
    while position in book.positions and position.ladder is not None:
        met = [
            (abs(at - start), rung.number, at, rung)
            for rung in _armed(position, i)
            if (at := _met(position, rung, start, end)) is not None
        ]
        if not met:
            break
        _, _, start, rung = min(met, key=lambda one: one[:2])
        close_part(book, position, rung, start, i)
    return start


def level(position: Position, rung: Rung) -> int | None:
    """Where a level stands now."""
    ladder, side = position.ladder, position.side
    if ladder is None or rung.kind != "trailing":
        return rung.price
    gained = (ladder.best - position.entry) * side
    return ladder.best - side * rung.drop if gained >= rung.activation else None


def ahead(position: Position, rung: Rung) -> bool:
    """Whether a level lies in profit."""
    return rung.price is not None and (rung.price - position.entry) * position.side > 0


def _met(position: Position, rung: Rung, start: int, end: int) -> int | None:
    side, at = position.side, level(position, rung)
    if at is None:
        return None
    way = side if ahead(position, rung) else -side
    if (start - at) * way >= 0:
        price = start
    elif (end - at) * way >= 0:
        price = at
    else:
        return None
    stop, target = position.stop, position.target
    first = stop is not None and (price - stop) * side <= 0
    first = first or (target is not None and (price - target) * side >= 0)
    return None if first else price


def _armed(position: Position, i: int) -> list[Rung]:
    ladder = position.ladder
    if ladder is None:
        return []
    open_ = [rung for rung in ladder.rungs if not rung.over and not rung.skips]
    if ladder.said.get("strategy", "parallel") == "sequential":
        open_ = open_[:1]
    return [rung for rung in open_ if not held_back(position, ladder, rung, i)]


def held_back(position: Position, ladder: Ladder, rung: Rung, i: int) -> bool:
    """Whether a level waits."""
    market, said = position.market, part(rung.said, "conditions")
    wide, ts, told = market.spread[i], market.ts[i], ladder.regimes
    regime = told[ladder.read] if told else None
    at = rung.price
    share: float | None = ladder.settings.get("maxSpreadPercentage")
    shared = float("inf") if share is None or at is None else share / 100 * abs(at - position.entry)
    spread: float = said.get("maxSpread", float("inf")) * market.per_pip
    sure = regime[1] if regime else -1.0
    rest: float = ladder.settings.get("cooldownPeriod", 0) * MINUTE
    respects: bool = ladder.settings.get("respectMarketSessions", False)
    return (
        wide > spread + 1e-6
        or wide > shared + 1e-6
        or ladder.volumes[ladder.read] < said.get("minVolume", 0)
        or ("minConfidence" in said and sure < said["minConfidence"])
        or (ladder.parted is not None and ts - ladder.parted < rest)
        or ladder.parts[ts // DAY] >= ladder.settings.get("maxDailyPartialExits", float("inf"))
        or (respects and not any(is_open(ts, name) for name in ladder.sessions))
        or any(_skips(other, regime) for other in ladder.rungs)
    )


def _skips(rung: Rung, regime: Told) -> bool:
    return rung.skips and _stands(part(rung.said, "regimeTarget"), regime)


def _stands(target: Json, regime: Told) -> bool:
    if regime is None:
        return False
    return regime[0] == target["regime"] and regime[1] >= target.get("confidence", 0)


def at_close(book: Book, position: Position, i: int) -> None:
    """The parts that close by time or by regime, in order, one after the other."""
    ladder, market = position.ladder, position.market
    if ladder is None:
        return
    now = market.ts[i] + market.length
    for rung in list(ladder.rungs):
        if position not in book.positions or rung not in _armed(position, i):
            continue
        told = ladder.regimes[ladder.read] if ladder.regimes else None
        target = part(rung.said, "regimeTarget")
        by_time = rung.at is not None and now >= rung.at
        if by_time or (rung.kind == "regime" and _stands(target, told)):
            close_part(book, position, rung, market.mark(position.side), i)


def close_part(book: Book, position: Position, rung: Rung, price: int, i: int) -> None:
    """A level is over, and a part closes."""
    ladder, facts, side = position.ladder, position.market.facts, position.side
    if ladder is None:
        return
    rung.over = True
    ladder.best = max(ladder.best * side, price * side) * side
    lots = part_of(ladder, rung, facts.volume_step)
    if lots > 0:
        fill = price if ahead(position, rung) else price - side * position.slip
        ladder.parts[position.market.ts[i] // DAY] += 1
        ladder.parted = position.market.ts[i]
        ladder.closed = round(ladder.closed + lots, 8)
        book.part(position, lots, fill, rung.number, i)
    if position in book.positions:
        _afterwards(position, rung, price)


def part_of(ladder: Ladder, rung: Rung, step: float) -> float:
    """The lots that close at a level."""
    whole = down(ladder.lots / step)
    left = whole - down(ladder.closed / step)
    if part(rung.said, "regimeTarget").get("action") == "full_exit":
        return left * step
    share = sum(one.said["percentage"] for one in ladder.rungs if one.over)
    steps = down(whole * share / 100) - down(ladder.closed / step)
    least = ladder.settings.get("minRemainingPosition", 0)
    stay = max(up(least / step), 1)
    if left - steps < stay and (steps < left or least > 0):
        steps = left - stay
    return steps * step if steps >= 1 else 0.0


def _afterwards(position: Position, rung: Rung, price: int) -> None:
    side = position.side
    if rung.said.get("moveStopToBreakeven"):
        buffer = position.said.breakeven[2] if position.said.breakeven else 0.0
        candidate = down(position.entry + buffer) if side > 0 else up(position.entry - buffer)
        tighter = position.stop is None or (candidate - position.stop) * side > 0
        if tighter and (price - candidate) * side > 0:
            position.stop, position.reason = candidate, "breakeven"
