"""Gates in their order, and how many lots."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.core.kernel import rows
from tradewright.core.market import Reason, instrument
from tradewright.core.market.codes import FIXED, RISK
from tradewright.core.market.records import Account, Feed, Seat, Terms
from tradewright.core.market.sizes import Size
from tradewright.core.risk import Hours, Window, refusal, shut, whole_lots
from tradewright.core.risk.sizing import factored, rounded, staked_lots

HOUR = 3600 * 10**9


def office() -> Hours:
    """One window in UTC: 08:00 to 16:00 of working days."""
    windows = rows(Window, 1)
    windows[0].zone_to = 1
    windows[0].opens, windows[0].closes = 8 * HOUR, 16 * HOUR
    windows[0].factor = 1.0
    none = np.zeros(0, np.int64)
    return Hours(windows, np.array([np.iinfo(np.int64).min]), np.zeros(1, np.int64), none, none)


def test_the_gates_refuse_in_the_order_of_the_model() -> None:
    account, seat = rows(Account, 1)[0], rows(Seat, 1)[0]
    terms, feed = rows(Terms, 1)[0], rows(Feed, 1)[0]
    terms.windows, terms.spread_max, terms.positions_max = 1, 10.0, 2
    account.killed = seat.paused = 1
    seat.open, feed.ask = 2, 11

    def asked(ts: int) -> Reason:
        return Reason(shut(account, seat) or refusal(seat, terms, feed, office(), ts))

    assert asked(0) is Reason.KILL_SWITCH
    account.killed = 0
    assert asked(0) is Reason.STRATEGY_PAUSED
    seat.paused = 0
    assert asked(0) is Reason.MAX_POSITIONS
    seat.open = 1
    assert asked(0) is Reason.OUTSIDE_SESSION
    assert asked(9 * HOUR) is Reason.SPREAD_TOO_WIDE
    terms.news = terms.news_blocks = 1
    assert asked(9 * HOUR) is Reason.NEWS_STALE
    terms.news_blocks = 0
    assert asked(9 * HOUR) is Reason.SPREAD_TOO_WIDE
    feed.ask = 10
    seat.gate, seat.scale = Reason.VOLATILITY_SPIKE, 0.5
    assert asked(9 * HOUR) is Reason.VOLATILITY_SPIKE
    seat.gate = 0
    assert asked(9 * HOUR) is Reason.NONE
    assert seat.factor == 0.5
    feed.ask, terms.spread_scale = 11, 0.5
    assert asked(9 * HOUR) is Reason.NONE
    assert seat.factor == 0.25


@pytest.mark.parametrize(
    ("hour", "inside"), [(7.999, False), (8, True), (15.999, True), (16, False)]
)
def test_a_session_is_half_open(hour: float, *, inside: bool) -> None:
    terms, feed = rows(Terms, 1)[0], rows(Feed, 1)[0]
    terms.windows, terms.spread_max, terms.positions_max = 1, -1.0, 1
    said = refusal(rows(Seat, 1)[0], terms, feed, office(), round(hour * HOUR))
    assert bool(said == 0) is inside


def feed_of(symbol: str) -> Feed:
    known = instrument(symbol)
    feed = rows(Feed, 1)[0]
    feed.lot_steps = round(1 / known.volume_step)
    feed.volume_min, feed.volume_max = known.volume_min, known.volume_max
    feed.money = known.contract_size * known.tick_size
    return feed


@pytest.mark.parametrize(
    ("symbol", "asked", "given_"),
    [
        ("EURUSD", 0.1, 0.1),
        ("EURUSD", 0.119999, 0.11),
        ("EURUSD", 0.29, 0.29),
        ("EURUSD", 0.57, 0.57),
        ("EURUSD", 0.0099, 0.0),
        ("EURUSD", 500.0, 100.0),
        ("BTCUSDT", 0.000012, 0.00001),
        ("US30", 0.19, 0.1),
        ("US30", 0.09, 0.0),
    ],
)
def test_lots_round_down_to_the_step(symbol: str, asked: float, given_: float) -> None:
    assert whole_lots(feed_of(symbol), asked) == given_


@given(st.integers(1, 10_000))
def test_whole_steps_survive(steps: int) -> None:
    assert whole_lots(feed_of("EURUSD"), steps / 100) == steps / 100


def lots_for(feed: Feed, terms: Terms, equity: float, ticks: float, rate: float) -> float:
    """Lots by the terms' method, with no factor."""
    size = rows(Size, 1)[0]
    size.worth, size.percent, size.ticks = equity, terms.percent, ticks
    size.money, size.rate = feed.money, rate
    size.raw = terms.lots if terms.sizing == FIXED else staked_lots(size)
    return rounded(feed, terms, size, factored(size, terms, 1.0))


def test_fixed_lots_do_not_look_at_equity() -> None:
    terms = rows(Terms, 1)[0]
    terms.sizing, terms.lots, terms.lots_max = FIXED, 0.257, np.inf
    assert lots_for(feed_of("EURUSD"), terms, 1.0, 0.0, 1.0) == 0.25


@pytest.mark.parametrize(
    ("equity", "risk", "rate", "most", "lots"),
    [
        (10_000.0, 200, 1.0, np.inf, 1.0),  # 200 of 10,000 at 200 ticks of 1.00 a lot
        (10_000.0, 333, 1.0, np.inf, 0.6),
        (10_000.0, 200, 1.0, 0.35, 0.35),
        (10_000.0, 200, 0.5, np.inf, 2.0),
        (100.0, 500, 1.0, np.inf, 0.0),
        (10_000.0, 0, 1.0, np.inf, 0.0),
        (-500.0, 200, 1.0, np.inf, 0.0),
    ],
)
def test_percent_risk(equity: float, risk: int, rate: float, most: float, lots: float) -> None:
    terms = rows(Terms, 1)[0]
    terms.sizing, terms.percent, terms.lots_max = RISK, 2.0, most
    assert lots_for(feed_of("EURUSD"), terms, equity, float(risk), rate) == lots


@given(
    st.floats(100, 1e6), st.integers(1, 5000), st.floats(0.1, 10), st.sampled_from([0.5, 1.0, 2.0])
)
def test_never_more_is_risked_than_allowed(
    equity: float, risk: int, rate: float, percent: float
) -> None:
    feed, terms = feed_of("EURUSD"), rows(Terms, 1)[0]
    terms.sizing, terms.percent, terms.lots_max = RISK, percent, np.inf
    lots = lots_for(feed, terms, equity, float(risk), rate)
    allowed = equity * percent / 100
    assert lots * risk * feed.money * rate <= allowed * (1 + 1e-9) + 1e-3
    if 0 < lots < feed.volume_max:
        assert (lots + 0.01) * risk * feed.money * rate > allowed * (1 - 1e-6)
