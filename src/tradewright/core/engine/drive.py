"""One feed's bars run through the phases in a loop; quiet bars go a short way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.engine.guarding import watch_over
from tradewright.core.engine.holding import ASKED, LEFT, hold_bar, mark
from tradewright.core.engine.phases import (
    close_bar,
    decide,
    open_bar,
    set_watch,
    soundness,
    walk_bar,
)
from tradewright.core.engine.quiet import coast, idle, next_word
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.kernel import inline, kernel
from tradewright.core.risk import Hours


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
    Bars on which nothing can happen (nothing pending, no roll, their range inside the quiet range)
    take the short way of `quiet`; both ways leave the same bits. It returns early, before a bar,
    when the tables may be too small for it.
    """
    account = tables.account[0]
    waiting = pending(tables)
    word = next_word(tables, tape, lo, hi)
    i = lo
    while i < hi:
        begin = i
        if waiting == 0:
            until = min(word + 1, hi)
            if account.open == 0:
                i = idle(tables, tape, equity, i, until)
            else:
                i = coast(tables, tape, equity, i, until)
        asked = 0
        if i == begin:
            if not roomy(tables):
                return i
            asked = _whole_bar(tables, hours, tape, equity, i)
            i += 1
        waiting = asked
        if i > word:
            waiting += decide(tables, tape, 0, word)
            word = next_word(tables, tape, i, hi)
    return hi


@inline
def _whole_bar(
    tables: Tables, hours: Hours, tape: Tape, equity: NDArray[np.float64], row: int
) -> int:
    """Let one bar happen, up to what is decided at its close; 1 if a position will leave."""
    open_bar(tables, hours, tape, 0, row)
    walk_bar(tables, hours, tape, 0, row)
    equity[row] = close_bar(tables, tape, 0, row)
    held = hold_bar(tables, hours, tape, 0, row)
    if held & LEFT != 0:
        equity[row] = mark(tables)
    asked = held & ASKED
    if tables.account[0].guards != 0:
        asked |= watch_over(tables, tape.ts[row], soundness(tape, row))
    set_watch(tables, 0)
    return asked


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
        account.notes + (3 + 2 * account.rungs) * most + seats + 2 * len(tables.guards)
        <= len(tables.notes)
        and account.trades + (1 + account.rungs) * most <= len(tables.trades)
        and account.open + seats <= len(tables.positions)
        and account.sizes + seats <= len(tables.sizes)
    )
