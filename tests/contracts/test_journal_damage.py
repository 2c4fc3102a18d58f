"""A damaged journal is noticed, named and repaired; a busy one is refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.adapters.stores.sqlite.repair import repair
from tradewright.ports.journal import CorruptJournal, JournalBusy, Record, Snapshot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed journal of 500 entries with a snapshot after the 200th."""
    file = tmp_path / "journal.sqlite"
    journal = SqliteJournal(file)
    journal.append([Record(kind="bars", body=b"%d" % n * 40, durable=False) for n in range(1, 501)])
    journal.save(Snapshot(seq=200, version="1", blob=b"state"))
    journal.close()
    return file


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement)
        file.commit()


def read_whole(path: Path) -> int:
    journal = SqliteJournal(path)
    try:
        return sum(1 for _ in journal.read(0))
    finally:
        journal.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = x'00' WHERE seq = 400",
        "UPDATE entries SET kind = 'start' WHERE seq = 400",
        "DELETE FROM entries WHERE seq = 400",
        "UPDATE entries SET chain = chain + 1 WHERE seq = 400",
    ],
)
def test_a_changed_entry_is_named_and_repair_goes_on_before_it(path: Path, statement: str) -> None:
    change(path, statement)
    with pytest.raises(CorruptJournal, match=r"damaged at entry 400: .* --repair-journal"):
        read_whole(path)
    done = repair(path)
    assert done is not None
    assert done.kept == 399
    assert read_whole(path) == 399
    assert done.aside.name == "journal.damaged-1.sqlite"
    assert done.aside.exists()


def test_a_torn_file_is_named_and_repaired(path: Path) -> None:
    whole = path.stat().st_size
    os.truncate(path, whole // 2 // 4096 * 4096)
    with pytest.raises(CorruptJournal, match=r"journal\.sqlite is damaged"):
        read_whole(path)
    done = repair(path)
    assert done is not None
    assert read_whole(path) == done.kept < 500


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"not a database, " * 512)
    with pytest.raises(CorruptJournal, match="file is not a database"):
        SqliteJournal(path)


def test_a_damaged_snapshot_is_passed_over(path: Path) -> None:
    journal = SqliteJournal(path)
    journal.save(Snapshot(seq=300, version="1", blob=b"later"))
    journal.close()
    change(path, "UPDATE snapshots SET blob = x'00' WHERE seq = 300")
    journal = SqliteJournal(path)
    assert journal.last_snapshot("1") == Snapshot(seq=200, version="1", blob=b"state")
    journal.close()


def test_an_intact_journal_is_left_alone(path: Path) -> None:
    assert repair(path) is None
    assert read_whole(path) == 500


def test_a_newer_schema_is_refused(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")
    with pytest.raises(CorruptJournal, match="schema 99, this version reads 1"):
        SqliteJournal(path)


def test_a_second_process_is_refused_and_told_which_one_holds_the_journal(path: Path) -> None:
    journal = SqliteJournal(path)
    program = (
        "from pathlib import Path\n"
        "from tradewright.adapters.stores.sqlite.journal import SqliteJournal\n"
        f"SqliteJournal(Path({str(path)!r}))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    journal.close()
    assert other.returncode == 1
    assert f"in use by process {os.getpid()}" in other.stderr
    with pytest.raises(JournalBusy):
        _twice(path)


def _twice(path: Path) -> None:
    first = SqliteJournal(path)
    try:
        SqliteJournal(path)
    finally:
        first.close()
