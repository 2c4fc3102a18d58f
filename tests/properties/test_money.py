"""Whatever a strategy does on whatever market: money is conserved and every order is noted."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

import pytest
from hypothesis import given

from tests.scenes import random_desks
from tests.scenes.desks import Market, Traded, at_random, in_batch, instants, new_desk
from tradewright.core.engine import Costs, Note, Strategy
from tradewright.core.market.codes import LONG, SHORT

CASH = 10_000.0


def traded(strategy: Strategy, market: Market, costs: Costs) -> Traded:
    return in_batch(strategy, at_random(market), CASH, costs)


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_money_is_conserved(strategy: Strategy, market: Market, costs: Costs) -> None:
    done = traded(strategy, market, costs)
    account = done.desk.account()
    closed = sum(trade.pnl for trade in done.trades)
    paid = sum(position.commission for position in done.open)
    assert account.balance == pytest.approx(CASH + closed - paid, abs=1e-6)
    profit = sum(position.profit for position in done.open)
    assert account.equity == pytest.approx(account.balance + profit, abs=1e-6)
    assert done.equity[-1] == pytest.approx(account.equity, abs=1e-6)


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_a_profit_is_what_the_prices_and_costs_make_it(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    done = traded(strategy, market, costs)
    for trade in done.trades:
        side = 1 if trade.side == "long" else -1
        gross = (trade.exit_price - trade.entry_price) * side * 100_000 * trade.volume
        assert trade.pnl == pytest.approx(gross - trade.commission + trade.swap, abs=1e-6)
        assert trade.mfe_pips >= max(trade.pnl_pips, 0)
        assert trade.mae_pips >= max(-trade.pnl_pips, 0)
        assert trade.entry_time <= trade.exit_time


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_no_order_without_a_note(strategy: Strategy, market: Market, costs: Costs) -> None:
    done = traded(strategy, market, costs)
    kinds = Counter(note.kind for note in done.notes)
    assert kinds["opened"] == len({trade.id for trade in done.trades} | {p.id for p in done.open})
    opened = [note.position for note in done.notes if note.kind == "opened"]
    assert opened == list(range(1, len(opened) + 1))
    closed = [note for note in done.notes if note.kind in {"closed", "reduced"}]
    assert [(n.position, n.ts, n.price, n.amount) for n in closed] == [
        (t.id, t.exit_time, t.exit_price, t.pnl) for t in done.trades
    ]


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_every_refusal_is_noted_and_counted(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    done = traded(strategy, market, costs)
    assert done.desk.reasons(strategy.id) == dict(Counter(done.refused))


@given(random_desks.strategies(), random_desks.markets)
def test_every_entry_signal_is_answered(strategy: Strategy, market: Market) -> None:
    bars = at_random(market)
    done = in_batch(strategy, bars)
    said = bars.volume[:-1].astype(int)
    wanted = int(((said & LONG != 0) ^ (said & SHORT != 0)).sum())
    torn = int(((said & LONG != 0) & (said & SHORT != 0)).sum())
    answers = [note for note in done.notes if note.kind in {"opened", "refused"}]
    conflicts = [note for note in answers if note.reason == "CONFLICTING_SIGNALS"]
    assert len(conflicts) == 2 * torn
    answered = len(answers) - len(conflicts)
    assert answered == wanted if strategy.on_opposite != "close" else answered <= wanted


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_never_more_positions_than_allowed(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    done = traded(strategy, market, costs)
    change = [{"opened": 1, "closed": -1}.get(note.kind, 0) for note in done.notes]
    assert max(accumulate(change), default=0) <= strategy.max_positions


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_stops_only_tighten(strategy: Strategy, market: Market, costs: Costs) -> None:
    stops: dict[int, float | None] = {}
    for note in traded(strategy, market, costs).notes:
        if note.kind == "stop_moved":
            assert tightened(stops[note.position], note)
        if note.kind != "refused":
            stops[note.position] = note.stop


def tightened(before: float | None, note: Note) -> bool:
    """Whether a stop moved towards the price, or there was none before."""
    assert note.stop is not None
    side = 1 if note.side == "long" else -1
    return before is None or (note.stop - before) * side > 0


@given(random_desks.strategies(), random_desks.markets, random_desks.costs)
def test_equity_is_the_balance_marked_at_every_close(
    strategy: Strategy, market: Market, costs: Costs
) -> None:
    bars = at_random(market)
    desk = new_desk([bars], CASH, costs)
    desk.add(strategy, bars[:0])
    for instant in instants([bars]):
        desk.step(instant)
        account = desk.account()
        profit = sum(position.profit for position in desk.positions())
        assert account.equity == pytest.approx(account.balance + profit, abs=1e-6)
        assert account.margin + account.free_margin == pytest.approx(account.equity, abs=1e-6)
        marked = float(desk.tables.account[0].equity)
        assert marked == pytest.approx(account.equity, abs=1e-6)
