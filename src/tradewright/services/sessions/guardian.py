"""The guardian of a session's account: set, re-armed, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.calendar import format_ts
from tradewright.core.risk.guardian import loosened
from tradewright.ports.errors import Conflict
from tradewright.services.sessions.guard_documents import read_guardian
from tradewright.services.sessions.guard_words import rearmed_by_hand_line, set_line
from tradewright.services.sessions.replies import GuardianSet
from tradewright.wire import events as e
from tradewright.wire import messages as m
from tradewright.wire.guardian import KEYS, dump

if TYPE_CHECKING:
    from tradewright.core.risk.guardian import Guardian
    from tradewright.services.sessions.books import Books
    from tradewright.services.sessions.happened import Happened

SETTINGS = KEYS | {"day_start": "dayStart", "max_correlated_positions": "maxCorrelatedPositions"}
"""How a document spells what `loosened` names."""


def check_guardian(books: Books, document: object) -> Guardian:
    """The guardian of a document, if it may replace the one there is.

    Raises
    ------
    Invalid
        With every problem of the document at once.
    Conflict
        If it protects less while a limit is breached; the message says which, and in what.
    """
    guardian = read_guardian(document, books.zones)
    breach = books.desk.guard().breach
    worse = loosened(books.desk.guardian, guardian)
    if breach is not None and worse:
        names = ", ".join(SETTINGS.get(one, one) for one in worse)
        message = (
            f"{names} would protect less while {breach} is breached: re-arm the guardian first, or "
            "change only what makes it stricter"
        )
        raise Conflict(message)
    return guardian


def command_guardian(
    books: Books, command: e.SetGuardian | e.RearmGuardian, happened: Happened
) -> GuardianSet:
    """Do a checked command about the guardian."""
    if isinstance(command, e.SetGuardian):
        return _set(books, command.document, happened)
    return _rearm(books, happened)


def _set(books: Books, document: object, happened: Happened) -> GuardianSet:
    guardian = read_guardian(document, books.zones)
    know_all(books)
    books.desk.protect(guardian)
    books.write(set_line(guardian), happened)
    return GuardianSet(breach=books.desk.guard().breach)


def _rearm(books: Books, happened: Happened) -> GuardianSet:
    """Without a breach nothing changes: losses go on being measured as they were."""
    breach = books.desk.guard().breach
    if breach is not None:
        books.desk.rearm_guardian()
        books.write(rearmed_by_hand_line(breach), happened)
    return GuardianSet(breach=None)


def know_all(books: Books) -> None:
    """Let the desk know what the session has seen of every symbol, for rules that correlate."""
    if len(books.feeds) > 1:
        for symbol, feed in books.feeds.items():
            books.desk.know(feed, books.charts.tapes[symbol].bars())


def guardian_row(books: Books) -> m.GuardianState:
    """What protects the account, and how its limits stand."""
    guardian, view = books.desk.guardian, books.desk.guard()
    in_breach = view.breach is not None
    return m.GuardianState(
        active=bool(guardian.limits.given()) or guardian.together is not None,
        breach=view.breach,
        since=format_ts(view.since) if in_breach else None,
        measured=finite(view.value) if in_breach else None,
        bound=finite(view.bound) if in_breach else None,
        day_ends=format_ts(view.day_ends) if view.day_ends else None,
        limits=tuple(
            m.GuardianLimit(limit=KEYS[one.limit], measured=round(one.value, 4), bound=one.bound)
            for one in view.measured
        ),
        document=dump(guardian),
    )


def finite(value: float) -> float | None:
    """The number, or None where it is none: JSON has neither infinity nor nan."""
    return round(value, 4) if abs(value) < float("inf") else None
