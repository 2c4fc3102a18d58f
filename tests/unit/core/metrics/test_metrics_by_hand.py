"""Statistics of small runs worked out by hand, and of runs that have none."""

import json
import math
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tradewright.core.calendar import DAY, HOUR, parse_ts
from tradewright.core.metrics import LABELS, BadRun, Run, Summary, as_rows, measure, summarise
from tradewright.core.metrics.trades import streak

START = parse_ts("2024-01-30")
MONEY = st.floats(-500, 500, allow_nan=False).map(lambda x: round(x, 2))


def numbers(*values: float) -> NDArray[np.float64]:
    return np.array(values, np.float64)


def run_of(equity: NDArray[np.float64], pnl: NDArray[np.float64], step: int = DAY) -> Run:
    """A run with one point a day; trade i lives from point i to point i + 1."""
    ts = START + np.arange(equity.size, dtype=np.int64) * step
    k = pnl.size
    entries = START + np.arange(k, dtype=np.int64) * step
    return Run(
        ts=ts,
        equity=equity,
        cash=1000.0,
        pnl=pnl,
        r_multiple=pnl / 50.0,
        entry_ts=entries,
        exit_ts=entries + step,
        side=np.where(np.arange(k) % 2 == 0, 1, -1),
        commission=np.full(k, 2.0),
        swap=np.full(k, -1.0),
    )


EQUITY = numbers(1000, 1100, 1045, 990, 1100, 1210)
PNL = numbers(100, -55, -55, 110, 110)
SIX_DAYS = run_of(EQUITY, PNL)


def test_growth_and_drawdown() -> None:
    found = summarise(SIX_DAYS)
    assert found.net_profit == 210
    assert found.return_percent == pytest.approx(21)
    assert found.cagr_percent == pytest.approx((1.21 ** (365.25 / 5) - 1) * 100)
    assert found.max_drawdown == 110
    assert found.max_drawdown_percent == pytest.approx(10)
    assert found.max_drawdown_ns == 3 * DAY
    assert found.calmar == pytest.approx((1.21 ** (365.25 / 5) - 1) / 0.1)


def test_risk_ratios_follow_their_formulas() -> None:
    found = summarise(SIX_DAYS)
    r = EQUITY[1:] / EQUITY[:-1] - 1
    year = math.sqrt(365.25)
    assert found.volatility_percent == pytest.approx(r.std(ddof=1) * year * 100)
    assert found.sharpe == pytest.approx(r.mean() / r.std(ddof=1) * year)
    down = math.sqrt((np.minimum(r, 0) ** 2).mean())
    assert found.sortino == pytest.approx(r.mean() / down * year)


def test_the_spacing_of_the_points_sets_the_year() -> None:
    daily, hourly = summarise(SIX_DAYS), summarise(run_of(EQUITY, PNL, HOUR))
    assert daily.sharpe is not None
    assert hourly.sharpe == pytest.approx(daily.sharpe * math.sqrt(24))
    assert hourly.cagr_percent is None  # five hours are no basis for a year


def test_trades() -> None:
    found = summarise(SIX_DAYS)
    assert (found.trades, found.long_trades, found.short_trades) == (5, 3, 2)
    assert (found.wins, found.losses) == (3, 2)
    assert found.win_rate_percent == pytest.approx(60)
    assert found.profit_factor == pytest.approx(320 / 110)
    assert found.expectancy == pytest.approx(42)
    assert found.average_win == pytest.approx(320 / 3)
    assert found.average_loss == -55
    assert found.payoff == pytest.approx(320 / 3 / 55)
    assert (found.best_trade, found.worst_trade) == (110, -55)
    assert (found.consecutive_wins, found.consecutive_losses) == (2, 2)
    assert found.average_r == pytest.approx(0.84)
    assert (found.best_r, found.worst_r) == (2.2, -1.1)
    r = PNL / 50
    assert found.sqn == pytest.approx(math.sqrt(5) * r.mean() / r.std(ddof=1))
    assert found.average_holding_ns == found.longest_holding_ns == DAY


def test_costs() -> None:
    found = summarise(SIX_DAYS)
    assert (found.commission, found.swap, found.costs) == (10, -5, 15)
    assert found.costs_share_percent == pytest.approx(15 / (103 + 113 + 113) * 100)


def test_months() -> None:
    found = summarise(SIX_DAYS).monthly
    assert [month.name for month in found] == ["2024-01", "2024-02"]
    assert [month.profit for month in found] == [100, 110]
    assert [month.return_percent for month in found] == [pytest.approx(10), pytest.approx(10)]


def test_a_month_without_points_has_no_profit() -> None:
    ts = np.array([parse_ts("2023-12-31"), parse_ts("2024-03-01")], np.int64)
    run = replace(run_of(numbers(1000, 1500), numbers()), ts=ts)
    assert [(m.name, m.profit) for m in summarise(run).monthly] == [
        ("2023-12", 0),
        ("2024-01", 0),
        ("2024-02", 0),
        ("2024-03", 500),
    ]


def test_exposure_counts_overlapping_positions_once() -> None:
    ts = START + np.arange(10, dtype=np.int64) * DAY
    run = replace(
        run_of(np.full(10, 1000.0), numbers(1, 1, 1)),
        ts=ts,
        entry_ts=ts[[1, 2, 7]],
        exit_ts=ts[[3, 4, 7]],
    )
    assert summarise(run).exposure_percent == pytest.approx(50)  # points 1-4 and 7
    still_open = replace(run, open_ts=ts[[8]])
    assert summarise(still_open).exposure_percent == pytest.approx(70)


EMPTY = run_of(numbers(), numbers())
QUIET = run_of(np.full(50, 1000.0), numbers())
STEADY = run_of(numbers(*[1000 * 1.01**i for i in range(50)]), numbers(10))
RUINED = run_of(numbers(1000, 200, -50, 10), numbers(-800, -250, 60))
ONE = run_of(numbers(1000), numbers())


@pytest.mark.parametrize("run", [EMPTY, QUIET, STEADY, RUINED, ONE, SIX_DAYS])
def test_no_statistic_is_nan_or_infinite(run: Run) -> None:
    found = summarise(run)
    json.dumps(found.as_dict(), allow_nan=False)
    for field in fields(Summary):
        value = getattr(found, field.name)
        if isinstance(value, float):
            assert math.isfinite(value), field.name
            assert type(value) in {float, int}, field.name


def test_what_does_not_exist_is_none() -> None:
    quiet = summarise(QUIET)
    absent = ("sharpe", "sortino", "calmar", "win_rate_percent", "profit_factor", "payoff", "sqn")
    assert {name: getattr(quiet, name) for name in absent} == dict.fromkeys(absent)
    assert quiet.expectancy is None
    assert quiet.best_trade is None
    assert quiet.cagr_percent == 0
    assert summarise(STEADY).sharpe is None
    assert summarise(STEADY).profit_factor is None
    assert summarise(RUINED).sharpe is None
    assert summarise(RUINED).max_drawdown_percent == pytest.approx(105)
    assert summarise(EMPTY).monthly == ()
    lost = replace(RUINED, equity=numbers(1000, 200, -50, -10))
    assert summarise(lost).cagr_percent == -100


@given(st.lists(st.floats(1, 5000), min_size=1, max_size=60))
def test_drawdown_agrees_with_a_plain_reading(equity: list[float]) -> None:
    run = run_of(numbers(*equity), numbers())
    curve = measure(run)
    peaks = [max([1000.0, *equity[: i + 1]]) for i in range(len(equity))]
    falls = [peak - value for peak, value in zip(peaks, equity, strict=True)]
    assert curve.drawdown == max(falls)
    parts = [fall / peak for fall, peak in zip(falls, peaks, strict=True)]
    assert curve.drawdown_part == pytest.approx(max(parts), rel=1e-12)
    highs = [i for i, fall in enumerate(falls) if fall == 0]
    marks = [0, *highs, len(equity) - 1]
    longest = max((b - a for a, b in pairwise(marks) if any(falls[a : b + 1])), default=0)
    assert curve.underwater_ns == longest * DAY


@given(st.lists(MONEY, max_size=40), st.sampled_from([1.0, -1.0]))
def test_streaks_agree_with_a_plain_reading(pnl: list[float], sign: float) -> None:
    text = "".join("x" if p * sign > 0 else " " for p in pnl)
    assert streak(numbers(*pnl), sign) == max(map(len, text.split()), default=0)


def test_columns_of_records_and_frozen_arrays_are_taken() -> None:
    table = np.zeros(5, np.dtype([("pnl", "f8"), ("id", "i8")]))
    table["pnl"] = PNL
    frozen = EQUITY.copy()
    frozen.setflags(write=False)
    run = replace(SIX_DAYS, pnl=table["pnl"], equity=frozen)
    assert run.pnl.flags.c_contiguous
    assert summarise(run) == summarise(SIX_DAYS)


def test_arrays_that_do_not_belong_together() -> None:
    with pytest.raises(BadRun, match=r"equity has shape \(2,\), ts has \(6,\)"):
        replace(SIX_DAYS, equity=numbers(1, 2))
    with pytest.raises(BadRun, match="swap has shape"):
        replace(SIX_DAYS, swap=numbers())
    with pytest.raises(BadRun, match="cash is 0"):
        replace(SIX_DAYS, cash=0)


def test_every_statistic_has_a_label_and_a_text() -> None:
    assert list(LABELS) == [f.name for f in fields(Summary) if f.name != "monthly"]
    rows = {row.key: row.text for row in as_rows(summarise(SIX_DAYS).values())}
    assert rows["start_ts"] == "2024-01-30T00:00:00Z"
    assert rows["max_drawdown_ns"] == "3d"
    assert rows["return_percent"] == "21.00%"
    assert rows["profit_factor"] == "2.91"
    assert {row.key: row.text for row in as_rows(summarise(QUIET).values())}[
        "sharpe"
    ] == "\N{EN DASH}"
    assert summarise(SIX_DAYS).rows()[0] == ("From", "2024-01-30T00:00:00Z")


def test_json_names_its_units() -> None:
    plain = summarise(SIX_DAYS).as_dict()
    assert plain["start"] == "2024-01-30T00:00:00Z"
    assert plain["max_drawdown_seconds"] == 3 * 86_400
    assert plain["monthly"] == [
        {"month": "2024-01", "profit": 100, "return_percent": pytest.approx(10)},
        {"month": "2024-02", "profit": 110, "return_percent": pytest.approx(10)},
    ]
