"""A paper session that is killed with SIGKILL, again and again, while it writes its journal."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np

from tests.scenes import paper
from tradewright.adapters.clocks.zones import session_zones
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.core.market.bar import Bar
from tradewright.core.risk.guardian import Guardian, Limits
from tradewright.ports.feed import Slice
from tradewright.ports.journal import Entry, Journal, Record, Snapshot
from tradewright.services.sessions import rows
from tradewright.services.sessions.books import Books
from tradewright.services.sessions.guardian import guardian_row
from tradewright.services.sessions.recovery import recover
from tradewright.services.sessions.session import Session, prices
from tradewright.wire import events as e
from tradewright.wire.encoding import encode
from tradewright.wire.guardian import dump

HOURS = 24
SNAPSHOT_EVERY = 41
AT_ONCE = 3
"""Slices journalled together, so that a kill can fall between journal and desk for several."""

FIRST = paper.document("first")
SECOND = paper.document("second", timeframe="M15")
PARTS = {
    "stopLoss": {"type": "pips", "value": 8},
    "enhancedPartialExits": {
        "levels": [
            {"percentage": 40, "type": "pips", "value": 3, "moveStopToBreakeven": True},
            {"percentage": 30, "triggerType": "trailing", "trailingTarget": {"distance": 3}},
        ],
        "trailRemaining": True,
        "trailDistance": 4,
    },
}
SECOND["rules"] = cast("dict[str, object]", SECOND["rules"]) | {
    "exit": PARTS,
    "riskManagement": {"lotSize": 0.1},
}


WATCH = Guardian(limits=Limits(losing_streak=1, daily_loss=300.0), flatten=True)
"""Soon in breach, and it stays so over many kills until it is re-armed."""
LOOSER = Guardian(limits=Limits(losing_streak=3), rearm="period")


class Mortal:
    """A journal whose process dies at its n-th operation.

    Parameters
    ----------
    inner : the real journal.
    lives : operations until the end; None is immortal.
    after : whether the last operation is still done.
    """

    def __init__(self, inner: Journal, lives: int | None, *, after: bool) -> None:
        self.inner = inner
        self.lives = lives
        self.after = after

    def append(self, records: Sequence[Record]) -> int:
        with _Death(self):
            return self.inner.append(records)

    def save(self, snapshot: Snapshot) -> None:
        with _Death(self):
            self.inner.save(snapshot)

    def read(self, since: int) -> Iterator[Entry]:
        return self.inner.read(since)

    def last_snapshot(self, version: str) -> Snapshot | None:
        return self.inner.last_snapshot(version)

    def close(self) -> None:
        self.inner.close()


class _Death:
    def __init__(self, journal: Mortal) -> None:
        self.journal = journal

    def __enter__(self) -> None:
        if self.journal.lives is not None:
            self.journal.lives -= 1
            if self.journal.lives < 0 and not self.journal.after:
                os.kill(os.getpid(), signal.SIGKILL)

    def __exit__(self, *_: object) -> None:
        if self.journal.lives is not None and self.journal.lives < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def commands(books: Books) -> list[e.Command]:
    """What the operator sends after so many bars; clients repeat it until they have an answer."""
    tickets = [position.id for position in books.desk.positions()]
    close = [e.Close(command_id="close", ticket=tickets[0])] if tickets else []
    script: dict[int, list[e.Command]] = {
        150: [e.Start(command_id="start", document=SECOND)],
        300: [e.Pause(command_id="pause", strategy_id="first")],
        390: [e.Resume(command_id="resume", strategy_id="first")],
        510: [e.Kill(command_id="kill"), e.SetSpeed(command_id="speed", speed=None)],
        600: [e.Rearm(command_id="rearm")],
        702: [*close],
        750: [e.SetGuardian(command_id="guard", document=dump(WATCH))],
        801: [e.CloseAll(command_id="close all")],
        900: [e.Stop(command_id="stop", strategy_id="second", close_positions=True)],
        1002: [e.Start(command_id="start again", document=SECOND)],
        1101: [
            e.RearmGuardian(command_id="rearm guardian"),
            e.SetGuardian(command_id="looser", document=dump(LOOSER)),
        ],
        1200: [e.Stop(command_id="stop for good", strategy_id="second", close_positions=False)],
    }
    return script.get(len(books.charts.tapes["EURUSD"]), [])


def trade(journal: Journal) -> Session:
    """Start, or start again, and trade to the end of the data."""
    session = paper.session(FIRST, journal=journal, snapshot_every=SNAPSHOT_EVERY)
    batch: list[Slice] = []
    for one in session.world.feed.since(session.books.now):
        if not batch:
            for command in commands(session.books):
                session.command(command)
        batch.append(one)
        # Batches end where they would without a crash: commands fall at the same bars.
        if (_number(one.bars[0][1]) + 1) % AT_ONCE == 0:
            session.take([prices(slice_) for slice_ in batch])
            batch = []
    if batch:
        session.take([prices(slice_) for slice_ in batch])
    session.snapshot()
    return session


def _number(bar: Bar) -> int:
    return int(np.searchsorted(paper.minutes(HOURS).ts, bar.ts))


def state(books: Books) -> dict[str, object]:
    """Everything that two equal sessions share."""
    return {
        "notes": books.digest.hex(),
        "account": repr(books.desk.account()),
        "positions": [repr(vars_of(position)) for position in books.desk.positions()],
        "trades": [repr(vars_of(trade)) for trade in books.desk.trades()],
        "rows": [encode(row) for row in books.trades],
        "log": [encode(entry) for entry in books.log.last()],
        "strategies": [encode(rows.strategy_row(books, one)) for one in books.roster],
        "reasons": [books.desk.reasons(one.strategy.id) for one in books.roster],
        "kill": encode(rows.kill_row(books)),
        "guardian": encode(guardian_row(books)),
        "refusals": [sorted(one.refusals.items()) for one in books.roster],
        "speed": books.speed,
        "replies": books.replies.dump(),
        "entries": books.seq,
    }


def vars_of(view: object) -> list[tuple[str, object]]:
    """The fields of a slotted dataclass."""
    names = cast("dict[str, object]", getattr(view, "__dataclass_fields__", {}))
    return [(name, getattr(view, name)) for name in names]


def killed(work: Callable[[], None], after_s: float | None = None) -> bool:
    """Do the work in a child process; whether it was killed, by itself or after so many seconds."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    if after_s is not None:
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, (
        "the session failed by itself; run it in this process to see"
    )
    return False


def trade_until(path: Path, lives: int | None, *, after: bool) -> None:
    """Trade on the journal of a file, and die after so many operations."""
    journal = Mortal(SqliteJournal(path), lives, after=after)
    trade(journal)
    journal.close()


def kill_often(path: Path, rng: np.random.Generator, kills: int) -> int:
    """Kill a session at random points of its journal until it ends; how often."""
    for done in range(kills):
        lives, after = int(rng.integers(5)), bool(rng.integers(2))
        if not killed(partial(trade_until, path, lives, after=after)):
            return done
    killed(partial(trade_until, path, None, after=False))
    return kills


def recovered(path: Path) -> dict[str, object]:
    """The state that a file's journal stands for."""
    journal = SqliteJournal(path)
    try:
        books = recover(journal, session_zones())
    finally:
        journal.close()
    assert books is not None
    return state(books)


def uncrashed() -> dict[str, object]:
    """The state of the same session that nobody killed."""
    return state(trade(MemoryJournal()).books)
