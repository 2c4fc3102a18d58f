"""What to do about a damaged journal: keep it aside, and go on from the last good entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from tradewright.adapters.stores.sqlite.chain import link
from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.adapters.stores.sqlite.lock import FileLock
from tradewright.ports.journal import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_ONCE = 4096
"""Entries copied in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What a repair did.

    Parameters
    ----------
    kept : entries in the new journal, all of them intact.
    aside : where the damaged journal is now.
    why : what was wrong with the entry after the last kept one.
    """

    kept: int
    aside: Path
    why: str


def repair(path: Path) -> Repair | None:
    """Replace a damaged journal by its intact entries and keep it aside; None if it is intact.

    Parameters
    ----------
    path : a journal file that no process has open.

    Raises
    ------
    JournalBusy
        If a process has it open.

    Notes
    -----
    Snapshots are not copied: the first start replays the whole journal, which proves it.
    """
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        good, why = _intact(path)
        if why is None:
            return None
        aside = _move_aside(path)
    finally:
        lock.release()
    journal = SqliteJournal(path)
    try:
        for first in range(0, len(good), AT_ONCE):
            journal.append(good[first : first + AT_ONCE])
    finally:
        journal.close()
    return Repair(kept=len(good), aside=aside, why=why)


def _intact(path: Path) -> tuple[list[Record], str | None]:
    """The records before the first damaged one, and what is wrong with that one."""
    good, chain = list[Record](), 0
    try:
        for seq, kind, body, kept in _rows(path):
            chain = link(chain, len(good) + 1, kind, body)
            if seq != len(good) + 1 or chain != kept:
                return good, f"entry {seq} fails its checksum"
            good.append(Record(kind=kind, body=body, durable=True))
    except sqlite3.DatabaseError as error:
        return good, f"after entry {len(good)}: {error}"
    return good, None


def _rows(path: Path) -> Iterator[tuple[int, str, bytes, int]]:
    query = "SELECT seq, kind, body, chain FROM entries ORDER BY seq"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as file:
        yield from file.execute(query)


def _move_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside
