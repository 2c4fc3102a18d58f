"""Several feeds on one account: bars that close at one instant go through each phase together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.engine.drive import roomy
from tradewright.core.engine.guarding import watch_over
from tradewright.core.engine.holding import LEFT, hear, hold_bar, mark
from tradewright.core.engine.phases import (
    act,
    close_bar,
    decide,
    open_bar,
    set_watch,
    soundness,
    walk_bar,
)
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.kernel import inline, kernel
from tradewright.core.risk import Hours


class Schedule(NamedTuple):
    """Bars grouped by the instant they close at; within a group in the order of the feeds."""

    start: NDArray[np.int64]  # (groups + 1,) first place of each group
    feed: NDArray[np.int64]  # (places,)
    row: NDArray[np.int64]  # (places,) row of the tape


@kernel
def run_many(
    tables: Tables,
    hours: Hours,
    tape: Tape,
    schedule: Schedule,
    equity: NDArray[np.float64],
    lo: int,
) -> int:
    """Step the groups from `lo` on; the first group not done.

    Parameters
    ----------
    equity : (groups,) written at each group's close, account currency.

    Notes
    -----
    It returns early, before a group, when the tables may be too small for it.
    """
    for g in range(lo, len(schedule.start) - 1):
        if not roomy(tables):
            return g
        first = schedule.start[g]
        last = schedule.start[g + 1]
        for p in range(first, last):
            open_bar(tables, hours, tape, schedule.feed[p], schedule.row[p])
        for p in range(first, last):
            walk_bar(tables, hours, tape, schedule.feed[p], schedule.row[p])
        for p in range(first, last):
            equity[g] = close_bar(tables, tape, schedule.feed[p], schedule.row[p])
        if _hold(tables, hours, tape, schedule, first, last) != 0:
            equity[g] = mark(tables)
        _watch_over(tables, tape, schedule, first, last)
        for p in range(first, last):
            decide(tables, tape, schedule.feed[p], schedule.row[p])
            set_watch(tables, schedule.feed[p])
    return len(schedule.start) - 1


@inline
def _hold(
    tables: Tables, hours: Hours, tape: Tape, schedule: Schedule, first: int, last: int
) -> int:
    """Let the closes of one instant act on positions; not 0 if some have left."""
    left = 0
    for p in range(first, last):
        left |= hold_bar(tables, hours, tape, schedule.feed[p], schedule.row[p]) & LEFT
    return left


@inline
def _watch_over(tables: Tables, tape: Tape, schedule: Schedule, first: int, last: int) -> None:
    """Let the guards measure at the closes of one instant, if there are any."""
    if tables.account[0].guards == 0:
        return
    sound = 0.0
    for p in range(first, last):
        sound += soundness(tape, schedule.row[p])
    watch_over(tables, int(tape.ts[schedule.row[first]]), sound)


@kernel
def lay(tables: Tables, tape: Tape, strategy: int, row: int, signal: int) -> None:
    """Lay down a signal formed at the close that stands in `row`."""
    act(tables, tape, strategy, row, signal)


@kernel
def reveal(tables: Tables, tape: Tape, strategy: int, row: int) -> None:
    """Let a strategy's positions read a close that was only revealed by the bar after it."""
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.strategy == strategy:
            hear(tables, tape, position, row)


@kernel
def lay_levels(tables: Tables, strategy: int, stop: float, target: float, lots: float) -> None:
    """Give the intent that was just laid down its own levels and size; 0 leaves the strategy's."""
    seat = tables.seats[strategy]
    seat.stop_price = stop
    seat.target_price = target
    seat.lots = lots
