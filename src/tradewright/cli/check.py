"""`tradewright check`: whether a document is a strategy, and which one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tradewright.cli.exits import Exit
from tradewright.cli.options import Json, StrategyFile

if TYPE_CHECKING:
    from pathlib import Path

    from tradewright.wire.strategy import Examination


def check(strategy: StrategyFile, *, as_json: Json = False) -> None:
    """Read a strategy document and name every problem with its place and its fix.

    A document that is refused ends with exit code 2.
    """
    from tradewright.app.scripts import is_script
    from tradewright.wire.strategy import StrategyError, examine
    from tradewright.wire.strategy.files import read_document

    if is_script(strategy):
        _check_script(strategy, as_json=as_json)
        return
    found = examine(read_document(strategy))
    if as_json:
        _print_object(found)
    elif found.strategy is None:
        raise StrategyError(found.problems)
    else:
        _print_words(found)
    if found.strategy is None:
        raise typer.Exit(Exit.INPUT)


def _check_script(file: Path, *, as_json: bool) -> None:
    """Run a Python file and say what its strategy says about itself."""
    from tradewright.app.scripts import described

    known = described(file)
    if as_json:
        from tradewright.cli.printing import print_json

        print_json({"ok": True, "problems": [], "notes": [], "blocks": [], "script": known})
        return
    from rich.text import Text

    from tradewright.cli.printing import console

    where = f"{known['symbol'] or 'any symbol'} on {known['timeframe'] or 'any timeframe'}"
    decides = f" decides in Python and trades {where}"
    console().print(Text.assemble(("ok  ", "bold green"), (str(known["name"]), "bold"), decides))


def _print_object(found: Examination) -> None:
    """The answer of POST /api/strategies/validate, and the notes."""
    from tradewright.cli.printing import print_json
    from tradewright.wire.strategy import dump

    print_json({
        "ok": found.strategy is not None,
        "problems": [{"path": p.path, "message": p.message, "fix": p.fix} for p in found.problems],
        "notes": [{"path": n.path, "message": n.message} for n in found.notes],
        "blocks": [
            {"path": b.path, "support": b.support, "reason": b.reason} for b in found.blocks
        ],
        "normalised": None if found.strategy is None else dump(found.strategy),
    })


def _print_words(found: Examination) -> None:
    from rich.text import Text

    from tradewright.cli.printing import console
    from tradewright.core.rules import series, warmup

    known = found.strategy
    if known is None:
        return
    out = console()
    trades = (known.name, "bold"), f" trades {known.symbol} on {known.timeframe.value}"
    out.print(Text.assemble(("ok  ", "bold green"), *trades))
    named = ", ".join(each.name for each in series(known.rules))
    need = warmup(known.rules, known.timeframe)
    out.print(f"    looks at {named}; needs {need:,} bars to warm up", soft_wrap=True)
    for note in found.notes:
        out.print(Text.assemble(("note  ", "yellow"), (note.path, "bold"), f": {note.message}"))
