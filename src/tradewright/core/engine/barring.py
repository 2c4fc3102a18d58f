"""Whether a guard allows an entry, and the numbers it says no with."""

from __future__ import annotations

from typing import Final

from tradewright.core.engine.bonds import correlated
from tradewright.core.engine.tables import Tables
from tradewright.core.kernel import inline, kernel
from tradewright.core.market import Reason
from tradewright.core.market.guards import Guard
from tradewright.core.market.records import Feed
from tradewright.core.risk import weigh
from tradewright.core.risk.guard import (
    CORRELATED,
    CORRELATION_UNKNOWN,
    holds_back,
    in_words_of,
    say_why,
)

POSITIONS: Final = int(Reason.GUARDIAN_POSITIONS)
SYMBOL_POSITIONS: Final = int(Reason.GUARDIAN_SYMBOL_POSITIONS)
CURRENCY_POSITIONS: Final = int(Reason.GUARDIAN_CURRENCY_POSITIONS)


@kernel
def barred(tables: Tables, strategy: int, side: int, ts: int) -> int:
    """Why a guard allows the strategy no entry at `ts`, as a `Reason`; 0 where all do.

    What it measured, and its limit, stand in the seat then.
    """
    seat = tables.seats[strategy]
    for g in (0, strategy + 1):
        guard = tables.guards[g]
        if guard.watches != 0:
            reason = holds_back(guard, ts)
            if reason != 0:
                say_why(seat, guard, reason, ts)
            else:
                reason = _crowded(tables, guard, strategy)
            if reason == 0 and guard.bond != 0:
                reason = _tied(tables, guard, strategy, side, ts)
            if reason != 0:
                return in_words_of(g, reason)
    return 0


@inline
def _crowded(tables: Tables, guard: Guard, strategy: int) -> int:
    """Which limit of positions on the account one more on this symbol would break."""
    f = tables.terms[strategy].feed
    feed = tables.feeds[f]
    account = tables.account[0]
    seat = tables.seats[strategy]
    if 0 < guard.positions_max <= account.open:
        weigh(seat, account.open, guard.positions_max)
        return POSITIONS
    of_symbol = of_base = of_quote = 0
    for k in range(account.open):
        other = tables.feeds[tables.positions[k].feed]
        of_symbol += int(tables.positions[k].feed == f)
        of_base += int(_has(other, feed.base_currency))
        of_quote += int(_has(other, feed.quote_currency))
    if 0 < guard.symbol_max <= of_symbol:
        weigh(seat, of_symbol, guard.symbol_max)
        return SYMBOL_POSITIONS
    if 0 < guard.currency_max <= max(of_base, of_quote):
        weigh(seat, max(of_base, of_quote), guard.currency_max)
        return CURRENCY_POSITIONS
    return 0


@inline
def _tied(tables: Tables, guard: Guard, strategy: int, side: int, ts: int) -> int:
    """Whether as many open positions as may be are the same bet, or that is not known."""
    bond = tables.bonds[guard.bond - 1]
    seat = tables.seats[strategy]
    count = correlated(tables, bond, tables.terms[strategy].feed, side, ts)
    if count < 0:
        weigh(seat, 0.0, bond.points_least)
        return CORRELATION_UNKNOWN
    if count >= bond.positions_max:
        weigh(seat, count, bond.positions_max)
        return CORRELATED
    return 0


@inline
def _has(feed: Feed, currency: int) -> bool:
    return feed.base_currency == currency or feed.quote_currency == currency
