"""What a session answers: rows, history, bars, explanations, the log in words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.scenes import paper
from tradewright.core.calendar import Timeframe, parse_ts
from tradewright.core.market.resample import resample
from tradewright.ports.errors import Invalid, NotFound
from tradewright.services.sessions.refusal_words import numbers_of
from tradewright.services.sessions.session import Session


@pytest.fixture(scope="module")
def day() -> Session:
    """A session that has traded a day, except for the last bars."""
    session = paper.session(paper.document())
    paper.trade_on(session, 1423)
    return session


def test_account_and_rows_agree(day: Session) -> None:
    front = paper.front(day)
    account, rows = front.account(), front.strategies()
    assert account.balance == pytest.approx(
        10_000 + sum(t.profit for t in day.books.trades), abs=0.2
    )
    assert account.equity == pytest.approx(account.balance + account.profit, abs=0.011)
    assert account.open_positions == len(front.open_trades()) == rows[0].open_positions
    assert rows[0].trades == front.history().total == len(day.books.desk.trades())


def test_history_is_paged_newest_first(day: Session) -> None:
    front = paper.front(day)
    everything = front.history(10_000)
    assert everything.total == len(everything.trades) > 10
    times = [trade.close_time for trade in everything.trades]
    assert times == sorted(times, reverse=True)
    pages = [front.history(4, offset).trades for offset in range(0, everything.total, 4)]
    assert tuple(trade for page in pages for trade in page) == everything.trades
    assert front.history(5, 10_000).trades == ()


def test_the_log_speaks_like_a_trader(day: Session) -> None:
    lines = [entry.message for entry in paper.front(day).log()]
    price = r"1\.\d{5}"
    entry = rf"^(Bought|Sold) 0\.05 EURUSD at {price}, stop {price}, target {price} — Busy$"
    leave = rf"^Closed 0\.05 EURUSD \((bought|sold) at {price}\) at {price} by "
    leave += r"(stop loss|trailing stop|take profit): [+-]\d+\.\d\d USD, [+-]\d+\.\d pips — Busy$"
    moved = rf"^Stop of #\d+ EURUSD moved to {price} \(trailing stop\) — Busy$"
    refused = r"^Did not (buy|sell) EURUSD: .+ — Busy$"
    started = r"^Started on EURUSD M5 — Busy$"
    for shape in (entry, leave, moved, refused, started):
        assert any(re.match(shape, line) for line in lines), shape
    assert all(
        any(re.match(shape, line) for shape in (entry, leave, moved, refused, started))
        for line in lines
    )


def test_log_ids_ascend_without_gaps(day: Session) -> None:
    log = paper.front(day).log()
    assert [entry.id for entry in log] == list(range(log[0].id, log[0].id + len(log)))
    assert paper.front(day).log(3) == log[-3:]


@pytest.mark.parametrize("timeframe", ["M1", "M5", "M15", "H1", "H4"])
def test_bars_are_the_resampled_history(day: Session, timeframe: str) -> None:
    series = paper.front(day).bars("EURUSD", timeframe, 20)
    seen = paper.minutes()[:1423]
    expected = resample(seen, Timeframe(timeframe))
    tail = expected[max(len(expected) - 20, 0) :]
    assert [bar[0] for bar in series.bars] == (tail.ts // 10**9).tolist()
    assert [bar[4] for bar in series.bars] == tail.close.tolist()
    assert [bar[2] for bar in series.bars] == tail.high.tolist()
    assert series.digits == 5
    assert (series.forming is None) == (timeframe == "M1")
    if series.forming is not None:
        assert series.forming[4] == seen.close[-1]


def test_bars_of_what_is_not_there_are_refused(day: Session) -> None:
    front = paper.front(day)
    with pytest.raises(NotFound, match="no bars of 'XAUUSD' in this session; it has EURUSD"):
        front.bars("XAUUSD", "M5")
    with pytest.raises(Invalid):
        front.bars("EURUSD", "M7")


def test_explain_agrees_with_what_happened(day: Session) -> None:
    front = paper.front(day)
    refused = day.books.roster.get("busy").refusals
    judged, refusal = next(iter(refused.items()))
    told = front.explain("busy", judged - 1)
    assert told.reason == refusal.reason
    assert (told.measured, told.bound) == numbers_of(refusal)
    assert {"long", "short"} & set(told.signals)
    assert told.entry_long is not None
    assert told.entry_short is not None
    crossed = told.entry_long if "long" in told.signals else told.entry_short
    assert crossed.truth == "true"
    leaves = crossed.members or (crossed,)
    assert [o.name for o in leaves[0].operands] == ["ema_3", "ema_8"]
    for trade in front.history(1000).trades:
        if trade.open_time > told.at:
            bar = front.explain("busy", parse_ts(trade.open_time) - 1)
            assert ("long" if trade.type == "BUY" else "short") in bar.signals
            assert bar.reason is None


def test_explain_of_a_warm_up_bar_is_unknown(day: Session) -> None:
    told = paper.front(day).explain("busy", int(paper.minutes().ts[0]))
    assert told.entry_long is not None
    assert told.entry_long.truth == "unknown"
    assert told.signals == ()


def test_explain_of_a_bar_that_is_not_there_says_what_there_is(day: Session) -> None:
    with pytest.raises(NotFound, match="no closed M5 bar holds 2031-01-01"):
        paper.front(day).explain("busy", parse_ts("2031-01-01"))


def test_validate_answers_instead_of_raising(day: Session) -> None:
    front = paper.front(day)
    accepted = front.validate(paper.document())
    assert accepted.ok
    assert {block.support for block in accepted.blocks} == {"supported"}
    verdict = front.validate(paper.document(timeframe="M7", colour="blue"))
    assert not verdict.ok
    assert {"timeframe", "colour"} <= {problem.path for problem in verdict.problems}
    assert verdict.normalised is None


def test_views_of_a_growing_tape_do_not_change(day: Session) -> None:
    tape = day.books.charts.tapes["EURUSD"]
    before = tape.bars()
    copy = before.close.copy()
    paper.trade_on(day, 1)
    assert np.array_equal(before.close, copy)
    assert len(tape.bars()) == len(before) + 1
