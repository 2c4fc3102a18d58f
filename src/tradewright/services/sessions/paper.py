"""One strategy on paper over a whole feed, as fast or as slowly as wanted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tradewright.core.engine import AccountView, ClosedPosition, Position
    from tradewright.services.sessions.session import Session

LOOK_S: Final = 0.1
"""Seconds between two reports of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a paper session is.

    Parameters
    ----------
    entries : events in the journal.
    now : instant up to which the market has been seen, ns UTC; 0 before the first bar.
    equity : account currency.
    trades : closed so far. open : positions open now.
    """

    entries: int
    now: int
    equity: float
    trades: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperResult:
    """What a paper session came to.

    Parameters
    ----------
    trades : closed, in the order they closed. open : still open at the end.
    account : at the last bar's close.
    reasons : refused entry signals of each strategy, counted by reason.
    complete : False if the run was cancelled before the data ended.
    digest : SHA-256 over all notes, hexadecimal; equal digests mean equal runs.
    """

    trades: tuple[ClosedPosition, ...]
    open: tuple[Position, ...]
    account: AccountView
    reasons: Mapping[str, Mapping[str, int]]
    complete: bool
    digest: str


async def run_paper(
    session: Session, report: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> PaperResult:
    """Run a session until its data ends or somebody cancels.

    Parameters
    ----------
    session : opened, not yet running.
    report : called about ten times a second, and once at the end.
    cancelled : asked as often; True ends the run in good order.
    """
    running = asyncio.ensure_future(session.run())
    while not running.done():
        if cancelled():
            session.stop()
        await asyncio.wait({running}, timeout=LOOK_S)
        report(progress(session))
    await running
    return result(session)


def progress(session: Session) -> Progress:
    """How far the session is now."""
    books = session.books
    return Progress(
        entries=books.seq,
        now=books.now,
        equity=books.desk.account().equity,
        trades=len(books.trades),
        open=len(books.desk.positions()),
    )


def result(session: Session) -> PaperResult:
    """What the session has come to so far."""
    books = session.books
    return PaperResult(
        trades=tuple(books.desk.trades()),
        open=tuple(books.desk.positions()),
        account=books.desk.account(),
        reasons={one.strategy.id: books.desk.reasons(one.strategy.id) for one in books.roster},
        complete=session.ended,
        digest=books.digest.hex(),
    )
