"""Which open positions are the same bet as a new one: by correlation, and by currency.

A long of A and a long of B are the same bet where A and B are positively correlated, a long and a
short where they are negatively. A position on the same symbol has a correlation of 1. A rule is a
row of `Tables.bonds`; what it needs to know stands in the rings of `Tables.closes` (see `vault`).
The names to know: `entry_bonds` (what a strategy's rules say of its entry), `correlated` and
`exposed` (how many positions of others one rule counts).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from tradewright.core.engine.tables import Tables
from tradewright.core.kernel import inline, kernel
from tradewright.core.ledger import rate
from tradewright.core.market import Reason
from tradewright.core.market.bonds import Bond
from tradewright.core.market.records import NEVER, Position
from tradewright.core.risk import weigh
from tradewright.core.risk.correlation import BARS, correlation, further, ring_of

CORRELATED: Final = int(Reason.CORRELATED)
CORRELATION_UNKNOWN: Final = int(Reason.CORRELATION_UNKNOWN)
CURRENCY_EXPOSURE: Final = int(Reason.CURRENCY_EXPOSURE)


@inline
def entry_bonds(tables: Tables, strategy: int, side: int, ts: int) -> int:
    """Why a strategy's rules refuse an entry, as a `Reason`; else its size has their factors."""
    terms = tables.terms[strategy]
    seat = tables.seats[strategy]
    for k in range(terms.bonds_from, terms.bonds_from + terms.bonds):
        bond = tables.bonds[k]
        reason = together(tables, bond, terms.feed, side, ts)
        if reason != 0:
            if bond.scale == 0.0 or reason == CORRELATION_UNKNOWN:
                say_bond(tables, bond, strategy, side, ts, reason)
                return reason
            seat.factor *= bond.scale
            seat.bond_scale *= bond.scale
    return 0


@kernel
def say_bond(tables: Tables, bond: Bond, strategy: int, side: int, ts: int, reason: int) -> None:
    """Keep for the note what a rule has measured and its limit: correlation, returns, positions."""
    seat = tables.seats[strategy]
    f = tables.terms[strategy].feed
    if reason == CURRENCY_EXPOSURE:
        weigh(seat, exposed(tables, bond, f, side), bond.positions_max)
        return
    closest, fewest = -1.0, NEVER
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if looked_at(tables, bond, position):
            closest = np.fmax(closest, sameness(tables, bond, f, side, position, ts))
            fewest = min(fewest, _common(tables, bond, f, position.feed, ts))
    if reason == CORRELATED:
        weigh(seat, closest, bond.most)
    else:
        weigh(seat, fewest, bond.points_least)


@inline
def _common(tables: Tables, bond: Bond, f: int, other: int, ts: int) -> int:
    """The fewest returns that two feeds have in common, over a rule's timeframes."""
    fewest = NEVER
    until = ts
    if bond.update_ns > 0:
        until = ts - ts % bond.update_ns
    for step in (bond.step_ns, bond.step_ns_2, bond.step_ns_3):
        if step != 0 and other != f:
            one, two = ring_of(tables.closes, f, step), ring_of(tables.closes, other, step)
            if one < 0 or two < 0:
                return 0
            points = BARS
            if bond.lookback_ns > 0:
                points = bond.lookback_ns // step
            fewest = min(fewest, correlation(tables.closes, one, two, until, points)[1])
    return fewest


@inline
def looked_at(tables: Tables, bond: Bond, position: Position) -> bool:
    """Whether a rule looks at a position: it is another strategy's, on a symbol it names."""
    if position.strategy == bond.strategy:
        return False
    if bond.symbols == 0:
        return True
    feed = tables.feeds[position.feed]
    for k in range(bond.symbols_from, bond.symbols_from + 2 * bond.symbols, 2):
        if tables.symbols[k] == feed.base_currency and tables.symbols[k + 1] == feed.quote_currency:
            return True
    return False


@kernel
def sameness(tables: Tables, bond: Bond, f: int, side: int, position: Position, ts: int) -> float:
    """How much an entry is the same bet as a position: -1 to 1; nan where that is not known.

    The largest of the rule's timeframes.

    Parameters
    ----------
    f, side, ts : feed, side and instant of the entry.
    """
    same = float(side * position.side)
    if position.feed == f:
        return same
    until = ts
    if bond.update_ns > 0:
        until = ts - ts % bond.update_ns
    best = -1.0
    for step in (bond.step_ns, bond.step_ns_2, bond.step_ns_3):
        if step != 0:
            r = same * moving_together(tables, bond, f, position.feed, step, until)
            if np.isnan(r):
                return np.nan
            best = max(best, r)
    return best


@inline
def moving_together(tables: Tables, bond: Bond, f: int, other: int, step: int, until: int) -> float:
    """Correlation of two feeds at one timeframe as a rule wants it; nan where it is not known."""
    one, two = ring_of(tables.closes, f, step), ring_of(tables.closes, other, step)
    if one < 0 or two < 0:
        return np.nan
    points = BARS
    if bond.lookback_ns > 0:
        points = bond.lookback_ns // step
    r, n = correlation(tables.closes, one, two, until, points)
    if n < bond.points_least or np.isnan(r) or bond.cautious == 0:
        return r if n >= bond.points_least else np.nan
    return further(r, n)


@kernel
def correlated(tables: Tables, bond: Bond, f: int, side: int, ts: int) -> int:
    """How many positions of others are the same bet as an entry; -1 where one is not known."""
    count = 0
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if looked_at(tables, bond, position):
            r = sameness(tables, bond, f, side, position, ts)
            if np.isnan(r):
                return -1
            if r > bond.most + 1e-12:
                count += 1
    return count


@kernel
def exposed(tables: Tables, bond: Bond, f: int, side: int) -> int:
    """How many positions of others an entry adds to, in the currency where that is most.

    Notes
    -----
    A long is long its base and short its quote currency, each by its notional. Positions count only
    where they leave the account, all in all, on the side of the currency that the entry adds to.
    """
    feed = tables.feeds[f]
    return max(
        _added_to(tables, bond, feed.base_currency, side),
        _added_to(tables, bond, feed.quote_currency, -side),
    )


@inline
def _added_to(tables: Tables, bond: Bond, currency: int, side: int) -> int:
    """How many positions stand on one side of a currency, if that is where the account is."""
    net, count = 0.0, 0
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if looked_at(tables, bond, position):
            feed = tables.feeds[position.feed]
            way = 0
            if feed.base_currency == currency:
                way = position.side * side
            elif feed.quote_currency == currency:
                way = -position.side * side
            worth = position.lots * feed.contract * feed.bid * feed.tick
            net += way * worth * rate(tables.feeds, position.feed, feed.bid)
            count += way > 0
    return count if net > 0.0 else 0


@inline
def together(tables: Tables, bond: Bond, f: int, side: int, ts: int) -> int:
    """What one rule says of an entry, as a `Reason`; 0 where there is no conflict."""
    if bond.most < 1.0:
        count = correlated(tables, bond, f, side, ts)
        if count < 0:
            return CORRELATION_UNKNOWN
        if count >= bond.positions_max:
            return CORRELATED
    if bond.by_currency != 0 and exposed(tables, bond, f, side) >= bond.positions_max:
        return CURRENCY_EXPOSURE
    return 0
