"""Notes of the desk as lines of the event log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.engine.size_views import size_sentence
from tradewright.core.market import Reason, instrument
from tradewright.services.sessions.log import Line

if TYPE_CHECKING:
    from tradewright.core.engine import Note
    from tradewright.wire.messages import ClosedTrade


def entry_line(note: Note, name: str, currency: str) -> Line:
    """A position was opened: "Bought 0.01 EURUSD at 1.08345, stop 1.08095 — EMA Scalping Pro"."""
    verb = "Bought" if note.side == "long" else "Sold"
    words = [f"{verb} {note.lots:g} {note.symbol} at {price(note.symbol, note.price)}"]
    words += [f"stop {price(note.symbol, note.stop)}"] if note.stop is not None else []
    words += [f"target {price(note.symbol, note.target)}"] if note.target is not None else []
    return Line(
        event="TRADE_ENTRY",
        message=f"{', '.join(words)} — {name}",
        strategy_id=note.strategy,
        symbol=note.symbol,
        data=_levels(note) | sized(note, currency),
    )


def exit_line(note: Note, trade: ClosedTrade, currency: str) -> Line:
    """A position was closed: "Closed 0.01 EURUSD (bought) at 1.08745 by take profit: +4.00 USD"."""
    bought = "bought" if trade.type == "BUY" else "sold"
    entry, left = (price(trade.symbol, p) for p in (trade.open_price, trade.close_price))
    what = f"Closed {trade.volume:g} {trade.symbol} ({bought} at {entry}) at {left}"
    why = f"level {trade.level} of the ladder" if trade.level else trade.reason.replace("_", " ")
    result = f"{trade.profit:+,.2f} {currency}, {trade.pips:+.1f} pips"
    return Line(
        event="TRADE_EXIT",
        message=f"{what} by {why}: {result} — {trade.strategy}",
        strategy_id=trade.strategy_id,
        symbol=trade.symbol,
        data=_levels(note)
        | {"reason": trade.reason, "profit": trade.profit, "pips": trade.pips}
        | ({"level": trade.level} if trade.level else {}),
    )


def refusal_line(note: Note, name: str, currency: str, detail: str | None = None) -> Line:
    """An entry signal was refused, by what, and what stood behind it."""
    reason = Reason[note.reason]
    side = "buy" if note.side == "long" else "sell"
    more = "" if detail is None else f" ({detail})"
    return Line(
        event="SIGNAL_REFUSED",
        message=f"Did not {side} {note.symbol}: {reason.sentence}{more} — {name}",
        level="warning" if reason in WARNS else "info",
        strategy_id=note.strategy,
        symbol=note.symbol,
        data={
            "reason": note.reason,
            "side": note.side,
            "measured": note.amount,
            "bound": note.bound,
        }
        | sized(note, currency),
    )


def stop_line(note: Note, name: str) -> Line:
    """A stop was moved in the trader's favour."""
    moved = (
        f"Stop of #{note.position} {note.symbol} moved to {price(note.symbol, note.stop or 0.0)}"
    )
    return Line(
        event="STOP_MOVED",
        message=f"{moved} ({note.reason.replace('_', ' ')}) — {name}",
        strategy_id=note.strategy,
        symbol=note.symbol,
        data=_levels(note) | {"reason": note.reason},
    )


def sized(note: Note, currency: str) -> dict[str, object]:
    """How the size of an entry came about: one sentence and its numbers; nothing where it did not.

    Parameters
    ----------
    currency : of the account.
    """
    size = note.size
    if size is None:
        return {}
    numbers: dict[str, object] = {
        "method": size.method,
        "worth": size.worth,
        "worthOf": size.of,
        "riskPercentage": size.percent,
        "riskAmount": size.amount,
        "distancePips": size.pips,
        "pipValue": size.pip_value,
        "rawLots": size.raw,
        "factors": dict(size.factors),
        "caps": list(size.caps),
        "lots": size.lots,
    }
    return {"sizing": size_sentence(size, currency), "sizingNumbers": numbers}


def price(symbol: str, value: float) -> str:
    """A price with the digits of its instrument."""
    return f"{value:.{instrument(symbol).digits}f}"


WARNS = frozenset({
    Reason.INSUFFICIENT_MARGIN,
    Reason.INVALID_STOP,
    Reason.VOLUME_BELOW_MINIMUM,
    Reason.NO_CONVERSION_RATE,
})
"""Refusals that say the strategy or the account is set up wrongly."""


def _levels(note: Note) -> dict[str, object]:
    return {
        "ticket": note.position,
        "side": note.side,
        "volume": note.lots,
        "price": note.price,
        "stopLoss": note.stop,
        "takeProfit": note.target,
    }
