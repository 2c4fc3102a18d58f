"""What is refused, what is accepted, and how it is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.unit.services.data import samples
from tradewright.core.calendar import DAY, HOUR, MINUTE, Timeframe, parse_ts
from tradewright.core.market import Bars
from tradewright.services.data import BadData, Report, inspect, open_data, read_bars
from tradewright.services.data.checks import Columns

if TYPE_CHECKING:
    from numpy.typing import NDArray


def columns(ts: NDArray[np.int64]) -> Columns:
    flat = np.full(ts.size, 1.1)
    return Columns(ts, flat, flat + 0.001, flat - 0.001, flat, np.ones(ts.size), None)


def report(data: Columns, symbol: str = "EURUSD", timeframe: Timeframe = Timeframe.H1) -> Report:
    return inspect(data, symbol, timeframe, lambda row: f"row {row}")


def hours(n: int, start: str = "2017-06-01T08:00Z") -> NDArray[np.int64]:
    return parse_ts(start) + np.arange(n, dtype=np.int64) * HOUR


def week_of(symbol_open: str, n: int, step: int) -> NDArray[np.int64]:
    return parse_ts(symbol_open) + np.arange(n, dtype=np.int64) * step


def kinds(found: Report) -> list[str]:
    return [finding.kind for finding in (*found.broken, *found.suspect)]


def test_clean_bars_are_clean() -> None:
    found = report(columns(hours(10)))
    assert found.clean
    assert not found.refused(accept_gaps=False)
    assert str(found).endswith("2017-06-01T17:00:00Z: clean")


def test_time_that_goes_back_repeats_or_overlaps_is_always_refused() -> None:
    ts = hours(10)
    ts[4], ts[7], ts[9] = ts[3] - HOUR // 2, ts[6], ts[8] + 7 * MINUTE
    found = report(columns(ts))
    assert kinds(found) == ["time goes back", "duplicate time", "bars overlap (closer than H1)"]
    assert [finding.rows for finding in found.broken] == [(4,), (7,), (9,)]
    assert found.refused(accept_gaps=True)
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"open": np.nan}, "price missing or not finite"),
        ({"close": np.inf}, "price missing or not finite"),
        ({"low": 0.0}, "price not above zero"),
        ({"high": 1.0985}, "high below low"),
        ({"high": 1.0995}, "open or close outside high and low"),
        ({"open": 1.2}, "open or close outside high and low"),
        ({"volume": -1.0}, "volume negative"),
    ],
)
def test_broken_bars_are_always_refused(change: dict[str, float], kind: str) -> None:
    data = columns(hours(10))
    for name, value in change.items():
        values: NDArray[np.float64] = getattr(data, name).copy()
        values[5] = value
        data = data._replace(**{name: values})
    found = report(data)
    assert kinds(found) == [kind]
    assert found.broken[0].rows == (5,)
    assert "row 5, 2017-06-01T13:00:00Z" in str(found)
    assert found.refused(accept_gaps=True)


@pytest.mark.parametrize(
    ("spread", "kind"),
    [
        (np.array([1.0, -1.0, 2.0]), "spread missing or negative"),
        (np.array([1.0, np.nan, 2.0]), "spread missing or negative"),
        (np.array([0.00012, 0.0001, 0.0]), "spread not in points"),
    ],
)
def test_spreads_are_points_and_not_negative(spread: NDArray[np.float64], kind: str) -> None:
    assert kinds(report(columns(hours(3))._replace(spread=spread))) == [kind]


def test_only_the_first_rows_are_shown_and_all_are_counted() -> None:
    data = columns(hours(10))
    found = report(data._replace(high=data.low - 0.001)).broken[0]
    assert (found.count, len(found.examples)) == (10, 3)
    assert "and 7 more" in str(found)


def test_a_missing_hour_in_the_week_is_a_gap_that_can_be_accepted() -> None:
    found = report(columns(np.delete(hours(10), [3, 4])))
    assert [str(gap) for gap in found.gaps] == [
        "2 bars between 2017-06-01T10:00:00Z and 2017-06-01T13:00:00Z"
    ]
    assert found.refused(accept_gaps=False)
    assert not found.refused(accept_gaps=True)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2017-06-02T20:00Z", "2017-06-04T21:00Z"),  # summer
        ("2017-01-06T21:00Z", "2017-01-08T22:00Z"),  # winter
        ("2017-12-22T21:00Z", "2017-12-25T23:00Z"),  # Christmas on a Monday
        ("2017-12-29T21:00Z", "2018-01-01T23:00Z"),  # New Year on a Monday
        ("2019-12-24T17:00Z", "2019-12-26T00:00Z"),  # Christmas on a Wednesday
    ],
)
def test_closed_markets_have_no_gaps(last: str, first: str) -> None:
    ts = np.r_[hours(24, last) - 23 * HOUR, hours(20, first)]
    assert report(columns(ts)).gaps == ()
    assert report(columns(ts), "BTCUSDT").gaps != ()


def test_a_monday_that_is_missing_is_a_gap() -> None:
    ts = np.r_[hours(24, "2017-06-02T20:00Z") - 23 * HOUR, hours(20, "2017-06-06T00:00Z")]
    # Sunday 22:10 to Monday 24:00, less the minutes around the roll that may be closed.
    assert [gap.bars for gap in report(columns(ts)).gaps] == [25]


def test_gold_rests_an_hour_a_day_and_on_good_friday() -> None:
    day = week_of("2017-04-12T22:00Z", 23, HOUR)
    reopened = week_of("2017-04-16T22:00Z", 23, HOUR)
    ts = np.r_[day, day[:20] + DAY, reopened]
    ts = ts[ts < parse_ts("2017-04-13T21:00Z")]
    assert report(columns(np.r_[ts, reopened]), "XAUUSD").gaps == ()
    assert report(columns(np.r_[ts, reopened]), "EURUSD").gaps != ()


def test_quiet_minutes_are_counted_and_accepted_in_forex_but_not_in_crypto() -> None:
    ts = np.delete(week_of("2017-06-01T08:00Z", 60, MINUTE), [10, 11, 30])
    forex = report(columns(ts), "EURUSD", Timeframe.M1)
    assert (forex.gaps, forex.quiet) == ((), 2)
    assert "2 short holes" in str(forex)
    assert len(report(columns(ts), "BTCUSDT", Timeframe.M1).gaps) == 2


def test_ten_minutes_are_a_gap_in_forex() -> None:
    ts = np.delete(week_of("2017-06-01T08:00Z", 60, MINUTE), np.arange(20, 30))
    assert [gap.bars for gap in report(columns(ts), "EURUSD", Timeframe.M1).gaps] == [10]


def test_unknown_symbols_are_open_when_most_weeks_are() -> None:
    office = np.concatenate([
        week_of("2017-05-01T13:00Z", 7, HOUR) + day * DAY for day in range(40) if day % 7 < 5
    ])
    assert report(columns(office), "ACME").gaps == ()
    assert [gap.bars for gap in report(columns(np.delete(office, 52)), "ACME").gaps] == [1]
    holiday = np.delete(office, np.arange(49, 56))
    assert report(columns(holiday), "ACME").gaps == ()


def test_daily_bars_of_forex_have_no_weekend_gaps() -> None:
    days = week_of("2017-05-01", 28, DAY)
    ts = days[np.arange(28) % 7 < 5]
    assert report(columns(ts), "EURUSD", Timeframe.D1).gaps == ()
    assert [gap.bars for gap in report(columns(np.delete(ts, 7)), "EURUSD", Timeframe.D1).gaps] == [
        1
    ]


def test_broker_time_gives_a_hint() -> None:
    friday = week_of("2017-06-02T00:00Z", 24, HOUR)
    monday = week_of("2017-06-05T00:00Z", 24, HOUR)
    found = report(columns(np.r_[friday, monday + 0]))
    assert found.gaps == () or "NewYork+7" in found.hint
    weeks = [np.r_[friday, monday] + i * 7 * DAY for i in range(3)]
    assert "--utc-offset NewYork+7" in str(report(columns(np.concatenate(weeks))))


def test_a_wrong_tick_is_an_outlier_and_a_jump_is_none() -> None:
    data = columns(hours(40))
    close, high = data.close.copy(), data.high.copy()
    close[20:] += 0.2
    jump = data._replace(open=close, close=close, high=close + 0.001, low=close - 0.001)
    assert report(jump).suspect == ()
    high[20] = 11.0
    spike = report(data._replace(high=high))
    assert kinds(spike) == ["outlier"]
    assert spike.suspect[0].rows == (20,)
    assert spike.refused(accept_gaps=False)
    assert not spike.refused(accept_gaps=True)


@pytest.mark.parametrize("row", [0, 39])
def test_wrong_ticks_at_the_ends_are_found_too(row: int) -> None:
    data = columns(hours(40))
    low = data.low.copy()
    low[row] = 0.11
    assert report(data._replace(low=low)).suspect[0].rows == (row,)


def test_refusals_name_the_file_and_carry_the_report() -> None:
    bars = samples.bars()
    broken = Bars(
        symbol="EURUSD",
        timeframe=Timeframe.H1,
        ts=bars.ts,
        open=bars.open,
        high=bars.low,
        low=bars.high,
        close=bars.close,
        volume=bars.volume,
    )
    with pytest.raises(BadData, match=r"bars is refused\. EURUSD H1, 6 bars") as refusal:
        read_bars(broken, accept_gaps=True)
    assert refusal.value.report is not None
    assert kinds(refusal.value.report) == ["high below low"]


def test_accepted_gaps_stay_in_the_report() -> None:
    bars = samples.bars("BTCUSDT", 48)
    kept = np.delete(np.arange(48), 5)
    with_gap = replace(
        bars,
        **{
            name: getattr(bars, name)[kept]
            for name in ("ts", "open", "high", "low", "close", "volume")
        },
    )
    with pytest.raises(BadData, match=r"1 bar between .*\n.*--accept-gaps"):
        open_data(with_gap)
    found = open_data(with_gap, accept_gaps=True)
    assert len(found.report.gaps) == 1
    assert len(found.bars) == 47


def test_no_bars_are_reported_as_none() -> None:
    assert str(report(columns(np.empty(0, np.int64)))) == "EURUSD H1: no bars"
