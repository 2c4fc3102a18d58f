"""One bar of a backtest, as it was decided: the conditions, and what became of the signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import format_ts
from tradewright.core.engine.size_views import size_sentence
from tradewright.core.market.bar import bar_at
from tradewright.core.market.resample import resample
from tradewright.core.rules import explain
from tradewright.ports.errors import NotFound
from tradewright.services.sessions.explaining import SIGNALS
from tradewright.services.sessions.refusal_words import Refusal, numbers_of, refusal_detail
from tradewright.services.sessions.rows import bar_row
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.core.engine import Note
    from tradewright.core.market import Bars
    from tradewright.core.rules import Explanation
    from tradewright.services.backtests import Result

ENTRIES: Final = ("entry_long", "entry_short")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Why a bar traded or not.

    Parameters
    ----------
    told : the conditions and the gate, as the server tells them.
    acts_at : open time of the bar on which its signal acted, ns UTC; None after the last bar.
    traded : whether that bar is in the time that was traded.
    notes : what happened to this strategy at that open: entries and refusals.
    currency : of the account.
    scripted : whether Python decides instead of conditions, which then has none to tell.
    """

    told: m.Explanation
    acts_at: int | None
    traded: bool
    notes: tuple[Note, ...]
    scripted: bool = False
    currency: str = "USD"


def answer(result: Result, at_ns: int) -> Answer:
    """Every condition of the bar that holds an instant, and what its signal led to.

    Parameters
    ----------
    result : of the backtest in question, of one strategy with rules.
    at_ns : ns UTC.

    Raises
    ------
    NotFound
        If no bar holds the instant.
    """
    strategy, feed = result.strategies[0], result.bars[0]
    bars = resample(feed, strategy.timeframe)
    i = place(bars, at_ns)
    acts_at = _next_open(feed, int(bars.ts[i]) + strategy.timeframe.ns)
    notes = tuple(
        one for one in result.notes if one.ts == acts_at and one.kind in {"opened", "refused"}
    )
    refused = next((Refusal.of(one) for one in notes if one.kind == "refused"), None)
    tree = explain(strategy.rules, bars, i)
    measured, bound = numbers_of(refused)
    sides = {branch.text: branch for branch in tree.members}
    told = m.Explanation(
        strategy_id=strategy.id,
        symbol=strategy.symbol,
        timeframe=strategy.timeframe.value,
        at=format_ts(int(bars.ts[i])),
        bar=bar_row(bar_at(bars, i)),
        signals=tuple(SIGNALS[name] for name, side in sides.items() if side.truth == "true"),
        reason=None if refused is None else refused.reason,
        detail=refusal_detail(result.desk, strategy, refused, acts_at or 0, bars[: i + 1])
        or _sizing(notes, result.currency),
        measured=measured,
        bound=bound,
        **{name: _node(sides[name].members[0]) if name in sides else None for name in SIGNALS},
    )
    traded = acts_at is not None and bool(len(result.ts)) and acts_at > int(result.ts[0])
    scripted = strategy.script is not None
    return Answer(
        told=told,
        acts_at=acts_at,
        traded=traded,
        notes=notes,
        scripted=scripted,
        currency=result.currency,
    )


def _sizing(notes: tuple[Note, ...], currency: str) -> str | None:
    """How the size of the entry came about, or of the one that was refused."""
    found = (size_sentence(one.size, currency) for one in notes if one.size is not None)
    return next(found, None)


def place(bars: Bars, at_ns: int) -> int:
    """Index of the bar that holds an instant."""
    i = int(np.searchsorted(bars.ts, at_ns, side="right")) - 1
    if i >= 0 and at_ns < int(bars.ts[i]) + bars.timeframe.ns:
        return i
    near = [int(bars.ts[k]) for k in (i, i + 1) if 0 <= k < len(bars)]
    shown = " and ".join(format_ts(ts) for ts in near)
    first, last = format_ts(int(bars.ts[0])), format_ts(int(bars.ts[-1]))
    message = (
        f"no {bars.timeframe.value} bar holds {format_ts(at_ns)}: the data have {first} to {last}, "
        f"without the hours the market was closed. The nearest open at {shown}"
    )
    raise NotFound(message)


def _next_open(feed: Bars, closes: int) -> int | None:
    after = int(np.searchsorted(feed.ts, closes, side="left"))
    return int(feed.ts[after]) if after < len(feed) else None


def _node(told: Explanation) -> m.ExplainedNode:
    return m.ExplainedNode(
        path=told.path,
        text=told.text,
        truth=told.truth,
        operands=tuple(m.ExplainedOperand(name=o.name, value=o.value) for o in told.operands),
        members=tuple(_node(member) for member in told.members),
        missing=told.missing,
    )
