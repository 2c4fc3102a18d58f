"""Commands: refused before they are journalled, or acted on after."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tradewright.core.market.resample import CannotResample, Resampler
from tradewright.ports.errors import Conflict, Invalid, NotFound
from tradewright.services.sessions.guardian import (
    check_guardian,
    command_guardian,
    know_all,
)
from tradewright.services.sessions.happened import Happened
from tradewright.services.sessions.log import Line
from tradewright.services.sessions.news_words import missing_line
from tradewright.services.sessions.replies import Reply, SpeedSet
from tradewright.services.sessions.roster import Enrolled
from tradewright.services.sessions.rows import kill_row, strategy_row
from tradewright.wire import events as e
from tradewright.wire import messages as m
from tradewright.wire.strategy import StrategyError, dump, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.calendar import Timeframe
    from tradewright.core.engine.strategy import Strategy
    from tradewright.services.sessions.books import Books


def read(document: object) -> Strategy:
    """The strategy of a document.

    Raises
    ------
    Invalid
        With every problem of the document at once.
    """
    try:
        return parse(document)
    except StrategyError as error:
        problems = [m.Problem(path=p.path, message=p.message, fix=p.fix) for p in error.problems]
        raise Invalid(problems) from error


def check(books: Books, command: e.Command) -> None:
    """Return if the command can be done now; nothing is changed either way.

    Raises
    ------
    NotFound, Conflict, Invalid
        What the command names does not exist, the state does not allow it, or it makes no sense.
    """
    match command:
        case e.Start():
            strategy = read(command.document)
            check_fit(strategy, tuple(books.charts.tapes), books.timeframe)
            if not command.replace:
                _check_idle(books, strategy)
        case e.Stop():
            _expect(books, command.strategy_id, {"running", "paused"}, "stop")
        case e.Pause():
            _expect(books, command.strategy_id, {"running"}, "pause")
        case e.Resume():
            _expect(books, command.strategy_id, {"paused"}, "resume")
        case _:
            _check_account(books, command)


def _check_account(books: Books, command: e.AccountCommand) -> None:
    match command:
        case e.Close():
            _check_ticket(books, command.ticket)
        case e.SetGuardian():
            check_guardian(books, command.document)
        case e.Kill() | e.Rearm() | e.CloseAll() | e.SetSpeed() | e.RearmGuardian():
            pass
        case _:
            assert_never(command)


def act(books: Books, command: e.Command) -> tuple[Reply, Happened]:
    """Do a checked command; the reply is remembered under its id."""
    happened = Happened()
    reply = _act(books, command, happened)
    books.replies.keep(command.command_id, command.kind, reply)
    return reply, happened


def _act(books: Books, command: e.Command, happened: Happened) -> Reply:
    match command:
        case e.Start():
            return _start(books, read(command.document), happened, anew=command.replace)
        case e.Stop():
            return _stop(books, command, happened)
        case e.Pause() | e.Resume():
            return _pause_or_resume(books, command, happened)
        case _:
            return _act_on_account(books, command, happened)


def _act_on_account(books: Books, command: e.AccountCommand, happened: Happened) -> Reply:
    match command:
        case e.Kill() | e.Rearm():
            return _kill_or_rearm(books, command, happened)
        case e.Close():
            return _close(books, command.ticket, happened)
        case e.CloseAll():
            return _close_all(books, happened)
        case e.SetSpeed():
            books.speed = "max" if command.speed is None else command.speed
            return SpeedSet(speed=books.speed)
        case e.SetGuardian() | e.RearmGuardian():
            return command_guardian(books, command, happened)
        case _:
            assert_never(command)


def _check_idle(books: Books, strategy: Strategy) -> None:
    enrolled = books.roster.find(strategy.id)
    if enrolled is not None and enrolled.status != "stopped":
        fix = 'stop it first, use another strategyId, or send "replace": true'
        message = f"strategy {strategy.id!r} is {enrolled.status}; {fix}"
        raise Conflict(message)


def check_fit(strategy: Strategy, symbols: Sequence[str], timeframe: Timeframe) -> None:
    """Return if a market of these symbols and this timeframe can carry the strategy.

    Raises
    ------
    Invalid
        If it cannot; the problem names what the market has.
    """
    if strategy.symbol not in symbols:
        known = ", ".join(symbols)
        raise Invalid([m.Problem(
            path="symbol",
            message=f"{strategy.symbol!r} is not traded in this session; it has {known}",
            fix=f"use {known}, or start a session with --market on {strategy.symbol}",
        )])  # fmt: skip
    try:
        Resampler(timeframe, strategy.timeframe)
    except CannotResample as error:
        message = f"{strategy.timeframe.value} cannot be made of the session's bars: {error}"
        fix = f"use {timeframe.value} or longer"
        raise Invalid([m.Problem(path="timeframe", message=message, fix=fix)]) from error


def _expect(books: Books, strategy_id: str, statuses: set[str], verb: str) -> Enrolled:
    enrolled = books.roster.get(strategy_id)
    if enrolled.status not in statuses:
        needed = " or ".join(sorted(statuses))
        message = f"cannot {verb} {strategy_id!r}: it is {enrolled.status}, expected {needed}"
        raise Conflict(message)
    return enrolled


def _check_ticket(books: Books, ticket: int) -> None:
    tickets = [position.id for position in books.desk.positions()]
    if ticket not in tickets:
        known = ", ".join(map(str, tickets)) or "none"
        message = f"no open trade {ticket}; open: {known}"
        raise NotFound(message)


def _retire(books: Books, strategy_id: str, happened: Happened) -> None:
    """Let a strategy that runs make room for another of its id; its trades stay managed."""
    enrolled = books.roster.find(strategy_id)
    if enrolled is not None and enrolled.status != "stopped":
        books.desk.remove(strategy_id)
        enrolled.status = "stopped"
        line = "Replaced: open trades managed by the former rules"
        _report(books, enrolled, "STRATEGY_STOPPED", line, happened)


def _start(books: Books, strategy: Strategy, happened: Happened, *, anew: bool) -> Reply:
    if anew:
        _retire(books, strategy.id, happened)
    books.charts.watch(strategy.symbol, strategy.timeframe)
    know_all(books)
    books.desk.add(strategy, books.charts.tapes[strategy.symbol].bars())
    enrolled = Enrolled(strategy=strategy, document=dump(strategy))
    books.roster.enrol(enrolled)
    line = f"Started on {strategy.symbol} {strategy.timeframe.value}"
    row = _report(books, enrolled, "STRATEGY_STARTED", line, happened)
    if strategy.news is not None and not books.news.events:
        books.write(missing_line(strategy), happened)
    return row


def _stop(books: Books, command: e.Stop, happened: Happened) -> Reply:
    enrolled = books.roster.get(command.strategy_id)
    if command.close_positions:
        books.desk.close_all(command.strategy_id)
    books.desk.remove(command.strategy_id)
    enrolled.status = "stopped"
    rest = (
        "its trades close at the next price" if command.close_positions else "open trades managed"
    )
    _report(books, enrolled, "STRATEGY_STOPPED", f"Stopped: no new trades, {rest}", happened)
    return m.StrategyStopped(id=command.strategy_id, status="stopped")


def _pause_or_resume(books: Books, command: e.Pause | e.Resume, happened: Happened) -> Reply:
    enrolled = books.roster.get(command.strategy_id)
    if command.kind == "pause":
        books.desk.pause(command.strategy_id)
        enrolled.status = "paused"
        words = "Paused: no new trades, open trades managed"
        return _report(books, enrolled, "STRATEGY_PAUSED", words, happened)
    books.desk.resume(command.strategy_id)
    enrolled.status = "running"
    return _report(books, enrolled, "STRATEGY_RESUMED", "Resumed: trades again", happened)


def _report(
    books: Books, enrolled: Enrolled, event: str, message: str, happened: Happened
) -> m.StrategyRow:
    strategy = enrolled.strategy
    happened.strategies.add(strategy.id)
    line = Line(
        event=event,
        message=f"{message} — {strategy.name}",
        strategy_id=strategy.id,
        symbol=strategy.symbol,
    )
    books.write(line, happened)
    return strategy_row(books, enrolled)


def _kill_or_rearm(books: Books, command: e.Kill | e.Rearm, happened: Happened) -> Reply:
    if command.kind == "kill" and books.killed_since is None:
        books.desk.kill()
        books.killed_since = books.now
        words = "Kill switch on: no new trades until it is re-armed, open trades managed"
        books.write(Line(event="KILL_SWITCH_ON", message=words, level="warning"), happened)
    elif command.kind == "rearm" and books.killed_since is not None:
        books.desk.rearm()
        books.killed_since = None
        books.write(
            Line(event="KILL_SWITCH_OFF", message="Kill switch off: trading again"), happened
        )
    return kill_row(books)


def _close(books: Books, ticket: int, happened: Happened) -> Reply:
    books.desk.close(ticket)
    words = f"Trade #{ticket} closes at the next price"
    books.write(Line(event="CLOSE_REQUESTED", message=words, data={"ticket": ticket}), happened)
    return m.TradeClosing(ticket=ticket, status="closing")


def _close_all(books: Books, happened: Happened) -> Reply:
    closing = len(books.desk.positions())
    books.desk.close_all(None)
    words = f"All {closing} open trades close at the next price" if closing else "No trade is open"
    books.write(Line(event="CLOSE_REQUESTED", message=words, level="warning"), happened)
    return m.ClosingAll(closing=closing)
