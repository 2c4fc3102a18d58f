"""Open positions and the account at a quote between two bars: shown, never booked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tradewright.core.market import instrument
from tradewright.services.sessions import rows
from tradewright.services.sessions.trade_rows import money

if TYPE_CHECKING:
    from tradewright.core.engine import Position
    from tradewright.services.sessions.books import Books
    from tradewright.wire import messages as m


def marked(books: Books, quotes: dict[str, m.Quote]) -> tuple[list[m.OpenTrade], m.Account]:
    """The open positions and the account as they would stand at some quotes.

    Parameters
    ----------
    quotes : by symbol; positions of other symbols stay as they are.
    """
    trades: list[m.OpenTrade] = []
    gained = 0.0
    account = rows.account_row(books)
    for position in books.desk.positions():
        row = rows.open_row(position, books.roster)
        quote = quotes.get(position.symbol)
        if quote is not None:
            now = quote.bid if position.side == "long" else quote.ask
            gain = gain_to(position, now, account.currency)
            gained += gain
            row = replace(
                row,
                current_price=now,
                profit=money(position.profit + gain),
                pips=round(position.pips + _move(position, now) / pip_of(position), 1),
            )
        trades.append(row)
    return trades, _richer(account, gained)


def gain_to(position: Position, price: float, currency: str) -> float:
    """What the way from the position's standing price to `price` brings, account currency.

    Notes
    -----
    Exact where profit arises in the account's currency or its inverse; where it takes another
    pair's rate, the position waits for the next bar and this is 0.
    """
    known = instrument(position.symbol)
    quote = _move(position, price) * known.contract_size * position.volume
    if known.quote_currency == currency:
        return quote
    return quote / price if known.base_currency == currency else 0.0


def pip_of(position: Position) -> float:
    """Price change of one pip of the position's symbol."""
    return instrument(position.symbol).pip


def _move(position: Position, price: float) -> float:
    return (price - position.price) * (1.0 if position.side == "long" else -1.0)


def _richer(account: m.Account, gain: float) -> m.Account:
    equity = account.equity + gain
    level = equity / account.margin * 100.0 if account.margin else None
    return replace(
        account,
        equity=money(equity),
        free_margin=money(account.free_margin + gain),
        profit=money(account.profit + gain),
        margin_level=None if level is None else money(level),
    )
