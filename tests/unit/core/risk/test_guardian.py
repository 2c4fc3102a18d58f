"""Limits of the account and of strategies, on bars that can be followed by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import random_desks
from tests.scenes.desks import (
    FREE,
    LONG,
    OPENS,
    PLAIN,
    SHORT,
    Market,
    Row,
    at_random,
    by_hand,
    flat,
    in_batch,
    named,
    new_desk,
    step_by_step,
)
from tradewright.core.calendar import HOUR, MINUTE, Timeframe, parse_ts
from tradewright.core.engine import FeedBar, Strategy
from tradewright.core.engine.guarding import watch_over
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.market import Reason
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guard import OWN
from tradewright.core.risk.guardian import Guardian, Limits, loosened

M1 = Timeframe.M1
BET = CorrelationRule(most=0.7, positions=2)
TEN = replace(PLAIN, sizing=FixedLot(lots=1.0), target=None)
"""One lot of EURUSD: a pip is 10 dollars, the stop costs 100."""


def loses(price: float = 1.1) -> list[Row]:
    """A long that is stopped out ten pips lower, for 100 dollars on one lot."""
    return [
        (price, price, price, price, LONG),
        (price, price, price, price),
        (price, price, price - 0.0015, price - 0.0012),
        *flat(price, 1),
    ]


def guarded(**limits: float) -> Guardian:
    return Guardian(limits=Limits(**limits))  # pyright: ignore[reportArgumentType]


def test_own_words_stand_in_the_order_of_the_guardians() -> None:
    account = [one for one in Reason if one.name.startswith("GUARDIAN_")]
    for one in account:
        own = one.name.removeprefix("GUARDIAN_")
        if not own.startswith("CORRELAT") and own in Reason.__members__:
            assert Reason[own] - one == OWN


def test_the_loss_of_the_day_stops_the_account_until_it_is_rearmed() -> None:
    bars = by_hand(loses() * 3)
    run = in_batch(TEN, bars, guardian=guarded(daily_loss=200.0))
    assert len(run.trades) == 2
    assert run.desk.reasons("plain") == {"GUARDIAN_DAILY_LOSS": 1}
    (breach,) = [note for note in run.notes if note.kind == "breached"]
    assert (breach.strategy, breach.reason) == ("", "GUARDIAN_DAILY_LOSS")
    assert (breach.amount, breach.bound) == (pytest.approx(200.0), 200.0)
    assert breach.ts == OPENS + 6 * MINUTE
    seen = run.desk.guard()
    assert (seen.breach, seen.since) == ("GUARDIAN_DAILY_LOSS", OPENS + 6 * MINUTE)
    run.desk.rearm_guardian()
    assert run.desk.guard().breach is None
    assert run.desk.guard().measured[0].value == 0.0


def test_a_limit_that_is_not_reached_stops_nothing() -> None:
    run = in_batch(TEN, by_hand(loses() * 3), guardian=guarded(daily_loss=300.01))
    assert len(run.trades) == 3
    assert run.desk.guard().measured[0].value == pytest.approx(300.0)


def test_floating_loss_counts_and_flattening_closes_at_the_next_price() -> None:
    rows: list[Row] = [
        (1.1, 1.1, 1.1, 1.1, LONG),
        (1.1, 1.1, 1.0995, 1.0995),  # 5 pips down: 50 dollars
        (1.0995, 1.0995, 1.0992, 1.0992),  # 8 pips: 80 at the close
        (1.0993, 1.0996, 1.0993, 1.0996),
    ]
    watch = replace(guarded(daily_loss_percent=0.75), flatten=True)
    run = in_batch(TEN, by_hand(rows), guardian=watch)
    assert run.trade.exit_reason == "guardian"
    assert (run.trade.exit_price, run.trade.exit_time) == (1.0993, OPENS + 3 * MINUTE)
    assert run.trade.pnl == pytest.approx(-70.0)


def test_a_gap_over_the_limit_is_found_at_the_open_and_closed_there() -> None:
    rows: list[Row] = [
        (1.1, 1.1, 1.1, 1.1, LONG),
        (1.1, 1.1, 1.1, 1.1),
        (1.0992, 1.0998, 1.0992, 1.0998),
    ]
    watch = replace(guarded(daily_loss=80.0), flatten=True)
    run = in_batch(TEN, by_hand(rows), guardian=watch)
    assert (run.trade.exit_reason, run.trade.exit_price) == ("guardian", 1.0992)


def test_without_flattening_positions_stay_managed() -> None:
    bars = by_hand([*loses(), *loses()])
    both = replace(TEN, max_positions=2)
    run = in_batch(both, bars, guardian=guarded(daily_loss=60.0))
    assert [trade.exit_reason for trade in run.trades] == ["stop_loss"]


@pytest.mark.parametrize(("hour", "trades"), [(0, 2), (11, 3)])
def test_the_day_begins_when_the_clock_says(hour: int, trades: int) -> None:
    # Bars from 10:00; the third loss would come after 11:00.
    early = by_hand([*loses(), *loses(), *flat(1.1, 52)])
    rows = [*loses(), *loses(), *flat(1.1, 52), *loses(), *flat(1.1, 2)]
    assert int(early.ts[-1]) == OPENS + 59 * MINUTE
    watch = replace(guarded(daily_loss=200.0), rearm="period", day_start=hour * HOUR)
    run = in_batch(TEN, by_hand(rows), guardian=watch)
    assert len(run.trades) == trades
    assert [n.kind for n in run.notes if n.kind == "rearmed"] == ["rearmed"] * (trades - 2)


@pytest.mark.parametrize(
    ("opens", "turns"),
    [
        # New York springs forward on 8 March 2026: 17:00 is 22:00Z before, 21:00Z after.
        ("2026-03-06T21:00Z", "2026-03-06T22:00Z"),
        ("2026-03-09T20:00Z", "2026-03-09T21:00Z"),
        # And falls back on 1 November 2026.
        ("2026-10-30T20:00Z", "2026-10-30T21:00Z"),
        ("2026-11-02T21:00Z", "2026-11-02T22:00Z"),
    ],
)
def test_new_yorks_day_turns_by_its_own_clock(opens: str, turns: str) -> None:
    watch = replace(guarded(trades_per_day=1), day_start=17 * HOUR, zone="America/New_York")
    bars = by_hand([*loses(), *flat(1.1, 54), *loses(), *loses()], opens=parse_ts(opens))
    run = in_batch(TEN, bars, guardian=watch)
    entered = [trade.entry_time for trade in run.trades]
    assert len(entered) == 2
    assert entered[0] < parse_ts(turns) <= entered[1]


def test_the_week_begins_on_monday() -> None:
    sunday = by_hand([*loses(), *loses()], opens=parse_ts("2026-03-08T23:52Z"))
    watch = guarded(trades_per_week=1)
    assert len(in_batch(TEN, sunday, guardian=watch).trades) == 1
    late = by_hand([*loses(), *flat(1.1, 5), *loses()], opens=parse_ts("2026-03-08T23:52Z"))
    assert len(in_batch(TEN, late, guardian=watch).trades) == 2


def test_a_drawdown_is_measured_from_the_highest_equity() -> None:
    rise: list[Row] = [
        (1.1, 1.1, 1.1, 1.1, LONG),
        (1.1, 1.102, 1.1, 1.102),  # 200 up at the close
        (1.102, 1.102, 1.1, 1.1),  # all given back, and nothing lost
    ]
    run = in_batch(TEN, by_hand(rise), guardian=guarded(drawdown_percent=1.9))
    (breach,) = [note for note in run.notes if note.kind == "breached"]
    assert breach.reason == "GUARDIAN_DRAWDOWN"
    assert breach.amount == pytest.approx(200.0)
    assert breach.bound == pytest.approx(10_200 * 0.019)
    still = in_batch(TEN, by_hand(rise), guardian=guarded(static_drawdown_percent=1.9))
    assert not [note for note in still.notes if note.kind == "breached"]


def test_a_losing_streak() -> None:
    run = in_batch(TEN, by_hand(loses() * 4), guardian=guarded(losing_streak=3))
    assert len(run.trades) == 3
    assert run.desk.reasons("plain") == {"GUARDIAN_LOSING_STREAK": 1}


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        # The loss of the day is reached at 10:06; the loss at 11:02 is the third in a row.
        ({"daily_loss": 200.0, "losing_streak": 3}, {"GUARDIAN_LOSING_STREAK": 1}),
        # At 10:06 the streak reaches its limit too: it ends with the day, as the breach does.
        ({"daily_loss": 200.0, "losing_streak": 2}, {}),
        # The loss at 10:02 is that of the day; 11:01 is 59 minutes after it.
        (
            {"daily_loss": 100.0, "cooldown_minutes": 60},
            {"GUARDIAN_DAILY_LOSS": 1, "GUARDIAN_COOLDOWN": 1},
        ),
    ],
)
def test_what_a_new_day_ends(limits: dict[str, float], reasons: dict[str, int]) -> None:
    rows = flat(1.1, 70)  # minutes from 10:00 on
    for signal in (0, 4, 60, 64):
        rows[signal : signal + 4] = loses()
    watch = replace(guarded(**limits), rearm="period", day_start=11 * HOUR)
    run = in_batch(TEN, by_hand(rows), guardian=watch)
    assert run.desk.reasons("plain") == reasons


def test_entries_rest_after_a_loss_and_after_an_entry() -> None:
    bars = by_hand(loses() * 3)  # entries at 1, 5, 9; losses at 2, 6, 10 minutes
    rested = in_batch(TEN, bars, guardian=guarded(cooldown_minutes=4))
    assert [t.entry_time - OPENS for t in rested.trades] == [MINUTE, 9 * MINUTE]
    assert rested.desk.reasons("plain") == {"GUARDIAN_COOLDOWN": 1}
    spaced = replace(TEN, limits=Limits(spacing_minutes=8))
    run = in_batch(spaced, bars)
    assert [t.entry_time - OPENS for t in run.trades] == [MINUTE, 9 * MINUTE]
    assert run.desk.reasons("plain") == {"SIGNAL_COOLDOWN": 1}


def test_positions_are_counted_on_the_account_by_symbol_and_by_currency() -> None:
    rows: list[Row] = [(1.1, 1.1, 1.1, 1.1, LONG), *flat(1.1, 2)]
    bars = [by_hand(flat(1.3, 3), "GBPUSD"), by_hand(flat(0.6, 3), "NZDUSD")]
    bars += [by_hand(rows, symbol) for symbol in ("EURUSD", "EURGBP", "AUDNZD")]
    seated = [
        named(replace(TEN, sizing=FixedLot(lots=0.1)), name, symbol)
        for name, symbol in [("a", "EURUSD"), ("b", "EURUSD"), ("c", "EURGBP"), ("d", "AUDNZD")]
    ]

    def refused(**limits: float) -> dict[str, int]:
        run = in_batch(seated, bars, guardian=guarded(**limits))
        counts: dict[str, int] = {}
        for one in seated:
            counts |= run.desk.reasons(one.id)
        return counts

    assert refused(max_positions=1) == {"GUARDIAN_POSITIONS": 1}
    assert refused(max_positions_per_symbol=1) == {"GUARDIAN_SYMBOL_POSITIONS": 1}
    assert refused(max_positions_per_currency=2) == {"GUARDIAN_CURRENCY_POSITIONS": 1}
    assert refused(max_positions=4) == {}


def test_rearming_without_a_breach_measures_nothing_anew() -> None:
    run = in_batch(TEN, by_hand(loses() * 2), guardian=guarded(daily_loss=300.0))
    run.desk.rearm_guardian()
    assert run.desk.guard().measured[0].value == pytest.approx(200.0)
    own = in_batch(replace(TEN, limits=Limits(daily_loss=300.0)), by_hand(loses() * 2))
    own.desk.pause("plain")
    own.desk.resume("plain")
    assert own.desk.guard("plain").measured[0].value == pytest.approx(200.0)


def test_a_strategy_has_limits_of_its_own() -> None:
    bars = by_hand(loses() * 3)
    careful = named(replace(TEN, limits=Limits(daily_loss=150.0)), "careful")
    free = named(TEN, "free")
    run = in_batch([careful, free], bars)
    assert [t.strategy for t in run.trades].count("careful") == 2
    assert [t.strategy for t in run.trades].count("free") == 3
    assert run.desk.reasons("careful") == {"DAILY_LOSS": 1}
    assert run.desk.guard("careful").value == pytest.approx(200.0)
    run.desk.resume("careful")
    assert run.desk.guard("careful").breach is None


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(weekly_loss=150.0), "WEEKLY_LOSS"),
        (Limits(monthly_loss_percent=1.5), "MONTHLY_LOSS"),
        (Limits(drawdown_percent=1.5), "DRAWDOWN"),
        (Limits(losing_streak=2), "LOSING_STREAK"),
    ],
)
def test_own_losses_of_longer_periods(limits: Limits, reason: str) -> None:
    run = in_batch(named(replace(TEN, limits=limits), "careful"), by_hand(loses() * 4))
    assert len(run.trades) == 2
    assert run.desk.reasons("careful") == {reason: 2}
    (breach,) = [note for note in run.notes if note.kind == "breached"]
    assert (breach.strategy, breach.reason) == ("careful", reason)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(trades_per_day=1), "TRADES_PER_DAY"),
        (Limits(trades_per_week=1), "TRADES_PER_WEEK"),
        (Limits(cooldown_minutes=60), "COOLDOWN"),
        (Limits(max_positions_per_symbol=1), "SYMBOL_POSITIONS"),
    ],
)
def test_own_counts_hold_back_the_strategy_alone(limits: Limits, reason: str) -> None:
    careful = named(replace(TEN, limits=limits, max_positions=9), "careful")
    twice = [*loses()[:1], *loses()]  # the second signal comes while the first position is open
    bars = by_hand(twice if limits.max_positions_per_symbol else loses() * 2)
    run = in_batch([careful, named(replace(TEN, max_positions=9), "free")], bars)
    assert [t.strategy for t in run.trades].count("careful") < 2
    assert run.desk.reasons("careful")[reason] >= 1
    assert run.desk.reasons("free") == {}


def test_a_percentage_of_a_strategys_day_is_of_the_accounts_equity() -> None:
    bars = by_hand(loses() * 3)
    careful = named(replace(TEN, limits=Limits(daily_loss_percent=1.5)), "careful")
    run = in_batch([careful, named(TEN, "free")], bars, cash=20_000.0)
    (breach,) = [note for note in run.notes if note.kind == "breached"]
    assert (breach.strategy, breach.bound) == ("careful", pytest.approx(300.0))


def test_both_sides_count_with_their_costs() -> None:
    rows: list[Row] = [
        (1.1, 1.1, 1.1, 1.1, SHORT),
        (1.1, 1.1, 1.1, 1.1),
        (1.1, 1.1004, 1.1, 1.1004),
        (1.1004, 1.1004, 1.1, 1.1),
    ]
    costs = replace(FREE, spread_pips=1.0, commission_per_lot=10.0)
    run = in_batch(TEN, by_hand(rows), costs=costs, guardian=guarded(daily_loss=60.0))
    (breach,) = [note for note in run.notes if note.kind == "breached"]
    assert breach.amount == pytest.approx(4 * 10 + 10 + 10)
    assert breach.ts == OPENS + 2 * MINUTE


@pytest.mark.parametrize("price", [nan, inf, -inf])
def test_a_price_that_is_no_number_is_a_breach_itself(price: float) -> None:
    desk = new_desk([by_hand(flat(1.1, 2))], guardian=guarded(daily_loss=100.0))
    desk.add(TEN, by_hand(flat(1.1, 1))[:0])
    desk.step([FeedBar(0, OPENS, 1.1, 1.1, 1.1, 1.1, 0.0)])
    watch_over(desk.tables, OPENS + MINUTE, price)
    assert desk.guard().breach == "GUARDIAN_BAD_PRICE"
    desk.step([FeedBar(0, OPENS + MINUTE, 1.1, 1.1, 1.1, 1.1, 1.0)])
    desk.step([FeedBar(0, OPENS + 2 * MINUTE, 1.1, 1.1, 1.1, 1.1, 0.0)])
    assert desk.positions() == []
    assert desk.reasons("plain") == {"GUARDIAN_BAD_PRICE": 1}


def test_equity_that_is_no_number_is_a_breach() -> None:
    desk = new_desk([by_hand(flat(1.1, 2))], guardian=guarded(daily_loss=100.0))
    desk.step([FeedBar(0, OPENS, 1.1, 1.1, 1.1, 1.1, 0.0)])
    desk.tables.account[0].balance = nan
    watch_over(desk.tables, OPENS + MINUTE, 0.0)
    assert desk.guard().breach == "GUARDIAN_BAD_PRICE"


def test_it_cannot_be_loosened_while_in_breach() -> None:
    old = replace(guarded(daily_loss=100.0, cooldown_minutes=10), together=BET)
    run = in_batch(TEN, by_hand(loses()), guardian=old)
    assert run.desk.guard().breach is not None
    for worse in (
        replace(guarded(daily_loss=101.0, cooldown_minutes=10), together=BET),
        replace(guarded(cooldown_minutes=10), together=BET),
        replace(guarded(daily_loss=100.0, cooldown_minutes=9), together=BET),
        replace(old, rearm="period"),
        replace(old, day_start=HOUR),
        replace(old, together=None),
        replace(old, together=replace(BET, most=0.8)),
        replace(old, together=replace(BET, positions=3)),
        replace(old, together=replace(BET, cautious=True)),
    ):
        with pytest.raises(ValueError, match="would be loosened while a limit is breached"):
            run.desk.protect(worse)
    stricter = replace(
        guarded(daily_loss=50.0, cooldown_minutes=10, max_positions=2),
        flatten=True,
        together=replace(BET, most=0.5, positions=1),
    )
    run.desk.protect(stricter)
    assert run.desk.guard().breach is not None
    run.desk.rearm_guardian()
    run.desk.protect(guarded(daily_loss=1000.0))


@given(random_desks.guardians, random_desks.guardians)
def test_loosening_is_seen_in_one_direction_or_the_other(old: Guardian, new: Guardian) -> None:
    assert loosened(old, old) == []
    if old != new:
        assert loosened(old, new) or loosened(new, old)


STRICT = guarded(daily_loss=15.0, drawdown_percent=0.4)


@given(
    random_desks.strategies(),
    st.integers(0, 99),
    st.sampled_from([STRICT, replace(STRICT, flatten=True)]),
)
def test_after_a_breach_nothing_is_entered(strategy: Strategy, seed: int, watch: Guardian) -> None:
    bars = at_random(Market(seed=seed, n=300, talk=0.5, volatility=1e-3))
    run = step_by_step(strategy, bars, guardian=watch)
    breaches = [note for note in run.notes if note.kind == "breached" and note.strategy == ""]
    least = min(run.equity)
    assert breaches or least > 10_000.0 - 15.0
    if breaches:
        assert not [n for n in run.notes if n.kind == "opened" and n.ts > breaches[0].ts]
        left = [n for n in run.notes if n.kind == "closed" and n.ts > breaches[0].ts]
        assert not watch.flatten or all(n.ts <= breaches[0].ts + 40 * MINUTE for n in left)


@pytest.mark.parametrize(
    ("name", "value"),
    [("daily_loss", 0.0), ("daily_loss", nan), ("drawdown_percent", 101.0), ("losing_streak", 1.5)],
)
def test_a_limit_that_is_none_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} is {value}, expected a"):
        guarded(**{name: value})
