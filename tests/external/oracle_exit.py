"""The exit part of the oracle: what closes a position, and how its stop moves."""

from __future__ import annotations

from tests.external.oracle_book import Book, Position
from tests.external.oracle_facts import down, up
from tests.external.oracle_market import LONG


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
        if hit(book, position, start, end, i):
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
    side = position.side
    position.excursion(here)
    best = here if position.best is None else max(position.best * side, here * side) * side
    position.best = best
    trail(position, best)
    secure(position, best, here)


def trail(position: Position, best: int) -> None:
    """Trailing: `distance` behind the best price, better by `step` and by one tick."""
    if position.said.trailing is None:
        return
    side = position.side
    distance, step, activate = position.said.trailing
    if (best - position.entry) * side < activate - 1e-6:
        return
    candidate = down(best - distance) if side == LONG else up(best + distance)
    if position.stop is None or (candidate - position.stop) * side >= max(step - 1e-6, 1):
        position.stop, position.reason = candidate, "trailing_stop"


def secure(position: Position, best: int, here: int) -> None:
    """Breakeven: once, when the gain is enough, to tighten, and behind the price."""
    if position.said.breakeven is None or position.secured:
        return
    side = position.side
    kind, trigger, buffer = position.said.breakeven
    needed = trigger * (position.risk or 0) if kind == "r" else trigger
    if (best - position.entry) * side < needed - 1e-6:
        return
    candidate = down(position.entry + buffer) if side == LONG else up(position.entry - buffer)
    tighter = position.stop is None or (candidate - position.stop) * side > 0
    if tighter and (here - candidate) * side > 0:
        position.stop, position.reason, position.secured = candidate, "breakeven", True
