"""The running paper account: one ordered door for market data and commands, journal first."""

from __future__ import annotations

from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Final

from tradewright.core.calendar.news import observed
from tradewright.ports.news import Listing
from tradewright.services.sessions import commands, snapshots
from tradewright.services.sessions.happened import Happened
from tradewright.services.sessions.recovery import apply, record
from tradewright.services.sessions.telling import Teller
from tradewright.wire import events as e

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tradewright.core.market.bar import Bar
    from tradewright.ports.feed import Slice
    from tradewright.ports.news import Found
    from tradewright.services.sessions.books import Books
    from tradewright.services.sessions.replies import Reply
    from tradewright.services.sessions.world import World
    from tradewright.wire.vocabulary import SessionState

BATCH: Final = 512
"""Slices that are journalled together while nobody watches; commands wait for one batch at most."""

FRAME_S: Final = 0.25
"""Seconds between two looks at the display, and at whether to stop."""

LEAST_WAIT_S: Final = 0.02
"""Shorter waits are not worth a timer: several bars are taken at once instead."""

TICK_S: Final = 0.001
"""The shortest wait; the last rounding error of a bar's time must not be waited for in vain."""

SNAPSHOT_EVERY: Final = 5_000
"""Journal entries between two snapshots, unless a session is told otherwise."""


class Session:
    """A paper account that trades while `run` runs.

    Parameters
    ----------
    books : what the journal says so far.
    world : journal, feed, publisher, clock.
    snapshot_every : journal entries between two snapshots, >= 1.

    Notes
    -----
    `take` is the only way in. It appends to the journal and applies without ever giving up control
    in between, so events act in the order in which the journal holds them.
    """

    def __init__(self, books: Books, world: World, snapshot_every: int = SNAPSHOT_EVERY) -> None:
        self.books = books
        self.world = world
        self.teller = Teller(books, world)
        self.ended = False
        """Whether the feed has no more bars."""
        self.failure: str | None = None
        """What stopped the session, if it did not stop by itself."""
        self.bar_seen_at: float | None = None
        """Stopwatch reading at the last bar; None before the first."""
        self._snapshot_every = snapshot_every
        self._snapshot_seq = books.seq
        self.news_trouble: str | None = None
        """Why the last look at the economic calendar brought nothing; None if it did."""
        self._news_looked: int | None = None
        self._stopping = False

    @property
    def state(self) -> SessionState:
        """What it is doing: "paused" once the data has ended or the session has stopped."""
        if self.ended or self._stopping or self.failure is not None:
            return "paused"
        return "catching_up" if self.catching_up else "running"

    @property
    def catching_up(self) -> bool:
        """Whether the market is still before the instant from which it passes at its own pace."""
        return self.books.now < self.books.opened.live_from

    def take(self, events: Sequence[e.Event]) -> Happened:
        """Append events to the journal, then act on them in that order.

        Raises
        ------
        Unavailable
            If the journal cannot take them; nothing has happened then.
        """
        self.world.journal.append([record(event) for event in events])
        happened = Happened()
        for event in events:
            self.books.seq += 1
            happened.add(apply(self.books, event))
        if self.books.seq - self._snapshot_seq >= self._snapshot_every:
            self.snapshot()
        return happened

    def command(self, command: e.Command) -> Reply:
        """Do a command once; the first reply if its id was seen before.

        Raises
        ------
        NotFound, Conflict, Invalid
            If it cannot be done, or its id belongs to another command; the journal does not hold
            it then.
        """
        seen = self.books.replies.get(command.command_id, command.kind)
        if seen is not None:
            return seen
        commands.check(self.books, command)
        self.teller.tell(self.take([command]))
        reply = self.books.replies.get(command.command_id, command.kind)
        if reply is None:
            message = (
                f"command {command.kind} {command.command_id!r} was journalled without a reply"
            )
            raise RuntimeError(message)
        return reply

    async def run(self) -> None:
        """Trade until the data ends or `stop` is called; a snapshot is taken at the end."""
        self.teller.tell_all()
        slices = iter(self.world.feed.since(self.books.now))
        while not self._stopping:
            batch = list(self._batch(slices))
            self.ended = not batch
            if self.ended:
                break
            await self._pass_time(batch)
            if not self._stopping:
                self._trade(batch)
        self.snapshot()

    def hear(self, source: str, found: Found) -> bool:
        """Take what a source of news says into the journal, where it says something new.

        Returns
        -------
        False while the market has no time yet, so that nobody could say when it came.

        Notes
        -----
        What is listed counts as first seen on the market's own clock, at the next open: a session
        in simulated time knows it no sooner than it came, whatever the wall clock says.
        """
        if isinstance(found, Listing):
            if not self.books.now:
                return False
            if found.looked == self._news_looked:
                return True
            self._news_looked = found.looked
            at = max(self.books.now, self.books.opened.live_from)
            age = max(self.world.clock.now() - found.looked, 0)
            said = observed(self.books.news, found.events, at, at - age)
        else:
            said = found.beyond(self.books.news)
        if said.events or said.confirmed:
            event = e.News(source=source, events=said.events, confirmed=said.confirmed)
            self.teller.tell(self.take([event]))
        return True

    def stop(self) -> None:
        """Let `run` return soon; what is not journalled is asked of the feed again next time."""
        self._stopping = True

    def fail(self, why: str) -> None:
        """Say that the session stopped because something broke."""
        self.failure = why
        self.teller.tell_failure(why)

    def snapshot(self) -> None:
        """Keep the books, so that the next start is quick."""
        self.world.journal.save(snapshots.take(self.books))
        self._snapshot_seq = self.books.seq

    def _trade(self, batch: Iterable[Slice]) -> None:
        self.teller.tell(self.take([event for one in batch for event in seen(one)]))
        self.bar_seen_at = self.world.clock.elapsed()

    def _batch(self, slices: Iterator[Slice]) -> Iterator[Slice]:
        """The next slices to take at once; catching up ends exactly where the market goes live."""
        live_from = self.books.opened.live_from if self.catching_up else None
        for one in islice(slices, self._at_once()):
            yield one
            if live_from is not None and one.closes >= live_from:
                break

    def _at_once(self) -> int:
        seconds = self._bar_seconds()
        if seconds == 0.0:
            return BATCH
        return max(1, min(BATCH, round(LEAST_WAIT_S / seconds)))

    def _bar_seconds(self) -> float:
        """How long a bar takes on the wall clock; 0 where it takes no time."""
        speed = self.books.speed
        if speed == "max" or self.catching_up:
            return 0.0
        return self.books.timeframe.ns / 1e9 / speed

    async def _pass_time(self, batch: Sequence[Slice]) -> None:
        """Wait while the bars form, showing the way to the first one's close."""
        clock, passed = self.world.clock, 0.0
        while passed < 1.0 and not self._stopping and self._bar_seconds() > 0.0:
            whole = self._bar_seconds() * len(batch)
            before = clock.elapsed()
            await clock.sleep(max(TICK_S, min(FRAME_S, whole * (1.0 - passed))))
            passed += (clock.elapsed() - before) / whole
            if len(batch) == 1 and passed < 1.0 and all(sound(bar) for _, bar in batch[0].bars):
                self.teller.tell_forming(self.world.feed, batch[0], passed)
        if self._bar_seconds() == 0.0:
            await clock.sleep(0.0)


def prices(one: Slice) -> e.Prices:
    """The journal event of a slice of the feed."""
    return e.Prices(bars=one.bars)


def seen(one: Slice) -> list[e.Event]:
    """The journal events of a slice of the feed: what is no number is kept apart."""
    good = tuple((symbol, bar) for symbol, bar in one.bars if sound(bar))
    bad = [(symbol, bar.ts) for symbol, bar in one.bars if not sound(bar)]
    events: list[e.Event] = []
    if bad:
        events.append(e.BadPrices(symbols=tuple(symbol for symbol, _ in bad), ts=bad[0][1]))
    if good:
        events.append(e.Prices(bars=good))
    return events


def sound(bar: Bar) -> bool:
    """Whether all numbers of a bar are finite."""
    spread = 0.0 if bar.spread is None else bar.spread
    return isfinite(bar.open + bar.high + bar.low + bar.close + bar.volume + spread)
