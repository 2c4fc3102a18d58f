"""`tradewright lookahead`: whether a strategy sees the future."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Option

from tradewright.cli.backtest import Wanted
from tradewright.cli.exits import Exit
from tradewright.cli.options import Account, DataFile, Fills, Json, Reading, StrategyFile

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tradewright.services.bias import Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where the history is cut."""

    cuts: Annotated[
        int,
        Option("--cuts", min=1, max=10_000, help="At how many bars; each is run twice."),
    ] = 20
    seed: Annotated[int, Option("--seed", min=0, help="Of the choice of those bars.")] = 0
    until: Annotated[
        str | None, Option("--to", metavar="TIME", help="First instant that is left out.")
    ] = None
    as_json: Json = False


def lookahead(
    strategy: StrategyFile,
    data: DataFile,
    search: Search,
    reading: Reading,
    account: Account,
    fills: Fills,
) -> None:
    """Run a strategy on parts of its history; what comes later must not change what came before.

    Look-ahead that is found ends with exit code 4.
    """
    from tradewright.app import api
    from tradewright.cli.waiting import bar, note_first_run

    note_first_run()
    wanted = Wanted(
        strategy=strategy,
        data=data,
        reading=reading,
        account=account,
        fills=fills,
        until=search.until,
    )
    with bar(f"Looking for look-ahead in {strategy.stem}") as progress:
        options = wanted.options(progress)
        found = api.lookahead(strategy, data, search.cuts, search.seed, **options)
    _show(found, as_json=search.as_json)
    if found.findings:
        raise typer.Exit(Exit.LOOK_AHEAD)


def _show(found: Looked, *, as_json: bool) -> None:
    if as_json:
        from tradewright.cli.printing import print_json

        print_json(found.as_dict())
        return
    from tradewright.cli.printing import console

    console().print(_told(found))


def _told(found: Looked) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    compared = (
        f"{found.runs:,} runs over {found.bars:,} bars, cut at {len(found.cuts):,} of them; "
        f"{found.signals:,} signals and {len(found.series):,} columns compared"
    )
    if not found.findings:
        quiet = [] if found.signals else [Text("It gave no signal on these bars.", "yellow")]
        return Group(
            Text.assemble(("No look-ahead found  ", "bold green"), (found.name, "bold")),
            *quiet,
            Text(compared, "dim"),
        )
    first = found.findings[0]
    return Group(
        Text.assemble(("Look-ahead found  ", "bold red"), (found.name, "bold")),
        _table(found),
        Text(f"First: {first.sentence}."),
        Text(compared, "dim"),
    )


def _table(found: Looked) -> RenderableType:
    from rich.table import Table

    from tradewright.cli.trades import minute

    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("what", "first bar", "whole run", "without the future"):
        table.add_column(name)
    for name in ("bars", "bars ahead"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.findings:
        ahead = f"{one.ahead:,} or more" if one.ahead else "\N{EN DASH}"
        table.add_row(one.what, minute(one.at), one.whole, one.part, f"{one.bars:,}", ahead)
    return table
