"""Everything a session knows: a fold over its journal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tradewright.core.calendar import Timeframe
from tradewright.core.calendar.news import NewsCalendar
from tradewright.core.engine import Costs, Desk, FeedBar
from tradewright.core.engine.size_views import size_sentence
from tradewright.services.sessions import guard_words, words
from tradewright.services.sessions.charts import Charts
from tradewright.services.sessions.guard_documents import read_guardian
from tradewright.services.sessions.happened import Happened
from tradewright.services.sessions.log import EventLog
from tradewright.services.sessions.news_words import news_line
from tradewright.services.sessions.pace import DEFAULT_SPEED
from tradewright.services.sessions.refusal_words import Refusal, refusal_detail
from tradewright.services.sessions.replies import Replies
from tradewright.services.sessions.roster import Roster
from tradewright.services.sessions.trade_rows import closed_row

if TYPE_CHECKING:
    from tradewright.core.engine import Note, Zones
    from tradewright.services.sessions.log import Line
    from tradewright.services.sessions.pace import Speed
    from tradewright.wire.events import News, Opened, SymbolBar
    from tradewright.wire.messages import ClosedTrade


class Books:
    """The state of a session after some prefix of its journal.

    Parameters
    ----------
    opened : the first event of the journal.
    zones : time zones of the trading sessions and of the daily roll.

    Notes
    -----
    Only `trade`, `distrust`, `warm`, `learn`, `hear` and `commands.act` change it, and none of them
    reads a clock, a file or a random number: the same journal gives the same books, to the last
    bit.
    """

    def __init__(self, opened: Opened, zones: Zones) -> None:
        self.opened = opened
        self.zones = zones
        self.timeframe = Timeframe.parse(opened.timeframe)
        self.charts = Charts(opened.symbols, self.timeframe)
        self.desk = Desk(opened.cash, costs(opened), zones)
        self.feeds = {s: self.desk.add_feed(s, self.timeframe) for s in opened.symbols}
        if opened.guardian is not None:
            self.desk.protect(read_guardian(opened.guardian, zones))
        self.roster = Roster()
        self.log = EventLog()
        self.replies = Replies()
        self.trades: list[ClosedTrade] = []
        self.sizings: dict[int, str] = {}
        """How the sizes of positions came about, by their ids; of those opened since the start."""
        self.speed: Speed = DEFAULT_SPEED
        self.killed_since: int | None = None
        self.news = NewsCalendar()
        """The economic calendar as far as it is known."""
        self.news_source: str | None = None
        self.seq = 0
        self.now = 0
        """The instant up to which the market has been seen, ns UTC; 0 before the first bar."""
        self.digest = b""
        """SHA-256 over all notes so far: equal digests, equal notes."""

    def warm(self, bars: tuple[SymbolBar, ...]) -> None:
        """Take bars from before the account opened: history for indicators, never traded."""
        for symbol, bar in bars:
            self.charts.push(symbol, bar)
            self.now = max(self.now, bar.ts + self.timeframe.ns)

    def trade(self, bars: tuple[SymbolBar, ...]) -> Happened:
        """Step the desk over the bars of one instant."""
        happened = Happened()
        self.now = bars[0][1].ts + self.timeframe.ns
        notes = self.desk.step([FeedBar(self.feeds[symbol], *bar) for symbol, bar in bars])
        for symbol, bar in bars:
            candles = self.charts.push(symbol, bar)
            happened.candles += [(symbol, timeframe, candle) for timeframe, candle in candles]
        self.record(notes, happened)
        return happened

    def distrust(self, symbols: tuple[str, ...], ts: int) -> Happened:
        """Drop bars that are no numbers; what has limits counts that as a breach."""
        happened = Happened()
        self.now = max(self.now, ts + self.timeframe.ns)
        self.write(guard_words.bad_price_line(symbols), happened, ts)
        self.record(self.desk.distrust(ts), happened)
        return happened

    def learn(self, *news: News) -> None:
        """Take in what became known of the economic calendar, and tell nobody."""
        if news:
            added = (NewsCalendar(events=n.events, confirmed=n.confirmed) for n in news)
            self.news = self.news.within(*added)
            self.news_source = news[-1].source
            self.desk.hear(self.news)

    def hear(self, news: News) -> Happened:
        """Take in what became known of the economic calendar."""
        happened = Happened()
        self.learn(news)
        if news.events:
            self.write(news_line(news), happened)
        return happened

    def record(self, notes: list[Note], happened: Happened) -> None:
        """Enter the desk's notes into log, trades and roster."""
        for note in notes:
            self.digest = hashlib.sha256(self.digest + repr(note).encode()).digest()
            happened.notes.append(note)
            self._enter(note, happened)

    def write(self, line: Line, happened: Happened, ts: int | None = None) -> None:
        """Write a line of the event log; `ts` (ns UTC) is the market's time unless it is given."""
        happened.log.append(self.log.write(self.now if ts is None else ts, line))

    def _enter(self, note: Note, happened: Happened) -> None:
        if note.kind in {"breached", "rearmed"}:
            self._guard(note, happened)
            return
        enrolled = self.roster.get(note.strategy)
        name = enrolled.strategy.name
        happened.strategies.add(note.strategy)
        match note.kind:
            case "opened":
                enrolled.last_signal_ts, enrolled.last_reason = note.ts, None
                if note.size is not None:
                    self.sizings[note.position] = size_sentence(note.size, self.currency)
                self.write(words.entry_line(note, name, self.currency), happened, note.ts)
            case "refused":
                enrolled.last_signal_ts, enrolled.last_reason = note.ts, note.reason
                refusal = enrolled.refusals[note.ts] = Refusal.of(note)
                detail = refusal_detail(self.desk, enrolled.strategy, refusal, note.ts)
                self.write(words.refusal_line(note, name, self.currency, detail), happened, note.ts)
            case "stop_moved":
                self.write(words.stop_line(note, name), happened, note.ts)
            case "reduced":
                self._close(note, happened)
            case _:
                self._close(note, happened)
                enrolled.trades += 1
                happened.gone.add(note.position)

    @property
    def currency(self) -> str:
        """Of the account."""
        return self.desk.currency or "USD"

    def _guard(self, note: Note, happened: Happened) -> None:
        """Enter what a guard says, of the account or of a strategy."""
        name: str | None = None
        if note.strategy:
            name = self.roster.get(note.strategy).strategy.name
            happened.strategies.add(note.strategy)
        if note.kind == "breached":
            line = guard_words.breach_line(note, name, self.desk.account().currency)
        else:
            line = guard_words.rearmed_line(note, name)
        self.write(line, happened, note.ts)

    def _close(self, note: Note, happened: Happened) -> None:
        """Enter what closed of a position: the whole, or a part."""
        closed = self.desk.trade(note.position, note.level)
        trade = closed_row(closed, self.roster)
        enrolled = self.roster.get(note.strategy)
        enrolled.profit += closed.pnl
        self.trades.append(trade)
        happened.trades.append(trade)
        line = words.exit_line(note, trade, self.desk.account().currency)
        self.write(line, happened, note.ts)


def costs(opened: Opened) -> Costs:
    """What trading costs, as the account was opened with."""
    return Costs(
        spread_pips=opened.spread_pips,
        commission_per_lot=opened.commission_per_lot,
        slippage_pips=opened.slippage_pips,
    )
