"""Stops and targets on swings and legs, held between distances, stretched; by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import (
    LONG,
    PLAIN,
    SHORT,
    Row,
    Traded,
    by_hand,
    flat,
    in_batch,
    step_by_step,
)
from tradewright.core.engine import Strategy
from tradewright.core.engine.plan import Stop, Swing, Target
from tradewright.core.market import Bars

ONE = Swing(lookback=20, strength=1)
BARE = replace(PLAIN, stop=None, target=None)


def trade(bars: Bars, strategy: Strategy) -> Traded:
    """What came of it, the same both ways to trade."""
    done = in_batch(strategy, bars)
    assert done.bytes() == step_by_step(strategy, bars).bytes()
    return done


def zigzag(price: float, pip: float, bits: int, opens: float = 0.0) -> list[Row]:
    """Pips from `price`: a low at -40, a high at +20, a low at -20, a high at +10, closes at 0.

    The signal is on the last bar but one, at whose close the last low and high are confirmed.
    """

    def bar(low: float, high: float, said: int = 0, first: float = 0.0) -> Row:
        at = [round(price + each * pip, 8) for each in (first, high, low, first)]
        return (at[0], at[1], at[2], at[3], said)

    rows = [bar(-10, 5), bar(-40, 5), bar(-10, 8), bar(-10, 20), bar(-10, 9), bar(-20, 8)]
    return [*rows, bar(-5, 10), bar(-10, 4, bits), bar(opens, opens, first=opens)]


@pytest.mark.parametrize(
    ("symbol", "price", "pip"),
    [("EURUSD", 1.1, 1e-4), ("USDJPY", 150.0, 0.01), ("XAUUSD", 2400.0, 0.1)],
)
@pytest.mark.parametrize(("bits", "stop", "target"), [(LONG, -22, 9.5), (SHORT, 12, -19.5)])
def test_the_latest_swing_beyond_the_close(
    symbol: str, price: float, pip: float, bits: int, stop: float, target: float
) -> None:
    """The low at -20 and the high at +10, not the farther ones before; 2 and half a pip of room."""
    strategy = replace(
        BARE,
        symbol=symbol,
        stop=Stop(kind="swing", value=2, swing=ONE),
        target=Target(kind="swing", value=0.5, swing=ONE),
    )
    (held,) = trade(by_hand(zigzag(price, pip, bits), symbol), strategy).open
    assert held.stop == pytest.approx(price + stop * pip)
    assert held.target == pytest.approx(price + target * pip)


@pytest.mark.parametrize(
    ("bits", "level", "target"),
    [
        (LONG, 1.618, 28.54),  # -20 + 1.618 x 30
        (LONG, 1.0, 10.0),
        (LONG, 0.786, 3.58),
        (SHORT, 1.618, -38.54),  # 10 - 1.618 x 30
        (SHORT, 0.618, -8.54),
    ],
)
@pytest.mark.parametrize(
    ("symbol", "price", "pip"),
    [("EURUSD", 1.1, 1e-4), ("USDJPY", 150.0, 0.01), ("XAUUSD", 2400.0, 0.1)],
)
def test_fibonacci_levels_of_the_last_leg(
    bits: int, level: float, target: float, symbol: str, price: float, pip: float
) -> None:
    fibonacci = Target(kind="fibonacci", value=level, swing=ONE)
    strategy = replace(BARE, symbol=symbol, target=fibonacci)
    (held,) = trade(by_hand(zigzag(price, pip, bits), symbol), strategy).open
    assert held.target == pytest.approx(price + target * pip, abs=pip / 19)  # the nearest tick


@pytest.mark.parametrize("bits", [LONG, SHORT])
def test_a_level_behind_the_price_refuses(bits: int) -> None:
    """A retracement of 38.2 % of the leg from -20 to +10 lies at -8.54 (long), at -1.46 (short)."""
    shallow = replace(BARE, target=Target(kind="fibonacci", value=0.382, swing=ONE))
    bars = by_hand(zigzag(1.1, 1e-4, bits, opens=-5 if bits == SHORT else 0))
    assert trade(bars, shallow).refused == ["INVALID_TARGET"]


@pytest.mark.parametrize(("bits", "opens"), [(LONG, -25.0), (SHORT, 15.0)])
def test_an_open_beyond_the_swing_refuses(bits: int, opens: float) -> None:
    strategy = replace(BARE, stop=Stop(kind="swing", value=2, swing=ONE, least_pips=10))
    bars = by_hand(zigzag(1.1, 1e-4, bits, opens))
    assert trade(bars, strategy).refused == ["INVALID_STOP"]
    # Counted from the signal's close the swing is on the right side: born behind it, it closes.
    stop = Stop(kind="swing", value=2, swing=ONE, origin="signal")
    assert trade(bars, replace(strategy, stop=stop)).trade.exit_reason == "stop_loss"


def test_without_a_confirmed_swing_there_is_no_entry() -> None:
    rows = [*flat(1.1, 8), (1.1, 1.1, 1.1, 1.1, LONG), (1.1, 1.1, 1.1, 1.1)]
    for strategy in (
        replace(BARE, stop=Stop(kind="swing", value=2, swing=ONE)),
        replace(BARE, target=Target(kind="swing", value=2, swing=ONE)),
        replace(BARE, target=Target(kind="fibonacci", value=2, swing=ONE)),
    ):
        assert trade(by_hand(rows), strategy).refused == ["NO_SWING_LEVEL"]


def test_a_swing_too_long_ago_is_none() -> None:
    near = Swing(lookback=1, strength=1)
    strategy = replace(BARE, stop=Stop(kind="swing", value=2, swing=near))
    assert trade(by_hand(zigzag(1.1, 1e-4, LONG)), strategy).refused == ["NO_SWING_LEVEL"]


def test_plain_extremes_need_no_confirmation() -> None:
    for lookback, low in ((2, -10), (3, -20), (8, -40)):
        plain = Swing(lookback=lookback, points=False)
        strategy = replace(BARE, stop=Stop(kind="swing", value=0, swing=plain))
        (held,) = trade(by_hand(zigzag(1.1, 1e-4, LONG)), strategy).open
        assert held.stop == pytest.approx(1.1 + low * 1e-4)


@pytest.mark.parametrize(("bits", "side"), [(LONG, 1), (SHORT, -1)])
@pytest.mark.parametrize(
    ("level", "pips"),
    [
        (Stop(kind="pips", value=5, least_pips=8), 8),
        (Stop(kind="pips", value=5, least_pips=8.05), 8.1),  # never less than asked: the next tick
        (Stop(kind="pips", value=25, most_pips=20.05), 20.0),  # never more
        (Stop(kind="pips", value=12, least_pips=8, most_pips=20), 12),
        (Stop(kind="percentage", value=0.5, most_pips=30), 30),  # 55 pips of 1.1
        (Stop(kind="price", value=1, most_pips=15), 15),
        (Stop(kind="swing", value=2, least_pips=30), 30),
        (Stop(kind="swing", value=2, most_pips=9), 9),
    ],
)
def test_distances_are_held_between_two(bits: int, side: int, level: Stop, pips: float) -> None:
    if level.kind == "price":
        level = replace(level, value=1.1 - side * 0.1)
    level = replace(level, swing=ONE)
    (held,) = trade(by_hand(zigzag(1.1, 1e-4, bits)), replace(BARE, stop=level)).open
    assert (held.entry_price - (held.stop or 0.0)) * side == pytest.approx(pips * 1e-4)


def test_a_target_is_held_between_two_distances_as_well() -> None:
    stop = Stop(kind="pips", value=10)
    for ratio, pips in ((1, 15), (2, 20), (9, 30)):
        target = Target(kind="rr_ratio", value=ratio, least_pips=15, most_pips=30)
        bars = by_hand(zigzag(1.1, 1e-4, LONG))
        (held,) = trade(bars, replace(BARE, stop=stop, target=target)).open
        assert held.target == pytest.approx(1.1 + pips * 1e-4)


@pytest.mark.parametrize(
    ("range_pips", "pips"),
    [
        (4, 10),  # as usual
        (6, 15.0),  # 10 x 6 / 4.02: 149.25 ticks, rounded against the trader
        (40, 20),  # at most double
        (1, 5),  # at least a half
    ],
)
def test_a_stop_is_stretched_by_volatility(range_pips: float, pips: float) -> None:
    quiet: list[Row] = [(1.1, 1.1004, 1.1, 1.1)] * 110
    wide: Row = (1.1, round(1.1 + range_pips * 1e-4, 8), 1.1, 1.1, LONG)
    rows = [*quiet, wide, (1.1, 1.1, 1.1, 1.1)]
    stop = Stop(kind="pips", value=10, stretch=True, atr_period=1)
    (held,) = trade(by_hand(rows), replace(BARE, stop=stop)).open
    assert (held.entry_price - (held.stop or 0.0)) / 1e-4 == pytest.approx(pips)


def test_stretching_waits_for_a_hundred_bars() -> None:
    rows: list[Row] = [(1.1, 1.1004, 1.1, 1.1)] * 50
    rows += [(1.1, 1.1004, 1.1, 1.1, LONG), (1.1, 1.1, 1.1, 1.1)]
    stop = Stop(kind="pips", value=10, stretch=True, atr_period=1)
    assert trade(by_hand(rows), replace(BARE, stop=stop)).refused == ["WARMING_UP"]
