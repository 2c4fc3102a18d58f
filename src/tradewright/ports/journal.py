"""What happened, in order, kept before it acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tradewright.ports.errors import Conflict, Corrupt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class CorruptJournal(Corrupt):
    """A journal that is not what was written; the message says where and what to do."""


class JournalBusy(Conflict):
    """Another process holds the journal; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event on its way into a journal.

    Parameters
    ----------
    kind : tag of the event, such as ``bars`` or ``start``.
    body : the encoded event.
    durable : it must survive a power failure before `Journal.append` returns (commands and orders);
        otherwise it must survive the death of the process (market data, which the feed can deliver
        again).
    """

    kind: str
    body: bytes
    durable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event as the journal kept it; `seq` counts from 1 without gaps."""

    seq: int
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The state after the entry `seq`, so that only later entries need to be replayed.

    Parameters
    ----------
    seq : the last entry the state has seen.
    version : layout of `blob`; a snapshot of another version is not used.
    blob : the encoded state.
    """

    seq: int
    version: str
    blob: bytes


class Journal(Protocol):
    """An append-only list of events, with snapshots beside it."""

    def append(self, records: Sequence[Record]) -> int:
        """The number of the last entry, once all are kept; after an error none of them is.

        Raises
        ------
        Unavailable
            If the disk is full or does not answer; nothing was kept.
        """
        ...

    def read(self, since: int) -> Iterator[Entry]:
        """Entries with ``seq > since`` in order.

        Raises
        ------
        CorruptJournal
            At the first entry whose checksum, number or schema version is wrong.
        """
        ...

    def save(self, snapshot: Snapshot) -> None:
        """Keep a snapshot and drop the ones that the journal's policy no longer wants."""
        ...

    def last_snapshot(self, version: str) -> Snapshot | None:
        """The newest intact snapshot of that version; None: the journal is replayed whole."""
        ...

    def close(self) -> None:
        """Give the journal back, so that another process may open it."""
        ...
