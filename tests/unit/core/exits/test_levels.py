"""Where stops and targets start, in ticks."""

from __future__ import annotations

import pytest

from tradewright.core.exits import crossed, passed, risk_of, stop_level, target_level
from tradewright.core.kernel import rows
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import ATR, NO_LEVEL, PERCENT, PRICE, RATIO, TICKS
from tradewright.core.market.records import Position, Terms

STOP, TARGET = int(ExitReason.STOP_LOSS), int(ExitReason.TAKE_PROFIT)


@pytest.mark.parametrize(
    ("kind", "value", "long", "short"),
    [
        (NO_LEVEL, 50.0, 0, 0),
        (TICKS, 100.0, 109_900, 110_100),
        (TICKS, 100.5, 109_899, 110_101),
        (PERCENT, 0.1, 109_890, 110_110),
        (PERCENT, 0.1001, 109_889, 110_111),
        (ATR, 2.0, 109_959, 110_041),
        (PRICE, 109_000.4, 109_000, 109_001),
    ],
)
def test_stops_round_against_the_trader(kind: int, value: float, long: int, short: int) -> None:
    terms = rows(Terms, 1)[0]
    terms.stop_kind, terms.stop_value = kind, value
    assert stop_level(terms, 1, 110_000, 20.3) == long
    assert stop_level(terms, -1, 110_000, 20.3) == short


@pytest.mark.parametrize(
    ("kind", "value", "long", "short"),
    [
        (NO_LEVEL, 50.0, 0, 0),
        (TICKS, 100.4, 110_100, 109_900),
        (PERCENT, 0.1, 110_110, 109_890),
        (ATR, 2.0, 110_041, 109_959),
        (RATIO, 2.5, 110_123, 109_878),
        (PRICE, 111_000.5, 111_001, 111_001),
    ],
)
def test_targets_take_the_nearest_tick(kind: int, value: float, long: int, short: int) -> None:
    terms = rows(Terms, 1)[0]
    terms.target_kind, terms.target_value = kind, value
    assert target_level(terms, 1, 110_000, 20.3, 49) == long
    assert target_level(terms, -1, 110_000, 20.3, 49) == short


@pytest.mark.parametrize(
    ("side", "stop", "risk"),
    [(1, 990, 10), (-1, 1010, 10), (1, 0, 0), (1, 1000, -1), (1, 1010, -10), (-1, 990, -10)],
)
def test_risk_is_negative_where_the_stop_is_on_the_wrong_side(
    side: int, stop: int, risk: int
) -> None:
    assert risk_of(side, 1000, stop) == risk


def held(side: int, stop: int, target: int) -> Position:
    position = rows(Position, 1)[0]
    position.side, position.stop, position.target = side, stop, target
    position.stop_reason = STOP
    return position


@pytest.mark.parametrize(
    ("side", "stop", "target", "price", "reason"),
    [
        (1, 990, 1010, 990, STOP),
        (1, 990, 1010, 991, 0),
        (1, 990, 1010, 1010, TARGET),
        (1, 990, 1010, 1009, 0),
        (-1, 1010, 990, 1010, STOP),
        (-1, 1010, 990, 990, TARGET),
        (1, 0, 0, 1, 0),
        (1, 1000, 1000, 1000, STOP),
    ],
)
def test_a_jump_touches_inclusively_and_the_stop_first(
    side: int, stop: int, target: int, price: int, reason: int
) -> None:
    assert passed(held(side, stop, target), price) == reason


@pytest.mark.parametrize(
    ("side", "start", "end", "reason"),
    [
        (1, 1000, 990, STOP),
        (1, 1000, 991, 0),
        (1, 1000, 1010, TARGET),
        (1, 1020, 1015, 0),
        (1, 980, 985, 0),
        (1, 985, 985, STOP),
        (1, 1015, 1015, TARGET),
        (-1, 1000, 1010, STOP),
        (-1, 1000, 990, TARGET),
        (-1, 980, 985, 0),
    ],
    ids=str,
)
def test_a_run_touches_only_what_lies_ahead_of_it(
    side: int, start: int, end: int, reason: int
) -> None:
    levels = (990, 1010) if side > 0 else (1010, 990)
    assert crossed(held(side, *levels), start, end) == reason
