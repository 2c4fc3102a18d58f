"""The market part of the oracle: one symbol's bars in whole ticks, and what a tick is worth."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from tests.external.oracle_facts import FACTS, nearest
from tests.external.oracle_rules import Bars

LONG: Final = 1
SHORT: Final = -1


def length(bars: Bars) -> int:
    """Nanoseconds of a bar: the shortest way from one open to the next."""
    opens = [int(ts) for ts in bars["ts"]]
    return min(after - before for before, after in pairwise(opens))


class Market:
    """The bars of one symbol, each with its spread, and where its price stands."""

    def __init__(self, symbol: str, bars: Bars, spread_pips: float) -> None:
        self.symbol, self.facts = symbol, FACTS[symbol]
        facts = self.facts
        self.per_pip = facts.pip / facts.tick
        self.ts = [int(ts) for ts in bars["ts"]]
        self.length = length(bars)
        self.row = {ts: i for i, ts in enumerate(self.ts)}
        self.open, self.high, self.low, self.close = (
            [nearest(price / facts.tick) for price in bars[name]]
            for name in ("open", "high", "low", "close")
        )
        # The spread column is in points; the point of every symbol of the oracle is its tick.
        flat = nearest(spread_pips * self.per_pip)
        told = bars.get("spread", [flat] * len(self.ts))
        self.spread = [nearest(points) for points in told]
        self.bid = 0
        self.wide = 0

    def stand(self, bid: int, i: int) -> None:
        """The price of bar `i` by which everything is marked until the next one."""
        self.bid, self.wide = bid, self.spread[i]

    def mark(self, side: int) -> int:
        """Where a position of this side would close now."""
        return self.bid if side == LONG else self.bid + self.wide

    def closing(self, side: int, bid: int, i: int) -> int:
        """Where it would close in bar `i` at this bid: longs at the bid, shorts at the ask."""
        return bid if side == LONG else bid + self.spread[i]

    def money(self, ticks: float, lots: float, price: int) -> float:
        """Account currency for a move of `ticks`, converted at `price` where need be."""
        rate = 1 / (price * self.facts.tick) if self.facts.inverse else 1.0
        return ticks * self.facts.tick * self.facts.contract * lots * rate

    def margin(self, price: int, lots: float) -> float:
        """Money held for a position filled at `price`."""
        return self.money(price, lots, price) * self.facts.margin_rate
