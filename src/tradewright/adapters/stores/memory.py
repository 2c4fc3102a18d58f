"""A journal that lives as long as its process: for tests and `tradewright paper`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.ports.journal import Entry, Record, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEPT_SNAPSHOTS = 3
"""How many snapshots stay; older ones are dropped."""


class MemoryJournal:
    """A list of entries.

    Parameters
    ----------
    kept_snapshots : >= 1, how many snapshots stay.
    """

    def __init__(self, kept_snapshots: int = KEPT_SNAPSHOTS) -> None:
        self._entries: list[Entry] = []
        self._snapshots: list[Snapshot] = []
        self._kept = kept_snapshots

    def append(self, records: Sequence[Record]) -> int:
        """The number of the last entry, once all are kept."""
        first = len(self._entries) + 1
        self._entries += [
            Entry(seq=seq, kind=record.kind, body=record.body)
            for seq, record in enumerate(records, first)
        ]
        return len(self._entries)

    def read(self, since: int) -> Iterator[Entry]:
        """Entries with ``seq > since`` in order."""
        return iter(self._entries[max(since, 0) :])

    def save(self, snapshot: Snapshot) -> None:
        """Keep a snapshot and drop the oldest ones."""
        others = [kept for kept in self._snapshots if kept.seq != snapshot.seq]
        self._snapshots = sorted([*others, snapshot], key=lambda kept: kept.seq)[-self._kept :]

    def last_snapshot(self, version: str) -> Snapshot | None:
        """The newest snapshot of that version."""
        fitting = [kept for kept in self._snapshots if kept.version == version]
        return fitting[-1] if fitting else None

    def close(self) -> None:
        """Nothing to give back; the entries stay, so that the same object can be opened again."""
