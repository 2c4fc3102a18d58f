"""The books as rows of the wire."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tradewright.core.calendar import format_ts
from tradewright.core.market import instrument
from tradewright.services.sessions.pace import SPEEDS
from tradewright.services.sessions.trade_rows import CENTS, money, side_word
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.core.engine import Position
    from tradewright.core.market.bar import Bar
    from tradewright.services.sessions.books import Books
    from tradewright.services.sessions.roster import Enrolled, Roster
    from tradewright.services.sessions.world import World

NUMBER = 1
"""The number of the one paper account a session has."""


def account_row(books: Books) -> m.Account:
    """The account now."""
    account = books.desk.account()
    level = account.equity / account.margin * 100.0 if account.margin else None
    return m.Account(
        number=NUMBER,
        broker="Tradewright paper",
        server=books.opened.market,
        currency=account.currency,
        balance=money(account.balance),
        equity=money(account.equity),
        margin=money(account.margin),
        free_margin=money(account.free_margin),
        margin_level=None if level is None else round(level, CENTS),
        leverage=leverage(books),
        trade_mode="demo",
        profit=money(account.profit),
        open_positions=len(books.desk.positions()),
    )


def leverage(books: Books) -> int:
    """One over the margin rate of the session's first symbol."""
    return round(1.0 / instrument(books.opened.symbols[0]).margin_rate)


def strategy_row(books: Books, enrolled: Enrolled) -> m.StrategyRow:
    """One strategy with what it has done so far."""
    strategy = enrolled.strategy
    own = [position for position in books.desk.positions() if position.strategy == strategy.id]
    floating = sum(position.profit for position in own)
    signal = enrolled.last_signal_ts
    return m.StrategyRow(
        id=strategy.id,
        name=strategy.name,
        status=enrolled.status,
        symbol=strategy.symbol,
        timeframe=strategy.timeframe.value,
        trades=enrolled.trades,
        open_positions=len(own),
        profit=money(enrolled.profit + floating),
        last_signal_at=None if signal is None else format_ts(signal),
        last_reason=enrolled.last_reason,
    )


def detail_row(books: Books, enrolled: Enrolled) -> m.StrategyDetail:
    """The row and the document behind it."""
    row = strategy_row(books, enrolled)
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return m.StrategyDetail(**values, document=enrolled.document)


def open_row(position: Position, roster: Roster) -> m.OpenTrade:
    """One open position."""
    return m.OpenTrade(
        ticket=position.id,
        strategy_id=position.strategy,
        strategy=roster.get(position.strategy).strategy.name,
        symbol=position.symbol,
        type=side_word(position.side),
        volume=position.volume,
        open_time=format_ts(position.entry_time),
        open_price=position.entry_price,
        current_price=position.price,
        stop_loss=position.stop,
        take_profit=position.target,
        profit=money(position.profit),
        pips=round(position.pips, 1),
        swap=money(position.swap),
        commission=money(position.commission),
        initial_volume=position.entered,
        realised=money(position.realised),
    )


def kill_row(books: Books) -> m.KillSwitch:
    """The kill switch, and what closing everything now would bring."""
    positions = books.desk.positions()
    since = books.killed_since
    return m.KillSwitch(
        active=since is not None,
        since=None if since is None else format_ts(since),
        open_positions=len(positions),
        estimate=money(math.fsum(position.profit for position in positions)),
    )


def system_row(books: Books, world: World) -> m.System:
    """What runs, where and how fast."""
    about = world.about
    return m.System(
        version=about.version,
        python=about.python,
        platform=about.platform,
        mode="paper",
        market=books.opened.market,
        symbols=symbol_rows(books),
        timeframe=books.timeframe.value,
        speed=books.speed,
        speeds=SPEEDS,
        kill_switch=kill_row(books),
        simulated_time=format_ts(books.now) if books.now else None,
        data_dir=about.data_dir,
        pid=about.pid,
        uptime_seconds=round(world.clock.elapsed() - about.started, 1),
    )


def symbol_rows(books: Books) -> tuple[m.SymbolInfo, ...]:
    """How to print the prices of the session's symbols."""
    known = [instrument(symbol) for symbol in books.opened.symbols]
    return tuple(
        m.SymbolInfo(symbol=one.symbol, digits=one.digits, pip=one.pip, point=one.point)
        for one in known
    )


def bar_row(bar: Bar) -> m.Bar:
    """A bar as the wire's array."""
    return (bar.ts // 1_000_000_000, bar.open, bar.high, bar.low, bar.close, bar.volume)


def candle_row(symbol: str, timeframe: str, bar: Bar) -> m.Candle:
    """A bar as a message of the `candles` and `bars` channels."""
    time, open_, high, low, close, volume = bar_row(bar)
    return m.Candle(
        symbol=symbol,
        timeframe=timeframe,
        time=time,
        open=open_,
        high=high,
        low=low,
        close=close,
        volume=volume,
    )
