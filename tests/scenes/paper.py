"""A short simulated market and a busy strategy on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from itertools import count

from tradewright.adapters.channels.memory import Recorder
from tradewright.adapters.clocks.zones import session_zones, zone
from tradewright.adapters.feeds.replay import ReplayFeed
from tradewright.adapters.feeds.simulated import SimulatedFeed
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.core.calendar import HOUR, parse_ts
from tradewright.core.market import Bars
from tradewright.core.risk.guardian import Guardian
from tradewright.ports.clock import Clock
from tradewright.ports.journal import Journal
from tradewright.services.sessions.front import Front
from tradewright.services.sessions.opening import Terms, open_books
from tradewright.services.sessions.session import Session
from tradewright.services.sessions.world import About, World
from tradewright.wire.events import News

OPENS = parse_ts("2026-03-03T06:00Z")
"""A Tuesday morning."""

ABOUT = About(version="0", python="3", platform="test", data_dir="", pid=1, started=0.0)


NUMBERS = count()
"""Of the commands of a test run."""


class Stopwatch:
    """A clock that is only moved by waiting for it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.rings_at = float("inf")
        self.ring: Callable[[], None] = lambda: None

    def now(self) -> int:
        return OPENS + int(self.seconds * 1e9)

    def elapsed(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        if self.seconds >= self.rings_at:
            self.ring()
        await asyncio.sleep(0)


@cache
def minutes(hours: int = 24) -> Bars:
    """The market's minute bars: `hours` hours from `OPENS` on, the same in every run."""
    feed = SimulatedFeed(["EURUSD"], 7, zone("America/New_York"), OPENS)
    return feed.history("EURUSD", OPENS + hours * HOUR)


def document(strategy_id: str = "busy", **changes: object) -> dict[str, object]:
    """A strategy that trades, trails, refuses and is stopped out many times a day."""
    rules: dict[str, object] = {
        "entry": {
            "logic": "OR",
            "conditions": [
                {"indicator": "ema_3", "condition": "crosses_above", "value": "ema_8"},
                {"indicator": "ema_3", "condition": "crosses_below", "value": "ema_8"},
            ],
        },
        "exit": {
            "stopLoss": {"type": "pips", "value": 6},
            "takeProfit": {"type": "rr_ratio", "rrRatio": 1.5},
            "trailing": {"enabled": True, "distance": 4, "step": 1, "activateAfter": 3},
        },
        "riskManagement": {"lotSize": 0.05, "maxPositions": 2},
    }
    return {
        "strategyId": strategy_id,
        "strategyName": "Busy",
        "symbol": "EURUSD",
        "timeframe": "M5",
        "rules": rules,
        **changes,
    }


def terms(*documents: object, news: News | None = None, guardian: Guardian | None = None) -> Terms:
    """An account of 10,000 dollars whose strategies run from the first bar."""
    return Terms(market="scene", cash=10_000.0, documents=documents, news=news, guardian=guardian)


def session(
    *documents: object,
    journal: Journal | None = None,
    bars: Bars | None = None,
    snapshot_every: int = 100,
    clock: Clock | None = None,
    news: News | None = None,
    guardian: Guardian | None = None,
) -> Session:
    """A session over the scene's market, opened or recovered, with a recorder and a stopwatch."""
    kept = MemoryJournal() if journal is None else journal
    feed = ReplayFeed(minutes() if bars is None else bars)
    books = open_books(kept, feed, session_zones(), terms(*documents, news=news, guardian=guardian))
    world = World(
        journal=kept,
        feed=feed,
        publisher=Recorder(),
        clock=Stopwatch() if clock is None else clock,
        about=ABOUT,
    )
    return Session(books, world, snapshot_every)


def said(of: Session) -> Recorder:
    """What a session of this scene has published."""
    publisher = of.world.publisher
    assert isinstance(publisher, Recorder)
    return publisher


def front(of: Session) -> Front:
    """The front of a session, with command ids that count."""
    return Front(of, lambda: f"test-{next(NUMBERS)}")


def trade_on(of: Session, slices: int) -> None:
    """Let a session take the next slices of its feed, one after the other."""
    from tradewright.services.sessions.session import prices

    for _, one in zip(range(slices), of.world.feed.since(of.books.now), strict=False):
        of.take([prices(one)])
