"""A paper session in the terminal while it runs: account, positions, events."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from tradewright.cli.printing import console, console_aside
from tradewright.cli.standing import account_line, digits
from tradewright.cli.trades import minute, open_table
from tradewright.services.sessions.paper import run_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.console import RenderableType

    from tradewright.app.paper import PaperRun
    from tradewright.services.sessions.paper import PaperResult
    from tradewright.services.sessions.paper import Progress as Passed
    from tradewright.services.sessions.session import Session

LINES: Final = 8
"""Events that are shown while it runs."""


def trade(run: PaperRun, *, show: bool) -> PaperResult:
    """Run a session until its data ends or Ctrl-C.

    Parameters
    ----------
    show : whether to draw it on a terminal's stdout; else there is a bar on stderr at most.
    """
    out = console() if show else console_aside()
    with _interrupt() as cancelled:
        if not out.is_terminal:
            return asyncio.run(run_paper(run.session, lambda _: None, cancelled))
        screen = _Screen(run, whole=show)
        with Live(screen.drawn(), console=out, transient=True, refresh_per_second=8) as live:
            return asyncio.run(
                run_paper(run.session, lambda now: live.update(screen.update(now)), cancelled)
            )


@contextmanager
def _interrupt() -> Generator[Callable[[], bool]]:
    """Ctrl-C asks the run to end in good order; a second one ends it at once."""
    asked: list[int] = []

    def ask(number: int, _: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


class _Screen:
    """What is drawn while a session runs."""

    def __init__(self, run: PaperRun, *, whole: bool) -> None:
        self._session = run.session
        self._first = run.session.books.seq
        self._whole = whole
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(40))
        counted = (MofNCompleteColumn(),) if run.bars is not None else ()
        self._progress = Progress(*columns, *counted, TextColumn("{task.fields[at]}"))
        self._task = self._progress.add_task("On paper", total=run.bars, at="")

    def update(self, now: Passed) -> RenderableType:
        """The drawing after some more bars."""
        done = now.entries - self._first
        at = f"{minute(now.now)} UTC" if now.now else ""
        self._progress.update(self._task, completed=done, at=at)
        return self.drawn()

    def drawn(self) -> RenderableType:
        """The drawing as it stands."""
        if not self._whole:
            return self._progress
        positions = self._session.books.desk.positions()
        parts: list[RenderableType] = [self._progress, account_line(self._session)]
        parts += [open_table(positions, digits(self._session))] if positions else []
        return Group(*parts, events(self._session))


def events(session: Session) -> Table:
    """The last lines of the event log, newest last."""
    table = Table(box=None, show_header=False)
    table.add_column(style="dim", no_wrap=True, min_width=len("2026-01-05 08:00"))
    table.add_column(overflow="ellipsis", no_wrap=True)
    for line in session.books.log.last(LINES):
        colour = {"warning": "yellow", "error": "red"}.get(line.level, "")
        table.add_row(line.time[:16].replace("T", " "), Text(line.message, colour))
    return table
