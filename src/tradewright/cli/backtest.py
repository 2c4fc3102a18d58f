"""`tradewright backtest`: one strategy over one file of prices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import BadParameter, Option

from tradewright.cli.exits import Exit
from tradewright.cli.options import (
    OUTPUT,
    Account,
    DataFile,
    Fills,
    Json,
    Reading,
    StrategyFile,
)

if TYPE_CHECKING:
    from tradewright.app.api import Options
    from tradewright.core.engine.batch import Progress
    from tradewright.services.backtests import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """When the run ends, and what is made of it."""

    until: Annotated[
        str | None, Option("--to", metavar="TIME", help="First instant not to trade any more.")
    ] = None
    as_json: Json = False
    html: Annotated[
        Path | None,
        Option(
            "--html",
            metavar="OUT.html",
            help="Write one self-contained page.",
            rich_help_panel=OUTPUT,
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be run, as `app.api.backtest` wants to know it."""

    strategy: Path
    data: Path
    reading: Reading
    account: Account
    fills: Fills
    until: str | int | None = None

    def run(self, progress: Progress | None = None) -> Result:
        """Run it."""
        from tradewright.app import api

        return api.backtest(self.strategy, self.data, **self.options(progress))

    def options(self, progress: Progress | None = None) -> Options:
        """What is to be said beside strategy and data."""
        read, account, fills = self.reading, self.account, self.fills
        return {
            "cash": account.cash,
            "currency": fills.currency,
            "symbol": read.symbol,
            "timeframe": read.timeframe,
            "spread_pips": account.spread_pips,
            "commission_per_lot": account.commission_per_lot,
            "slippage_pips": account.slippage_pips,
            "path": fills.path,
            "since": fills.since,
            "until": self.until,
            "accept_gaps": read.accept_gaps,
            "utc_offset": read.utc_offset,
            "news": fills.news,
            "guardian": fills.guardian,
            "progress": progress,
        }


def backtest(
    strategy: StrategyFile,
    data: DataFile,
    reading: Reading,
    account: Account,
    fills: Fills,
    output: Output,
) -> None:
    """Run a strategy over prices and show what came of it.

    A run without trades says why and ends with exit code 3.
    """
    from tradewright.cli.waiting import bar, note_first_run

    if output.html is not None:
        _check_folder(output.html)
    note_first_run()
    wanted = Wanted(
        strategy=strategy,
        data=data,
        reading=reading,
        account=account,
        fills=fills,
        until=output.until,
    )
    with bar(f"Backtesting {strategy.stem}") as progress:
        result = wanted.run(progress)
    if output.html is not None:
        _write_page(result, output.html)
    _show(result, output)
    if not result.trades:
        raise typer.Exit(Exit.NO_TRADES)


def _show(result: Result, output: Output) -> None:
    if output.as_json:
        from tradewright.cli.printing import print_json

        print_json(result.to_dict())
        return
    from tradewright.cli.printing import console
    from tradewright.cli.results import shown

    console().print(shown(result))
    if output.html is not None:
        console().print(f"Report: {output.html.resolve()}", soft_wrap=True)


def _check_folder(page: Path) -> None:
    """A run may take long; that its page has no place is better said before it."""
    if not page.parent.is_dir():
        message = f"there is no folder {page.parent}; make it, or write the page elsewhere"
        raise BadParameter(message, param_hint="--html")


def _write_page(result: Result, path: Path) -> None:
    from tradewright.app.api import report_of
    from tradewright.services.reports import render

    path.write_text(render(report_of(result)), encoding="utf-8")
