"""The levels part of the oracle: where stop and target of a new position stand."""

from __future__ import annotations

import math

from tests.external.oracle_columns import Columns
from tests.external.oracle_facts import down, nearest, up
from tests.external.oracle_market import LONG, Market
from tests.external.oracle_settings import Level, Settings

USUAL = 100
"""Bars of the ATR that is normal."""


class Levels:
    """Stop and target of entries whose signal came on row `i`."""

    def __init__(self, said: Settings, columns: Columns, market: Market) -> None:
        self.said, self.columns, self.market = said, columns, market

    def ranges_known(self, i: int) -> bool:
        """Whether every ATR that stop and target need is a number above 0."""
        periods: list[int] = []
        for one in (self.said.stop, self.said.target):
            if one is not None and one.kind == "atr":
                periods.append(one.period)
            if one is not None and one.stretch:
                periods += [one.period, USUAL]
        return all(self.columns.average_range(period, i) > 0 for period in periods)

    def swings_known(self, i: int, side: int) -> bool:
        """Whether every swing that stop and target need is known, and a leg goes upwards."""
        for one, way in ((self.said.stop, -side), (self.said.target, side)):
            found = () if one is None else self.swings(one, i, way)
            if any(math.isnan(swing) for swing in found):
                return False
            if len(found) > 1 and not found[1] > found[0]:
                return False
        return True

    def swings(self, level: Level, i: int, way: int) -> tuple[float, ...]:
        """The swings that a level is made of; `way` 1: above the price."""
        if level.kind == "swing":
            return (self.columns.swings(level.structure, way, beyond=True)[i],)
        if level.kind == "fibonacci":
            ways = (-1, 1)
            return tuple(self.columns.swings(level.structure, w, beyond=False)[i] for w in ways)
        return ()

    def stop(self, i: int, side: int, entry: int, factor: float) -> tuple[int | None, int | None]:
        """Stop, rounded against the trader, and R; R <= 0: the stop is on the wrong side."""
        level = self.said.stop
        if level is None:
            return None, None
        anchor = self.anchor(level, i, entry)
        tick = self.market.facts.tick
        if level.kind == "price":
            exact = level.value / tick
        elif level.kind == "swing":
            (swing,) = self.swings(level, i, -side)
            exact = swing / tick - side * level.buffer * self.market.per_pip
        else:
            exact = anchor - side * self.distance(level, anchor, i, factor)
        stop = down(exact) if side == LONG else up(exact)
        risk = self.held(level, (anchor - stop) * side)
        return anchor - side * risk, risk

    def target(
        self, i: int, side: int, entry: int, risk: int | None, factor: float
    ) -> tuple[int | None, bool]:
        """Target, at the nearest tick, and whether it is one that may stand there."""
        level = self.said.target
        if level is None:
            return None, True
        anchor = self.anchor(level, i, entry)
        tick = self.market.facts.tick
        exact = anchor + side * level.value * (risk or 0) * factor
        if level.kind == "price":
            exact = level.value / tick
        elif level.kind == "swing":
            (swing,) = self.swings(level, i, side)
            exact = swing / tick - side * level.buffer * self.market.per_pip
        elif level.kind == "fibonacci":
            low, high = self.swings(level, i, side)
            leg = level.value * (high - low)
            exact = (low + leg if side == LONG else high - leg) / tick
        elif level.kind != "rr_ratio":
            exact = anchor + side * self.distance(level, anchor, i, factor)
        away = self.held(level, (nearest(exact) - anchor) * side)
        return anchor + side * away, away > 0 or level.kind not in {"swing", "fibonacci"}

    def anchor(self, level: Level, i: int, entry: int) -> int:
        """Where a level counts from: the fill, or the signal bar's close."""
        return entry if level.origin == "fill" else self.market.close[i]

    def distance(self, level: Level, anchor: int, i: int, factor: float) -> float:
        """Ticks between the anchor and a level."""
        if level.kind == "pips":
            ticks = level.value * self.market.per_pip
        elif level.kind == "percentage":
            ticks = anchor * level.value / 100
        else:
            ranges = self.columns.average_range(level.period, i)
            ticks = ranges * level.value / self.market.facts.tick
        if level.stretch:
            usual = self.columns.average_range(USUAL, i)
            ticks *= min(max(self.columns.average_range(level.period, i) / usual, 0.5), 2.0)
        return ticks * factor

    def held(self, level: Level, away: int) -> int:
        """The distance in ticks, held between its least and its most."""
        if away <= 0:
            return away
        if level.most is not None:
            away = min(away, down(level.most * self.market.per_pip))
        if level.least is not None:
            away = max(away, up(level.least * self.market.per_pip))
        return away
