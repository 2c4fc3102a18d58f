"""Why a strategy did, or did not, trade on one bar of its own history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar import format_ts
from tradewright.core.market.bar import bar_at
from tradewright.core.rules import explain
from tradewright.ports.errors import NotFound
from tradewright.services.sessions.refusal_words import numbers_of, refusal_detail
from tradewright.services.sessions.rows import bar_row
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.core.calendar import Timeframe
    from tradewright.core.market import Bars
    from tradewright.core.rules import Explanation
    from tradewright.services.sessions.books import Books
    from tradewright.services.sessions.refusal_words import Refusal
    from tradewright.services.sessions.roster import Enrolled
    from tradewright.wire.vocabulary import SignalName

SIGNALS: dict[str, SignalName] = {
    "entry_long": "long",
    "entry_short": "short",
    "exit_long": "exit_long",
    "exit_short": "exit_short",
}
"""Sides of the rules and the signals they give."""


def explained(books: Books, enrolled: Enrolled, at_ns: int) -> m.Explanation:
    """Every condition of the closed bar that holds an instant, and the gate that refused it.

    Parameters
    ----------
    at_ns : nanoseconds UTC of the market.

    Raises
    ------
    NotFound
        If no closed bar of the session holds the instant.
    """
    strategy = enrolled.strategy
    bars = books.charts.closed(strategy.symbol, strategy.timeframe)
    i = _place(bars, strategy.timeframe, at_ns)
    tree = explain(strategy.rules, bars, i)
    refusal, opens = _gate(books, enrolled, int(bars.ts[i]) + strategy.timeframe.ns)
    measured, bound = numbers_of(refusal)
    sides = {branch.text: branch for branch in tree.members}
    return m.Explanation(
        strategy_id=strategy.id,
        symbol=strategy.symbol,
        timeframe=strategy.timeframe.value,
        at=format_ts(int(bars.ts[i])),
        bar=bar_row(bar_at(bars, i)),
        signals=tuple(SIGNALS[name] for name, side in sides.items() if side.truth == "true"),
        reason=None if refusal is None else refusal.reason,
        detail=refusal_detail(books.desk, strategy, refusal, opens, bars[: i + 1]),
        measured=measured,
        bound=bound,
        **{name: _node(sides[name].members[0]) if name in sides else None for name in SIGNALS},
    )


def _place(bars: Bars, timeframe: Timeframe, at_ns: int) -> int:
    i = int(np.searchsorted(bars.ts, at_ns, side="right")) - 1
    if i < 0 or at_ns >= int(bars.ts[i]) + timeframe.ns:
        first, last = (
            (format_ts(int(bars.ts[k])) for k in (0, -1)) if len(bars) else ("none", "none")
        )
        message = (
            f"no closed {timeframe.value} bar holds {format_ts(at_ns)}; the session has {first} to "
            f"{last}, without the hours the market was closed"
        )
        raise NotFound(message)
    return i


def _gate(books: Books, enrolled: Enrolled, closes: int) -> tuple[Refusal | None, int]:
    """What refused the signal of the bar that closed then, and the open after it where it did."""
    seen = books.charts.tapes[enrolled.strategy.symbol].bars()
    after = int(np.searchsorted(seen.ts, closes, side="left"))
    if after >= len(seen):
        return None, closes
    opens = int(seen.ts[after])
    return enrolled.refusals.get(opens), opens


def _node(told: Explanation) -> m.ExplainedNode:
    return m.ExplainedNode(
        path=told.path,
        text=told.text,
        truth=told.truth,
        operands=tuple(m.ExplainedOperand(name=o.name, value=o.value) for o in told.operands),
        members=tuple(_node(member) for member in told.members),
        missing=told.missing,
    )
