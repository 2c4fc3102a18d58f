"""What guards say, as lines of the event log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.market import Reason
from tradewright.core.risk.guard import OWN
from tradewright.services.sessions.log import Line

if TYPE_CHECKING:
    from tradewright.core.engine import Note

_COUNTS: Final = frozenset({
    Reason.GUARDIAN_LOSING_STREAK,
    Reason.GUARDIAN_TRADES_PER_DAY,
    Reason.GUARDIAN_TRADES_PER_WEEK,
})


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


def measured(reason: str, value: float, bound: float, currency: str) -> str | None:
    """What was measured of a limit, and the limit: "213.40 of 200.00 USD"; None without a bound."""
    if not bound > 0.0:
        return None
    if _in_words_of_the_account(Reason[reason]) in _COUNTS:
        return f"{value:g} of {bound:g}"
    return f"{value:,.2f} of {bound:,.2f} {currency}"


def _in_words_of_the_account(reason: Reason) -> int:
    own = Reason.DAILY_LOSS <= reason < Reason.DAILY_LOSS + OWN
    return reason - OWN if own else reason


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _of(name: str | None) -> str:
    return "" if name is None else f" — {name}"
