"""Strategies that do what a bar's volume says, markets by hand and at random, two ways to trade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import MINUTE, Timeframe, parse_ts
from tradewright.core.calendar.news import FOREVER, NewsCalendar
from tradewright.core.engine import ClosedPosition, Costs, Desk, FeedBar, Note, Position, Strategy
from tradewright.core.engine.batch import run_batch
from tradewright.core.engine.reading import note_views
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.engine.strategy import Stop, Target
from tradewright.core.indicators import resolve
from tradewright.core.kernel import bits_of, table
from tradewright.core.market import Bars, instrument
from tradewright.core.market.bar import each_bar
from tradewright.core.risk.guardian import Guardian
from tradewright.core.rules import Comparison, Group, Logic, Node, Number, Operator, Rules, Series

OPENS: Final = parse_ts("2026-03-03T10:00Z")
"""A Tuesday, London open."""

LONG, SHORT, EXIT_LONG, EXIT_SHORT = 1, 2, 4, 8
FREE: Final = Costs()


def _says(bit: int) -> Node:
    """Whether the volume, read as four bits, has this one."""
    volume = Series(column=resolve("volume"))
    return Group(
        logic=Logic.OR,
        members=tuple(
            Comparison(left=volume, operator=Operator.EQUALS, right=Number(value=float(bits)))
            for bits in range(16)
            if bits & bit
        ),
    )


SPOKEN: Final = Rules(
    entry_long=_says(LONG),
    entry_short=_says(SHORT),
    exit_long=_says(EXIT_LONG),
    exit_short=_says(EXIT_SHORT),
)
"""Rules that obey the volume of the bar: 1 long, 2 short, 4 and 8 leave, sums of them do both."""

PLAIN: Final = Strategy(
    id="plain",
    name="Plain",
    symbol="EURUSD",
    timeframe=Timeframe.M1,
    rules=SPOKEN,
    stop=Stop(kind="pips", value=10),
    target=Target(kind="pips", value=20),
    trailing=None,
    breakeven=None,
    sizing=FixedLot(lots=0.1),
    max_positions=1,
    on_opposite="hold",
    path="pessimistic",
    slippage=None,
    sessions=(),
    max_spread_pips=None,
)
"""0.1 lots of EURUSD, stop 10 pips, target 20 pips; `replace` makes others of it."""

Row = tuple[float, float, float, float, int] | tuple[float, float, float, float]
"""Open, high, low, close and what the volume says."""


def by_hand(
    rows: Sequence[Row],
    symbol: str = "EURUSD",
    *,
    opens: int = OPENS,
    spread: Sequence[float] | None = None,
) -> Bars:
    """Minute bars as they are written."""
    columns = np.array([(*row, 0.0)[:5] for row in rows], np.float64).T
    return Bars(
        symbol=symbol,
        timeframe=Timeframe.M1,
        ts=opens + np.arange(len(rows), dtype=np.int64) * MINUTE,
        open=columns[0].copy(),
        high=columns[1].copy(),
        low=columns[2].copy(),
        close=columns[3].copy(),
        volume=columns[4].copy(),
        spread=None if spread is None else np.array(spread, np.float64),
    )


def flat(price: float, n: int) -> list[Row]:
    """Bars on which nothing moves."""
    return [(price, price, price, price)] * n


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """How a random market looks."""

    seed: int
    n: int = 300
    symbol: str = "EURUSD"
    price: float = 1.1
    volatility: float = 4e-4
    gaps: bool = False
    spread: bool = False
    talk: float = 0.25


WORDS: Final = (1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15)
"""What a random market's volume says, by how often it says it."""


def at_random(market: Market) -> Bars:
    """A seeded walk of minute bars, in whole points, with signals in the volume."""
    rng = np.random.default_rng(market.seed)
    n, point = market.n, instrument(market.symbol).point
    steps = rng.standard_t(4, n) * market.volatility * 0.6
    close = market.price * np.exp(np.cumsum(steps))
    jump = np.where(rng.random(n) < 0.05, rng.normal(0, market.volatility * 2, n), 0.0)
    opened = np.r_[market.price, close[:-1]] * (1 + jump)
    reach = np.abs(rng.normal(0, market.volatility, (2, n))) * market.price
    high = np.maximum(opened, close) + reach[0]
    low = np.minimum(opened, close) - reach[1]
    skipped = rng.integers(1, 40, n) * (rng.random(n) < 0.06) if market.gaps else np.zeros(n)
    said = np.where(rng.random(n) < market.talk, rng.choice(WORDS, n), 0)
    quoted = [_whole(column, point) for column in (opened, high, low, close)]
    return Bars(
        symbol=market.symbol,
        timeframe=Timeframe.M1,
        ts=OPENS + (np.arange(n) + np.cumsum(skipped)).astype(np.int64) * MINUTE,
        open=quoted[0],
        high=quoted[1],
        low=quoted[2],
        close=quoted[3],
        volume=said.astype(np.float64),
        spread=rng.integers(0, 30, n).astype(np.float64) if market.spread else None,
    )


def _whole(prices: NDArray[np.float64], point: float) -> NDArray[np.float64]:
    return np.round(np.round(prices / point) * point, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traded:
    """What came of it."""

    desk: Desk
    notes: list[Note]
    equity: list[float]

    @property
    def trades(self) -> list[ClosedPosition]:
        """Finished trades."""
        return self.desk.trades()

    @property
    def trade(self) -> ClosedPosition:
        """The only finished trade."""
        (only,) = self.desk.trades()
        return only

    @property
    def open(self) -> list[Position]:
        """Positions at the end."""
        return self.desk.positions()

    @property
    def refused(self) -> list[str]:
        """Reasons of the refused signals."""
        return [note.reason for note in self.notes if note.kind == "refused"]

    def bytes(self) -> bytes:
        """Everything, to be equal to the bit."""
        books = self.desk.tables
        count = int(books.account[0].trades)
        said = "\n".join(map(repr, self.notes)).encode()
        closed = table(books.trades)[:count].tobytes()
        held = table(books.positions)[: int(books.account[0].open)].tobytes()
        return said + closed + held + np.array(self.equity).tobytes()

    def books(self) -> bytes:
        """The account, to the bit."""
        account = self.desk.tables.account
        return bits_of(account)[:24]


def new_desk(
    bars: Sequence[Bars],
    cash: float = 10_000.0,
    costs: Costs = FREE,
    currency: str | None = None,
    guardian: Guardian | None = None,
) -> Desk:
    """A desk with one feed for each history."""
    desk = Desk(cash, costs, session_zones(), currency)
    if guardian is not None:
        desk.protect(guardian)
    for one in bars:
        desk.add_feed(one.symbol, one.timeframe)
    return desk


def in_batch(
    strategies: Strategy | Sequence[Strategy],
    bars: Bars | Sequence[Bars],
    cash: float = 10_000.0,
    costs: Costs = FREE,
    news: NewsCalendar | None = None,
    guardian: Guardian | None = None,
) -> Traded:
    """Trade whole histories at once, compiled."""
    histories = [bars] if isinstance(bars, Bars) else bars
    seated = [strategies] if isinstance(strategies, Strategy) else strategies
    desk = new_desk(histories, cash, costs, guardian=guardian)
    if news is not None:
        desk.hear(news)
    curve = run_batch(desk, seated, histories)
    notes = note_views(desk.tables, desk.slots, desk.feeds)
    return Traded(desk=desk, notes=notes, equity=curve.equity.tolist())


def step_by_step(
    strategies: Strategy | Sequence[Strategy],
    bars: Bars | Sequence[Bars],
    cash: float = 10_000.0,
    costs: Costs = FREE,
    news: NewsCalendar | None = None,
    guardian: Guardian | None = None,
) -> Traded:
    """Trade the same bars one instant at a time, hearing of news no sooner than it is known."""
    histories = [bars] if isinstance(bars, Bars) else bars
    seated = [strategies] if isinstance(strategies, Strategy) else strategies
    desk = new_desk(histories, cash, costs, guardian=guardian)
    for strategy in seated:
        desk.add(strategy, _of(strategy, histories)[:0])
    notes: list[Note] = []
    equity: list[float] = []
    told = list(as_it_came(news)) if news is not None else []
    for instant in instants(histories):
        while told and told[0][0] <= max(bar.ts for bar in instant):
            desk.hear(told.pop(0)[1])
        notes += desk.step(instant)
        equity.append(float(desk.tables.account[0].equity))
    return Traded(desk=desk, notes=notes, equity=equity)


def as_it_came(news: NewsCalendar) -> Iterator[tuple[int, NewsCalendar]]:
    """The calendar at each instant at which something became known: only what was known then."""
    seen = {event.first_seen for event in news.events}
    gone = {event.gone for event in news.events}
    looks = {instant for span in news.confirmed for instant in span}
    for now in sorted((seen | gone | looks) - {FOREVER}):
        known = (event for event in news.events if event.first_seen <= now)
        yield (
            now,
            NewsCalendar(
                events=tuple(e if e.gone <= now else e._replace(gone=FOREVER) for e in known),
                confirmed=tuple(span for span in news.confirmed if span[0] <= now),
            ),
        )


def _of(strategy: Strategy, bars: Sequence[Bars]) -> Bars:
    return next(one for one in bars if one.symbol == strategy.symbol)


def instants(bars: Sequence[Bars]) -> list[list[FeedBar]]:
    """Bars of all feeds, by the instant they close at, then in the order of the feeds."""
    closing = sorted(
        (bar.ts + one.timeframe.ns, feed, FeedBar(feed, *bar))
        for feed, one in enumerate(bars)
        for bar in each_bar(one)
    )
    return [[bar for *_, bar in group] for _, group in groupby(closing, key=lambda item: item[0])]


def named(strategy: Strategy, name: str, symbol: str = "EURUSD") -> Strategy:
    """The same strategy under another id, on another symbol."""
    return replace(strategy, id=name, name=name, symbol=symbol)
