"""The guards at work: measured at every open and close; `barring` asks them before every entry.

Nothing of this is done on a desk whose account and strategies have no limits.
"""

from __future__ import annotations

from math import ceil, floor, inf, isfinite, nan
from typing import Final

from tradewright.core.calendar.periods import trading_day
from tradewright.core.calendar.weeks import EVERY_DAY, next_clock
from tradewright.core.engine.tables import Tables
from tradewright.core.kernel import inline, kernel
from tradewright.core.ledger import equity, unrealised
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import BREACHED, REARMED, SAME
from tradewright.core.market.records import NEVER, Feed, Position
from tradewright.core.risk import Hours
from tradewright.core.risk.guard import (
    begin_day,
    count_entry,
    count_exit,
    in_words_of,
    look,
    lowest,
)

GUARDIAN: Final = int(ExitReason.GUARDIAN)
CLOCK: Final = 1
"""The window of `Hours` that keeps the guardian's clock."""


@inline
def worth_of(tables: Tables, g: int) -> float:
    """What guard number `g` watches over is worth at the standing prices, account currency."""
    account = tables.account[0]
    if g == 0:
        return equity(account, tables.feeds, tables.positions)
    total = tables.guards[g].began + tables.guards[g].banked
    for k in range(account.open):
        position = tables.positions[k]
        if position.strategy == g - 1:
            total += unrealised(tables.feeds, position) - position.commission
    return total


@kernel
def turn_day(tables: Tables, hours: Hours, ts: int) -> None:
    """Let the guards' day begin that holds `ts`; prices stand where the day before ended."""
    account = tables.account[0]
    window = hours.windows[CLOCK]
    at = hours.at[window.zone_from : window.zone_to]
    offset = hours.offset[window.zone_from : window.zone_to]
    day = trading_day(at, offset, ts, window.opens)
    account.turn = next_clock(at, offset, ts, window.opens, EVERY_DAY)
    whole = worth_of(tables, 0)
    for g in range(len(tables.guards)):
        guard = tables.guards[g]
        if guard.watches != 0 and ts >= guard.turn:
            if guard.turn == 0:
                guard.began = whole
            if begin_day(guard, day, worth_of(tables, g), whole):
                _tell(tables, g, REARMED, ts)
                guard.breach = 0
            guard.turn = account.turn


@kernel
def watch_over(tables: Tables, ts: int, price: float) -> int:
    """Measure at the standing prices; 1 where a breach asks positions to leave.

    Parameters
    ----------
    ts : open time of the bar.
    price : nan or infinite where one of the bar's prices is.
    """
    asked = 0
    for g in range(len(tables.guards)):
        guard = tables.guards[g]
        if guard.watches == 0 or guard.turn == 0 or guard.breach != 0:
            continue
        worth = worth_of(tables, g)
        if not isfinite(price):
            worth = nan
        if look(guard, worth, ts):
            _tell(tables, g, BREACHED, ts)
            if guard.flattens != 0:
                asked |= _flatten(tables, g)
    return asked


@inline
def _flatten(tables: Tables, g: int) -> int:
    """Ask what a guard watches over to leave; 1 if anything was asked that had not been."""
    asked = 0
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.leave == 0 and (g == 0 or position.strategy == g - 1):
            position.leave = GUARDIAN
            asked = 1
    return asked


@inline
def _tell(tables: Tables, g: int, kind: int, ts: int) -> None:
    """Note a breach, or its end."""
    account = tables.account[0]
    guard = tables.guards[g]
    row = tables.notes[account.notes]
    account.notes += 1
    row.ts = ts
    row.kind = kind
    row.strategy = g - 1
    row.feed = -1
    row.position = 0
    row.side = 0
    row.reason = in_words_of(g, guard.breach)
    row.price = 0
    row.stop = 0
    row.target = 0
    row.lots = 0.0
    row.amount = guard.breach_value
    row.bound = guard.breach_bound
    row.rung = 0
    row.sizing = 0


@kernel
def guard_entry(tables: Tables, strategy: int, ts: int) -> None:
    """Let the guards count an entry."""
    for g in (0, strategy + 1):
        if tables.guards[g].watches != 0:
            count_entry(tables.guards[g], ts)


@kernel
def guard_exit(tables: Tables, strategy: int, profit: float, before: float, ts: int) -> None:
    """Let the guards count a finished position.

    Parameters
    ----------
    profit : of what was left of it, account currency.
    before : of the parts that closed before, which is banked already.
    """
    for g in (0, strategy + 1):
        guard = tables.guards[g]
        if guard.watches != 0:
            guard.banked += profit
            count_exit(guard, before + profit, ts)


@kernel
def fence(tables: Tables, f: int) -> None:
    """Narrow a feed's quiet range so that no guard has anything to measure inside it.

    Notes
    -----
    Worth is a straight line in the price of the only open position, so that each limit is a price;
    two ticks more on the near side take the rounding. With several positions, or a rate that
    moves with the price, there is no quiet range.
    """
    account = tables.account[0]
    feed = tables.feeds[f]
    if account.open == 0:
        return
    position = tables.positions[0]
    if account.open > 1 or feed.rate_kind != SAME or position.feed != f:
        feed.bid_floor = NEVER
        return
    for g in (0, position.strategy + 1):
        guard = tables.guards[g]
        if guard.watches != 0 and guard.breach == 0:
            base = account.balance
            if g != 0:
                base = guard.began + guard.banked - position.commission
            highest = inf
            if guard.peak_percent > 0.0:
                highest = guard.peak
            _narrow(feed, position, lowest(guard) - base, highest - base)


@inline
def _narrow(feed: Feed, position: Position, least: float, most: float) -> None:
    """Keep a position's open profit, swap included, between two amounts of account currency."""
    lot = feed.money * position.lots
    low = (least - position.swap) / lot
    high = (most - position.swap) / lot
    if position.side > 0:
        if isfinite(low):
            feed.bid_floor = max(feed.bid_floor, position.entry + ceil(low) + 2)
        if isfinite(high):
            feed.bid_roof = min(feed.bid_roof, position.entry + floor(high) - 2)
    else:
        if isfinite(low):
            feed.ask_roof = min(feed.ask_roof, position.entry - ceil(low) - 2)
        if isfinite(high):
            feed.ask_floor = max(feed.ask_floor, position.entry - floor(high) + 2)
