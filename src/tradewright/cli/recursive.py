"""`tradewright recursive`: how much history a strategy needs before its numbers stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Annotated, Final

from typer import BadParameter, Option

from tradewright.cli.backtest import Wanted
from tradewright.cli.options import Account, DataFile, Fills, Json, Reading, StrategyFile

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tradewright.services.bias import Warmed

MOST: Final = 6
"""Lengths of history that a table shows; `--json` has them all."""


def _share(value: float) -> float:
    if not 0.0 < value < 1.0:
        message = f"{value:g} is no share; give a number between 0 and 1, such as 0.000001"
        raise BadParameter(message)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Which shorter histories are compared with the whole one."""

    starts: Annotated[
        int, Option("--starts", min=1, max=10_000, help="How many shorter histories.")
    ] = 20
    tolerance: Annotated[
        float,
        Option("--tolerance", callback=_share, help="Relative drift that does not count."),
    ] = 1e-6
    seed: Annotated[int, Option("--seed", min=0, help="Of where they start.")] = 0
    until: Annotated[
        str | None, Option("--to", metavar="TIME", help="First instant that is left out.")
    ] = None
    as_json: Json = False


def recursive(
    strategy: StrategyFile,
    data: DataFile,
    histories: Histories,
    reading: Reading,
    account: Account,
    fills: Fills,
) -> None:
    """Show how what a strategy reads hangs on where its history starts, and how soon it settles."""
    from tradewright.app import api
    from tradewright.cli.waiting import bar, note_first_run

    note_first_run()
    wanted = Wanted(
        strategy=strategy,
        data=data,
        reading=reading,
        account=account,
        fills=fills,
        until=histories.until,
    )
    with bar(f"Comparing histories of {strategy.stem}") as progress:
        found = api.recursive(
            strategy,
            data,
            histories.starts,
            histories.tolerance,
            histories.seed,
            **wanted.options(progress),
        )
    if histories.as_json:
        from tradewright.cli.printing import print_json

        print_json(found.as_dict())
        return
    from tradewright.cli.printing import console

    console().print(_told(found))


def _told(found: Warmed) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    head = Text.assemble(
        (found.name, "bold"),
        f"  {found.symbol} {found.timeframe}",
        (f"  {found.starts:,} histories, each {found.window:,} bars from its start", "dim"),
    )
    if not found.series:
        return Group(head, Text("It reads no series.", "yellow"))
    return Group(head, "", _drifts(found), "", *(Text(line) for line in _lines(found)))


def _drifts(found: Warmed) -> RenderableType:
    from rich.table import Table

    title = "Largest relative drift, once so many bars of history are known"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("series")
    table.add_column("known after", justify="right")
    lengths = found.lengths[:MOST]
    for length in lengths:
        table.add_column(f"{length:,}", justify="right", no_wrap=True)
    table.add_column("settled after", justify="right", style="bold")
    for one in found.series:
        drift = (_figure(value) for value in one.relative[: len(lengths)])
        table.add_row(one.what, _bars(one.known), *drift, _bars(one.settled))
    return table


def _lines(found: Warmed) -> list[str]:
    told: list[str] = []
    settled = found.settled
    if settled is None:
        late = ", ".join(one.what for one in found.series if one.settled is None)
        told.append(f"Not settled within {found.window:,} bars: {late}.")
    else:
        told.append(f"All series drift by less than {found.tolerance:g} after {settled:,} bars.")
    if found.warmup is not None:
        told.append(f"The strategy itself waits for {found.warmup:,} bars.")
    told += [_decision(found, k) for k, one in enumerate(found.decisions) if one.bars[0]]
    if found.decisions and not any(one.bars[0] for one in found.decisions):
        told.append(f"No signal differs once {found.lengths[0]:,} bars are known.")
    return told


def _decision(found: Warmed, k: int) -> str:
    one = found.decisions[k]
    pairs = zip(found.lengths[:MOST], one.bars, strict=False)
    counted = ", ".join(f"{bars:,} after {length:,}" for length, bars in pairs if bars)
    return f"{one.what}: bars that differ {counted}; always the same after {_bars(one.settled)}."


def _bars(count: int | None) -> str:
    return "never" if count is None else f"{count:,}"


def _figure(value: float) -> str:
    if isnan(value):
        return "unknown"
    return "0" if value == 0.0 else f"{value:.0e}"
