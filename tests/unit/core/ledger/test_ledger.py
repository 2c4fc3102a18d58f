"""What fills do to money, kernel by kernel."""

from __future__ import annotations

import pytest

from tradewright.core.kernel import Rows, rows
from tradewright.core.ledger import enter, equity, leave, margin_used, rate, unrealised
from tradewright.core.market.codes import INVERSE, OVER, SAME, TIMES
from tradewright.core.market.records import Account, Feed, Position, Trade


def market(kind: int = SAME) -> Rows[Feed]:
    """A feed quoted around 1.1, and one quoted around 150 that rates may be taken from."""
    feeds = rows(Feed, 2)
    for feed, tick, bid in zip(feeds, (1e-5, 1e-3), (110_000, 150_000), strict=True):
        feed.tick, feed.contract, feed.money = tick, 100_000.0, 100_000.0 * tick
        feed.bid, feed.ask = bid, bid + 10
    feeds[0].rate_kind, feeds[0].rate_feed = kind, 1
    feeds[0].margin_rate = 0.01
    return feeds


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(SAME, 1.0), (INVERSE, 1 / 1.2), (TIMES, 150.0), (OVER, 1 / 150.0)],
    ids=["same", "inverse", "times", "over"],
)
def test_rates(kind: int, expected: float) -> None:
    assert rate(market(kind), 0, 120_000) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("kind", [TIMES, OVER])
def test_a_rate_is_unknown_before_the_other_feed_has_a_price(kind: int) -> None:
    feeds = market(kind)
    feeds[1].bid = 0
    assert rate(feeds, 0, 120_000) == 0.0


@pytest.mark.parametrize(
    ("per_lot", "fraction", "fee"), [(3.5, 0.0, 1.75), (0.0, 1e-4, 5.5), (3.5, 1e-4, 7.25)]
)
def test_commission_is_by_lot_or_by_notional_on_each_side(
    per_lot: float, fraction: float, fee: float
) -> None:
    feeds, account = market(), rows(Account, 1)[0]
    feeds[0].commission, feeds[0].commission_rate = per_lot, fraction
    account.balance = 1000.0
    positions, trades = rows(Position, 1), rows(Trade, 1)
    positions[0].side, positions[0].lots, positions[0].entry = 1, 0.5, 110_000
    enter(account, feeds, positions[0])
    assert positions[0].commission == pytest.approx(fee)
    assert account.balance == pytest.approx(1000 - fee)
    leave(account, feeds, positions[0], trades[0], 110_000, 0.5)
    assert trades[0].commission == pytest.approx(2 * fee)
    assert trades[0].pnl == pytest.approx(-2 * fee)
    assert account.balance == pytest.approx(1000 - 2 * fee)


@pytest.mark.parametrize(("side", "pnl"), [(1, 60.0), (-1, -60.0)])
def test_a_round_trip(side: int, pnl: float) -> None:
    feeds, account = market(), rows(Account, 1)[0]
    account.balance = 1000.0
    position, trade = rows(Position, 1)[0], rows(Trade, 1)[0]
    position.side, position.lots, position.entry = side, 0.2, 110_000
    enter(account, feeds, position)
    assert (position.id, account.next_id, account.open) == (1, 1, 1)
    assert position.margin == pytest.approx(0.2 * 100_000 * 1.1 * 0.01)
    position.swap = -1.5
    leave(account, feeds, position, trade, 110_300, 0.2)
    assert trade.pnl == pytest.approx(pnl - 1.5)
    assert account.balance == pytest.approx(1000 + pnl - 1.5)
    assert account.trades == 1


def test_longs_are_marked_at_the_bid_and_shorts_at_the_ask() -> None:
    feeds, positions = market(), rows(Position, 2)
    for position, side in zip(positions, (1, -1), strict=True):
        position.side, position.lots, position.entry, position.margin = side, 1.0, 109_900, 5.0
    assert unrealised(feeds, positions[0]) == pytest.approx(100.0)
    assert unrealised(feeds, positions[1]) == pytest.approx(-110.0)
    account = rows(Account, 1)[0]
    account.balance, account.open = 1000.0, 2
    assert equity(account, feeds, positions) == pytest.approx(990.0)
    assert margin_used(account, positions) == 10.0
    account.open = 1
    assert equity(account, feeds, positions) == pytest.approx(1100.0)
