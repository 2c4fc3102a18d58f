"""What to do when a data directory is not well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.adapters.stores.sqlite.repair import repair

if TYPE_CHECKING:
    from tradewright.adapters.stores.sqlite.repair import Repair
    from tradewright.config.settings import Settings


class NoJournal(FileNotFoundError):
    """A data directory that holds no journal; the message names it."""


def examine_journal(settings: Settings) -> int:
    """How many entries an intact journal has.

    Raises
    ------
    NoJournal
        If the data directory has none.
    CorruptJournal
        If an entry is damaged; the message names the first one.
    JournalBusy
        If a session has it open.
    """
    _expect(settings)
    journal = SqliteJournal(settings.journal_path)
    try:
        return sum(1 for _ in journal.read(0))
    finally:
        journal.close()


def repair_journal(settings: Settings) -> Repair | None:
    """Go on from the last good entry of a damaged journal; None if it is intact.

    Raises
    ------
    NoJournal
        If the data directory has none.
    JournalBusy
        If a session has it open.
    """
    _expect(settings)
    return repair(settings.journal_path)


def _expect(settings: Settings) -> None:
    if not settings.journal_path.is_file():
        message = (
            f"there is no journal in {settings.data_dir}; choose the directory with --data-dir"
        )
        raise NoJournal(message)
