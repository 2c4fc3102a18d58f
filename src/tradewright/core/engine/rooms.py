"""Room for a desk: its tables, and how they grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import UTC
from tradewright.core.engine.costs import NEW_YORK
from tradewright.core.engine.tables import Tables
from tradewright.core.engine.vault import no_closes
from tradewright.core.kernel import Rows, grown, reserved, rows
from tradewright.core.market import Reason
from tradewright.core.market.bonds import Bond
from tradewright.core.market.codes import MANNERS
from tradewright.core.market.guards import Guard
from tradewright.core.market.records import (
    Account,
    Feed,
    Manner,
    Note,
    Position,
    Rung,
    Seat,
    Terms,
    Trade,
)
from tradewright.core.market.sizes import Size, Tally
from tradewright.core.risk import Hours, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.calendar import Session, Zone
    from tradewright.core.engine.costs import Zones

FIRST_TRADES: Final = 64
FIRST_NOTES: Final = 256
REASONS: Final = max(Reason) + 1
"""Columns of `Tables.reasons`: one for each number of a `Reason`, some of which are not taken."""
FIRST_SIZES: Final = 64


def empty(cash: float) -> Tables:
    """The tables of a desk with no feed and no strategy."""
    tables = Tables(
        account=rows(Account, 1),
        feeds=rows(Feed, 0),
        terms=rows(Terms, 0),
        seats=rows(Seat, 0),
        positions=rows(Position, 1),
        trades=rows(Trade, FIRST_TRADES),
        notes=rows(Note, FIRST_NOTES),
        reasons=np.zeros((0, REASONS), np.int64),
        manners=rows(Manner, 0),
        bonds=rows(Bond, 0),
        symbols=np.zeros(0, np.int64),
        closes=no_closes(),
        guards=rows(Guard, 1),
        rungs=rows(Rung, 0),
        marks=np.zeros((1, 0), np.int64),
        tallies=rows(Tally, 0),
        sizes=rows(Size, FIRST_SIZES),
    )
    account = tables.account[0]
    account.cash = account.balance = account.equity = cash
    return tables


def with_feed(tables: Tables) -> Tables:
    """Room for one more feed."""
    return tables._replace(feeds=grown(tables.feeds, Feed, len(tables.feeds) + 1))


def with_strategy(tables: Tables, positions: int) -> Tables:
    """Room for one more strategy that holds up to `positions` positions."""
    n = len(tables.seats) + 1
    room = len(tables.positions) + positions + 1
    wider = tables._replace(
        terms=grown(tables.terms, Terms, n),
        seats=grown(tables.seats, Seat, n),
        positions=grown(tables.positions, Position, room),
        reasons=np.vstack((tables.reasons, np.zeros((1, REASONS), np.int64))),
        manners=grown(tables.manners, Manner, MANNERS * n),
        guards=grown(tables.guards, Guard, n + 1),
        tallies=grown(tables.tallies, Tally, n),
    )
    return with_room(wider, trades=room + n, notes=most_notes(wider))


def with_room(tables: Tables, *, trades: int, notes: int) -> Tables:
    """Room for so many more trades and notes than are written now, with as much again to spare.

    A size is worked out for no more entries than there are notes.
    """
    account = tables.account[0]
    if account.trades + trades > len(tables.trades):
        size = 2 * (account.trades + trades)
        tables = tables._replace(trades=reserved(tables.trades, Trade, size, account.trades))
    if account.notes + notes > len(tables.notes):
        size = 2 * (account.notes + notes)
        tables = tables._replace(notes=reserved(tables.notes, Note, size, account.notes))
    if account.sizes + notes > len(tables.sizes):
        size = 2 * (account.sizes + notes)
        tables = tables._replace(sizes=reserved(tables.sizes, Size, size, account.sizes))
    return tables


def most_trades(tables: Tables) -> int:
    """How many positions, and parts of them, one bar may close."""
    rungs = int(tables.account[0].rungs)
    return (1 + rungs) * (len(tables.positions) + len(tables.seats))


def most_notes(tables: Tables) -> int:
    """How many notes one bar may write."""
    return 4 * most_trades(tables) + 2 * len(tables.guards)


def hours(zones: Zones) -> Hours:
    """Window 0 is New York, for the daily roll, window 1 the guardian's clock; sessions follow."""
    none = np.zeros(0, np.int64)
    alone = Hours(rows(Window, 0), none, none, none, none)
    return _with_window(_with_window(alone, zones[NEW_YORK], 0, 0), UTC, 0, 0)


def with_windows(
    old: Hours, zones: Zones, sessions: Sequence[tuple[Session, float]]
) -> tuple[Hours, int]:
    """The same hours with windows for these sessions behind them, and the number of the first.

    Parameters
    ----------
    sessions : each with the size factor of a position opened in it.
    """
    first = len(old.windows)
    for session, factor in sessions:
        try:
            zone = zones[session.zone]
        except KeyError:
            message = f"no table of the zone {session.zone}; pass it in `zones`"
            raise ValueError(message) from None
        old = _with_window(old, zone, session.opens, session.closes)
        old.windows[len(old.windows) - 1].factor = factor
    return old, first


def with_clock(old: Hours, k: int, zone: Zone, clock: int) -> Hours:
    """The same hours, window `k` keeping another zone's clock; `clock` is ns after midnight."""
    windows: Rows[Window] = grown(old.windows, Window, len(old.windows))
    return _keeping(old, windows, k, zone, (clock, clock))


def _with_window(old: Hours, zone: Zone, opens: int, closes: int) -> Hours:
    windows: Rows[Window] = grown(old.windows, Window, len(old.windows) + 1)
    return _keeping(old, windows, len(old.windows), zone, (opens, closes))


def _keeping(old: Hours, windows: Rows[Window], k: int, zone: Zone, span: tuple[int, int]) -> Hours:
    """The same hours with these windows, of which number `k` learns its zone and its times."""
    window = windows[k]
    window.zone_from = old.at.size
    window.zone_to = old.at.size + zone.at.size
    window.opens, window.closes = span
    return old._replace(
        windows=windows, at=np.r_[old.at, zone.at], offset=np.r_[old.offset, zone.offset]
    )
