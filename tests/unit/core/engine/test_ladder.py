"""Parts of positions close: levels, times, regimes; worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from tests.scenes.desks import (
    FREE,
    LONG,
    OPENS,
    PLAIN,
    SHORT,
    Row,
    Traded,
    by_hand,
    flat,
    in_batch,
    instants,
    new_desk,
    step_by_step,
)
from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.engine import Costs, Note, Strategy
from tradewright.core.engine.ladder import Ladder, Part
from tradewright.core.engine.plan import Swing
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.engine.strategy import Stop, Target
from tradewright.core.exits.storm import NORMAL_BARS
from tradewright.core.risk.guardian import Limits

BUY: Final[Row] = (1.1, 1.1, 1.1, 1.1, LONG)
SELL: Final[Row] = (1.1, 1.1, 1.1, 1.1, SHORT)
AT_TEN = Part(percent=30, kind="profit", value=10)
AT_TWENTY = Part(percent=40, kind="profit", value=20)
AT_ONCE: Final = "parallel"


def laddered(*parts: Part, **settings: object) -> Strategy:
    """A long stop, no target, these parts all at once."""
    ladder = replace(Ladder(parts=parts, sequence=AT_ONCE), **settings)  # pyright: ignore[reportArgumentType]
    return replace(PLAIN, stop=Stop(kind="pips", value=50), target=None, ladder=ladder)


def trade(
    strategy: Strategy,
    rows: list[Row],
    *,
    spread: list[float] | None = None,
    costs: Costs = FREE,
) -> Traded:
    """Trade the rows in a backtest and step by step: the same bits."""
    bars = by_hand(rows, spread=spread)
    done = in_batch(strategy, bars, costs=costs)
    assert done.bytes() == step_by_step(strategy, bars, costs=costs).bytes()
    return done


def closed(done: Traded) -> list[tuple[int, float, float, str]]:
    """Level, lots, price and reason of everything that closed."""
    return [(t.level, t.volume, t.exit_price, t.exit_reason) for t in done.trades]


def up_to(price: float) -> Row:
    return (1.1, price, 1.1, price)


def test_parts_close_at_their_levels_without_slippage() -> None:
    rows = [BUY, up_to(1.1025), *flat(1.1025, 1)]
    done = trade(laddered(AT_TEN, AT_TWENTY), rows, costs=Costs(slippage_pips=0.0))
    assert closed(done) == [(1, 0.03, 1.101, "partial"), (2, 0.04, 1.102, "partial")]
    assert [t.pnl for t in done.trades] == pytest.approx([3.0, 8.0])
    (held,) = done.open
    assert (held.volume, held.entered) == (0.03, 0.1)
    assert held.realised == pytest.approx(11.0)
    assert done.desk.account().balance == pytest.approx(10_011.0)


def test_a_short_closes_parts_below() -> None:
    done = trade(laddered(AT_TEN), [SELL, (1.1, 1.1, 1.0985, 1.0985), *flat(1.0985, 1)])
    assert closed(done) == [(1, 0.03, 1.099, "partial")]


def test_a_gap_fills_where_the_market_opens() -> None:
    rows = [BUY, *flat(1.1, 1), *flat(1.1031, 2)]
    assert closed(trade(laddered(AT_TEN, AT_TWENTY), rows)) == [
        (1, 0.03, 1.1031, "partial"),
        (2, 0.04, 1.1031, "partial"),
    ]


def test_what_runs_against_the_position_slips() -> None:
    losing = Part(percent=50, kind="loss", value=10)
    rows = [BUY, (1.1, 1.1, 1.0985, 1.0985), *flat(1.0985, 1)]
    done = trade(laddered(losing), rows, costs=Costs(slippage_pips=0.5))
    # Bought half a pip higher, so the level is half a pip higher; sold half a pip lower.
    assert closed(done) == [(1, 0.05, 1.09900, "partial")]


def test_the_stop_wins_over_what_lies_behind_it() -> None:
    losing = Part(percent=50, kind="loss", value=10)
    near = replace(laddered(losing), stop=Stop(kind="pips", value=10))
    rows = [BUY, (1.1, 1.1, 1.0985, 1.0985), *flat(1.0985, 1)]
    assert closed(trade(near, rows)) == [(0, 0.1, 1.099, "stop_loss")]


def test_the_target_wins_at_the_same_price() -> None:
    strategy = replace(laddered(AT_TEN, AT_TWENTY), target=Target(kind="pips", value=20))
    rows = [BUY, up_to(1.1025), *flat(1.1025, 1)]
    assert closed(trade(strategy, rows)) == [
        (1, 0.03, 1.101, "partial"),
        (0, 0.07, 1.102, "take_profit"),
    ]


def test_the_last_of_a_whole_hundred_closes_everything() -> None:
    parts = [replace(AT_TEN, percent=p, value=v) for p, v in ((33, 10), (33, 20), (34, 30))]
    done = trade(
        replace(laddered(*parts), sizing=FixedLot(lots=0.05)), [BUY, up_to(1.104), *flat(1.104, 1)]
    )
    assert closed(done) == [
        (1, 0.01, 1.101, "partial"),
        (2, 0.02, 1.102, "partial"),
        (3, 0.02, 1.103, "partial"),
    ]
    assert done.open == []
    kinds = [note.kind for note in done.notes]
    assert kinds == ["opened", "reduced", "reduced", "closed"]


def test_a_part_below_the_smallest_volume_waits_for_the_next() -> None:
    parts = replace(AT_TEN, percent=30), replace(AT_TWENTY, percent=30)
    strategy = replace(laddered(*parts), sizing=FixedLot(lots=0.02))
    # 30 % of 0.02 is nothing; 60 % is one hundredth.
    assert closed(trade(strategy, [BUY, up_to(1.1025), *flat(1.1025, 1)])) == [
        (2, 0.01, 1.102, "partial")
    ]


def test_so_much_remains() -> None:
    parts = replace(AT_TEN, percent=50), replace(AT_TWENTY, percent=50)
    done = trade(laddered(*parts, least_lots=0.03), [BUY, up_to(1.1025), *flat(1.1025, 1)])
    assert closed(done) == [(1, 0.05, 1.101, "partial"), (2, 0.02, 1.102, "partial")]
    assert done.open[0].volume == 0.03


@pytest.mark.parametrize(
    ("sequence", "levels"), [("parallel", [2, 1]), ("conditional", [2, 1]), ("sequential", [1, 2])]
)
def test_whose_turn_it_is(sequence: str, levels: list[int]) -> None:
    far, near = replace(AT_TEN, value=20), replace(AT_TEN, value=10)
    strategy = laddered(far, near, sequence=sequence)
    done = trade(strategy, [BUY, up_to(1.1012), up_to(1.1025), *flat(1.1025, 1)])
    assert [t.level for t in done.trades] == levels
    # In sequence the near level was passed long before its turn: it fills where the price is.
    assert done.trades[-1].exit_price == 1.102


def test_the_stop_goes_to_the_entry_and_the_rest_is_trailed() -> None:
    strategy = laddered(replace(AT_TEN, breakeven=True), trail_rest_pips=8.0)
    rows: list[Row] = [BUY, (1.1, 1.1011, 1.1, 1.1011), (1.1011, 1.1030, 1.1011, 1.1030)]
    done = trade(strategy, [*rows, *flat(1.1030, 1)])
    moved = [(n.stop, n.reason, n.lots) for n in done.notes if n.kind == "stop_moved"]
    assert moved == [(1.1003, "trailing_stop", 0.07), (1.1022, "trailing_stop", 0.07)]
    still = trade(laddered(replace(AT_TEN, breakeven=True)), [*rows, *flat(1.1030, 1)])
    assert [(n.stop, n.reason) for n in still.notes if n.kind == "stop_moved"] == [
        (1.1, "breakeven")
    ]


def test_a_trailing_part_closes_where_the_price_falls_back_to() -> None:
    part = Part(percent=50, kind="trailing", value=5, activate=20)
    rows: list[Row] = [BUY, (1.1, 1.1019, 1.1, 1.1019), (1.1019, 1.1019, 1.1013, 1.1013)]
    assert closed(trade(laddered(part), [*rows, *flat(1.1013, 1)])) == []
    rows += [(1.1013, 1.1030, 1.1013, 1.1030), (1.1030, 1.1030, 1.1024, 1.1024)]
    assert closed(trade(laddered(part), [*rows, *flat(1.1024, 1)])) == [
        (1, 0.05, 1.1025, "partial")
    ]


def test_by_time() -> None:
    after = Part(percent=20, kind="duration", value=3)
    clock = Part(percent=20, kind="clock", value=10 * HOUR + 6 * MINUTE)
    rows = [BUY, *flat(1.1, 12)]
    done = trade(laddered(after, clock), rows, costs=Costs(slippage_pips=0.5))
    # Entered at 10:01: closed at the closes of 10:04 and 10:06, half a pip lower.
    assert [t.exit_time for t in done.trades] == [OPENS + 3 * MINUTE, OPENS + 5 * MINUTE]
    assert [t.exit_price for t in done.trades] == [1.09995, 1.09995]


def test_by_the_end_of_a_session() -> None:
    part = Part(percent=50, kind="session_end", session="Tokyo")
    # Tokyo closes at 09:00 UTC; the desk opens at 10:00, so the next end is 23 hours away.
    bars = by_hand([BUY, *flat(1.1, 1440)])
    done = in_batch(laddered(part), bars)
    assert done.trade.exit_time + MINUTE == OPENS + 23 * HOUR


def test_units_of_a_distance() -> None:
    r = Part(percent=10, kind="profit", unit="rr_ratio", value=0.5)
    share = Part(percent=10, kind="profit", unit="percentage", value=0.1)
    amount = Part(percent=10, kind="profit", unit="amount", value=30)
    apart = Part(percent=10, kind="profit", unit="price", value=0.0007)
    price = Part(percent=10, kind="price", value=1.1042)
    done = trade(laddered(r, share, amount, apart, price), [BUY, up_to(1.105), *flat(1.105, 1)])
    # R is 50 pips; 0.1 % of 1.1 is 11 pips; 30 dollars of 0.1 lots are 30 pips.
    assert [(t.level, t.exit_price) for t in done.trades] == [
        (4, 1.1007),
        (2, 1.1011),
        (1, 1.1025),
        (3, 1.103),
        (5, 1.1042),
    ]


def test_swings_are_support_and_resistance() -> None:
    above = Part(percent=50, kind="resistance")
    ladder = Ladder(parts=(above,), sequence=AT_ONCE, swing=Swing(lookback=20, strength=1))
    hill: list[Row] = [*flat(1.1, 3), (1.1, 1.1018, 1.1, 1.1), *flat(1.1, 3), BUY]
    strategy = replace(laddered(), ladder=ladder)
    done = trade(strategy, [*hill, up_to(1.103), *flat(1.103, 1)])
    assert closed(done) == [(1, 0.05, 1.1018, "partial")]
    done = trade(strategy, [*flat(1.1, 7), BUY, up_to(1.103), *flat(1.103, 1)])
    assert closed(done) == []


def test_distances_grow_with_volatility_and_shrink_in_it() -> None:
    calm: list[Row] = [(1.1, 1.1002, 1.1, 1.1)] * (NORMAL_BARS + 2)
    busy: list[Row] = [(1.1, 1.1004, 1.1, 1.1)] * 20
    rows = [*calm, *busy, BUY, up_to(1.1045), *flat(1.1045, 1)]
    grown = trade(laddered(replace(AT_TEN, by_volatility=True)), rows).trade
    assert 1.1011 < grown.exit_price < 1.102
    halved = trade(laddered(AT_TEN, high_volatility=2.5e-4), rows).trade
    assert halved.exit_price == 1.1005
    assert trade(laddered(AT_TEN, high_volatility=4e-4), rows).trade.exit_price == 1.101


def test_an_unknown_range_refuses_the_entry() -> None:
    part = Part(percent=50, kind="profit", unit="atr", value=2)
    assert trade(laddered(part), [BUY, *flat(1.1, 2)]).refused == ["WARMING_UP"]


def test_a_wide_spread_holds_it_back() -> None:
    part = replace(AT_TEN, max_spread_pips=2.0)
    rows = [BUY, *flat(1.1, 1), up_to(1.103), *flat(1.103, 2)]
    wide = [10.0, 10.0, 30.0, 30.0, 10.0]
    # The level is passed while the spread is 3 pips; it closes at the open at which it is not.
    done = trade(laddered(part), rows, spread=wide)
    assert [(t.exit_price, t.exit_time) for t in done.trades] == [(1.103, OPENS + 4 * MINUTE)]
    share = laddered(AT_TEN, spread_percent=25.0)
    assert trade(share, rows, spread=wide).trade.exit_time == OPENS + 4 * MINUTE
    assert trade(laddered(AT_TEN), rows, spread=wide).trade.exit_time == OPENS + 2 * MINUTE


def test_volume_holds_it_back() -> None:
    part = replace(AT_TEN, min_volume=2.0)
    loud = replace(laddered(part), on_opposite="hold")
    rows: list[Row] = [BUY, *flat(1.1, 1), up_to(1.103), (1.103, 1.103, 1.103, 1.103, 2)]
    done = trade(loud, [*rows, *flat(1.103, 2)])
    # The bar of 10:03 has the volume; it is known at its close, so the open of 10:04 closes.
    assert done.trade.exit_time == OPENS + 4 * MINUTE


def test_cooldown_and_parts_a_day() -> None:
    rows = [BUY, up_to(1.1025), *flat(1.1025, 5)]
    slow = trade(laddered(AT_TEN, AT_TWENTY, cooldown_minutes=2.0), rows)
    assert [t.exit_time for t in slow.trades] == [OPENS + MINUTE, OPENS + 3 * MINUTE]
    assert [t.exit_price for t in slow.trades] == [1.101, 1.1025]
    assert [t.level for t in trade(laddered(AT_TEN, AT_TWENTY, per_day=1), rows).trades] == [1]


def test_only_in_the_sessions() -> None:
    strategy = replace(laddered(AT_TEN, in_sessions=True), sessions=("London",))
    # The level is reached at 22:02 UTC, in no session; the part closes when London opens.
    quiet = flat(1.1, 12 * 60)
    done = in_batch(strategy, by_hand([BUY, *quiet, up_to(1.102), *flat(1.102, 12 * 60)]))
    (part,) = done.trades
    assert part.exit_time % (24 * HOUR) == 8 * HOUR


def test_no_entry_while_a_position_is_partly_closed() -> None:
    strategy = replace(laddered(AT_TEN, reentry=False), max_positions=2)
    again: Row = (1.1012, 1.1012, 1.1012, 1.1012, LONG)
    done = trade(strategy, [BUY, *flat(1.1, 1), up_to(1.1012), again, *flat(1.1012, 2)])
    assert done.refused == ["PARTLY_CLOSED"]
    free = replace(strategy, ladder=Ladder(parts=(AT_TEN,)))
    assert trade(free, [BUY, *flat(1.1, 1), up_to(1.1012), again, *flat(1.1012, 2)]).refused == []


def test_costs_are_shared_by_volume() -> None:
    costs = Costs(commission_per_lot=10.0)
    done = trade(
        laddered(replace(AT_TEN, percent=40)), [BUY, up_to(1.1012), *flat(1.1012, 1)], costs=costs
    )
    # 0.1 lots cost 1.00 to open: 0.40 of it, and 0.40 to close, fall on the part.
    assert done.trade.commission == pytest.approx(0.8)
    assert done.trade.pnl == pytest.approx(4.0 - 0.8)
    assert done.open[0].commission == pytest.approx(0.6)


def test_a_position_counts_once_for_losing_streaks() -> None:
    strategy = replace(laddered(AT_TEN), limits=Limits(losing_streak=1))
    rows: list[Row] = [BUY, up_to(1.1012), (1.1012, 1.1012, 1.0945, 1.0945, LONG), *flat(1.0945, 2)]
    done = trade(strategy, rows)
    # +3 of the part, -35 of the rest: one losing position, and no further entry.
    assert [round(t.pnl, 2) for t in done.trades] == [3.0, -35.0]
    assert done.refused == ["LOSING_STREAK"]


def test_a_restart_between_two_parts() -> None:
    parts = AT_TEN, AT_TWENTY, Part(percent=20, kind="trailing", value=5, activate=25)
    strategy = laddered(*parts, cooldown_minutes=1.0, trail_rest_pips=5.0)
    rows: list[Row] = [
        BUY,
        up_to(1.1012),
        (1.1012, 1.1024, 1.1012, 1.1024),
        (1.1024, 1.104, 1.1024, 1.104),
        (1.104, 1.104, 1.103, 1.103),
        *flat(1.103, 2),
    ]
    bars = by_hand(rows)
    whole = step_by_step(strategy, bars)
    for stop in range(1, len(rows)):
        desk = new_desk([bars])
        notes: list[Note] = []
        desk.add(strategy, bars[:0])
        for k, instant in enumerate(instants([bars])):
            if k == stop:
                blob, desk = desk.snapshot(), new_desk([bars])
                desk.restore(blob, {strategy.id: strategy}, {strategy.id: bars[:k]})
            notes += desk.step(instant)
        assert list(map(repr, notes)) == list(map(repr, whole.notes))
        assert desk.trades() == whole.trades
