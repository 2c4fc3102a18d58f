"""The journal in one SQLite file: write-ahead log, checksum chain, one process at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, delete, event, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from tradewright.adapters.stores.sqlite.chain import link
from tradewright.adapters.stores.sqlite.lock import FileLock
from tradewright.adapters.stores.sqlite.schema import ENTRIES, METADATA, SCHEMA_VERSION, SNAPSHOTS
from tradewright.ports.errors import Unavailable
from tradewright.ports.journal import CorruptJournal, Entry, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

    from tradewright.ports.journal import Record

KEPT_SNAPSHOTS: Final = 3
"""How many snapshots stay: two spare ones, should the newest be damaged."""

READ_AT_ONCE: Final = 4096
"""Rows fetched at a time, so that a long journal never sits in memory whole."""


class SqliteJournal:
    """A journal file, locked for this process while it is open.

    Parameters
    ----------
    path : the file; its directory must exist. A lock file and SQLite's ``-wal`` and ``-shm`` lie
        beside it.
    kept_snapshots : >= 1, how many snapshots stay.

    Raises
    ------
    JournalBusy
        If another process has it open.
    CorruptJournal
        If the file is not a journal, was written by a newer version, or is damaged.

    Notes
    -----
    Commands are committed with ``synchronous=FULL`` (they survive a power failure), market data
    with ``NORMAL`` (it survives the death of the process; after a power failure the feed delivers
    it again). A transaction is all or nothing, so a torn write never shows as half a batch.
    """

    def __init__(self, path: Path, kept_snapshots: int = KEPT_SNAPSHOTS) -> None:
        self.path = path
        self._kept = kept_snapshots
        self._lock = FileLock(path.with_name(path.name + ".lock"))
        self._bulk, self._durable = _engine(path, "NORMAL"), _engine(path, "FULL")
        try:
            self._last, self._chain = _open(self._durable, path)
        except BaseException:
            self.close()
            raise

    def append(self, records: Sequence[Record]) -> int:
        """The number of the last entry, once all are on disk."""
        rows, chain = self._linked(records)
        engine = self._durable if any(record.durable for record in records) else self._bulk
        try:
            with engine.begin() as connection:
                connection.execute(insert(ENTRIES), rows)
        except OperationalError as error:
            fix = "free some disk space or check the disk"
            message = f"{self.path}: nothing was written ({error.orig}); {fix}"
            raise Unavailable(message) from error
        self._last, self._chain = self._last + len(rows), chain
        return self._last

    def read(self, since: int) -> Iterator[Entry]:
        """Entries with ``seq > since`` in order, each checked against the chain."""
        with self._bulk.connect() as connection:
            chain = _chain_at(connection, self.path, since)
            query = select(ENTRIES).where(ENTRIES.c.seq > since).order_by(ENTRIES.c.seq)
            found = connection.execution_options(yield_per=READ_AT_ONCE).execute(query)
            try:
                yield from _checked(found, self.path, since, chain)
            except DatabaseError as error:
                raise CorruptJournal(_damaged(self.path, since + 1, str(error.orig))) from error

    def save(self, snapshot: Snapshot) -> None:
        """Keep a snapshot and drop the oldest ones."""
        chain = link(0, snapshot.seq, snapshot.version, snapshot.blob)
        row = {
            "seq": snapshot.seq,
            "version": snapshot.version,
            "blob": snapshot.blob,
            "chain": chain,
        }
        newest = select(SNAPSHOTS.c.seq).order_by(SNAPSHOTS.c.seq.desc()).limit(self._kept)
        with self._bulk.begin() as connection:
            connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.seq == snapshot.seq))
            connection.execute(insert(SNAPSHOTS), row)
            connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.seq.not_in(newest)))

    def last_snapshot(self, version: str) -> Snapshot | None:
        """The newest intact snapshot of that version; a damaged one is passed over."""
        query = select(SNAPSHOTS).where(
            SNAPSHOTS.c.version == version, SNAPSHOTS.c.seq <= self._last
        )
        with self._bulk.connect() as connection:
            for seq, found, blob, chain in connection.execute(
                query.order_by(SNAPSHOTS.c.seq.desc())
            ):
                if link(0, seq, found, blob) == chain:
                    return Snapshot(seq=seq, version=found, blob=blob)
        return None

    def close(self) -> None:
        """Close the file and give the lock back."""
        self._bulk.dispose()
        self._durable.dispose()
        self._lock.release()

    def _linked(self, records: Sequence[Record]) -> tuple[list[dict[str, object]], int]:
        chain, rows = self._chain, list[dict[str, object]]()
        for seq, record in enumerate(records, self._last + 1):
            chain = link(chain, seq, record.kind, record.body)
            rows.append({"seq": seq, "kind": record.kind, "body": record.body, "chain": chain})
        return rows, chain


def _engine(path: Path, synchronous: str) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    def configure(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", configure)
    return engine


def _open(engine: Engine, path: Path) -> tuple[int, int]:
    try:
        with engine.begin() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version not in {0, SCHEMA_VERSION}:
                raise CorruptJournal(_unreadable(path, version))
            METADATA.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
            last = connection.execute(
                select(ENTRIES.c.seq, ENTRIES.c.chain).order_by(ENTRIES.c.seq.desc()).limit(1)
            )
            row = last.one_or_none()
    except DatabaseError as error:
        raise CorruptJournal(_damaged(path, 1, str(error.orig))) from error
    return (0, 0) if row is None else (row.seq, row.chain)


def _chain_at(connection: Connection, path: Path, seq: int) -> int:
    if seq <= 0:
        return 0
    chain = connection.execute(
        select(ENTRIES.c.chain).where(ENTRIES.c.seq == seq)
    ).scalar_one_or_none()
    if chain is None:
        raise CorruptJournal(_damaged(path, seq, f"entry {seq} is missing"))
    return chain


def _checked(found: Iterable[Any], path: Path, since: int, chain: int) -> Iterator[Entry]:
    for expected, (seq, kind, body, kept) in enumerate(found, since + 1):
        chain = link(chain, expected, kind, body)
        if seq != expected or chain != kept:
            raise CorruptJournal(_damaged(path, expected, f"entry {seq} fails its checksum"))
        yield Entry(seq=seq, kind=kind, body=body)


def _damaged(path: Path, seq: int, why: str) -> str:
    return (
        f"{path} is damaged at entry {seq}: {why}. Nothing was changed. "
        f"`tradewright doctor --repair-journal --data-dir {path.parent}` keeps the damaged file "
        f"under another name and goes on from the last good entry"
    )


def _unreadable(path: Path, version: object) -> str:
    return (
        f"{path} has journal schema {version}, this version reads {SCHEMA_VERSION}: use the "
        f"version of Tradewright that wrote it, or another directory with --data-dir"
    )
