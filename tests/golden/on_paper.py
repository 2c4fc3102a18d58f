"""The examples in the session that runs on paper, with its journal, on replayed hours."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.golden.cases import CASH, calendar
from tests.scenes.paper import ABOUT, Stopwatch
from tradewright.adapters.channels.memory import Recorder
from tradewright.adapters.clocks.zones import session_zones
from tradewright.adapters.feeds.replay import ReplayFeed
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.services.sessions.opening import Terms, open_books
from tradewright.services.sessions.paper import PaperResult, run_paper
from tradewright.services.sessions.session import Session
from tradewright.services.sessions.world import World
from tradewright.wire.events import News, SetSpeed

if TYPE_CHECKING:
    from tests.golden.cases import Golden

SNAPSHOT_EVERY = 1_000


def on_paper(golden: Golden, hours: int | None = None) -> PaperResult:
    """The run as a session that trades bar by bar, writes its journal and takes snapshots."""
    feed, journal = ReplayFeed(*golden.bars(hours)), MemoryJournal()
    known = calendar()
    terms = Terms(
        market="golden",
        cash=CASH,
        documents=golden.documents,
        news=News(source="golden", events=known.events, confirmed=known.confirmed),
    )
    books = open_books(journal, feed, session_zones(), terms)
    world = World(journal=journal, feed=feed, publisher=Recorder(), clock=Stopwatch(), about=ABOUT)
    session = Session(books, world, SNAPSHOT_EVERY)
    session.command(SetSpeed(command_id="speed", speed=None))
    return asyncio.run(run_paper(session, lambda _: None, lambda: False))
