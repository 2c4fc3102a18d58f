"""Progress of long work, on stderr and only where a person sits there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tradewright.cli.printing import console_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def bar(what: str) -> Generator[Callable[[int, int], None]]:
    """A progress bar for as long as the block runs.

    Parameters
    ----------
    what : is being done.

    Yields
    ------
    To be called with what is done and what there is to do. Ctrl-C interrupts between two calls.
    """
    aside = console_aside()
    if not aside.is_terminal:
        yield _unseen
        return
    from rich.progress import Progress, SpinnerColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), *Progress.get_default_columns()[:-1], TimeRemainingColumn())
    with Progress(*columns, console=aside, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def note_first_run() -> None:
    """Say why the first command takes long, where the engine is still to be compiled."""
    from tradewright.cli.kernels import warmed

    if not warmed():
        console_aside().print(
            "[dim]First run: the engine is compiled as it is used, up to a minute in all "
            "(`tradewright warm` does it ahead).[/]"
        )


def _unseen(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
