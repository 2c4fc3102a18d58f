"""How a paper session stands: for a person, and as one object."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from rich.text import Text

from tradewright.cli.trades import open_table, reasons_table, signed, spaced, trades_table
from tradewright.core.calendar import format_ts
from tradewright.core.market import instrument
from tradewright.services.backtests.result import COLUMNS, TIMES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tradewright.core.engine import ClosedPosition, Position
    from tradewright.services.sessions.paper import PaperResult
    from tradewright.services.sessions.session import Session

LAST: Final = 10
"""Trades that are listed at the end."""


def account_line(session: Session) -> Text:
    """The account in one line."""
    books = session.books
    account = books.desk.account()
    gain = account.equity - books.opened.cash
    return Text.assemble(
        ("balance ", "dim"), f"{account.balance:,.2f}",
        ("  equity ", "dim"), f"{account.equity:,.2f} {account.currency}",
        ("  result ", "dim"), signed(gain),
        ("  free margin ", "dim"), f"{account.free_margin:,.2f}",
        ("  closed trades ", "dim"), f"{len(books.trades):,}",
    )  # fmt: skip


def digits(session: Session) -> int:
    """Decimals of a price of the session's first symbol."""
    return instrument(session.books.opened.symbols[0]).digits


def words(session: Session, result: PaperResult) -> RenderableType:
    """What a session came to, for a person."""
    ended = "the data have ended" if result.complete else "stopped"
    parts: list[RenderableType] = [
        Text.assemble(
            (_named(session), "bold"), f": {ended}", (f"  {session.books.opened.market}", "dim")
        ),
        account_line(session),
    ]
    if result.trades:
        parts.append(trades_table(result.trades[-LAST:], digits(session)))
    if result.open:
        parts.append(open_table(result.open, digits(session)))
    reasons = {name: n for counts in result.reasons.values() for name, n in counts.items()}
    if reasons:
        parts.append(reasons_table(reasons))
    elif not result.trades and not result.open:
        parts.append(Text("No trades: no entry signal came.", "yellow"))
    return spaced(parts)


def told(session: Session, result: PaperResult) -> dict[str, object]:
    """What a session came to, as one object."""
    sizings = session.books.sizings
    strategy = next(iter(session.books.roster)).strategy
    return {
        "strategy": {
            "id": strategy.id,
            "name": strategy.name,
            "symbol": strategy.symbol,
            "timeframe": strategy.timeframe.value,
        },
        "market": session.books.opened.market,
        "complete": result.complete,
        "account": asdict(result.account),
        "trades": [_trade(one) | {"sizing": sizings.get(one.id)} for one in result.trades],
        "open": [_open(one) | {"sizing": sizings.get(one.id)} for one in result.open],
        "reasons": result.reasons.get(strategy.id, {}),
        "digest": result.digest,
    }


def _named(session: Session) -> str:
    return next(iter(session.books.roster)).strategy.name


def _trade(one: ClosedPosition) -> dict[str, object]:
    """As `tradewright backtest --json` has it."""
    row: dict[str, object] = {name: getattr(one, name) for name in COLUMNS}
    return {**row, **{name: format_ts(getattr(one, name)) for name in TIMES}}


def _open(one: Position) -> dict[str, object]:
    return {
        "id": one.id,
        "side": one.side,
        "volume": one.volume,
        "entry_time": format_ts(one.entry_time),
        "entry_price": one.entry_price,
        "stop_loss": one.stop,
        "take_profit": one.target,
        "profit": one.profit,
    }
