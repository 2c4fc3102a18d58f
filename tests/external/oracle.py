"""The oracle: docs/reference/execution-model.md read once more, in plain Python.

Written by someone who never saw the engine. Every price is a whole number of ticks. Clear before
fast. This file holds the order of events; `oracle_rules` reads conditions, `oracle_entry` judges
and fills, `oracle_exit` closes and moves stops, `oracle_book` keeps the account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, compress

from tests.external.oracle_book import Book, Outcome, Position, Terms
from tests.external.oracle_entry import Trader
from tests.external.oracle_exit import (
    leave_at_close,
    leave_at_market,
    passed_at_open,
    read_anew,
    walk,
)
from tests.external.oracle_guard import Guard, Watch
from tests.external.oracle_ladder import at_close as at_close_parts
from tests.external.oracle_ladder import by_price
from tests.external.oracle_market import LONG, Market
from tests.external.oracle_rules import Bars, Document

__all__ = ["Outcome", "Terms", "together", "trade"]


def trade(document: Document, bars: Bars, terms: Terms | None = None) -> Outcome:
    """What one document does on one series of bars; see `together`."""
    return together([document], {document["symbol"]: bars}, terms)


def together(
    documents: Sequence[Document], series: Mapping[str, Bars], terms: Terms | None = None
) -> Outcome:
    """What documents do on one account.

    Parameters
    ----------
    documents : bare strategy parameters (no envelopes), in the order they act.
    series : by symbol, all of one timeframe: columns ``ts`` (open time, ns), ``open high low
        close`` (bid), ``volume`` and, where there is one, ``spread`` (points).
    terms : cash and costs.
    """
    book = Book(terms or Terms())
    markets = {
        symbol: Market(symbol, bars, book.terms.spread_pips) for symbol, bars in series.items()
    }
    traders = [
        Trader(one, series[one["symbol"]], markets[one["symbol"]], book) for one in documents
    ]
    watch = book.terms.watch
    told = [] if watch is None else [Guard(book, watch, watch.limits, None)]
    clock = Watch(day_start=watch.day_start, zone=watch.zone) if watch else Watch()
    own = [Guard(book, clock, one.said.limits, one.said) for one in traders if one.said.limits]
    book.guards = [*told, *own]
    for ts in sorted({ts for market in markets.values() for ts in market.ts}):
        if ts >= (book.terms.since or 0):
            at_once(book, [market for market in markets.values() if ts in market.row], traders, ts)
    book.out.open = [position.listed() for position in book.positions]
    return book.out


def at_once(book: Book, markets: Sequence[Market], traders: Sequence[Trader], ts: int) -> None:
    """The bars that open at one instant: first all opens, then all paths, then all closes."""
    for guard in book.guards:
        guard.turn(ts)
    for market in markets:
        at_open(book, market, [one for one in traders if one.market is market], market.row[ts])
    for market in markets:
        for position in book.on(market):
            walk(book, position, market.row[ts])
    for market in markets:
        market.stand(market.close[market.row[ts]], market.row[ts])
    for market in markets:
        at_close(book, market, market.row[ts])
    book.out.equity.append(book.equity())


def at_close(book: Book, market: Market, i: int) -> None:
    """Columns are read anew, then positions leave by the clock or for volatility."""
    for position in book.on(market):
        read_anew(position, i)
        leave_at_close(book, position, i)
        if position.ladder is not None and i in position.columns.own.ends:
            position.ladder.read = i
    for position in book.on(market):
        at_close_parts(book, position, i)
    watch_over(book)


def watch_over(book: Book) -> None:
    """The guards look; the account's may ask all positions to leave."""
    for guard in book.guards:
        if guard.measure() and guard.said is None and guard.watch.flatten:
            for position in book.positions:
                position.leave = position.leave or "guardian"


def at_open(book: Book, market: Market, traders: Sequence[Trader], i: int) -> None:
    """Exits, the guards, then who makes way, then entries, then what is born behind its level."""
    market.stand(market.open[i], i)
    said = {trader.said.strategy: trader.before(i) for trader in traders}
    for position in book.on(market):
        rule = "exit_long" if position.side == LONG else "exit_short"
        if said[position.said.strategy][rule]:
            position.leave = position.leave or "signal"
        if not passed_at_open(book, position, i):
            leave_if_asked(book, position, i)
        here = market.mark(position.side)
        by_price(book, position, here, here, i)
    watch_over(book)
    for position in book.on(market):
        leave_if_asked(book, position, i)
    against = [trader.against(i) for trader in traders]
    yields = [trader.said.on_opposite in {"close", "reverse"} for trader in traders]
    for position in sorted(chain(*compress(against, yields)), key=lambda one: one.id):
        leave_at_market(book, position, "opposite", i)
    pending = zip(traders, against, strict=True)
    fresh = [trader.judge(i) for trader, facing in pending if trader.still_judged(i, facing)]
    for position in fresh:
        if position is not None and not passed_at_open(book, position, i):
            here = market.mark(position.side)
            by_price(book, position, here, here, i)


def leave_if_asked(book: Book, position: Position, i: int) -> None:
    """Close at this open what was asked to leave."""
    if position.leave is not None:
        leave_at_market(book, position, position.leave, i)
