"""Stretches of bars on which nothing can happen: most bars of most histories.

Both functions leave the same bits as the phases would, bar by bar; what they save is asking.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.engine.holding import listen_all, storms
from tradewright.core.engine.phases import set_watch
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.exits import reach
from tradewright.core.kernel import inline
from tradewright.core.ledger import unrealised
from tradewright.core.market.codes import ACTS, SAME
from tradewright.core.market.records import NEVER, Feed
from tradewright.core.market.ticks import nearest
from tradewright.core.venue import quote, spread_ticks


@inline
def next_word(tables: Tables, tape: Tape, lo: int, hi: int) -> int:
    """The first bar from `lo` on with a signal of any strategy; `hi` if there is none before it."""
    for s in range(len(tables.seats)):
        first = tables.terms[s].signal_from
        row = lo
        while row < hi and tape.signal[first + row] & ACTS == 0:
            row += 1
        hi = row
    return hi


@inline
def idle(tables: Tables, tape: Tape, equity: NDArray[np.float64], lo: int, hi: int) -> int:
    """Pass bars while nobody holds anything; the first bar not passed."""
    account = tables.account[0]
    feed = tables.feeds[0]
    worth = account.balance
    roll = feed.roll
    if account.guards != 0:
        roll = min(roll, account.turn)
    if roll < NEVER and hi > lo and tape.ts[hi - 1] >= roll:
        hi = _first_from(tape, lo, hi, roll)
    for i in range(lo, hi):
        equity[i] = worth
    if hi > lo:
        close = nearest(tape.close[hi - 1] * feed.per_tick)
        quote(feed, close, spread_ticks(feed, tape.spread, hi - 1))
        account.equity = worth
    return hi


@inline
def _first_from(tape: Tape, lo: int, hi: int, ts: int) -> int:
    """The first of the rows `lo` to `hi` that opens at `ts` or later; `hi` if there is none."""
    while lo < hi:
        middle = (lo + hi) // 2
        if tape.ts[middle] < ts:
            lo = middle + 1
        else:
            hi = middle
    return lo


@inline
def coast(tables: Tables, tape: Tape, equity: NDArray[np.float64], lo: int, hi: int) -> int:
    """Pass bars while no position can change; the first bar not passed."""
    feed = tables.feeds[0]
    if feed.reads != 0:
        return _coast_reading(tables, tape, equity, lo, hi)
    if tables.account[0].open == 1 and feed.rate_kind == SAME:
        return _coast_alone(tables, tape, equity, lo, hi)
    limit = _limit(tables, feed)
    i = lo
    while i < hi and (limit == NEVER or tape.ts[i] < limit) and _inside(feed, tape, i):
        equity[i] = _drift(tables, tape, i)
        i += 1
    return i


@inline
def _limit(tables: Tables, feed: Feed) -> int:
    """The open time from which on a bar brings a roll or a guard's day, or its end closes."""
    limit = feed.roll
    if tables.account[0].guards != 0:
        limit = min(limit, tables.account[0].turn)
    if feed.due == NEVER:
        return limit
    return min(limit, feed.due - feed.step_ns)


@inline
def _coast_reading(
    tables: Tables, tape: Tape, equity: NDArray[np.float64], lo: int, hi: int
) -> int:
    """The same where strategies read their columns while they hold: the quiet range may move."""
    feed = tables.feeds[0]
    limit = _limit(tables, feed)
    i = lo
    while (
        i < hi
        and (limit == NEVER or tape.ts[i] < limit)
        and _inside(feed, tape, i)
        and not storms(tables, tape, i)
    ):
        equity[i] = _drift(tables, tape, i)
        listen_all(tables, tape, i)
        set_watch(tables, 0)
        i += 1
    return i


@inline
def _coast_alone(tables: Tables, tape: Tape, equity: NDArray[np.float64], lo: int, hi: int) -> int:
    """The same for one position in account currency: all that does not change is at hand."""
    account = tables.account[0]
    feed = tables.feeds[0]
    position = tables.positions[0]
    limit, per_tick, side = _limit(tables, feed), feed.per_tick, position.side
    floor, roof = feed.bid_floor, feed.bid_roof
    if side < 0:
        floor, roof = feed.ask_floor, feed.ask_roof
    # Extremes stay prices until the end: rounding keeps their order. Only a price within a tick
    # of a level has to be rounded to be judged.
    top, bottom = -np.inf, np.inf
    entry, money, lots, swap = position.entry, feed.money, position.lots, position.swap
    balance, spread = account.balance, 0
    i = lo
    while i < hi and (limit == NEVER or tape.ts[i] < limit):
        if side < 0:
            spread = spread_ticks(feed, tape.spread, i)
        high = tape.high[i] * per_tick + spread
        low = tape.low[i] * per_tick + spread
        if (low <= floor + 1 and nearest(low) <= floor) or (
            high >= roof - 1 and nearest(high) >= roof
        ):
            break
        top = max(top, high)
        bottom = min(bottom, low)
        gain = (nearest(tape.close[i] * per_tick) + spread - entry) * side
        equity[i] = balance + (gain * money * lots + swap)
        i += 1
    if i > lo:
        reach(position, nearest(top))
        reach(position, nearest(bottom))
        close = nearest(tape.close[i - 1] * per_tick)
        quote(feed, close, spread_ticks(feed, tape.spread, i - 1))
        account.equity = equity[i - 1]
    return i


@inline
def _inside(feed: Feed, tape: Tape, row: int) -> bool:
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
def _drift(tables: Tables, tape: Tape, row: int) -> float:
    """Remember the bar's extremes and mark the account at its close; equity, account currency."""
    account = tables.account[0]
    feed = tables.feeds[0]
    high = nearest(tape.high[row] * feed.per_tick)
    low = nearest(tape.low[row] * feed.per_tick)
    spread = spread_ticks(feed, tape.spread, row)
    quote(feed, nearest(tape.close[row] * feed.per_tick), spread)
    total = account.balance
    for k in range(account.open):
        position = tables.positions[k]
        side_spread = 0
        if position.side < 0:
            side_spread = spread
        reach(position, high + side_spread)
        reach(position, low + side_spread)
        total += unrealised(tables.feeds, position)
    account.equity = total
    return total
