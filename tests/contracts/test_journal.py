"""One suite for every journal: what was appended is read; snapshots are pruned, not invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.ports.journal import Entry, Record, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tradewright.ports.journal import Journal


@pytest.fixture(params=["memory", "sqlite"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Journal]]:
    """Open the same journal again, as another start of the program would."""
    memory = MemoryJournal(kept_snapshots=2)
    opened: list[Journal] = []

    def again() -> Journal:
        for journal in opened:
            journal.close()
        opened[:] = [
            memory if request.param == "memory" else SqliteJournal(tmp_path / "journal.sqlite", 2)
        ]
        return opened[0]

    yield again
    for journal in opened:
        journal.close()


def record(number: int, *, durable: bool = False) -> Record:
    return Record(kind="bars", body=b"body %d" % number, durable=durable)


def entries(journal: Journal, since: int = 0) -> list[Entry]:
    return list(journal.read(since))


def test_appended_records_are_read_in_order_after_reopening(reopen: Callable[[], Journal]) -> None:
    journal = reopen()
    assert journal.append([record(1), record(2)]) == 2
    assert journal.append([record(3, durable=True)]) == 3
    expected = [Entry(seq=n, kind="bars", body=b"body %d" % n) for n in (1, 2, 3)]
    assert entries(journal) == expected
    assert entries(reopen()) == expected
    assert reopen().append([record(4)]) == 4


def test_reading_since_a_number_leaves_the_earlier_ones_out(reopen: Callable[[], Journal]) -> None:
    journal = reopen()
    journal.append([record(n) for n in range(1, 6)])
    assert [entry.seq for entry in journal.read(3)] == [4, 5]
    assert entries(journal, 5) == []


def test_an_empty_journal_has_neither_entries_nor_snapshots(reopen: Callable[[], Journal]) -> None:
    journal = reopen()
    assert entries(journal) == []
    assert journal.last_snapshot("1") is None


def test_the_newest_snapshot_of_the_wanted_version_comes_back(
    reopen: Callable[[], Journal],
) -> None:
    journal = reopen()
    journal.append([record(n) for n in range(1, 9)])
    journal.save(Snapshot(seq=3, version="1", blob=b"three"))
    journal.save(Snapshot(seq=7, version="1", blob=b"seven"))
    journal.save(Snapshot(seq=7, version="1", blob=b"seven again"))
    assert reopen().last_snapshot("1") == Snapshot(seq=7, version="1", blob=b"seven again")
    assert reopen().last_snapshot("2") is None


def test_old_snapshots_are_pruned(reopen: Callable[[], Journal]) -> None:
    journal = reopen()
    journal.append([record(n) for n in range(1, 9)])
    journal.save(Snapshot(seq=1, version="old", blob=b"pruned"))
    journal.save(Snapshot(seq=2, version="1", blob=b"kept"))
    journal.save(Snapshot(seq=3, version="1", blob=b"kept too"))
    assert journal.last_snapshot("old") is None
    assert journal.last_snapshot("1") == Snapshot(seq=3, version="1", blob=b"kept too")
