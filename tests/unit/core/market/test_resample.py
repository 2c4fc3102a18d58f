"""Longer bars out of shorter ones."""

from __future__ import annotations

import numpy as np
import pytest

from tradewright.core.calendar import DAY, HOUR, MINUTE, Timeframe, format_ts, parse_ts
from tradewright.core.market import Bars
from tradewright.core.market.bar import Bar, bar_at, each_bar
from tradewright.core.market.resample import CannotResample, Resampler, bucket_end, resample

START = parse_ts("2026-03-02T10:00Z")


def minutes(*at: int) -> Bars:
    ts = START + np.array(at, np.int64) * MINUTE
    price = 100.0 + np.arange(len(at), dtype=np.float64)
    return Bars(
        symbol="EURUSD",
        timeframe=Timeframe.M1,
        ts=ts,
        open=price,
        high=price + 0.75,
        low=price - 0.5,
        close=price + 0.25,
        volume=np.full(len(at), 2.0),
        spread=10.0 + np.arange(len(at), dtype=np.float64),
    )


def pushed(bars: Bars, timeframe: Timeframe, day_start_ns: int = 0) -> list[Bar]:
    resampler = Resampler(bars.timeframe, timeframe, day_start_ns)
    return [closed for bar in each_bar(bars) for closed in resampler.push(bar)]


def test_five_minutes_make_one_bar() -> None:
    made = resample(minutes(0, 1, 2, 3, 4), Timeframe.M5)
    assert made.timeframe is Timeframe.M5
    assert bar_at(made, 0) == Bar(START, 100.0, 104.75, 99.5, 104.25, 10.0, 10.0)
    assert len(made) == 1


def test_a_bar_whose_last_minute_is_missing_waits_for_a_later_one() -> None:
    assert len(resample(minutes(0, 1, 2, 3), Timeframe.M5)) == 0
    made = resample(minutes(0, 1, 2, 3, 5), Timeframe.M5)
    assert made.ts.tolist() == [START]
    assert made.close.tolist() == [103.25]


def test_one_push_can_close_two_bars_after_a_gap() -> None:
    resampler = Resampler(Timeframe.M1, Timeframe.M5)
    bars = list(each_bar(minutes(0, 9)))
    assert resampler.push(bars[0]) == ()
    assert resampler.closes_at == START + 5 * MINUTE
    assert [bar.ts for bar in resampler.push(bars[1])] == [START, START + 5 * MINUTE]
    assert resampler.forming is None
    assert resampler.closes_at is None


def test_forming_bar_shows_what_is_known_so_far() -> None:
    resampler = Resampler(Timeframe.M1, Timeframe.M15)
    for bar in each_bar(minutes(1, 2, 3)):
        resampler.push(bar)
    assert resampler.forming == Bar(START, 100.0, 102.75, 99.5, 102.25, 6.0, 10.0)


def test_the_same_timeframe_gives_the_same_bars() -> None:
    bars = minutes(0, 1, 4)
    assert resample(bars, Timeframe.M1).close.tolist() == bars.close.tolist()
    assert pushed(bars, Timeframe.M1) == list(each_bar(bars))


def test_bars_without_spread_stay_without() -> None:
    bars = minutes(0, 1, 2, 3, 4)
    bare = Bars(
        symbol="X",
        timeframe=Timeframe.M1,
        ts=bars.ts,
        open=bars.open,
        high=bars.high,
        low=bars.low,
        close=bars.close,
        volume=bars.volume,
    )
    assert resample(bare, Timeframe.M5).spread is None
    assert pushed(bare, Timeframe.M5)[0].spread is None


def test_empty_history_resamples_to_an_empty_one() -> None:
    made = resample(minutes(), Timeframe.H1)
    assert len(made) == 0
    assert made.timeframe is Timeframe.H1


@pytest.mark.parametrize(
    ("start", "timeframe", "end"),
    [
        ("2024-02-01", Timeframe.MN1, "2024-03-01T00:00:00Z"),
        ("2023-02-01", Timeframe.MN1, "2023-03-01T00:00:00Z"),
        ("2024-12-01", Timeframe.MN1, "2025-01-01T00:00:00Z"),
        ("2026-03-02", Timeframe.W1, "2026-03-09T00:00:00Z"),
        ("2026-03-02", Timeframe.H4, "2026-03-02T04:00:00Z"),
    ],
)
def test_bars_end_where_the_next_begins(start: str, timeframe: Timeframe, end: str) -> None:
    assert format_ts(bucket_end(parse_ts(start), timeframe)) == end


def test_days_may_start_at_the_roll() -> None:
    hours = np.arange(48, dtype=np.int64) * HOUR + parse_ts("2026-03-02")
    ones = np.ones(48)
    bars = Bars(
        symbol="X",
        timeframe=Timeframe.H1,
        ts=hours,
        open=ones,
        high=ones,
        low=ones,
        close=ones,
        volume=ones,
    )
    made = resample(bars, Timeframe.D1, 22 * HOUR)
    assert [format_ts(int(ts)) for ts in made.ts] == [
        "2026-03-01T22:00:00Z",
        "2026-03-02T22:00:00Z",
    ]
    assert made.volume.tolist() == [22.0, 24.0]
    assert [bar.ts for bar in pushed(bars, Timeframe.D1, 22 * HOUR)] == made.ts.tolist()
    assert DAY == 24 * HOUR


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (Timeframe.H1, Timeframe.M15),
        (Timeframe.W1, Timeframe.MN1),
        (Timeframe.MN1, Timeframe.W1),
    ],
)
def test_impossible_timeframes_are_refused_by_name(source: Timeframe, target: Timeframe) -> None:
    with pytest.raises(CannotResample, match=f"{source} bars cannot make {target} bars"):
        Resampler(source, target)
