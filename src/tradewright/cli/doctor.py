"""`tradewright doctor`: what to do when a data directory is not well."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

DataDir = Annotated[
    Path | None, Option("--data-dir", metavar="DIR", help="Where the session is kept.")
]
Repair = Annotated[
    bool,
    Option(
        "--repair-journal",
        help="Keep a damaged journal aside and go on from its last good entry.",
    ),
]


def doctor(*, data_dir: DataDir = None, repair: Repair = False) -> None:
    """Look whether the journal of a data directory is intact; change nothing unless asked."""
    from tradewright.app.doctor import examine_journal, repair_journal
    from tradewright.config.settings import load

    settings = load(data_dir=data_dir)
    if not repair:
        print(f"{settings.journal_path}: {examine_journal(settings):,} entries, all intact.")
        return
    done = repair_journal(settings)
    if done is None:
        print(f"{settings.journal_path} is intact; nothing was changed.")
        return
    print(f"{settings.journal_path}: kept {done.kept:,} entries ({done.why}).")
    print(f"The damaged journal is now {done.aside}.")
