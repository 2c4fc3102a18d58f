"""The beginning of a session: what its journal says, or a new account on a market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradewright.core.market.bar import each_bar
from tradewright.ports.errors import Conflict
from tradewright.services.sessions.books import Books
from tradewright.services.sessions.commands import check_fit, read
from tradewright.services.sessions.recovery import apply, record, recover
from tradewright.wire import events as e
from tradewright.wire.guardian import dump as dump_guardian
from tradewright.wire.strategy import dump

if TYPE_CHECKING:
    from tradewright.core.engine import Zones
    from tradewright.core.risk.guardian import Guardian
    from tradewright.ports.feed import Feed
    from tradewright.ports.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a new paper account opens.

    Parameters
    ----------
    market : the feed's name.
    cash : opening balance, account currency.
    spread_pips, slippage_pips : pips. commission_per_lot : account currency per lot and side.
    traded_from : ns UTC; bars that close up to then only warm indicators up.
    live_from : ns UTC; bars that close up to then are traded as fast as possible.
    warm_bars : how many bars of each symbol, at most, warm up.
    documents : strategies that run from the first bar.
    news : what is known of the economic calendar at each instant; None nothing yet.
    guardian : what protects the account; None nothing.
    """

    market: str
    cash: float
    spread_pips: float = 0.0
    commission_per_lot: float = 0.0
    slippage_pips: float = 0.0
    traded_from: int = 0
    live_from: int = 0
    warm_bars: int = 0
    documents: tuple[object, ...] = ()
    news: e.News | None = None
    guardian: Guardian | None = None


def open_books(journal: Journal, feed: Feed, zones: Zones, terms: Terms) -> Books:
    """The books of a journal; a new account is opened first if the journal is empty.

    Raises
    ------
    Conflict
        If the journal is of another market.
    Invalid
        If a strategy of `terms.documents` cannot be read, or does not fit the market.
    MissingRate
        If profit on the market cannot be turned into account currency.
    CorruptJournal
        If the journal is damaged.

    Notes
    -----
    A new account, its warm-up bars and its first strategies enter the journal together or not at
    all.
    """
    books = recover(journal, zones)
    if books is None:
        return _open(journal, zones, first_events(feed, terms))
    if books.opened.market != terms.market:
        message = (
            f"this data directory holds a session on {books.opened.market}, not on {terms.market}: "
            f"choose another with --data-dir, or go on with --market {books.opened.market}"
        )
        raise Conflict(message)
    return books


def _open(journal: Journal, zones: Zones, events: tuple[e.Opened, *tuple[e.Event, ...]]) -> Books:
    """New books; the journal takes the events only once all of them have been tried."""
    opened, *rest = events
    books = Books(opened, zones)
    for event in rest:
        apply(books, event)
    books.seq = journal.append([record(event) for event in events])
    return books


def first_events(feed: Feed, terms: Terms) -> tuple[e.Opened, *tuple[e.Event, ...]]:
    """What a new journal begins with."""
    opened = e.Opened(
        market=terms.market,
        symbols=feed.symbols(),
        timeframe=feed.timeframe().value,
        cash=terms.cash,
        spread_pips=terms.spread_pips,
        commission_per_lot=terms.commission_per_lot,
        slippage_pips=terms.slippage_pips,
        live_from=terms.live_from,
        guardian=None if terms.guardian is None else dump_guardian(terms.guardian),
    )
    warm = [_warm_up(feed, symbol, terms) for symbol in feed.symbols() if terms.warm_bars]
    starts = [
        _start(feed, document, f"opening-{number}")
        for number, document in enumerate(terms.documents, 1)
    ]
    news = [] if terms.news is None else [terms.news]
    return opened, *warm, *news, *starts


def _start(feed: Feed, document: object, command_id: str) -> e.Start:
    strategy = read(document)
    check_fit(strategy, feed.symbols(), feed.timeframe())
    return e.Start(command_id=command_id, document=dump(strategy))


def _warm_up(feed: Feed, symbol: str, terms: Terms) -> e.Warmed:
    bars = feed.history(symbol, terms.traded_from)
    last = bars[max(len(bars) - terms.warm_bars, 0) :]
    return e.Warmed(bars=tuple((symbol, bar) for bar in each_bar(last)))
