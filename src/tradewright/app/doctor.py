"""What to do when a data directory is not well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.adapters.stores.sqlite.repair import repair

if TYPE_CHECKING:
    from tradewright.adapters.stores.sqlite.repair import Repair
    from tradewright.config.settings import Settings


class NoJournal(FileNotFoundError):
    """A data directory that holds no journal; the message names it."""


def repair_journal(settings: Settings) -> Repair | None:
    """Go on from the last good entry of a damaged journal; None if it is intact.

    Raises
    ------
    NoJournal
        If the data directory has none.
    JournalBusy
        If a session has it open.
    """
    if not settings.journal_path.is_file():
        message = (
            f"there is no journal in {settings.data_dir}; choose the directory with --data-dir"
        )
        raise NoJournal(message)
    return repair(settings.journal_path)
