"""`tradewright paper`: one strategy on paper in the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from typer import BadParameter, Option

from tradewright.cli.exits import Exit
from tradewright.cli.options import Account, DocumentFile, GuardianFile, Json, NewsFile

if TYPE_CHECKING:
    from pathlib import Path

    from tradewright.app.paper import PaperRun
    from tradewright.services.sessions.paper import PaperResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What is traded on, and how fast its time passes."""

    feed: Annotated[
        str,
        Option(
            "--feed",
            metavar="FEED",
            help="replay:FILE or simulated:EURUSD[:seed].",
            show_default=False,
        ),
    ]
    speed: Annotated[
        str | None,
        Option(
            "--speed",
            metavar="N",
            help="max, 1x, 60x …; else max for a file and 60x for a simulated market.",
        ),
    ] = None
    news: NewsFile = None
    guardian: GuardianFile = None


def paper(
    strategy: DocumentFile, market: Market, account: Account, *, as_json: Json = False
) -> None:
    """Trade a strategy on paper, bar by bar, with nothing kept on disk; Ctrl-C stops it cleanly."""
    from tradewright.app.paper import Files, build_paper
    from tradewright.cli.waiting import note_first_run
    from tradewright.core.engine import Costs
    from tradewright.services.sessions.pace import parse_speed
    from tradewright.wire.strategy.files import read_document

    _check_kind(strategy)
    endless = not market.feed.startswith("replay:")
    try:
        speed = parse_speed(market.speed or ("60x" if endless else "max"))
    except ValueError as error:
        raise BadParameter(str(error), param_hint="--speed") from error
    note_first_run()
    costs = Costs(
        spread_pips=account.spread_pips,
        commission_per_lot=account.commission_per_lot,
        slippage_pips=account.slippage_pips,
    )
    document = read_document(strategy)
    files = Files(news=market.news, guardian=market.guardian)
    run = build_paper(document, market.feed, speed or "max", account.cash, costs, files)
    result = _watched(run, as_json=as_json)
    if not (result.complete or endless):
        raise typer.Exit(Exit.CANCELLED)


def _check_kind(strategy: Path) -> None:
    """A session is told again from its journal, and a journal keeps documents, not code."""
    if strategy.suffix.lower() == ".py":
        message = (
            f"{strategy} is a Python file; a session keeps its strategies in the journal, which "
            "holds documents only: give a JSON document, or run the file with "
            f"`tradewright backtest {strategy}`"
        )
        raise BadParameter(message, param_hint="STRATEGY")


def _watched(run: PaperRun, *, as_json: bool) -> PaperResult:
    """Run it in front of somebody, then say what came of it."""
    from tradewright.cli.printing import console, print_json
    from tradewright.cli.standing import told, words
    from tradewright.cli.watching import trade

    result = trade(run, show=not as_json)
    if as_json:
        print_json(told(run.session, result))
    else:
        console().print(words(run.session, result))
    return result
