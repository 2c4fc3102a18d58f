"""`tradewright explain`: one bar of a backtest, its conditions and the gate that refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from typer import Option

from tradewright.cli.backtest import Wanted
from tradewright.cli.options import Account, DataFile, Fills, Json, Reading, StrategyFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which bar, and how it is answered."""

    at: Annotated[
        str,
        Option(
            "--at",
            metavar="TIME",
            help="An instant in the bar: 2017-06-01T10:00Z.",
            show_default=False,
        ),
    ]
    as_json: Json = False


def explain(
    strategy: StrategyFile,
    data: DataFile,
    question: Question,
    reading: Reading,
    account: Account,
    fills: Fills,
) -> None:
    """Show why a strategy did, or did not, trade on one bar.

    Account, costs and --from are those of the backtest in question: they decide what its gates say.
    """
    from tradewright.cli.asked import answer
    from tradewright.cli.waiting import bar, note_first_run
    from tradewright.core.calendar import parse_ts

    note_first_run()
    at_ns = parse_ts(question.at)
    wanted = Wanted(strategy=strategy, data=data, reading=reading, account=account, fills=fills)
    with bar(f"Running {strategy.stem}") as progress:
        found = answer(wanted.run(progress), at_ns)
    if question.as_json:
        from tradewright.cli.printing import print_wire

        print_wire(found.told)
        return
    from tradewright.cli.printing import console
    from tradewright.cli.tree import shown

    console().print(shown(found))
