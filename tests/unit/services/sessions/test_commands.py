"""Commands: done once, in order, refused with words; what they change survives a restart."""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

import pytest

from tests.scenes import paper
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.ports.errors import Conflict, Invalid, NotFound
from tradewright.services.sessions.session import Session
from tradewright.wire import messages as m

T = TypeVar("T")


def do(answer: Any) -> Any:  # noqa: ANN401  # a coroutine in, its result out
    return asyncio.run(answer)


@pytest.fixture
def busy() -> Session:
    """A session with a strategy that has traded half a day."""
    session = paper.session(paper.document())
    paper.trade_on(session, 700)
    return session


def again(session: Session) -> Session:
    """The session after a restart."""
    return paper.session(journal=session.world.journal)


def opened(session: Session) -> int:
    return sum(entry.event == "TRADE_ENTRY" for entry in session.books.log.last())


def test_a_strategy_starts_once_and_again_after_it_was_stopped() -> None:
    session = paper.session()
    front = paper.front(session)
    row = do(front.start(paper.document()))
    assert (row.id, row.status, row.timeframe) == ("busy", "running", "M5")
    with pytest.raises(Conflict, match="'busy' is running; stop it first"):
        do(front.start(paper.document()))
    assert do(front.stop("busy")).status == "stopped"
    with pytest.raises(Conflict, match="cannot stop 'busy': it is stopped"):
        do(front.stop("busy"))
    assert do(front.restart("busy")).status == "running"


def test_a_command_envelope_brings_its_own_id() -> None:
    session = paper.session()
    front = paper.front(session)
    envelope = {"command": "START_STRATEGY", "id": "c1", "parameters": paper.document()}
    first = do(front.start(envelope))
    entries = session.books.seq
    assert do(front.start(envelope)) == first
    assert session.books.seq == entries


def test_a_repeated_command_returns_the_first_answer_and_acts_once(busy: Session) -> None:
    front = paper.front(busy)
    first = do(front.pause("busy", command_id="p"))
    paper.trade_on(busy, 10)
    do(front.resume("busy"))
    entries = busy.books.seq
    assert do(front.pause("busy", command_id="p")) == first
    assert busy.books.seq == entries
    assert front.strategy("busy").status == "running"
    later = paper.front(again(busy))
    assert do(later.pause("busy", command_id="p")) == first
    assert later.strategy("busy").status == "running"


def test_one_id_for_two_commands_is_refused(busy: Session) -> None:
    front = paper.front(busy)
    do(front.kill(command_id="x"))
    with pytest.raises(Conflict, match="'x' was already used for 'kill', not 'pause'"):
        do(front.pause("busy", command_id="x"))


def test_unknown_names_are_named(busy: Session) -> None:
    front = paper.front(busy)
    for refused in (front.pause("nobody"), front.stop("nobody"), front.restart("nobody")):
        with pytest.raises(NotFound, match="no strategy 'nobody' in this session; known: busy"):
            do(refused)
    with pytest.raises(NotFound, match="no open trade 999"):
        do(front.close(999))


def test_a_refused_command_leaves_no_trace(busy: Session) -> None:
    entries = busy.books.seq
    with pytest.raises(NotFound):
        do(paper.front(busy).pause("nobody", command_id="n"))
    assert busy.books.seq == entries
    assert busy.books.replies.get("n", "pause") is None


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"symbol": "GBPUSD"}, "symbol", "it has EURUSD"),
        ({"timeframe": "M7"}, "timeframe", "M7"),
        ({"colour": "blue"}, "colour", "colour"),
    ],
)
def test_a_document_that_does_not_fit_says_where(
    changes: dict[str, str], path: str, words: str
) -> None:
    with pytest.raises(Invalid) as caught:
        do(paper.front(paper.session()).start(paper.document(**changes)))
    assert path in [problem.path for problem in caught.value.problems]
    assert words in str(caught.value)


def test_the_kill_switch_stops_entries_until_it_is_rearmed_across_restarts(busy: Session) -> None:
    front = paper.front(busy)
    switch = do(front.kill())
    assert switch.active
    assert switch.since == front.system().simulated_time
    session = again(busy)
    before = opened(session)
    paper.trade_on(session, 300)
    assert opened(session) == before
    front = paper.front(session)
    assert front.reasons("busy")["KILL_SWITCH"] > 0
    assert front.system().kill_switch.since == switch.since
    assert not do(front.rearm()).active
    paper.trade_on(session, 400)
    assert opened(session) > before


def test_killing_twice_keeps_the_first_time(busy: Session) -> None:
    front = paper.front(busy)
    first = do(front.kill())
    paper.trade_on(busy, 5)
    assert do(front.kill()).since == first.since


def test_a_paused_strategy_opens_nothing_and_still_closes(busy: Session) -> None:
    front = paper.front(busy)
    while not front.open_trades():
        paper.trade_on(busy, 1)
    do(front.pause("busy"))
    before = opened(busy)
    paper.trade_on(busy, 300)
    assert opened(busy) == before
    assert front.open_trades() == []


def test_close_and_close_all_act_at_the_next_price(busy: Session) -> None:
    front = paper.front(busy)
    while not front.open_trades():
        paper.trade_on(busy, 1)
    ticket = front.open_trades()[0].ticket
    assert do(front.close(ticket)) == m.TradeClosing(ticket=ticket, status="closing")
    assert do(front.close_all()) == len(front.open_trades())
    paper.trade_on(busy, 1)
    newest = front.history(10).trades
    assert {trade.reason for trade in newest if trade.ticket >= ticket} == {"manual"}
    assert front.open_trades() == []


def test_stop_leaves_positions_managed_unless_asked(busy: Session) -> None:
    front = paper.front(busy)
    while not front.open_trades():
        paper.trade_on(busy, 1)
    held = len(front.open_trades())
    do(front.stop("busy", close_positions=True))
    assert front.strategy("busy").open_positions == held
    paper.trade_on(busy, 1)
    assert front.open_trades() == []
    assert front.strategy("busy").trades == front.history().total


def test_a_restarted_strategy_keeps_its_record(busy: Session) -> None:
    front = paper.front(busy)
    trades = front.strategy("busy").trades
    assert trades > 0
    do(front.stop("busy"))
    assert do(front.restart("busy")).trades == trades


def test_speed_is_journalled_and_checked(busy: Session) -> None:
    front = paper.front(busy)
    assert do(front.set_speed(300)).speed == 300.0
    assert paper.front(again(busy)).system().speed == 300.0
    assert do(front.set_speed("max")).speed == "max"
    assert paper.front(again(busy)).system().speed == "max"
    for wrong in (0, -1, float("nan"), float("inf")):
        with pytest.raises(Invalid, match="neither 'max' nor a number > 0"):
            do(front.set_speed(wrong))


def test_the_journal_of_another_market_is_refused() -> None:
    from dataclasses import replace

    from tradewright.adapters.clocks.zones import session_zones
    from tradewright.services.sessions.opening import open_books

    journal = MemoryJournal()
    session = paper.session(journal=journal)
    other = replace(paper.terms(), market="elsewhere")
    with pytest.raises(Conflict, match="holds a session on scene, not on elsewhere"):
        open_books(journal, session.world.feed, session_zones(), other)
