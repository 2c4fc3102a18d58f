"""The money part of the oracle: open positions, balance, equity, and the records of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.external.oracle_columns import Columns
from tests.external.oracle_guard import Guard, Watch
from tests.external.oracle_ladder import Ladder
from tests.external.oracle_market import LONG, Market
from tests.external.oracle_settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a run is told besides documents and bars; `since` ns: earlier bars only warm up."""

    cash: float = 10_000.0
    spread_pips: float = 0.0
    commission_per_lot: float = 0.0
    slippage_pips: float = 0.0
    path: str | None = None
    since: int | None = None
    watch: Watch | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Position:
    """One open position, prices in ticks; `risk` is R.

    `distance` is its trailing distance but for the ATR, `range` the ATR it last read, `limit` the
    instant and the reason of the earliest of its times, `look` that of the next look at its gain.
    """

    id: int
    market: Market
    said: Settings
    side: int
    lots: float
    entry_index: int
    entry: int
    stop: int | None
    target: int | None
    risk: int | None
    slip: int
    columns: Columns
    distance: float = 0.0
    range: float = 0.0
    limit: tuple[int, str] | None = None
    look: int | None = None
    leave: str | None = None
    """Why it was asked to leave at the next open."""
    ladder: Ladder | None = None
    reason: str = "stop_loss"
    secured: bool = False
    mfe: int = 0
    mae: int = 0

    def excursion(self, price: int) -> None:
        """Widen the excursions by a closing-side price the position lived through."""
        gain = (price - self.entry) * self.side
        self.mfe, self.mae = max(self.mfe, gain), max(self.mae, -gain)

    def profit(self, price: int) -> float:
        """Account currency, before costs, if it closed at `price`."""
        return self.market.money((price - self.entry) * self.side, self.lots, price)

    def listed(self) -> dict[str, Any]:
        """What is known while it is open."""
        return {
            "id": self.id,
            "strategy": self.said.strategy,
            "side": "long" if self.side == LONG else "short",
            "volume": self.lots,
            "entry_time": self.market.ts[self.entry_index],
            "entry_price": self.entry * self.market.facts.tick,
        }


@dataclass(slots=True)
class Outcome:
    """Closed trades, open positions, refusals by reason, equity at each close."""

    trades: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    open: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    reasons: Counter[str] = field(default_factory=Counter[str])
    equity: list[float] = field(default_factory=list[float])


class Book:
    """One account: balance, open positions, and the record of what closed."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.balance = terms.cash
        self.positions: list[Position] = []
        self.guards: list[Guard] = []
        self.opened = 0
        self.out = Outcome()

    def on(self, market: Market) -> list[Position]:
        """Open positions of one market, by id."""
        return [position for position in self.positions if position.market is market]

    def enter(self, position: Position) -> None:
        """Take a new position on, and pay its entry commission."""
        self.positions.append(position)
        self.balance -= self.terms.commission_per_lot * position.lots
        self.opened += 1
        for guard in self.guards:
            guard.entered(position, position.market.ts[position.entry_index])

    def leave(self, position: Position, price: int, reason: str, i: int) -> None:
        """Close at `price`, book the money, list the trade."""
        self.positions.remove(position)
        trade = self.closing(position, position.lots, price, reason, i)
        self.out.trades.append(trade)
        earned = position.ladder.pnl if position.ladder else 0.0
        for guard in self.guards:
            guard.earns(position, trade["pnl"])
            guard.finished(position, earned + trade["pnl"], position.market.ts[i])

    def part(self, position: Position, lots: float, price: int, level: int, i: int) -> None:
        """Close so many lots of a position at a level of its ladder."""
        if abs(position.lots - lots) < 1e-9:
            self.leave(position, price, "partial", i)
            self.out.trades[-1]["level"] = level
            return
        trade = self.closing(position, lots, price, "partial", i)
        self.out.trades.append(trade | {"level": level})
        position.lots -= lots
        if position.ladder is not None:
            position.ladder.pnl += trade["pnl"]
        for guard in self.guards:
            guard.earns(position, trade["pnl"])

    def closing(
        self, position: Position, lots: float, price: int, reason: str, i: int
    ) -> dict[str, Any]:
        """Book lots that close at `price`; the trade they are."""
        market = position.market
        ticks = (price - position.entry) * position.side
        fee = self.terms.commission_per_lot * lots
        profit = market.money(ticks, lots, price)
        self.balance += profit - fee
        return position.listed() | {
            "volume": lots,
            "level": 0,
            "exit_time": market.ts[i],
            "exit_price": price * market.facts.tick,
            "exit_reason": reason,
            "pnl": profit - 2 * fee,
            "pnl_pips": ticks / market.per_pip,
            "r_multiple": None if position.risk is None else ticks / position.risk,
            "mfe_pips": max(position.mfe, ticks) / market.per_pip,
            "mae_pips": max(position.mae, -ticks) / market.per_pip,
        }

    def refuse(self, reason: str, signals: int = 1) -> None:
        """Count refused entry signals."""
        if signals:
            self.out.reasons[reason] += signals

    def held(self) -> float:
        """Margin of all open positions."""
        return sum(one.market.margin(one.entry, one.lots) for one in self.positions)

    def equity(self) -> float:
        """Balance plus open positions, each marked where its market stands."""
        return self.balance + sum(one.profit(one.market.mark(one.side)) for one in self.positions)
