"""From a journal to books: the one path of a first start, a restart and a crash."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tradewright.ports.journal import CorruptJournal, Record
from tradewright.services.sessions import commands, snapshots
from tradewright.services.sessions.books import Books
from tradewright.services.sessions.happened import Happened
from tradewright.wire import events as e

if TYPE_CHECKING:
    from tradewright.core.engine import Zones
    from tradewright.ports.journal import Entry, Journal


def recover(journal: Journal, zones: Zones) -> Books | None:
    """The books as the journal left them; None if the journal is empty.

    Parameters
    ----------
    journal : open; nothing is written to it.
    zones : time zones of the trading sessions and of the daily roll.

    Raises
    ------
    CorruptJournal
        If an entry is damaged or cannot be read by this version.

    Notes
    -----
    Up to the last snapshot only bars and news are read; the entries after it are applied exactly
    as they were when they were written. Nothing is asked of the feed and no order is sent twice,
    because an order exists only as the consequence of an entry.
    """
    entries = journal.read(0)
    opened = _opened(next(entries, None))
    if opened is None:
        return None
    books = Books(opened, zones)
    books.seq = 1
    snapshot = journal.last_snapshot(snapshots.SNAPSHOT_VERSION)
    if snapshot is not None:
        seen = [_see(books, entry) for entry in islice(entries, snapshot.seq - 1)]
        books.learn(*(news for news in seen if news is not None))
        snapshots.restore(books, snapshot)
    for entry in entries:
        apply(books, decode(entry))
        books.seq = entry.seq
    return books


def opening_of(journal: Journal) -> e.Opened | None:
    """How the account of a journal was opened; None if the journal is empty."""
    return _opened(next(journal.read(0), None))


def apply(books: Books, event: e.Event) -> Happened:
    """Take one event that is in the journal into the books."""
    match event:
        case e.Prices():
            return books.trade(event.bars)
        case e.BadPrices():
            return books.distrust(event.symbols, event.ts)
        case e.Warmed():
            books.warm(event.bars)
            return Happened()
        case e.News():
            return books.hear(event)
        case e.Opened():
            message = "the journal opens an account twice; it was put together from two journals"
            raise CorruptJournal(message)
        case _:
            return commands.act(books, event)[1]


def record(event: e.Event) -> Record:
    """The event on its way into the journal; commands must survive a power failure."""
    durable = not isinstance(event, e.Prices | e.Warmed)
    return Record(kind=event.kind, body=e.encode_event(event), durable=durable)


def decode(entry: Entry) -> e.Event:
    """The event of an entry."""
    try:
        return e.decode_event(entry.kind, entry.body)
    except e.UnknownEvent as error:
        message = f"entry {entry.seq}: {error}; use the version of Tradewright that wrote it"
        raise CorruptJournal(message) from error


def _see(books: Books, entry: Entry) -> e.News | None:
    """Let the books see bars only; news is handed back, to be learnt at once with all the other."""
    event = decode(entry)
    if isinstance(event, e.Prices | e.Warmed):
        books.warm(event.bars)
    return event if isinstance(event, e.News) else None


def _opened(first: Entry | None) -> e.Opened | None:
    opened = None if first is None else decode(first)
    if opened is None or isinstance(opened, e.Opened):
        return opened
    message = f"the journal's first entry is {opened.kind!r}, expected 'opened'"
    raise CorruptJournal(message)
