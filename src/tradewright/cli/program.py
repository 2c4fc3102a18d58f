"""The program as a whole: its commands, its errors, its exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

from typer import Exit as Ended
from typer import Option, Typer, TyperException

from tradewright.cli.backtest import backtest
from tradewright.cli.check import check
from tradewright.cli.data import data_app
from tradewright.cli.doctor import doctor
from tradewright.cli.exits import Exit
from tradewright.cli.explain import explain
from tradewright.cli.faults import fault_of, show, show_trace
from tradewright.cli.grouping import grouped
from tradewright.cli.guardian import guardian_app
from tradewright.cli.lookahead import lookahead
from tradewright.cli.news import news_app
from tradewright.cli.paper import paper
from tradewright.cli.recursive import recursive
from tradewright.cli.up import up
from tradewright.cli.version import print_version, version
from tradewright.cli.warm import warm

if TYPE_CHECKING:
    from collections.abc import Sequence

DEBUG, JSON = "--debug", "--json"
TRADE, LOOK, KEEP = "Trade", "Ask", "Prepare"

app = Typer(
    name="tradewright",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root(
    *,
    debug: Annotated[bool, Option(DEBUG, help="Show where an unexpected error came from.")] = False,
    shown: Annotated[
        bool,
        Option(
            "--version", callback=print_version, is_eager=True, help="Show the version and end."
        ),
    ] = False,
) -> None:
    """Trading strategies that run the same way in backtest, on paper and live."""


app.command(rich_help_panel=TRADE)(grouped(backtest))
app.command(rich_help_panel=TRADE)(grouped(paper))
app.command(rich_help_panel=TRADE)(grouped(up))
app.command(rich_help_panel=LOOK)(grouped(explain))
app.command(rich_help_panel=LOOK)(grouped(check))
app.add_typer(guardian_app, name="guardian", rich_help_panel=LOOK)
app.command(rich_help_panel=LOOK)(grouped(lookahead))
app.command(rich_help_panel=LOOK)(grouped(recursive))
app.add_typer(data_app, name="data", rich_help_panel=KEEP)
app.add_typer(news_app, name="news", rich_help_panel=KEEP)
app.command(rich_help_panel=KEEP)(grouped(warm))
app.command(rich_help_panel=KEEP)(grouped(doctor))
app.command(rich_help_panel=KEEP)(grouped(version))


def main(words: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code.

    Parameters
    ----------
    words : of the command line; None takes the process's own.
    """
    given = list(sys.argv[1:] if words is None else words)
    sys.exit(run(given))


def run(words: Sequence[str]) -> Exit:
    """Run one command; its exit code."""
    as_json = JSON in words
    try:
        code = app(list(words), prog_name="tradewright", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _unheard()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # a person sees a sentence, not a stack
        return _failed(error, words)
    if code == Exit.CANCELLED:
        show(fault_of(KeyboardInterrupt()), as_json=as_json)
    return Exit(code) if isinstance(code, int) else Exit.DONE


def _failed(error: BaseException, words: Sequence[str]) -> Exit:
    if isinstance(error, Ended):
        return Exit(error.exit_code)
    fault = fault_of(error, words)
    if isinstance(error, TyperException) and type(error).__name__ == "NoArgsIsHelpError":
        print(str(error))
        return fault.code
    if DEBUG in words:
        show_trace(error)
    show(fault, as_json=JSON in words)
    return fault.code


def _unheard() -> Exit:
    """The reader of our output left, as `| head` does: nothing more to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
