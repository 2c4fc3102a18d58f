"""Running bars through the phases: one feed in a loop, or a schedule of phases over several feeds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.engine.phases import (
    close_bar,
    decide,
    open_bar,
    set_watch,
    walk_bar,
)
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.exits import reach
from tradewright.core.kernel import inline, kernel
from tradewright.core.ledger import unrealised
from tradewright.core.market.records import Feed
from tradewright.core.market.ticks import nearest
from tradewright.core.risk import Hours
from tradewright.core.venue import quote, spread_ticks


@kernel
def run(
    tables: Tables, hours: Hours, tape: Tape, equity: NDArray[np.float64], lo: int, hi: int
) -> int:
    """Step the bars `lo` to `hi` of a desk with one feed; the first bar not done.

    Parameters
    ----------
    equity : written at each bar's close, account currency.

    Notes
    -----
    A bar on which nothing can happen (nothing pending, no roll, its range inside the quiet range) takes the short way;
    both ways leave the same bits. It returns early, before a bar, when the tables may be too small for it.
    """
    account = tables.account[0]
    feed = tables.feeds[0]
    waiting = pending(tables)
    for i in range(lo, hi):
        if account.open == 0 and waiting == 0 and tape.ts[i] < feed.roll:
            quote(
                feed,
                nearest(tape.close[i] * feed.per_tick),
                spread_ticks(feed, tape.spread, i),
            )
            account.equity = account.balance
            equity[i] = account.balance
        elif waiting == 0 and tape.ts[i] < feed.roll and quiet(feed, tape, i):
            equity[i] = drift(tables, tape, 0, i)
        else:
            if not roomy(tables):
                return i
            open_bar(tables, hours, tape, 0, i)
            walk_bar(tables, tape, 0, i)
            equity[i] = close_bar(tables, tape, 0, i)
            set_watch(tables, 0)
        waiting = decide(tables, tape, 0, i)
    return hi


@inline
def pending(tables: Tables) -> int:
    """How many strategies have laid down an intent, or hold a position that was asked to leave."""
    count = 0
    for s in range(len(tables.seats)):
        if tables.seats[s].signal != 0:
            count += 1
    for k in range(tables.account[0].open):
        if tables.positions[k].leave != 0:
            count += 1
    return count


@inline
def roomy(tables: Tables) -> bool:
    """Whether the tables can take whatever one bar may write."""
    account = tables.account[0]
    seats = len(tables.seats)
    most = account.open + seats
    return (
        account.notes + 3 * most + seats <= len(tables.notes)
        and account.trades + most <= len(tables.trades)
        and account.open + seats <= len(tables.positions)
    )


@inline
def quiet(feed: Feed, tape: Tape, row: int) -> bool:
    """Whether the bar's whole range lies where no position can change."""
    high = nearest(tape.high[row] * feed.per_tick)
    low = nearest(tape.low[row] * feed.per_tick)
    spread = spread_ticks(feed, tape.spread, row)
    return (
        low > feed.bid_floor
        and high < feed.bid_roof
        and low + spread > feed.ask_floor
        and high + spread < feed.ask_roof
    )


@inline
def drift(tables: Tables, tape: Tape, f: int, row: int) -> float:
    """A quiet bar: extremes are remembered, the account is marked at the close; equity in account currency."""
    account = tables.account[0]
    feed = tables.feeds[f]
    high = nearest(tape.high[row] * feed.per_tick)
    low = nearest(tape.low[row] * feed.per_tick)
    spread = spread_ticks(feed, tape.spread, row)
    quote(feed, nearest(tape.close[row] * feed.per_tick), spread)
    total = account.balance
    for k in range(account.open):
        position = tables.positions[k]
        if position.feed == f:
            side_spread = 0
            if position.side < 0:
                side_spread = spread
            reach(position, high + side_spread)
            reach(position, low + side_spread)
        total += unrealised(tables.feeds, position)
    account.equity = total
    return total
