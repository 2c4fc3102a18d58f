"""`tradewright data`: look at a file of prices, or bring it into the store's format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option, Typer

from tradewright.cli.exits import Exit
from tradewright.cli.grouping import grouped
from tradewright.cli.options import Json, Reading

if TYPE_CHECKING:
    from tradewright.services.data import Imported, Report

data_app = Typer(
    no_args_is_help=True, help="Import files of prices, and look what is wrong with them."
)

PricesFile = Annotated[
    Path,
    Argument(metavar="FILE", help="Prices: CSV, Parquet, Feather or JSON.", show_default=False),
]
Out = Annotated[
    Path,
    Option(
        "--output",
        "-o",
        metavar="OUT.parquet",
        help="The file to write, or a folder.",
        show_default=False,
    ),
]


def import_(file: PricesFile, output: Out, reading: Reading, *, as_json: Json = False) -> None:
    """Check prices and keep them as Parquet, with a manifest (hash, span, source) beside it."""
    from tradewright.cli.importing import keep
    from tradewright.cli.printing import console, print_json

    found = _read(file, reading, accept_gaps=reading.accept_gaps)
    written = keep(found, output)
    if as_json:
        print_json({"file": str(written), **_told(found.report), "sha256": found.manifest.sha256})
        return
    out = console()
    out.print(str(found.report), soft_wrap=True, markup=False)
    out.print(
        f"Read as {found.manifest.dialect}; written to {written}", soft_wrap=True, markup=False
    )


def check(file: PricesFile, reading: Reading, *, as_json: Json = False) -> None:
    """Tell everything that is wrong with prices; exit code 2 where a backtest would refuse them."""
    from tradewright.cli.printing import console, print_json
    from tradewright.services.data import BadData

    try:
        report = _read(file, reading, accept_gaps=True).report
    except BadData as error:
        if error.report is None:
            raise
        report = error.report
    refused = report.refused(accept_gaps=reading.accept_gaps)
    if as_json:
        print_json({**_told(report), "refused": refused})
    else:
        out = console()
        out.print(str(report), soft_wrap=True, markup=False)
        out.print("[red]A backtest refuses it.[/]" if refused else "[green]A backtest takes it.[/]")
    if refused:
        raise typer.Exit(Exit.INPUT)


data_app.command("import")(grouped(import_))
data_app.command("check")(grouped(check))


def _read(file: Path, reading: Reading, *, accept_gaps: bool) -> Imported:
    from tradewright.cli.waiting import bar
    from tradewright.services.data import open_data

    with bar(f"Reading {file.name}"):
        return open_data(
            file,
            reading.symbol,
            reading.timeframe,
            accept_gaps=accept_gaps,
            utc_offset=reading.utc_offset,
        )


def _told(report: Report) -> dict[str, object]:
    from tradewright.core.calendar import format_ts

    findings = [
        {"kind": one.kind, "count": one.count, "examples": one.examples, "fix": one.fix}
        for one in (*report.broken, *report.suspect)
    ]
    gaps = [
        {"after": format_ts(gap.after_ns), "before": format_ts(gap.before_ns), "bars": gap.bars}
        for gap in report.gaps
    ]
    return {
        "symbol": report.symbol,
        "timeframe": report.timeframe.value,
        "bars": report.rows,
        "from": format_ts(report.first_ns) if report.rows else None,
        "to": format_ts(report.last_ns) if report.rows else None,
        "clean": report.clean,
        "findings": findings,
        "gaps": gaps,
        "hint": report.hint or None,
    }
