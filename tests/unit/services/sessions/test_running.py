"""The running session: pace, what is told to those who listen, snapshots, the paper run."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.scenes import paper
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.core.calendar import MINUTE
from tradewright.ports.errors import Invalid
from tradewright.services.sessions import snapshots
from tradewright.services.sessions.pace import parse_speed
from tradewright.services.sessions.paper import Progress, run_paper
from tradewright.services.sessions.session import Session
from tradewright.wire import messages as m
from tradewright.wire.events import SetSpeed


async def run_for(session: Session, seconds: float) -> None:
    """Run until the scene's stopwatch has gone so far, then stop."""
    clock = session.world.clock
    assert isinstance(clock, paper.Stopwatch)
    clock.rings_at, clock.ring = clock.seconds + seconds, session.stop
    await session.run()


def at_speed(session: Session, speed: float | None) -> Session:
    session.command(SetSpeed(command_id=f"speed {speed}", speed=speed))
    return session


@pytest.mark.parametrize(("speed", "bars"), [(1.0, 1), (60.0, 60), (300.0, 300), (3600.0, 1440)])
def test_simulated_time_passes_at_the_speed_asked_for(speed: float, bars: int) -> None:
    session = at_speed(paper.session(paper.document()), speed)
    asyncio.run(run_for(session, 60.5))
    assert len(session.books.charts.tapes["EURUSD"]) == pytest.approx(bars, abs=max(1, bars // 50))


def test_at_full_speed_the_data_ends_at_once_and_the_session_says_so() -> None:
    session = at_speed(paper.session(paper.document()), None)
    asyncio.run(run_for(session, 1.0))
    assert session.ended
    assert session.state == "paused"
    assert len(session.books.charts.tapes["EURUSD"]) == len(paper.minutes())
    assert session.world.clock.elapsed() == 0.0


def test_a_stopped_session_goes_on_with_the_next_bar() -> None:
    journal = MemoryJournal()
    asyncio.run(run_for(paper.session(paper.document(), journal=journal), 30.0))
    first = paper.session(journal=journal)
    seen = len(first.books.charts.tapes["EURUSD"])
    assert 20 < seen < 40
    asyncio.run(run_for(first, 30.0))
    tape = paper.session(journal=journal).books.charts.tapes["EURUSD"].bars()
    assert len(tape) > seen + 20
    assert tape.ts.tolist() == paper.minutes().ts[: len(tape)].tolist()


def test_a_clean_stop_leaves_a_snapshot_of_the_last_entry() -> None:
    session = paper.session(paper.document(), snapshot_every=10**6)
    asyncio.run(run_for(session, 10.0))
    kept = session.world.journal.last_snapshot(snapshots.SNAPSHOT_VERSION)
    assert kept is not None
    assert kept.seq == session.books.seq


def test_quotes_and_the_forming_candle_move_a_few_times_a_second() -> None:
    session = at_speed(paper.session(paper.document()), 1.0)
    asyncio.run(run_for(session, 120.0))
    said = paper.said(session)
    assert 100 < len(said.on("quotes")) <= 4 * 122
    quotes = [one.data for one in said.on("quotes") if isinstance(one.data, m.Quote)]
    assert all(quote.ask >= quote.bid for quote in quotes)
    times = [quote.time for quote in quotes]
    assert times == sorted(times)
    bars = paper.minutes()
    inside = [q.bid for q in quotes if bars.ts[1] <= q.time * 10**6 <= bars.ts[1] + MINUTE]
    assert min(inside) >= bars.low[1] - 1e-9
    assert max(inside) <= bars.high[1] + 1e-9
    candles = [one.data for one in said.on("candles") if isinstance(one.data, m.Candle)]
    assert {candle.timeframe for candle in candles} == {"M5"}
    assert all(c.low <= min(c.open, c.close) <= max(c.open, c.close) <= c.high for c in candles)


def test_open_positions_are_marked_at_the_quotes_and_nothing_is_booked() -> None:
    session = at_speed(paper.session(paper.document()), None)
    while not session.books.desk.positions():
        paper.trade_on(session, 1)
    at_speed(session, 1.0)
    held = session.books.desk.positions()[0]
    before = session.books.desk.account()
    asyncio.run(run_for(session, 40.0))
    assert session.books.desk.account() == before
    said = paper.said(session)
    quote = said.on("quotes")[-1].data
    row = [one.data for one in said.on("positions") if one.key == str(held.id)][-1]
    account = said.on("account")[-1].data
    assert isinstance(quote, m.Quote)
    assert isinstance(row, m.OpenTrade)
    assert isinstance(account, m.Account)
    sign = 1 if held.side == "long" else -1
    assert row.current_price == (quote.bid if sign > 0 else quote.ask)
    profit = (row.current_price - row.open_price) * sign * 100_000 * row.volume
    assert row.profit == pytest.approx(profit, abs=0.006)
    assert row.pips == pytest.approx((row.current_price - row.open_price) * sign / 0.0001, abs=0.06)
    assert account.equity == pytest.approx(account.balance + account.profit, abs=0.011)


def test_what_is_told_adds_up_to_the_books() -> None:
    session = at_speed(paper.session(paper.document()), 3600.0)
    asyncio.run(run_for(session, 20.0))
    said, front = paper.said(session), paper.front(session)
    rows: dict[str, object] = {}
    for one in said.on("positions"):
        if one.data is None:
            del rows[str(one.key)]
        else:
            rows[str(one.key)] = one.data
    assert list(rows) == [str(trade.ticket) for trade in front.open_trades()]
    closed = {one.data.ticket for one in said.on("trades") if isinstance(one.data, m.ClosedTrade)}
    assert closed == {trade.ticket for trade in front.history(1000).trades}
    account = said.on("account")[-1].data
    assert isinstance(account, m.Account)
    assert account.balance == front.account().balance
    assert said.on("strategies")[-1].data == front.strategies()[0]
    assert Counter(one.channel for one in said.said)["log"] >= len(front.log())


def test_a_failure_is_told_and_leaves_the_books_alone() -> None:
    session = paper.session(paper.document())
    before = session.books.log.written
    session.fail("RuntimeError: the sky fell")
    entry = paper.said(session).on("log")[-1].data
    assert isinstance(entry, m.LogEntry)
    assert (entry.level, entry.event) == ("error", "SESSION_FAILED")
    assert "the sky fell" in entry.message
    assert session.state == "paused"
    assert session.books.log.written == before


def test_a_paper_run_reports_progress_and_its_result() -> None:
    session = at_speed(paper.session(paper.document()), None)
    reports: list[Progress] = []
    result = asyncio.run(run_paper(session, reports.append, lambda: False))
    assert result.complete
    assert result.trades == tuple(session.books.desk.trades())
    assert result.reasons["busy"] == session.books.desk.reasons("busy")
    assert reports[-1].now == int(paper.minutes().ts[-1]) + MINUTE
    assert reports[-1].trades == len(result.trades)


def test_a_cancelled_paper_run_says_that_it_is_not_complete() -> None:
    session = at_speed(paper.session(paper.document()), 60.0)
    result = asyncio.run(run_paper(session, lambda _: None, lambda: session.books.seq > 20))
    assert not result.complete


def test_a_strategy_that_does_not_fit_the_market_opens_no_account() -> None:
    journal = MemoryJournal()
    with pytest.raises(Invalid, match="it has EURUSD"):
        paper.session(paper.document(symbol="USDJPY"), journal=journal)
    assert list(journal.read(0)) == []


@pytest.mark.parametrize(
    ("text", "speed"), [("60x", 60.0), ("60", 60.0), (" 1.5X ", 1.5), ("max", "max"), (None, None)]
)
def test_speeds_are_read_as_people_write_them(text: object, speed: object) -> None:
    assert parse_speed(text) == speed


@pytest.mark.parametrize("text", ["fast", "0", "-1x", "nan", "inf", "", True, [1]])
def test_other_speeds_are_refused(text: object) -> None:
    with pytest.raises(ValueError, match="neither 'max' nor a number > 0"):
        parse_speed(text)
