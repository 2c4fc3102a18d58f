"""What a session does about limits: journalled, told of, kept over restarts, never loosened."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf, isfinite, nan
from typing import cast

import pytest

from tests.scenes import paper
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.core.calendar import MINUTE, Timeframe
from tradewright.core.market import Bars
from tradewright.core.market.bar import Bar
from tradewright.core.risk.guardian import Guardian, Limits
from tradewright.ports.errors import Conflict, Invalid
from tradewright.ports.feed import Feed, Slice
from tradewright.services.sessions.guardian import guardian_row
from tradewright.services.sessions.session import Session
from tradewright.wire import events as e
from tradewright.wire.encoding import encode
from tradewright.wire.guardian import dump

STREAK = Guardian(limits=Limits(losing_streak=2))
LOSS = Guardian(limits=Limits(daily_loss=8.0, losing_streak=50), flatten=True)


def limited(**limits: object) -> dict[str, object]:
    """The scene's strategy with limits of its own."""
    plain = paper.document()
    rules = cast("dict[str, dict[str, object]]", plain["rules"])
    risk = {**rules["riskManagement"], **limits}
    return {**plain, "rules": {**rules, "riskManagement": risk}}


def lines(session: Session, event: str) -> list[str]:
    """The messages of one kind of line."""
    return [one.message for one in session.books.log.last() if one.event == event]


def test_a_strategy_that_reaches_its_limit_is_told_of_and_held_back() -> None:
    session = paper.session(limited(maxDailyLoss=8))
    paper.trade_on(session, 1440)
    (line,) = lines(session, "LIMIT_REACHED")
    assert "reached maxDailyLoss" in line
    assert "of 8.00 USD" in line
    assert line.endswith("no new trades until the strategy is resumed or its period ends — Busy")
    assert session.books.desk.reasons("busy")["DAILY_LOSS"] > 5


def test_a_breach_of_the_account_names_no_strategy() -> None:
    session = paper.session(paper.document(), guardian=STREAK)
    paper.trade_on(session, 1440)
    (entry,) = [one for one in session.books.log.last() if one.event == "LIMIT_REACHED"]
    assert entry.strategy_id is None
    assert entry.level == "warning"
    assert entry.message == (
        "The guardian: too many losing trades in a row (2 of 2): no new trades until the guardian "
        "is re-armed or its period ends"
    )
    assert entry.data == {"reason": "GUARDIAN_LOSING_STREAK", "measured": 2.0, "bound": 2.0}


def test_a_breach_that_ends_with_its_period_is_told_of() -> None:
    session = paper.session(limited(maxConsecutiveLosses=1))
    paper.trade_on(session, 1440)
    assert lines(session, "LIMIT_REACHED")
    assert lines(session, "LIMIT_REARMED") == [
        "The limits allow new trades again: a new period began — Busy"
    ]


def breached(journal: MemoryJournal | None = None) -> Session:
    """A session that has just reached a limit of its account."""
    session = paper.session(paper.document(), journal=journal, guardian=LOSS)
    while not lines(session, "LIMIT_REACHED"):
        paper.trade_on(session, 5)
    return session


def set_to(guardian: Guardian, command_id: str = "set") -> e.SetGuardian:
    return e.SetGuardian(command_id=command_id, document=dump(guardian))


def test_a_breach_survives_a_restart_and_ends_by_hand() -> None:
    journal = MemoryJournal()
    first = breached(journal)
    told = guardian_row(first.books)
    assert told.breach == "GUARDIAN_DAILY_LOSS"
    assert told.measured is not None
    assert told.measured >= 8.0 == told.bound
    again = paper.session(journal=journal)
    assert guardian_row(again.books) == told
    assert again.books.desk.guardian == LOSS
    trades = len(again.books.trades) + len(again.books.desk.positions())
    paper.trade_on(again, 120)
    assert len(again.books.trades) == trades
    assert {one.reason for one in again.books.trades[-1:]} <= {"guardian", "stop_loss"}
    assert again.books.desk.reasons("busy")["GUARDIAN_DAILY_LOSS"] >= 2
    again.command(e.RearmGuardian(command_id="rearm"))
    assert guardian_row(again.books).breach is None
    assert guardian_row(again.books).limits[0].measured == 0.0
    assert lines(again, "GUARDIAN_REARMED")
    paper.trade_on(again, 60)
    assert len(again.books.trades) > trades
    third = paper.session(journal=journal)
    assert guardian_row(third.books) == guardian_row(again.books)


def test_a_snapshot_keeps_the_guardian_and_what_refusals_measured() -> None:
    journal = MemoryJournal()
    first = breached(journal)
    paper.trade_on(first, 60)
    first.snapshot()
    again = paper.session(journal=journal)
    assert again.books.desk.guardian == LOSS
    assert again.books.roster.get("busy").refusals == first.books.roster.get("busy").refusals
    for session in (first, again):
        paper.trade_on(session, 1) if session is first else None
    assert guardian_row(again.books).breach == guardian_row(first.books).breach


def test_it_cannot_be_loosened_while_in_breach() -> None:
    session = breached()
    seq = session.books.seq
    looser = replace(LOSS, limits=Limits(daily_loss=9.0), flatten=False)
    with pytest.raises(Conflict) as caught:
        session.command(set_to(looser))
    assert str(caught.value) == (
        "dailyLoss, losingStreak, flatten would protect less while GUARDIAN_DAILY_LOSS is "
        "breached: re-arm the guardian first, or change only what makes it stricter"
    )
    assert session.books.seq == seq
    session.command(set_to(replace(LOSS, limits=Limits(daily_loss=8.0, losing_streak=3)), "strict"))
    assert guardian_row(session.books).breach == "GUARDIAN_DAILY_LOSS"
    session.command(e.RearmGuardian(command_id="rearm"))
    session.command(set_to(looser, "now"))
    assert session.books.desk.guardian == looser


def test_what_is_no_guardian_is_refused_with_its_paths() -> None:
    session = paper.session(paper.document())
    with pytest.raises(Invalid) as caught:
        session.command(e.SetGuardian(command_id="set", document={"limits": {"dailyLoss": -1}}))
    assert [problem.path for problem in caught.value.problems] == ["limits.dailyLoss"]
    assert session.books.desk.guardian == Guardian()


def test_a_guardian_that_comes_later_measures_from_then_on() -> None:
    session = paper.session(paper.document())
    paper.trade_on(session, 300)
    asyncio.run(paper.front(session).set_guardian(dump(STREAK)))
    (line,) = lines(session, "GUARDIAN_SET")
    assert line.startswith("Guardian: losingStreak 2; on a breach no new trades until it is re-")
    paper.trade_on(session, 1100)
    assert guardian_row(session.books).breach == "GUARDIAN_LOSING_STREAK"
    asyncio.run(paper.front(session).rearm_guardian())
    asyncio.run(paper.front(session).set_guardian({}))
    assert not paper.front(session).guardian().active
    assert lines(session, "GUARDIAN_SET")[-1].endswith("the account is not protected")


def test_rearming_without_a_breach_forgives_nothing() -> None:
    session = paper.session(paper.document(), guardian=replace(LOSS, limits=Limits(daily_loss=500)))
    paper.trade_on(session, 1200)
    before = guardian_row(session.books)
    assert before.limits[0].measured > 0.0
    session.command(e.RearmGuardian(command_id="rearm"))
    assert guardian_row(session.books) == before
    assert not lines(session, "GUARDIAN_REARMED")


def test_a_repeated_command_changes_nothing_twice() -> None:
    session = breached()
    rearm = e.RearmGuardian(command_id="once")
    first = session.command(rearm)
    seq = session.books.seq
    assert session.command(rearm) == first
    assert session.books.seq == seq


def test_screens_are_told_of_the_breach() -> None:
    session = breached()
    session.teller.tell_all()
    state = encode(paper.said(session).on("guardian")[-1].data)
    assert b'"breach":"GUARDIAN_DAILY_LOSS"' in state
    assert b'"limit":"dailyLoss"' in state


def test_an_explanation_gives_the_numbers_of_a_refusal() -> None:
    session = breached()
    paper.trade_on(session, 120)
    enrolled = session.books.roster.get("busy")
    opens = next(ts for ts, why in enrolled.refusals.items() if why.reason == "GUARDIAN_DAILY_LOSS")
    told = paper.front(session).explain("busy", opens - MINUTE)
    assert told.reason == "GUARDIAN_DAILY_LOSS"
    assert told.detail is not None
    assert told.detail.endswith(" USD, the limit is 8.00")
    assert told.bound == 8.0
    refused = [x for x in session.books.log.last() if x.event == "SIGNAL_REFUSED"]
    assert "the limit is 8.00" in refused[-1].message


class Spoilt:
    """A feed with one bar that is no number.

    Parameters
    ----------
    inner : the feed. at : the slice that is spoilt. change : what stands in its bar instead.
    """

    def __init__(self, inner: Feed, at: int, change: dict[str, float]) -> None:
        self.inner, self.at, self.change = inner, at, change

    def symbols(self) -> tuple[str, ...]:
        return self.inner.symbols()

    def timeframe(self) -> Timeframe:
        return self.inner.timeframe()

    def history(self, symbol: str, until: int) -> Bars:
        return self.inner.history(symbol, until)

    def since(self, ts: int) -> Iterator[Slice]:
        for k, one in enumerate(self.inner.since(0)):
            if one.closes > ts:
                bars = tuple((s, b._replace(**self.change)) for s, b in one.bars)
                yield one._replace(bars=bars) if k == self.at else one

    def quotes(self, symbol: str, bar: Bar, steps: int) -> Sequence[float]:
        return self.inner.quotes(symbol, bar, steps)


@pytest.mark.parametrize("price", [nan, inf, -inf])
@pytest.mark.parametrize("field", ["open", "high", "low", "close"])
def test_a_price_that_is_no_number_never_switches_it_off(price: float, field: str) -> None:
    journal = MemoryJournal()
    watch = replace(STREAK, limits=Limits(losing_streak=500), flatten=True)
    session = paper.session(paper.document(), journal=journal, guardian=watch)
    feed = Spoilt(session.world.feed, 400, {field: price})
    session = Session(session.books, replace(session.world, feed=feed))
    session.command(e.SetSpeed(command_id="speed", speed=None))
    asyncio.run(session.run())
    assert session.ended
    state = guardian_row(session.books)
    assert (state.breach, state.measured) == ("GUARDIAN_BAD_PRICE", None)
    assert len(lines(session, "BAD_PRICE")) == 1
    assert session.books.trades
    at = paper.OPENS + 400 * MINUTE
    assert all(trade.entry_time <= at for trade in session.books.desk.trades())
    assert not session.books.desk.positions()
    assert isfinite(session.books.desk.account().equity)
    again = paper.session(journal=journal)
    assert guardian_row(again.books) == state
    assert again.books.digest == session.books.digest


def test_a_bad_bar_without_limits_is_dropped_and_told_of() -> None:
    session = paper.session(paper.document())
    feed = Spoilt(session.world.feed, 400, {"close": nan})
    session = Session(session.books, replace(session.world, feed=feed))
    session.command(e.SetSpeed(command_id="speed", speed=None))
    asyncio.run(session.run())
    assert session.ended
    assert len(lines(session, "BAD_PRICE")) == 1
    assert len(session.books.charts.tapes["EURUSD"]) == len(paper.minutes()) - 1
    assert (
        max(trade.entry_time for trade in session.books.desk.trades()) > paper.OPENS + 400 * MINUTE
    )
