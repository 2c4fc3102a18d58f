"""`tradewright paper`: one strategy over a market, with nothing kept on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.adapters.channels.silence import Silence
from tradewright.adapters.clocks.system import SystemClock
from tradewright.adapters.clocks.zones import session_zones
from tradewright.adapters.feeds.replay import ReplayFeed
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.app.build import WARM_BARS, about, new_id
from tradewright.app.markets import Simulated, feed_of, parse_market, warm_span_ns
from tradewright.app.news import archive_of, known_news
from tradewright.core.calendar import MINUTE
from tradewright.services.backtests.running import check_news
from tradewright.services.sessions.opening import Terms, open_books
from tradewright.services.sessions.session import Session
from tradewright.services.sessions.world import World
from tradewright.wire.events import SetSpeed
from tradewright.wire.guardian import load

if TYPE_CHECKING:
    from pathlib import Path

    from tradewright.core.engine import Costs
    from tradewright.ports.feed import Feed
    from tradewright.services.sessions.pace import Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRun:
    """A session for `run_paper`, and its length in bars; None where the market is endless."""

    session: Session
    bars: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What stands beside a strategy.

    Parameters
    ----------
    news : CSV of an economic calendar that knows when each event was first seen.
    guardian : document of what protects the account.
    """

    news: Path | None = None
    guardian: Path | None = None


NO_FILES: Final = Files()


def build_paper(
    document: object,
    market: str,
    speed: Speed,
    cash: float,
    costs: Costs,
    files: Files = NO_FILES,
) -> PaperRun:
    """A paper session of one strategy.

    Parameters
    ----------
    document : of the strategy. market : as `markets.parse_market` reads it. cash : opening balance.
    speed : simulated seconds a second, or "max".
    costs : what trading costs beside the spread of the data.
    files : what stands beside the strategy.

    Raises
    ------
    Invalid
        If the document is no strategy, or its symbol or timeframe is not in the market.
    UnknownMarket, UnknownSymbol, BadData
        If there is no such market, or its file is not fit to trade on.
    GuardianError
        If the guardian's document cannot be read.
    BadCalendar, Mismatch
        If the calendar cannot be read, or the strategy needs one and there is none.
    """
    clock, known = SystemClock(), parse_market(market)
    now = clock.now() // MINUTE * MINUTE if isinstance(known, Simulated) else 0
    feed = feed_of(known, now - warm_span_ns())
    calendar = None if files.news is None else archive_of(files.news)
    terms = Terms(
        market=str(known),
        cash=cash,
        spread_pips=costs.spread_pips,
        commission_per_lot=costs.commission_per_lot,
        slippage_pips=costs.slippage_pips,
        traded_from=now,
        live_from=now,
        warm_bars=WARM_BARS if isinstance(known, Simulated) else 0,
        documents=(document,),
        news=known_news(files.news),
        guardian=None if files.guardian is None else load(files.guardian),
    )
    journal = MemoryJournal()
    books = open_books(journal, feed, session_zones(), terms)
    for enrolled in books.roster:
        check_news(enrolled.strategy, calendar)
    world = World(
        journal=journal, feed=feed, publisher=Silence(), clock=clock, about=about("", clock)
    )
    session = Session(books, world)
    session.command(SetSpeed(command_id=new_id(), speed=None if speed == "max" else speed))
    return PaperRun(session=session, bars=_length(feed))


def _length(feed: Feed) -> int | None:
    """Slices that the feed will deliver, if it ends."""
    return sum(1 for _ in feed.since(0)) if isinstance(feed, ReplayFeed) else None
