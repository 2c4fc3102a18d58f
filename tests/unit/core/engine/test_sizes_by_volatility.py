"""Sizes and factors that go by volatility, session and weekday, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import OPENS, PLAIN, Row, by_hand, in_batch, step_by_step
from tradewright.core.calendar import DAY, HOUR
from tradewright.core.engine import Note, Strategy
from tradewright.core.engine.sizes import (
    AtrRisk,
    CalmScale,
    PercentRisk,
    Scaling,
    SessionScale,
    Sizing,
    VolatilityRisk,
)
from tradewright.core.indicators import compute, resolve
from tradewright.core.market import Bars

BARE = replace(PLAIN, stop=None)


def entries(strategy: Strategy, bars: Bars) -> list[Note]:
    """What came of the entry signals; the same in both ways to trade."""
    batch, steps = in_batch(strategy, bars), step_by_step(strategy, bars)
    assert batch.bytes() == steps.bytes()
    return [note for note in batch.notes if note.kind in {"opened", "refused"}]


def outcome(strategy: Strategy, bars: Bars) -> float | str:
    """Lots of the only entry, or why it was refused."""
    (note,) = entries(strategy, bars)
    return note.lots if note.kind == "opened" else note.reason


def swinging(reach: float = 0.0004, n: int = 20, opens: int = OPENS) -> Bars:
    """Bars around 1.1 that reach so far up and down; the last but two says long."""
    rows: list[Row] = [(1.1, 1.1 + reach, 1.1 - reach, 1.1, int(k == n - 3)) for k in range(n)]
    return by_hand(rows, opens=opens)


def leaping() -> Bars:
    """Closes that leap between 1.1 and 1.1011, a return of 0.00099950; the last one says long."""
    rows: list[Row] = []
    for k in range(12):
        opened, close = (1.1, 1.1011) if k % 2 else (1.1011, 1.1)
        rows.append((opened, 1.1011, 1.1, close, int(k == 10)))
    return by_hand(rows)


@pytest.mark.parametrize(
    ("sizing", "came"),
    [
        # 0.0009995 of 1.1 are 10.9945 pips; twice that costs 219.89 a lot: 100 / 219.89.
        (VolatilityRisk(percent=1.0, multiplier=2.0, period=2), 0.45),
        (VolatilityRisk(percent=1.0, multiplier=2.0, period=9), 0.45),
        (VolatilityRisk(percent=1.0, multiplier=2.0, period=2, max_lots=0.4), 0.4),
        (VolatilityRisk(percent=1.0, multiplier=2.0, period=2, most=0.001), 0.45),
        (
            VolatilityRisk(percent=1.0, multiplier=2.0, period=2, most=0.0009),
            "RETURNS_TOO_VOLATILE",
        ),
        (VolatilityRisk(percent=1.0, multiplier=2.0, period=20), "WARMING_UP"),
    ],
)
def test_realised_volatility(sizing: Sizing, came: float | str) -> None:
    assert outcome(replace(BARE, sizing=sizing), leaping()) == came


@pytest.mark.parametrize(
    ("least", "most", "came"),
    [
        (None, None, 0.62),  # the ATR is 8 pips: 100 / 160
        (10.0, None, 0.5),
        (None, 5.0, 1.0),
        (8.0, 8.0, 0.62),
    ],
)
def test_the_atr_is_held_between_two_numbers(
    least: float | None, most: float | None, came: float
) -> None:
    sizing = AtrRisk(percent=1.0, multiplier=2.0, atr_period=3, least_pips=least, most_pips=most)
    assert outcome(replace(BARE, sizing=sizing), swinging()) == came


@pytest.mark.parametrize("late", [0.0008, 0.0002, 0.004])
def test_smaller_while_the_atr_is_above_its_normal(late: float) -> None:
    rows: list[Row] = [
        (1.1, 1.1 + reach, 1.1 - reach, 1.1, int(k == 119))
        for k, reach in enumerate([*[0.0004] * 110, *[late] * 12])
    ]
    bars = by_hand(rows)
    atr, normal = (float(compute(resolve("atr", {"period": n}), bars)[119]) for n in (3, 100))
    factor = min(1.0, max(0.5, normal / atr))
    sizing = AtrRisk(percent=1.0, multiplier=2.0, atr_period=3, steadies=True)
    (note,) = entries(replace(BARE, sizing=sizing), bars)
    assert note.size is not None
    assert dict(note.size.factors).get("volatility", 1.0) == pytest.approx(factor)
    assert note.lots == pytest.approx(100 / (2 * atr * 100_000) * factor, abs=0.01)


@pytest.mark.parametrize(("share", "lots", "stop"), [(0.0008, 0.1, 1.099), (0.0007, 0.05, 1.0985)])
def test_high_volatility_halves_the_size_and_widens_the_stop_by_half(
    share: float, lots: float, stop: float
) -> None:
    # 8 pips of 1.1 are a share of 0.000727.
    (note,) = entries(replace(PLAIN, scaling=Scaling(storm_share=share)), swinging())
    assert (note.lots, note.stop) == (lots, stop)


def test_without_its_atr_nobody_knows_whether_volatility_is_high() -> None:
    scaling = Scaling(storm_share=0.02)
    assert outcome(replace(PLAIN, scaling=scaling), swinging(n=10)) == "WARMING_UP"


@pytest.mark.parametrize(
    ("early", "late", "came"),
    [(0.0002, 0.002, 0.05), (0.002, 0.0002, 0.12), (0.0004, 0.0004, 0.1)],
)
def test_factors_of_low_and_high_volatility(early: float, late: float, came: float) -> None:
    reaches = [*[early] * 60, *[late] * 20]
    rows: list[Row] = [
        (1.1, 1.1 + reach, 1.1 - reach, 1.1, int(k == 77)) for k, reach in enumerate(reaches)
    ]
    for calm in (CalmScale(low=1.2, high=0.5, lookback=60),):
        assert outcome(replace(BARE, scaling=Scaling(calm=calm)), by_hand(rows)) == came


def test_volatility_by_returns() -> None:
    rows: list[Row] = []
    close = 1.1
    for k in range(80):
        before = close
        close = 1.1 + (0.002 if k > 60 else 0.0001) * (k % 2)
        rows.append((before, max(before, close), min(before, close), close, int(k == 77)))
    calm = CalmScale(low=1.2, high=0.5, measure="stddev", lookback=60)
    assert outcome(replace(BARE, scaling=Scaling(calm=calm)), by_hand(rows)) == 0.05


@pytest.mark.parametrize(
    ("sessions", "came"),
    [
        ((SessionScale(session="London", factor=0.5, opens=8 * HOUR, closes=17 * HOUR),), 0.05),
        ((SessionScale(session="London", factor=0.5, opens=12 * HOUR, closes=17 * HOUR),), 0.1),
        (
            (
                SessionScale(session="London", factor=0.5, opens=8 * HOUR, closes=17 * HOUR),
                SessionScale(session="Tokyo", factor=0.7, opens=9 * HOUR, closes=20 * HOUR),
            ),
            0.07,
        ),
    ],
)
def test_factors_of_sessions(sessions: tuple[SessionScale, ...], came: float) -> None:
    # 10:00 in London is 19:00 in Tokyo.
    assert outcome(replace(BARE, scaling=Scaling(sessions=sessions)), swinging()) == came


@pytest.mark.parametrize(("days", "came"), [(3, 0.1), (4, 0.05), (5, 0.05), (6, 0.1)])
def test_a_factor_of_the_weekend(days: int, came: float) -> None:
    bars = swinging(opens=OPENS + days * DAY)
    assert outcome(replace(BARE, scaling=Scaling(weekend=0.5)), bars) == came


def test_a_share_of_the_balance_leaves_open_positions_out() -> None:
    rows: list[Row] = [
        (1.1, 1.1, 1.1, 1.1, 1),
        (1.1, 1.1, 1.0995, 1.0995, 0),
        (1.0995, 1.0995, 1.0995, 1.0995, 1),
        (1.0995, 1.0995, 1.0995, 1.0995, 0),
    ]
    lots = {}
    for of in ("equity", "balance"):
        sized = replace(PLAIN, sizing=PercentRisk(percent=1.0, of=of), max_positions=2)
        lots[of] = [note.lots for note in entries(sized, by_hand(rows))]
    # 100 over 10 pips; then 5 pips of one lot are lost: 99.50.
    assert lots == {"equity": [1.0, 0.99], "balance": [1.0, 1.0]}
