"""Telling those who listen: what changed, once, in rows of the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import format_ts
from tradewright.core.market import instrument
from tradewright.core.market.bar import Bar
from tradewright.core.market.resample import Resampler
from tradewright.services.sessions import rows
from tradewright.services.sessions.guardian import guardian_row
from tradewright.services.sessions.marking import marked
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from tradewright.core.calendar import Timeframe
    from tradewright.ports.feed import Feed, Slice
    from tradewright.ports.publisher import Channel
    from tradewright.services.sessions.books import Books
    from tradewright.services.sessions.happened import Happened
    from tradewright.services.sessions.world import World

STEPS: Final = 24
"""Points of the way through a bar that can be shown."""


class Teller:
    """Publishes the books of a session.

    Parameters
    ----------
    books : what is told.
    world : who is told, and what the session says about itself.

    Notes
    -----
    Rows of "table" and "latest" channels are told only when they differ from what was told last.
    """

    def __init__(self, books: Books, world: World) -> None:
        self.books = books
        self.world = world
        self.forming: dict[tuple[str, Timeframe], Bar] = {}
        """The candles that were last shown forming."""
        self._publish = world.publisher.publish
        self._told: dict[tuple[Channel, str], object] = {}

    def tell_all(self) -> None:
        """Everything a newcomer needs: log, closed trades, tables, account."""
        for entry in self.books.log.last():
            self._publish("log", entry)
        for trade in self.books.trades[-1000:]:
            self._publish("trades", trade)
        for enrolled in self.books.roster:
            self._row("strategies", enrolled.strategy.id, rows.strategy_row(self.books, enrolled))
        self._tell_state()

    def tell(self, happened: Happened) -> None:
        """What one or more events have changed."""
        for entry in happened.log:
            self._publish("log", entry)
        for trade in happened.trades:
            self._publish("trades", trade)
        for symbol, timeframe, candle in happened.candles:
            self.forming.pop((symbol, timeframe), None)
            self._publish("bars", rows.candle_row(symbol, timeframe.value, candle))
        for ticket in happened.gone:
            if self._told.pop(("positions", str(ticket)), None) is not None:
                self._publish("positions", None, str(ticket))
        self._tell_strategies(happened)
        self._tell_state()

    def tell_failure(self, why: str) -> None:
        """The session has stopped. Not in the books: it is no event of the market."""
        entry = m.LogEntry(
            id=self.books.log.written + 1,
            time=format_ts(self.books.now),
            level="error",
            event="SESSION_FAILED",
            strategy_id=None,
            symbol=None,
            message=f"The session stopped: {why}. Restart it; nothing that was journalled is lost",
            data={},
        )
        self._publish("log", entry)

    def tell_forming(self, feed: Feed, one: Slice, passed: float) -> None:
        """Quotes and candles on the way to a bar's close.

        Parameters
        ----------
        passed : share of the bar's time that has passed, 0..1.
        """
        shown = max(1, int(passed * STEPS))
        quotes: dict[str, m.Quote] = {}
        for symbol, bar in one.bars:
            way = list(feed.quotes(symbol, bar, STEPS))[:shown]
            part = bar._replace(
                high=max(bar.open, *way),
                low=min(bar.open, *way),
                close=way[-1],
                volume=round(bar.volume * passed),
            )
            quotes[symbol] = self._tell_quote(symbol, part, passed)
            self._tell_candles(symbol, part)
        trades, account = marked(self.books, quotes)
        for trade in trades:
            self._row("positions", str(trade.ticket), trade)
        self._row("account", "account", account)

    def _tell_strategies(self, happened: Happened) -> None:
        holding = {position.strategy for position in self.books.desk.positions()}
        for strategy_id in sorted(happened.strategies | holding):
            enrolled = self.books.roster.get(strategy_id)
            self._row("strategies", strategy_id, rows.strategy_row(self.books, enrolled))

    def _tell_state(self) -> None:
        for position in self.books.desk.positions():
            row = rows.open_row(position, self.books.roster)
            self._row("positions", str(position.id), row)
        self._row("account", "account", rows.account_row(self.books))
        self._row("system", "system", rows.system_row(self.books, self.world))
        self._row("guardian", "guardian", guardian_row(self.books))
        for symbol in self.books.opened.symbols:
            bar = self.books.charts.last(symbol)
            if bar is not None:
                self._tell_quote(symbol, bar, 1.0)

    def _tell_quote(self, symbol: str, bar: Bar, passed: float) -> m.Quote:
        known = instrument(symbol)
        opened = self.books.opened
        spread = opened.spread_pips * known.pip if bar.spread is None else bar.spread * known.point
        time = (bar.ts + int(passed * self.books.timeframe.ns)) // 1_000_000
        ask = round(bar.close + spread, known.digits)
        quote = m.Quote(symbol=symbol, bid=bar.close, ask=ask, time=time)
        self._row("quotes", symbol, quote)
        return quote

    def _tell_candles(self, symbol: str, part: Bar) -> None:
        for of, timeframe in self.books.charts.watched():
            if of == symbol:
                candle = merged(self.books, symbol, timeframe, part)
                self.forming[symbol, timeframe] = candle
                row = rows.candle_row(symbol, timeframe.value, candle)
                self._row("candles", f"{symbol}:{timeframe.value}", row)

    def _row(self, channel: Channel, key: str, row: object) -> None:
        if self._told.get((channel, key)) != row:
            self._told[channel, key] = row
            self._publish(channel, row, key)


def merged(books: Books, symbol: str, timeframe: Timeframe, part: Bar) -> Bar:
    """The forming candle with a bar in it that is itself still forming."""
    forming = books.charts.forming(symbol, timeframe)
    resampler = Resampler(books.timeframe, timeframe)
    if forming is not None:
        resampler.push(forming)
    closed = resampler.push(part)
    return resampler.forming or closed[-1]
