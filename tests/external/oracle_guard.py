"""The guarding part of the oracle: what may be lost, held and traded (section 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.external.oracle_clock import MINUTE, day_of

if TYPE_CHECKING:
    from tests.external.oracle_book import Book, Position
    from tests.external.oracle_settings import Settings

PERIODS: Final = ("daily", "weekly", "monthly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What the account's guardian is told; `limits` by the names of the settings."""

    limits: Mapping[str, float] = field(default_factory=dict[str, float])
    flatten: bool = False
    rearm: str = "manual"
    day_start: int = 0
    """Minutes after midnight."""
    zone: str = "UTC"


class Guard:
    """One guard: over the account, or over the strategy of `said`."""

    def __init__(
        self, book: Book, watch: Watch, limits: Mapping[str, Any], said: Settings | None
    ) -> None:
        self.book, self.watch, self.limits, self.said = book, watch, limits, said
        self.named = "GUARDIAN_" if said is None else ""
        self.period: dict[str, date] = {}
        self.began: dict[str, float] = {}
        self.amount: dict[str, float] = {}
        self.entries = dict.fromkeys(PERIODS, 0)
        self.origin = self.earned = self.first = self.highest = 0.0
        self.streak = 0
        self.lost_at: int | None = None
        self.entered_at: int | None = None
        self.breach: str | None = None

    def worth(self) -> float:
        """Equity, or what the strategy has made of the equity it began with."""
        if self.said is None:
            return self.book.equity()
        mine = [one for one in self.book.positions if one.said is self.said]
        floating = sum(one.profit(one.market.mark(one.side)) for one in mine)
        paid = sum(self.book.terms.commission_per_lot * one.lots for one in mine)
        return self.origin + self.earned + floating - paid

    def turn(self, ts: int) -> None:
        """Before an open is looked at: begin what begins at or before it."""
        if not self.period:
            self.origin = self.book.equity()
            self.first = self.highest = self.worth()
        day = day_of(ts, self.watch.day_start, self.watch.zone)
        begins = (day, day - timedelta(days=day.weekday()), day.replace(day=1))
        for name, first in zip(PERIODS, begins, strict=True):
            if self.period.get(name) != first:
                self.period[name] = first
                self.began[name], self.amount[name] = self.worth(), self.book.equity()
                self.entries[name] = 0
                self.ends(name)

    def ends(self, name: str) -> None:
        """A period is over, and with it what it may end."""
        if self.said is None and self.watch.rearm == "manual":
            return
        if self.breach == f"{self.named}{name.upper()}_LOSS":
            self.breach = None
        if name == "daily" and self.streak >= self.limits.get("losingStreak", float("inf")):
            self.streak = 0
        if name == "daily" and self.breach == f"{self.named}LOSING_STREAK":
            self.breach = None

    def measure(self) -> bool:
        """Look at the worth; whether a limit is reached now."""
        if self.breach is not None:
            return False
        worth = self.worth()
        self.highest = max(self.highest, worth)
        self.breach = next((name for name, at in self.lines() if worth <= at), None)
        return self.breach is not None

    def lines(self) -> Iterator[tuple[str, float]]:
        """Each limit on worth, and where it is reached."""
        for name in PERIODS:
            amount = self.limits.get(f"{name}Loss", float("inf"))
            share = self.limits.get(f"{name}LossPercent")
            if share is not None:
                amount = min(amount, self.amount[name] * share / 100)
            yield f"{self.named}{name.upper()}_LOSS", self.began[name] - amount
        for key, name, top in (
            ("staticDrawdownPercent", "STATIC_DRAWDOWN", self.first),
            ("drawdownPercent", "DRAWDOWN", self.highest),
        ):
            if key in self.limits:
                yield f"{self.named}{name}", top * (1 - self.limits[key] / 100)
        if self.streak >= self.limits.get("losingStreak", float("inf")):
            yield f"{self.named}LOSING_STREAK", float("inf")

    def entered(self, position: Position, ts: int) -> None:
        """Count an entry."""
        if self.said in {None, position.said}:
            self.entered_at = ts
            for name in PERIODS:
                self.entries[name] += 1

    def earns(self, position: Position, pnl: float) -> None:
        """Add what a trade has earned to the worth of its strategy."""
        if self.said is position.said:
            self.earned += pnl

    def finished(self, position: Position, pnl: float, ts: int) -> None:
        """Count a finished position."""
        if self.said not in {None, position.said}:
            return
        if pnl < 0:
            self.streak += 1
            self.lost_at = ts
        elif pnl > 0:
            self.streak = 0

    def refuses(self, symbol: str, ts: int) -> str | None:
        """Why an entry on a symbol is held back."""
        counts = self.counts(symbol, ts)
        name = self.breach or next((name for name, holds in counts if holds()), None)
        if name is None or name == self.breach or name == "SIGNAL_COOLDOWN":
            return name
        return f"{self.named}{name}"

    def counts(self, symbol: str, ts: int) -> Iterator[tuple[str, Callable[[], bool]]]:
        """Each limit that counts, and whether it is reached."""
        most = {name: value for name, value in self.limits.items() if value is not None}
        every = self.book.positions
        legs = symbol[:3], symbol[3:]

        def full(key: str, count: int) -> bool:
            return key in most and count >= most[key]

        def soon(key: str, since: int | None) -> bool:
            return key in most and since is not None and ts - since < most[key] * MINUTE

        yield "TRADES_PER_DAY", lambda: full("tradesPerDay", self.entries["daily"])
        yield "TRADES_PER_WEEK", lambda: full("tradesPerWeek", self.entries["weekly"])
        yield "COOLDOWN", lambda: soon("cooldownMinutes", self.lost_at)
        yield "SIGNAL_COOLDOWN", lambda: soon("signalCooldownMinutes", self.entered_at)
        yield "POSITIONS", lambda: full("maxPositions", len(every))
        same = sum(one.said.symbol == symbol for one in every)
        yield "SYMBOL_POSITIONS", lambda: full("maxPositionsPerSymbol", same)
        shared = max(sum(leg in split(one) for one in every) for leg in legs)
        yield "CURRENCY_POSITIONS", lambda: full("maxPositionsPerCurrency", shared)


def split(position: Position) -> tuple[str, str]:
    """The two currencies of a position's symbol."""
    return position.said.symbol[:3], position.said.symbol[3:]
