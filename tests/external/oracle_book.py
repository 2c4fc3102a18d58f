"""The money half of the oracle: ticks, positions, equity, and the records of a run."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import talib

from tests.external.oracle_facts import Facts, nearest
from tests.external.oracle_frames import Own
from tests.external.oracle_rules import Bars

LONG: Final = 1
SHORT: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a run is told besides the document and the bars."""

    cash: float = 10_000.0
    spread_pips: float = 0.0
    commission_per_lot: float = 0.0
    slippage_pips: float = 0.0
    path: str | None = None
    since: int | None = None


@dataclass(slots=True, kw_only=True)
class Position:
    """One open position, prices in ticks; `best` since entry on the closing side, `risk` is R."""

    id: int
    side: int
    lots: float
    entry_index: int
    entry: int
    stop: int | None
    target: int | None
    risk: int | None
    slip: int
    best: int | None = None
    reason: str = "stop_loss"
    secured: bool = False
    mfe: int = 0
    mae: int = 0


@dataclass(slots=True)
class Outcome:
    """Closed trades, open positions, refusals by reason, equity at each close."""

    trades: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    open: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    reasons: Counter[str] = field(default_factory=Counter[str])
    equity: list[float] = field(default_factory=list[float])


class Market:
    """The bars in whole ticks, each with its spread; average ranges on demand."""

    def __init__(self, facts: Facts, bars: Bars, own: Own, spread_pips: float) -> None:
        self.facts = facts
        self.per_pip = facts.pip / facts.tick
        self.ts = [int(ts) for ts in bars["ts"]]
        self.open, self.high, self.low, self.close = (
            [nearest(price / facts.tick) for price in bars[name]]
            for name in ("open", "high", "low", "close")
        )
        # The spread column is in points; the point of every symbol of the oracle is its tick.
        flat = nearest(spread_pips * self.per_pip)
        self.spread = (
            [nearest(points) for points in bars["spread"]]
            if "spread" in bars
            else [flat] * len(self.ts)
        )
        self._own = own
        self._ranges: dict[int, list[float]] = {}

    def closing(self, side: int, bid: int, i: int) -> int:
        """The price a position closes on while the bid is `bid`: bid for longs, ask for shorts."""
        return bid if side == LONG else bid + self.spread[i]

    def average_range(self, period: int, i: int) -> float:
        """TA-Lib's ATR of the strategy's own bar that closes with row `i`, price units, or nan."""
        if period not in self._ranges:
            high, low, close = (np.array(self._own.bars[name]) for name in ("high", "low", "close"))
            values = talib.ATR(high, low, close, period).tolist()
            self._ranges[period] = self._own.laid(values, otherwise=math.nan)
        return self._ranges[period][i]


class Book:
    """Balance, open positions, and the record of what closed."""

    def __init__(self, market: Market, terms: Terms) -> None:
        self.market, self.facts, self.terms = market, market.facts, terms
        self.balance = terms.cash
        self.positions: list[Position] = []
        self.opened = 0
        self.out = Outcome()

    def enter(self, position: Position) -> None:
        """Take a new position on, and pay its entry commission."""
        self.positions.append(position)
        self.balance -= self.terms.commission_per_lot * position.lots
        self.opened += 1

    def leave(self, position: Position, price: int, reason: str, i: int) -> None:
        """Close at `price`, book the money, list the trade."""
        self.positions.remove(position)
        self.excursion(position, price)
        ticks = (price - position.entry) * position.side
        gross = self.money(ticks, position.lots, price)
        fee = self.terms.commission_per_lot * position.lots
        self.balance += gross - fee
        closing = {
            "exit_time": self.market.ts[i],
            "exit_price": price * self.facts.tick,
            "exit_reason": reason,
            "pnl": gross - 2 * fee,
            "pnl_pips": ticks / self.market.per_pip,
            "r_multiple": None if position.risk is None else ticks / position.risk,
            "mfe_pips": position.mfe / self.market.per_pip,
            "mae_pips": position.mae / self.market.per_pip,
        }
        self.out.trades.append(self.listed(position) | closing)

    def listed(self, position: Position) -> dict[str, Any]:
        """What is known of a position while it is open."""
        return {
            "id": position.id,
            "side": "long" if position.side == LONG else "short",
            "volume": position.lots,
            "entry_time": self.market.ts[position.entry_index],
            "entry_price": position.entry * self.facts.tick,
        }

    def excursion(self, position: Position, price: int) -> None:
        """Widen the excursions by a closing-side price the position lived through."""
        gain = (price - position.entry) * position.side
        position.mfe, position.mae = max(position.mfe, gain), max(position.mae, -gain)

    def money(self, ticks: int, lots: float, price: int) -> float:
        """Account currency for a move of `ticks`, converted at `price` where need be."""
        rate = 1 / (price * self.facts.tick) if self.facts.inverse else 1.0
        return ticks * self.facts.tick * self.facts.contract * lots * rate

    def margin(self, price: int, lots: float) -> float:
        """Money held for a position filled at `price`."""
        return self.money(price, lots, price) * self.facts.margin_rate

    def equity(self, bid: int, i: int) -> float:
        """Balance plus open positions marked on their closing side while the bid is `bid`."""
        total = self.balance
        for position in self.positions:
            mark = self.market.closing(position.side, bid, i)
            total += self.money((mark - position.entry) * position.side, position.lots, mark)
        return total
