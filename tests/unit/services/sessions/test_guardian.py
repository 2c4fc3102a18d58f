"""What a session does about its limits: they stand in the log, and hold entries back."""

from __future__ import annotations

from typing import cast

from tests.scenes import paper
from tradewright.core.risk.guardian import Guardian, Limits
from tradewright.services.sessions.session import Session


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
    session = paper.session(paper.document())
    session.books.desk.protect(Guardian(limits=Limits(losing_streak=2)))
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
