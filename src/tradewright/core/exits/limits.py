"""Limits of time: how long a position may live, and what it must have made by then."""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import inline
from tradewright.core.market import ExitReason
from tradewright.core.market.records import Position, Terms
from tradewright.core.market.ticks import up

TIME: Final = int(ExitReason.TIME)


@inline
def start_clocks(position: Position, terms: Terms) -> None:
    """Note when the time of a new position is up, and when its progress is looked at first.

    Notes
    -----
    Where progress is looked at every so often, the longest life ends with one of those looks.
    """
    position.until = 0
    position.until_reason = 0
    position.check = 0
    longest = terms.hold_ns
    if terms.check_ns != 0:
        longest = -(-longest // terms.check_ns) * terms.check_ns
        if terms.progresses != 0:
            position.check = position.entry_ts + terms.check_ns
    if longest != 0:
        end_by(position, position.entry_ts + longest, TIME)


@inline
def end_by(position: Position, instant: int, reason: int) -> None:
    """Let the position close from an instant on, unless it does so earlier."""
    if position.until == 0 or instant < position.until:
        position.until = instant
        position.until_reason = reason


@inline
def ended(position: Position, terms: Terms, price: int, now: int) -> int:
    """The reason to close at a bar's close because of the time; 0 for none.

    Parameters
    ----------
    price : ticks, the close on the closing side.
    now : when the bar closes, ns.
    """
    if position.until != 0 and now >= position.until:
        return position.until_reason
    if position.check != 0 and now >= position.check:
        if (price - position.entry) * position.side < up(terms.progress):
            return TIME
        missed = (now - position.check) // terms.check_ns
        position.check += (missed + 1) * terms.check_ns
    return 0
