"""The exit part of the oracle: what closes a position, and how its stop moves."""

from __future__ import annotations

import math

from tests.external.oracle_book import Book, Position
from tests.external.oracle_clock import MINUTE, next_time, sessions_end
from tests.external.oracle_ladder import by_price
from tests.external.oracle_moves import secure, trail
from tests.external.oracle_settings import Times


def passed_at_open(book: Book, position: Position, i: int) -> bool:
    """Close at the open itself where the stop, else the target, lies behind it."""
    side = position.side
    here = position.market.mark(side)
    if position.stop is not None and (here - position.stop) * side <= 0:
        leave_at_market(book, position, position.reason, i)
        return True
    if position.target is not None and (here - position.target) * side >= 0:
        book.leave(position, here, "take_profit", i)
        return True
    return False


def leave_at_market(book: Book, position: Position, reason: str, i: int) -> None:
    """Close where the market stands, slipped."""
    here = position.market.mark(position.side)
    book.leave(position, here - position.side * position.slip, reason, i)


def walk(book: Book, position: Position, i: int) -> None:
    """A position lives through open, A, B, close: stop, then target, then the stop moves."""
    market, side = position.market, position.side
    start = market.closing(side, market.open[i], i)
    reached(position, start)
    for bid in points(position, i):
        end = market.closing(side, bid, i)
        start = by_price(book, position, start, end, i)
        if position not in book.positions or hit(book, position, start, end, i):
            return
        reached(position, end)
        start = end


def points(position: Position, i: int) -> tuple[int, int, int]:
    """The bid prices after the open, in the order of the path policy."""
    market = position.market
    adverse, favourable = (market.low[i], market.high[i])[:: position.side]
    nearer = abs(favourable - market.open[i]) < abs(adverse - market.open[i])
    policy = position.said.path
    if policy == "optimistic" or (policy == "ohlc" and nearer):
        return favourable, adverse, market.close[i]
    return adverse, favourable, market.close[i]


def hit(book: Book, position: Position, start: int, end: int, i: int) -> bool:
    """Whether the segment closes it: the stop on the way down, the target on the way up."""
    side = position.side
    way = (end - start) * side
    if way <= 0 and position.stop is not None and (end - position.stop) * side <= 0:
        book.leave(position, position.stop - side * position.slip, position.reason, i)
        return True
    if way >= 0 and position.target is not None and (end - position.target) * side >= 0:
        book.leave(position, position.target, "take_profit", i)
        return True
    return False


def reached(position: Position, here: int) -> None:
    """A price was reached alive: extremes widen, then trailing, then breakeven."""
    position.excursion(here)
    if position.ladder is not None:
        side = position.side
        position.ladder.best = max(position.ladder.best * side, here * side) * side
    trail(position, here)
    secure(position, here)


def limits(times: Times, ts: int) -> tuple[int, str] | None:
    """The earliest limit of a position entered on the bar that opens at `ts`; the first wins."""
    found: list[tuple[int, str]] = []
    if times.longest is not None:
        whole = times.longest
        if times.every is not None:
            whole = math.ceil(whole / times.every - 1e-9) * times.every
        found.append((ts + round(whole * MINUTE), "time"))
    if times.sessions:
        found.append((sessions_end(ts, times.sessions), "session_end"))
    if times.friday_close is not None:
        found.append((next_time(ts, 4, times.friday_close, times.zone), "weekend"))
    if times.sunday_close is not None:
        found.append((next_time(ts, 6, times.sunday_close, times.zone), "weekend"))
    return min(found, key=lambda one: one[0], default=None)


def first_look(times: Times, ts: int) -> int | None:
    """When a position's progress is looked at first."""
    if times.progress is None or times.every is None:
        return None
    return ts + round(times.every * MINUTE)


def read_anew(position: Position, i: int) -> None:
    """A trailing distance reads its ATR where an own bar of the strategy closes with row `i`."""
    rule = position.said.trailing
    if rule is not None and rule.multiplier > 0:
        ranges = position.columns.average_range(rule.period, i)
        if ranges > 0:
            position.range = ranges


def leave_at_close(book: Book, position: Position, i: int) -> None:
    """The exits of the close, the first that holds."""
    market, said = position.market, position.said
    now = market.ts[i] + market.length
    gain = (market.mark(position.side) - position.entry) * position.side
    if position.limit is not None and now >= position.limit[0]:
        leave_at_market(book, position, position.limit[1], i)
        return
    if position.look is not None and now >= position.look:
        if gain < (said.times.progress or 0) * market.per_pip - 1e-6:
            leave_at_market(book, position, "time", i)
            return
        every = round((said.times.every or 0) * MINUTE)
        position.look += ((now - position.look) // every + 1) * every
    if stormed(position, i):
        if i in position.columns.own.late:
            position.leave = "volatility"
        else:
            leave_at_market(book, position, "volatility", i)


def stormed(position: Position, i: int) -> bool:
    """Whether volatility is high on the own bar that closes with row `i`, and the gain enough."""
    storm, market = position.said.storm, position.market
    if storm is None or not position.columns.stormy(storm)[i]:
        return False
    gain = (market.mark(position.side) - position.entry) * position.side
    return storm.protect is None or gain >= storm.protect * market.per_pip - 1e-6
