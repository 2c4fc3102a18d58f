"""The desk: strategies and feeds around one account, stepped by bars."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Final, NamedTuple

from tradewright.core.calendar import roll_after
from tradewright.core.engine import rooms, snapshot
from tradewright.core.engine.costs import NEW_YORK, Costs, Zones
from tradewright.core.engine.feeds import Feeds, Traded
from tradewright.core.engine.guarding import watch_over
from tradewright.core.engine.laddering import with_rungs
from tradewright.core.engine.newsroom import lay_news, parts_watch_of, watch_of
from tradewright.core.engine.protection import (
    GuardView,
    count_guards,
    describe_guard,
    guard_view,
    protect,
    rearm,
    worth_now,
)
from tradewright.core.engine.reading import (
    account_view,
    closed_view,
    note_views,
    position_views,
    reason_counts,
)
from tradewright.core.engine.setup import (
    account_currency,
    conversion,
    describe_feed,
    describe_manners,
    describe_terms,
)
from tradewright.core.engine.slots import Slot
from tradewright.core.engine.stepper import Stepper
from tradewright.core.engine.vault import warm, with_bonds, with_rings
from tradewright.core.engine.windows import with_windows_of
from tradewright.core.market import ExitReason, Reason, instrument
from tradewright.core.market.bar import Bar
from tradewright.core.risk.guardian import Guardian, loosened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tradewright.core.calendar import Timeframe
    from tradewright.core.calendar.news import NewsCalendar
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.engine.tables import Tables
    from tradewright.core.engine.views import AccountView, ClosedPosition, Note, Position
    from tradewright.core.market import Bars, Instrument

MANUAL: Final = int(ExitReason.MANUAL)
MOST_KNOWN: Final = 20_000
"""Bars of a history that are kept for rules that come later."""


class FeedBar(NamedTuple):
    """A closed bar of one of the desk's feeds; the fields after `feed` are those of `Bar`."""

    feed: int
    ts: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    spread: float | None = None


class Desk:
    """Strategies that trade one account; deterministic, with no clock and no I/O.

    Parameters
    ----------
    cash : the account's first balance, account currency.
    costs : what the data does not state.
    zones : New York for the daily roll, and the zones of the sessions in use.
    currency : of the account; None takes dollars, or the stable coin the first feed is quoted in.

    Attributes
    ----------
    news : the economic calendar as far as it is known; None before anything is. See `hear`.
    guardian : what protects the account; see `protect`.

    Notes
    -----
    The same calls in the same order give the same notes, to the byte. A command acts at the next
    price.
    """

    def __init__(
        self, cash: float, costs: Costs, zones: Zones, currency: str | None = None
    ) -> None:
        if not 0.0 < cash < float("inf"):
            message = f"cash is {cash}, expected a finite amount > 0"
            raise ValueError(message)
        self.costs = costs
        self.zones = zones
        self.currency = currency
        self.tables: Tables = rooms.empty(cash)
        self.hours = rooms.hours(zones)
        self.feeds = Feeds()
        self.news: NewsCalendar | None = None
        self.guardian = Guardian()
        self.slots: list[Slot] = []
        self._known: dict[int, Bars] = {}
        self._stepper = Stepper(self)

    def add_feed(
        self, symbol: str, timeframe: Timeframe, specification: Instrument | None = None
    ) -> int:
        """Open a stream of bars the venue walks; its number for `FeedBar.feed`.

        Parameters
        ----------
        specification : the broker's own; None takes the built-in one.

        Raises
        ------
        UnknownInstrument, MissingRate
            If the symbol's numbers, or its way into account currency, are not known.
        """
        known = instrument(symbol) if specification is None else specification
        if self.currency is None:
            self.currency = account_currency(known)
        others = [one.instrument for one in self.feeds]
        kind, source = conversion(known, self.currency, [*others, known])
        self.feeds.append(Traded(symbol, timeframe, known))
        self.tables = rooms.with_feed(self.tables)
        feed = self.tables.feeds[len(others)]
        describe_feed(feed, known, self.costs)
        feed.rate_kind, feed.rate_feed, feed.step_ns = kind, source, timeframe.ns
        self.tables = with_rings(self.tables)
        self._stepper.fit()
        return len(others)

    def add(self, strategy: Strategy, history: Bars) -> None:
        """Seat a strategy; it decides from the next closed bar of its timeframe on.

        Parameters
        ----------
        strategy : on the symbol of one of the feeds.
        history : closed bars, oldest first, the anchor of its indicators: of the feed's timeframe,
            or of the strategy's own.

        Raises
        ------
        ValueError
            If the id is seated already, or no feed has its symbol.
        """
        slot = Slot.seated(strategy, self._feed_for(strategy), self.feeds, history)
        self._sit(strategy, slot)
        self.know(slot.feed, history)

    def seat(self, strategy: Strategy) -> None:
        """Seat a strategy whose signals will be laid on a tape: for a backtest."""
        feed = self._feed_for(strategy)
        self._sit(strategy, Slot.silent(strategy.id, strategy.symbol, feed))

    def know(self, feed: int, history: Bars) -> None:
        """Let correlations be known from the closes of a history of a feed's symbol on."""
        self._known[feed] = history[-MOST_KNOWN:]
        for each, bars in self._known.items():
            warm(self.tables, each, bars)

    def _feed_for(self, strategy: Strategy) -> int:
        if self.slot(strategy.id) is not None:
            message = f"strategy {strategy.id!r} is seated already; remove it or use another id"
            raise ValueError(message)
        return self.feeds.of(strategy.symbol)

    def _sit(self, strategy: Strategy, slot: Slot) -> None:
        self.slots.append(slot)
        self.tables = rooms.with_strategy(self.tables, strategy.max_positions)
        terms = self.tables.terms[len(self.slots) - 1]
        terms.feed = slot.feed
        describe_terms(terms, strategy, self.feeds[slot.feed].instrument)
        traded = self.feeds[slot.feed].instrument
        describe_manners(self.tables.manners, len(self.slots) - 1, strategy, traded)
        self.tables = with_bonds(self.tables, strategy, len(self.slots) - 1)
        self.tables = with_rungs(self.tables, strategy, len(self.slots) - 1, traded)
        self.hours = with_windows_of(self, strategy, traded, len(self.slots) - 1)
        slot.watch = watch_of(strategy, self.feeds[slot.feed].instrument)
        slot.parts_watch = parts_watch_of(strategy, self.feeds[slot.feed].instrument)
        slot.limits = strategy.limits
        describe_guard(self.tables.guards[len(self.slots)], strategy.limits)
        self.tables.guards[len(self.slots)].rearms = 1
        count_guards(self)
        lay_news(self)
        self._stepper.fit()

    def hear(self, news: NewsCalendar) -> None:
        """Judge entries by this economic calendar from the next open on.

        Parameters
        ----------
        news : everything that was known so far, and what is new. Whatever it says of later
            instants does not change what was known at earlier ones.
        """
        self.news = news
        lay_news(self)

    def protect(self, guardian: Guardian) -> None:
        """Let a guardian watch over the account from the next open on; it replaces the former.

        Raises
        ------
        ValueError
            If its zone is not known, or a breach stands and it would protect less than the former.
        """
        worse = loosened(self.guardian, guardian)
        if worse and self.tables.guards[0].breach:
            message = (
                f"{', '.join(worse)} would be loosened while a limit is breached; re-arm the "
                "guardian first, or change only what makes it stricter"
            )
            raise ValueError(message)
        protect(self, guardian)
        self.guardian = guardian
        for each, bars in self._known.items():
            warm(self.tables, each, bars)
        self._stepper.fit()

    def distrust(self, ts: int) -> list[Note]:
        """Let the guards know that a price at `ts` was no finite number, which is a breach.

        No bar is stepped; what came of it, in order.
        """
        self.tables.account[0].notes = 0
        watch_over(self.tables, ts, nan)
        return note_views(self.tables, self.slots, self.feeds)

    def rearm_guardian(self) -> None:
        """End a breach of the account's limits; all is measured anew from then on. Else nothing."""
        equity = self.account().equity
        rearm(self, 0, equity, equity)

    def guard(self, strategy_id: str | None = None) -> GuardView:
        """How the account's limits stand, or those of a strategy."""
        g = 0 if strategy_id is None else self._seat(strategy_id) + 1
        limits = self.slots[g - 1].limits if g else self.guardian.limits
        return guard_view(self, g, limits, self.account().equity, self.positions())

    def remove(self, strategy_id: str) -> None:
        """Retire a strategy: it never signals again; its open positions stay managed."""
        k = self._seat(strategy_id)
        self.tables.seats[k].paused = 1
        self.slots[k].active = False

    def pause(self, strategy_id: str) -> None:
        """No new trades; open trades stay managed."""
        self.tables.seats[self._seat(strategy_id)].paused = 1

    def resume(self, strategy_id: str) -> None:
        """Trade again; if a limit of the strategy was reached, all are measured anew from now."""
        k = self._seat(strategy_id)
        self.tables.seats[k].paused = 0
        equity = self.account().equity
        rearm(self, k + 1, worth_now(self, k + 1, equity, self.positions()), equity)

    def kill(self) -> None:
        """No new trades of any strategy until `rearm`."""
        self.tables.account[0].killed = 1

    def rearm(self) -> None:
        """Allow new trades again."""
        self.tables.account[0].killed = 0

    def close(self, position_id: int) -> None:
        """Ask a position to leave at the next open.

        Raises
        ------
        ValueError
            If no such position is open.
        """
        for k in range(self.tables.account[0].open):
            if self.tables.positions[k].id == position_id:
                self.tables.positions[k].leave = MANUAL
                return
        message = f"position {position_id} is not open"
        raise ValueError(message)

    def close_all(self, strategy_id: str | None = None) -> None:
        """Ask all positions, or those of one strategy, to leave at the next open."""
        for k in range(self.tables.account[0].open):
            position = self.tables.positions[k]
            if strategy_id is None or self.slots[position.strategy].id == strategy_id:
                position.leave = MANUAL

    def step(self, bars: Sequence[FeedBar]) -> list[Note]:
        """Let the bars that closed at one instant happen; what came of it, in order.

        Parameters
        ----------
        bars : at most one a feed, in the order of the feeds.
        """
        for bar in bars:
            self.start_roll(bar.feed, bar.ts)
        self._stepper.step([(bar.feed, Bar(*bar[1:])) for bar in bars])
        return note_views(self.tables, self.slots, self.feeds)

    def account(self) -> AccountView:
        """Money at the standing prices."""
        return account_view(self.tables, self.currency or "USD")

    def positions(self) -> list[Position]:
        """Open positions, oldest first."""
        return position_views(self.tables, self.slots, self.feeds)

    def trades(self) -> list[ClosedPosition]:
        """All finished trades, in the order they closed."""
        count = self.tables.account[0].trades
        return [closed_view(self.tables.trades[k], self.slots, self.feeds) for k in range(count)]

    def trade(self, position_id: int, level: int = 0) -> ClosedPosition:
        """The finished trade of a position, or that of the part that a level of its ladder closed.

        Raises
        ------
        ValueError
            If that has not closed.
        """
        for k in range(self.tables.account[0].trades - 1, -1, -1):
            row = self.tables.trades[k]
            if row.id == position_id and row.rung == level:
                return closed_view(row, self.slots, self.feeds)
        message = f"position {position_id} has not closed" + (f" at level {level}" * bool(level))
        raise ValueError(message)

    def reasons(self, strategy_id: str) -> dict[str, int]:
        """Refused entry signals of a strategy, by the name of the `Reason`, most frequent first."""
        seats = [k for k, slot in enumerate(self.slots) if slot.id == strategy_id]
        return reason_counts(self.tables.reasons[seats].sum(axis=0), Reason)

    def snapshot(self) -> bytes:
        """The state of the account and the seats; bars and documents are the caller's to keep."""
        return snapshot.take(self)

    def restore(
        self, blob: bytes, strategies: Mapping[str, Strategy], histories: Mapping[str, Bars]
    ) -> None:
        """Bring a desk with the same feeds, and nothing seated, to the state of a snapshot.

        Parameters
        ----------
        strategies : by id, all that were seated and not removed.
        histories : by id, the bars each has seen since its anchor, as `add` takes them.

        Notes
        -----
        The economic calendar is not in it: let the desk `hear` it before or after.
        """
        snapshot.put_back(self, blob, strategies, histories)
        lay_news(self)
        self._stepper.fit()

    def slot(self, strategy_id: str) -> Slot | None:
        """The seat of an active strategy."""
        return next((s for s in self.slots if s.id == strategy_id and s.active), None)

    def _seat(self, strategy_id: str) -> int:
        for k, slot in enumerate(self.slots):
            if slot.id == strategy_id and slot.active:
                return k
        known = ", ".join(slot.id for slot in self.slots if slot.active) or "none"
        message = f"strategy {strategy_id!r} is not seated; seated: {known}"
        raise ValueError(message)

    def start_roll(self, feed: int, ts: int) -> None:
        """Find a feed's first roll after its first bar at `ts`; a feed without swap never rolls."""
        row = self.tables.feeds[feed]
        if row.bid == 0 and (row.swap_long != 0.0 or row.swap_short != 0.0):
            row.roll = roll_after(self.zones[NEW_YORK], ts)
