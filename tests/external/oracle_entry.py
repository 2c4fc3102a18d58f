"""The entry part of the oracle: one strategy on one market, its signals, gates, levels and size."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import talib

from tests.external.oracle_book import Book, Position
from tests.external.oracle_facts import Level, down, in_session, nearest, settings, up
from tests.external.oracle_frames import own_bars
from tests.external.oracle_market import LONG, Market
from tests.external.oracle_rules import Bars, Document, entry_and_exit


class Trader:
    """One strategy on one market of an account."""

    def __init__(self, document: Document, bars: Bars, market: Market, book: Book) -> None:
        said = settings(document)
        self.said = replace(said, path=book.terms.path or said.path or "pessimistic")
        self.slippage = said.slippage or ("pips", book.terms.slippage_pips)
        self.market, self.book = market, book
        self.own = own_bars(bars, document["timeframe"])
        self.signals = {
            name: self.own.laid(truth, otherwise=False)
            for name, truth in entry_and_exit(document, self.own.bars).items()
        }
        self.first = sum(ts < (book.terms.since or 0) for ts in market.ts)
        self._ranges: dict[int, list[float]] = {}

    def before(self, i: int) -> Mapping[str, bool]:
        """What the rules said at the close of bar `i - 1`."""
        return {
            name: i > self.first and truth[i - 1] is True for name, truth in self.signals.items()
        }

    def positions(self) -> list[Position]:
        """Its open positions."""
        return [one for one in self.book.positions if one.said is self.said]

    def against(self, i: int) -> list[Position]:
        """Open positions of the other side than the entry signal that acts at this open."""
        sides = self.sides(i)
        return [one for one in self.positions() if len(sides) == 1 and one.side != sides[0]]

    def still_judged(self, i: int, against: list[Position]) -> bool:
        """Whether the pending entry, if there is one, comes before the gates."""
        sides = self.sides(i)
        if len(sides) != 1:
            self.book.refuse("CONFLICTING_SIGNALS", len(sides))
            return False
        if against and self.said.on_opposite == "hold":
            self.book.refuse("OPPOSITE_POSITION")
        return not against or self.said.on_opposite in {"reverse", "hedge"}

    def sides(self, i: int) -> list[int]:
        """The sides of the entry signals that act at this open."""
        before = self.before(i)
        return [side for side, name in ((LONG, "long"), (-LONG, "short")) if before[name]]

    def judge(self, i: int) -> Position | None:
        """Refuse (and count) the pending entry, or open it."""
        verdict = self.gates(i) or self.fill(i, self.sides(i)[0])
        if isinstance(verdict, str):
            self.book.refuse(verdict)
            return None
        self.book.enter(verdict)
        return verdict

    def gates(self, i: int) -> str | None:
        """The first gate that refuses any entry at this open."""
        said = self.said
        if len(self.positions()) >= said.max_positions:
            return "MAX_POSITIONS"
        if not in_session(self.market.ts[i], said.sessions):
            return "OUTSIDE_SESSION"
        if said.max_spread is not None and self.market.spread[i] > said.max_spread + 1e-6:
            return "SPREAD_TOO_WIDE"
        return None

    def fill(self, i: int, side: int) -> Position | str:
        """The position this open would give, or why not."""
        if not self.ranges_known(i):
            return "WARMING_UP"
        open_, slip = self.market.open[i], self.slip(i)
        entry = open_ + self.market.spread[i] + slip if side == LONG else open_ - slip
        stop, risk = self.stop(i, side, entry)
        if risk is not None and risk <= 0:
            return "INVALID_STOP"
        lots = self.lots(entry, risk)
        if lots is None:
            return "VOLUME_BELOW_MINIMUM"
        if self.book.held() + self.market.margin(entry, lots) > self.book.equity():
            return "INSUFFICIENT_MARGIN"
        return Position(
            id=self.book.opened + 1,
            market=self.market,
            said=self.said,
            side=side,
            lots=lots,
            entry_index=i,
            entry=entry,
            stop=stop,
            target=self.target(i, side, entry, risk),
            risk=risk,
            slip=slip,
        )

    def average_range(self, period: int, i: int) -> float:
        """TA-Lib's ATR of the strategy's own bar that closes with row `i`, price units, or nan."""
        if period not in self._ranges:
            high, low, close = (np.array(self.own.bars[name]) for name in ("high", "low", "close"))
            values = talib.ATR(high, low, close, period).tolist()
            self._ranges[period] = self.own.laid(values, otherwise=math.nan)
        return self._ranges[period][i]

    def ranges_known(self, i: int) -> bool:
        """Whether every average range that this entry needs is known at the signal bar."""
        levels = (self.said.stop, self.said.target)
        periods = [one.period for one in levels if one is not None and one.kind == "atr"]
        periods += [14] * (self.slippage[0] == "atr")
        return all(self.average_range(period, i - 1) > 0 for period in periods)

    def slip(self, i: int) -> int:
        """Ticks by which this position's market and stop fills get worse."""
        kind, value = self.slippage
        if kind == "pips":
            return up(value * self.market.per_pip)
        return up(self.average_range(14, i - 1) * value / self.market.facts.tick)

    def stop(self, i: int, side: int, entry: int) -> tuple[int | None, int | None]:
        """Stop, rounded against the trader, and R; R <= 0: the stop is on the wrong side."""
        level = self.said.stop
        if level is None:
            return None, None
        anchor = self.anchor(level, i, entry)
        if level.kind == "price":
            exact = level.value / self.market.facts.tick
        else:
            exact = anchor - side * self.distance(level, anchor, i)
        stop = down(exact) if side == LONG else up(exact)
        return stop, (anchor - stop) * side

    def target(self, i: int, side: int, entry: int, risk: int | None) -> int | None:
        """Target, at the nearest tick."""
        level = self.said.target
        if level is None:
            return None
        if level.kind == "price":
            return nearest(level.value / self.market.facts.tick)
        anchor = self.anchor(level, i, entry)
        if level.kind == "rr_ratio":
            return nearest(anchor + side * level.value * (risk or 0))
        return nearest(anchor + side * self.distance(level, anchor, i))

    def anchor(self, level: Level, i: int, entry: int) -> int:
        """Where a level counts from: the fill, or the signal bar's close."""
        return entry if level.origin == "fill" else self.market.close[i - 1]

    def distance(self, level: Level, anchor: int, i: int) -> float:
        """Ticks between the anchor and a level."""
        if level.kind == "pips":
            return level.value * self.market.per_pip
        if level.kind == "percentage":
            return anchor * level.value / 100
        return self.average_range(level.period, i - 1) * level.value / self.market.facts.tick

    def lots(self, entry: int, risk: int | None) -> float | None:
        """Lots, rounded down to the step; None below the least volume."""
        wanted = self.said.lots
        if wanted is None:
            money = self.book.equity() * (self.said.percent or 0) / 100
            wanted = money / self.market.money(risk or 0, 1.0, entry)
        facts = self.market.facts
        steps = down(min(wanted, self.said.max_lots, facts.volume_max) / facts.volume_step)
        return steps * facts.volume_step if steps >= 1 else None
