"""What guards say, as lines of the event log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from tradewright.core.market import Reason
from tradewright.services.sessions.log import Line
from tradewright.wire.guardian import dump

if TYPE_CHECKING:
    from tradewright.core.engine import Note
    from tradewright.core.risk.guardian import Guardian

_MONEY: Final = frozenset({
    *("GUARDIAN_DAILY_LOSS", "GUARDIAN_WEEKLY_LOSS", "GUARDIAN_MONTHLY_LOSS", "GUARDIAN_DRAWDOWN"),
    *("DAILY_LOSS", "WEEKLY_LOSS", "MONTHLY_LOSS", "DRAWDOWN", "GUARDIAN_STATIC_DRAWDOWN"),
})
_MINUTES: Final = frozenset({"GUARDIAN_COOLDOWN", "COOLDOWN", "SIGNAL_COOLDOWN"})


def breach_line(note: Note, name: str | None, currency: str) -> Line:
    """A limit was reached.

    Parameters
    ----------
    name : of the strategy whose limit it is; None for the account's.
    """
    sentence = Reason[note.reason].sentence
    ends = "until the guardian is re-armed or its period ends"
    if name is not None:
        ends = "until the strategy is resumed or its period ends"
    numbers = measured(note.reason, note.amount, note.bound, currency)
    more = "" if numbers is None else f" ({numbers})"
    return Line(
        event="LIMIT_REACHED",
        message=f"{_capital(sentence)}{more}: no new trades {ends}{_of(name)}",
        level="warning",
        strategy_id=note.strategy or None,
        data={"reason": note.reason, "measured": note.amount, "bound": note.bound},
    )


def rearmed_line(note: Note, name: str | None) -> Line:
    """A breach has ended with its period."""
    who = "The guardian" if name is None else "The limits"
    verb = "allows" if name is None else "allow"
    return Line(
        event="LIMIT_REARMED",
        message=f"{who} {verb} new trades again: a new period began{_of(name)}",
        strategy_id=note.strategy or None,
        data={"reason": note.reason},
    )


def set_line(guardian: Guardian) -> Line:
    """Another guardian protects the account."""
    document = dump(guardian)
    limits = cast("dict[str, object]", document["limits"])
    told = ", ".join(f"{key} {value:g}" for key, value in cast("dict[str, float]", limits).items())
    then = "positions close" if guardian.flatten else "open trades stay managed"
    ends = "until it is re-armed" if guardian.rearm == "manual" else "until its period ends"
    message = f"Guardian: {told}; on a breach no new trades {ends}, {then}"
    return Line(
        event="GUARDIAN_SET",
        message=message if limits else "Guardian: no limits, the account is not protected",
        level="info" if limits else "warning",
        data=document,
    )


def rearmed_by_hand_line(breach: str) -> Line:
    """A person has ended a breach of the account's limits."""
    return Line(
        event="GUARDIAN_REARMED",
        message="Guardian re-armed: trading again, losses are measured anew from here",
        data={"reason": breach},
    )


def bad_price_line(symbols: tuple[str, ...]) -> Line:
    """The feed gave bars that are no numbers."""
    told = ", ".join(symbols)
    return Line(
        event="BAD_PRICE",
        message=f"A bar of {told} held a price that is no finite number: it was dropped",
        level="error",
        symbol=symbols[0],
    )


def measured(reason: str, value: float, bound: float, currency: str) -> str | None:
    """What was measured of a limit, and the limit: "213.40 of 200.00 USD"; None without a limit."""
    if not bound > 0.0:
        return None
    if reason in _MONEY:
        return f"{value:,.2f} of {bound:,.2f} {currency}"
    return f"{value:g} of {bound:g}{' minutes' if reason in _MINUTES else ''}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _of(name: str | None) -> str:
    return "" if name is None else f" — {name}"
