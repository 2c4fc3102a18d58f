"""Starting a strategy in the place of one that runs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.scenes import paper
from tradewright.ports.errors import Conflict, Invalid
from tradewright.services.sessions.session import Session


def do(answer: Any) -> Any:  # noqa: ANN401  # a coroutine in, its result out
    return asyncio.run(answer)


@pytest.fixture
def holding() -> Session:
    """A session with a strategy that holds a position."""
    session = paper.session(paper.document())
    front = paper.front(session)
    paper.trade_on(session, 300)
    while not front.open_trades():
        paper.trade_on(session, 1)
    return session


def test_a_running_strategy_is_replaced_when_asked(holding: Session) -> None:
    front = paper.front(holding)
    other = {**paper.document(), "strategyName": "Second"}
    with pytest.raises(Conflict, match=r'is running; stop it first.*or send "replace": true'):
        do(front.start(other))
    with pytest.raises(Conflict):
        do(front.start({**other, "replace": False}))
    held = [trade.ticket for trade in front.open_trades()]
    row = do(front.start({**other, "replace": True}))
    assert (row.name, row.status) == ("Second", "running")
    assert [trade.ticket for trade in front.open_trades()] == held
    trades = front.strategy("busy").trades
    paper.trade_on(holding, 500)
    assert front.strategy("busy").trades > trades
    closed = {trade.ticket for trade in front.history(1000).trades}
    assert set(held) <= closed


def test_replacing_survives_a_restart(holding: Session) -> None:
    front = paper.front(holding)
    envelope = {
        "command": "START_STRATEGY",
        "id": "again",
        "parameters": {**paper.document(), "replace": True, "settings": {"maxOpenTrades": 7}},
    }
    first = do(front.start(envelope))
    assert do(front.start(envelope)) == first
    paper.trade_on(holding, 200)
    later = paper.session(journal=holding.world.journal)
    assert later.books.digest == holding.books.digest
    assert later.books.roster.get("busy").strategy.max_positions == 7


def test_what_cannot_start_replaces_nothing(holding: Session) -> None:
    front = paper.front(holding)
    entries = holding.books.seq
    for changes in ({"timeframe": "M7"}, {"symbol": "GBPUSD"}):
        with pytest.raises(Invalid):
            do(front.start({**paper.document(), **changes, "replace": True}))
    assert front.strategy("busy").status == "running"
    assert holding.books.seq == entries


def test_replacing_what_does_not_run_is_a_start() -> None:
    session = paper.session()
    front = paper.front(session)
    assert do(front.start({**paper.document(), "replace": True})).status == "running"
    do(front.stop("busy"))
    assert do(front.start({**paper.document(), "replace": True})).status == "running"
