"""Everything a person can ask of a session, whatever door the question came through."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from tradewright.core.calendar import Timeframe, UnknownTimeframe, format_ts
from tradewright.core.market import instrument
from tradewright.core.market.bar import each_bar
from tradewright.core.market.resample import CannotResample
from tradewright.ports.errors import Invalid, NotFound
from tradewright.services.sessions import rows
from tradewright.services.sessions.commands import read
from tradewright.services.sessions.explaining import explained
from tradewright.services.sessions.guard_documents import read_guardian
from tradewright.services.sessions.guardian import guardian_row
from tradewright.services.sessions.news_rows import news_row
from tradewright.services.sessions.pace import parse_speed
from tradewright.services.sessions.replies import GuardianSet, SpeedSet
from tradewright.wire import events as e
from tradewright.wire import messages as m
from tradewright.wire.guardian import dump as dump_guardian
from tradewright.wire.strategy import dump, examine, replaces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tradewright.services.sessions.replies import Reply
    from tradewright.services.sessions.session import Session
    from tradewright.wire.vocabulary import Speed

R = TypeVar("R", bound="Reply")

ID_KEYS = ("command_id", "id", "cmd_id")
"""Where a START_STRATEGY envelope keeps the id of the command."""

MOST_BARS = 50_000
"""Bars in one answer."""


class Front:
    """Commands and questions; commands return when the journal holds them and they have acted.

    Parameters
    ----------
    session : that they concern.
    new_id : gives an unused command id for commands that come without one.

    Notes
    -----
    Every command takes an optional `command_id`: the same id again returns the first answer and
    does nothing, across restarts. A refused command is not remembered.
    """

    def __init__(self, session: Session, new_id: Callable[[], str]) -> None:
        self.session = session
        self._new_id = new_id

    async def start(self, document: object, command_id: str | None = None) -> m.StrategyRow:
        """Start a strategy from a command envelope or bare parameters.

        Conflict while one of its id runs, unless the parameters say `replace`.
        """
        normalised = dump(read(document))
        known = command_id or _envelope_id(document) or self._new_id()
        start = e.Start(command_id=known, document=normalised, replace=replaces(document))
        return self._do(start, m.StrategyRow)

    async def restart(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        """Start a stopped strategy again with the document it had; Conflict while it runs."""
        document = self.session.books.roster.get(strategy_id).document
        command = e.Start(command_id=command_id or self._new_id(), document=document)
        return self._do(command, m.StrategyRow)

    async def stop(
        self, strategy_id: str, *, close_positions: bool = False, command_id: str | None = None
    ) -> m.StrategyStopped:
        """Stop a strategy; its positions close at the next price only if asked."""
        command = e.Stop(
            command_id=command_id or self._new_id(),
            strategy_id=strategy_id,
            close_positions=close_positions,
        )
        return self._do(command, m.StrategyStopped)

    async def pause(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        """No new trades; open trades stay managed."""
        command = e.Pause(command_id=command_id or self._new_id(), strategy_id=strategy_id)
        return self._do(command, m.StrategyRow)

    async def resume(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        """Let a paused strategy trade again."""
        command = e.Resume(command_id=command_id or self._new_id(), strategy_id=strategy_id)
        return self._do(command, m.StrategyRow)

    async def close(self, ticket: int, command_id: str | None = None) -> m.TradeClosing:
        """Close one position at the next price."""
        command = e.Close(command_id=command_id or self._new_id(), ticket=ticket)
        return self._do(command, m.TradeClosing)

    async def close_all(self, command_id: str | None = None) -> int:
        """Close everything at the next price; how many positions that is."""
        return self._do(e.CloseAll(command_id=command_id or self._new_id()), m.ClosingAll).closing

    async def kill(self, command_id: str | None = None) -> m.KillSwitch:
        """No new trades from now on, across restarts, until re-armed."""
        return self._do(e.Kill(command_id=command_id or self._new_id()), m.KillSwitch)

    async def rearm(self, command_id: str | None = None) -> m.KillSwitch:
        """Allow new trades again."""
        return self._do(e.Rearm(command_id=command_id or self._new_id()), m.KillSwitch)

    async def set_speed(self, speed: Speed, command_id: str | None = None) -> m.System:
        """Change the pace of the market; Invalid if it is neither "max" nor a number > 0."""
        try:
            wanted = parse_speed(speed)
        except ValueError as error:
            fix = 'send a number such as 60, or "max"'
            raise Invalid([m.Problem(path="speed", message=str(error), fix=fix)]) from error
        number = None if wanted == "max" else wanted
        self._do(e.SetSpeed(command_id=command_id or self._new_id(), speed=number), SpeedSet)
        return self.system()

    async def set_guardian(
        self, document: object, command_id: str | None = None
    ) -> m.GuardianState:
        """Protect the account by another guardian; Conflict if that protects less in a breach."""
        normalised = dump_guardian(read_guardian(document, self.session.books.zones))
        command = e.SetGuardian(command_id=command_id or self._new_id(), document=normalised)
        self._do(command, GuardianSet)
        return self.guardian()

    async def rearm_guardian(self, command_id: str | None = None) -> m.GuardianState:
        """End a breach of the account's limits; without one nothing changes."""
        self._do(e.RearmGuardian(command_id=command_id or self._new_id()), GuardianSet)
        return self.guardian()

    def guardian(self) -> m.GuardianState:
        """What protects the account, and how its limits stand."""
        return guardian_row(self.session.books)

    def strategies(self) -> list[m.StrategyRow]:
        """All strategies of the session, oldest first."""
        books = self.session.books
        return [rows.strategy_row(books, enrolled) for enrolled in books.roster]

    def strategy(self, strategy_id: str) -> m.StrategyDetail:
        """One strategy with its document."""
        books = self.session.books
        return rows.detail_row(books, books.roster.get(strategy_id))

    def explain(self, strategy_id: str, at_ns: int) -> m.Explanation:
        """Why the strategy did or did not trade on the bar that holds the instant `at_ns` (UTC)."""
        books = self.session.books
        return explained(books, books.roster.get(strategy_id), at_ns)

    def reasons(self, strategy_id: str) -> Mapping[str, int]:
        """Refused entry signals counted by reason."""
        books = self.session.books
        books.roster.get(strategy_id)
        return books.desk.reasons(strategy_id)

    def validate(self, document: object) -> m.Validation:
        """The verdict on a document; faults are the answer here, not an exception."""
        found = examine(document)
        problems = (m.Problem(path=p.path, message=p.message, fix=p.fix) for p in found.problems)
        return m.Validation(
            ok=found.strategy is not None,
            problems=tuple(problems),
            normalised=None if found.strategy is None else dump(found.strategy),
            blocks=tuple(
                m.Block(path=b.path, support=b.support, reason=b.reason) for b in found.blocks
            ),
        )

    def open_trades(self) -> list[m.OpenTrade]:
        """Open positions in order of opening."""
        books = self.session.books
        return [rows.open_row(position, books.roster) for position in books.desk.positions()]

    def history(self, limit: int = 100, offset: int = 0) -> m.TradeHistory:
        """`limit` closed trades after skipping `offset`, newest first."""
        trades = self.session.books.trades
        page = trades[::-1][max(offset, 0) : max(offset, 0) + max(limit, 0)]
        return m.TradeHistory(total=len(trades), trades=tuple(page))

    def account(self) -> m.Account:
        """The account now."""
        return rows.account_row(self.session.books)

    def system(self) -> m.System:
        """What runs, where, how fast."""
        return rows.system_row(self.session.books, self.session.world)

    def news(self, hours: int = 168) -> m.News:
        """The economic calendar, and its events of the next `hours` of market time."""
        return news_row(self.session.books, hours, self.session.news_trouble)

    def log(self, limit: int = 1000) -> list[m.LogEntry]:
        """The last `limit` log entries, newest last."""
        return self.session.books.log.last(limit)

    def health(self) -> m.Health:
        """Whether the session runs and its feed speaks."""
        session, world = self.session, self.session.world
        seen = session.bar_seen_at
        return m.Health(
            status="ok",
            version=world.about.version,
            uptime_seconds=round(world.clock.elapsed() - world.about.started, 1),
            session=session.state,
            last_bar_at=format_ts(session.books.now) if session.books.now else None,
            feed_age_seconds=None if seen is None else round(world.clock.elapsed() - seen, 2),
        )

    def bars(self, symbol: str, timeframe: str, limit: int = 500) -> m.BarSeries:
        """The last `limit` closed bars, oldest first, and the forming one.

        Notes
        -----
        From then on the candles of that timeframe are told live, too.
        """
        books, frame = self.session.books, _timeframe(timeframe)
        if symbol not in books.charts.tapes:
            known = ", ".join(books.charts.tapes)
            message = f"no bars of {symbol!r} in this session; it has {known}"
            raise NotFound(message)
        try:
            books.charts.watch(symbol, frame)
        except CannotResample as error:
            problem = m.Problem(path="timeframe", message=str(error), fix=f"use {books.timeframe}")
            raise Invalid([problem]) from error
        closed = books.charts.closed(symbol, frame, min(max(limit, 0), MOST_BARS))
        forming = books.charts.forming(symbol, frame)
        shown = self.session.teller.forming.get((symbol, frame), forming)
        return m.BarSeries(
            symbol=symbol,
            timeframe=frame.value,
            digits=instrument(symbol).digits,
            bars=tuple(rows.bar_row(bar) for bar in each_bar(closed)),
            forming=None if shown is None else rows.bar_row(shown),
        )

    def _do(self, command: e.Command, kind: type[R]) -> R:
        reply = self.session.command(command)
        if not isinstance(reply, kind):
            message = (
                f"{command.kind} was answered with {type(reply).__name__}, not {kind.__name__}"
            )
            raise TypeError(message)
        return reply


def _timeframe(text: str) -> Timeframe:
    try:
        return Timeframe.parse(text)
    except UnknownTimeframe as error:
        problem = m.Problem(path="timeframe", message=str(error), fix="use one of M1 to MN1")
        raise Invalid([problem]) from error


def _envelope_id(document: object) -> str | None:
    """The command id of an envelope; bare parameters have none."""
    if not isinstance(document, dict) or "command" not in document:
        return None
    envelope = cast("dict[str, object]", document)
    found = (envelope.get(key) for key in ID_KEYS)
    return next((value for value in found if isinstance(value, str) and value), None)
