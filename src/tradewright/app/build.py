"""Settings in, services out."""

from __future__ import annotations

import logging
import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from tradewright.adapters.clocks.system import SystemClock
from tradewright.adapters.clocks.zones import session_zones
from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.app.demo import demo_document
from tradewright.app.markets import (
    Simulated,
    feed_of,
    parse_market,
    warm_span_ns,
)
from tradewright.app.news import known_news, source_of
from tradewright.core.calendar import DAY, MINUTE
from tradewright.ports.errors import Conflict
from tradewright.services.sessions.front import Front
from tradewright.services.sessions.listening import Listener
from tradewright.services.sessions.opening import Terms, open_books
from tradewright.services.sessions.recovery import opening_of
from tradewright.services.sessions.session import Session
from tradewright.services.sessions.world import About, World
from tradewright.wire.events import SetGuardian, SetSpeed
from tradewright.wire.guardian import dump, load

if TYPE_CHECKING:
    from tradewright.app.markets import Market
    from tradewright.config.settings import Settings
    from tradewright.core.risk.guardian import Guardian
    from tradewright.ports.clock import Clock
    from tradewright.ports.journal import Journal
    from tradewright.ports.publisher import Publisher

LOG = logging.getLogger(__name__)
DEFAULT_MARKET: Final = "simulated"
"""The market of a new data directory, unless another is asked for."""

WARM_BARS: Final = 20_000
"""Bars of a simulated market that warm indicators up, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """A session that is built and waits to be run by `supervisor.running`.

    Parameters
    ----------
    front : what the doors speak to.
    session : the paper account behind it.
    journal : open; closed by the supervisor.
    listener : hears the news for it; None where the settings name no calendar.
    """

    front: Front
    session: Session
    journal: Journal
    listener: Listener | None = None


def build(settings: Settings, publisher: Publisher) -> Services:
    """The services of one data directory.

    Raises
    ------
    JournalBusy
        If another process uses the data directory.
    CorruptJournal
        If its journal is damaged; the message says what to do.
    Conflict
        If it holds a session on another market than asked for.
    UnknownMarket, UnknownSymbol
        If the market cannot be read, or has no such symbol.
    GuardianError
        If `guardian_file` is no guardian.
    """
    clock = SystemClock()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    journal = SqliteJournal(settings.journal_path, settings.snapshots_kept)
    try:
        session = _session(settings, journal, publisher, clock)
    except BaseException:
        journal.close()
        raise
    if settings.speed is not None and settings.speed != session.books.speed:
        number = None if settings.speed == "max" else settings.speed
        session.command(SetSpeed(command_id=new_id(), speed=number))
    if settings.guardian_file is not None:
        protect(session, load(settings.guardian_file))
    source = source_of(settings, clock)
    return Services(
        front=Front(session, new_id),
        session=session,
        journal=journal,
        listener=None
        if source is None
        else Listener(session, source, settings.news_refresh_minutes * 60.0),
    )


def protect(session: Session, guardian: Guardian) -> None:
    """Set the guardian of the settings, where another protects the account.

    While a limit is breached one that protects less waits for the next start.
    """
    if guardian == session.books.desk.guardian:
        return
    try:
        session.command(SetGuardian(command_id=new_id(), document=dump(guardian)))
    except Conflict as error:
        LOG.warning("the guardian of the settings is not used before the next start: %s", error)


def about(data_dir: str, clock: Clock) -> About:
    """What a session of this process says about it."""
    return About(
        version=version("tradewright"),
        python=platform.python_version(),
        platform=platform.platform(),
        data_dir=data_dir,
        pid=os.getpid(),
        started=clock.elapsed(),
    )


def new_id() -> str:
    """A command id that was never used."""
    return uuid4().hex


def _session(settings: Settings, journal: Journal, publisher: Publisher, clock: Clock) -> Session:
    opened = opening_of(journal)
    known = DEFAULT_MARKET if opened is None else opened.market
    market = parse_market(settings.market or known)
    live_from = _live_from(market, settings, clock) if opened is None else opened.live_from
    terms = _terms(settings, market, live_from)
    feed = feed_of(market, terms.traded_from - warm_span_ns())
    books = open_books(journal, feed, session_zones(), terms)
    world = World(
        journal=journal,
        feed=feed,
        publisher=publisher,
        clock=clock,
        about=about(str(settings.data_dir), clock),
    )
    return Session(books, world, settings.snapshot_every)


def _live_from(market: Market, settings: Settings, clock: Clock) -> int:
    if not isinstance(market, Simulated):
        return 0
    wanted = settings.opens_at
    return clock.now() // MINUTE * MINUTE if wanted is None else wanted


def _terms(settings: Settings, market: Market, live_from: int) -> Terms:
    simulated = isinstance(market, Simulated)
    return Terms(
        market=str(market),
        cash=settings.cash,
        spread_pips=settings.spread_pips,
        commission_per_lot=settings.commission_per_lot,
        slippage_pips=settings.slippage_pips,
        traded_from=live_from - settings.demo_days * DAY if simulated else 0,
        live_from=live_from,
        warm_bars=WARM_BARS if simulated else 0,
        documents=(demo_document(market.symbol),) if simulated and settings.demo else (),
        news=known_news(settings.news_file),
        guardian=None if settings.guardian_file is None else load(settings.guardian_file),
    )
