"""`import tradewright as tw`: strategies and data from anywhere, one call."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import cast

import pandas as pd
import polars as pl
import pytest

import tradewright as tw
from tests.scenes.desks import Market, at_random
from tests.scenes.paper import minutes
from tradewright.app.api import Options
from tradewright.core.calendar import format_ts
from tradewright.core.market import Bars
from tradewright.core.market.resample import resample
from tradewright.services.backtests import BadScript, Mismatch
from tradewright.wire.strategy import StrategyError

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "ema_scalping_pro.json"
NAMES = ("open", "high", "low", "close", "volume")


def bars() -> Bars:
    """Quarter hours of the simulated market."""
    example = tw.load_strategy(EXAMPLE)
    return resample(minutes(240), example.timeframe)


def as_pandas(source: Bars) -> pd.DataFrame:
    index = pd.DatetimeIndex(pd.to_datetime(source.ts, utc=True), name="time")
    return pd.DataFrame({name: getattr(source, name) for name in NAMES}, index=index)


def as_polars(source: Bars) -> pl.DataFrame:
    columns: dict[str, object] = {name: getattr(source, name) for name in NAMES}
    time = pl.Series("time", source.ts).cast(pl.Datetime("ns", "UTC"))
    return pl.DataFrame({"time": time, **columns})


def told(result: tw.Result) -> str:
    """Everything a result says."""
    return json.dumps(result.to_dict(), sort_keys=True) + repr(result.equity.tolist())


def only(name: str) -> Options:
    """One option that need not be one."""
    return cast("Options", {name: 1})


class Follower:
    """The five lines of the first strategy."""

    stop_pips, target_pips = 8, 12

    def on_bar(self, view: tw.View) -> tw.Intent | None:
        if view.crossed_above("ema_4", "ema_9"):
            return tw.Intent.buy()
        return None


def test_frames_of_pandas_and_polars_and_files_give_the_same(tmp_path: Path) -> None:
    source = bars()
    options = Options(symbol="EURUSD", accept_gaps=True)
    path = tmp_path / "EURUSD_M15.csv"
    as_pandas(source).reset_index().to_csv(path, index=False)
    parquet = tmp_path / "EURUSD_M15.parquet"
    as_polars(source).write_parquet(parquet)
    given = (as_pandas(source), as_polars(source), path, str(parquet))
    results = [tw.backtest(Follower, data, **options) for data in given]
    assert len(results[0].trades) > 10
    assert {told(result) for result in results} == {told(results[0])}
    assert all(result.trades == results[0].trades for result in results)


def test_a_document_a_path_and_a_strategy_are_the_same_strategy() -> None:
    source = bars()
    document = json.loads(EXAMPLE.read_text())
    results = [
        tw.backtest(given, source)
        for given in (EXAMPLE, str(EXAMPLE), document, tw.load_strategy(document))
    ]
    assert len(results[0].equity) == len(source)
    assert {told(result) for result in results} == {told(results[0])}


def test_a_result_is_readable() -> None:
    result = tw.backtest(Follower, bars(), cash=5_000)
    assert repr(result).startswith("<Result Follower: ")
    assert f"{len(result.trades):,} trades on {len(result.ts):,} bars" in repr(result)
    assert result.equity[0] == 5_000
    assert result.summary.trades == len(result.trades)
    assert repr(result.trades[0]).startswith("<Trade +0.01 EURUSD ")


def test_bars_before_since_warm_the_indicators_up() -> None:
    source = bars()
    cut = 60
    since = format_ts(int(source.ts[cut]))
    whole = tw.backtest(Follower, source)
    part = tw.backtest(Follower, source, since=since)
    cold = tw.backtest(Follower, source[cut:])
    assert part.ts[0] == source.ts[cut]
    assert len(part.equity) == len(source) - cut
    first = [t for t in whole.trades if t.entry_time > source.ts[cut + 1]][-1]
    same = [t for t in part.trades if t.entry_time == first.entry_time]
    assert [t.entry_price for t in same] == [first.entry_price]
    assert part.ts.tolist() == cold.ts.tolist()
    assert part.trades[0].entry_time <= cold.trades[0].entry_time


def test_until_leaves_later_bars_out() -> None:
    source = bars()
    end = int(source.ts[100])
    assert tw.backtest(Follower, source, until=end).ts[-1] == source.ts[99]
    assert tw.backtest(Follower, source, until=format_ts(end)).ts[-1] == source.ts[99]


def test_costs_and_paths_reach_the_engine() -> None:
    source = replace(bars(), spread=None)
    free = tw.backtest(Follower, source)
    costly = tw.backtest(
        Follower, source, spread_pips=1, commission_per_lot=3.5, slippage_pips=0.2, path="ohlc"
    )
    assert costly.strategies[0].path == "ohlc"
    assert costly.trades[0].commission == pytest.approx(0.01 * 3.5 * 2)
    gap = costly.trades[0].entry_price - free.trades[0].entry_price
    assert gap == pytest.approx(1.2e-4)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("spread_pip", "spread_pips"), ("csh", "cash"), ("slippage", "slippage_pips")],
)
def test_an_unknown_option_is_told_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(TypeError, match=f"no option '{name}': did you mean {hint}"):
        tw.backtest(Follower, bars(), **only(name))


def test_an_option_like_none_is_told_them_all() -> None:
    with pytest.raises(TypeError, match="no option 'qqq': there are cash, currency"):
        tw.backtest(Follower, bars(), **only("qqq"))


def test_errors_name_the_fix(tmp_path: Path) -> None:
    with pytest.raises(BadScript, match="has no method on_bar"):
        tw.backtest(object(), bars())
    with pytest.raises(StrategyError):
        tw.backtest({"strategyId": "x"}, bars())
    with pytest.raises(StrategyError, match=r"none\.json: the file cannot be read"):
        tw.load_strategy(tmp_path / "none.json")
    with pytest.raises(Mismatch, match="path is 'up', expected pessimistic, ohlc or optimistic"):
        tw.backtest(Follower, bars(), path="up")
    with pytest.raises(Mismatch, match="the data are GBPUSD"):
        tw.backtest(EXAMPLE, at_random(Market(seed=1, symbol="GBPUSD")))


def test_a_file_named_after_another_symbol_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "GBPUSD_M15.csv"
    as_pandas(bars()).reset_index().to_csv(path, index=False)
    with pytest.raises(Mismatch, match="trades EURUSD, the file is named after GBPUSD: give"):
        tw.backtest(EXAMPLE, path, accept_gaps=True)
    assert len(tw.backtest(EXAMPLE, path, accept_gaps=True, symbol="EURUSD").ts) == len(bars())


def test_a_report_of_a_result() -> None:
    result = tw.backtest(EXAMPLE, bars())
    report = tw.report_of(result)
    assert report.title == "EMA Scalping Pro"
    assert len(report.trades) == len(result.trades)
    assert report.document["strategyId"] == result.strategies[0].id


def test_the_front_door_offers_its_names_and_is_instant() -> None:
    assert set(dir(tw)) == set(tw.__all__)
    assert all(hasattr(tw, name) for name in tw.__all__)
    missing = "back_test"
    with pytest.raises(AttributeError, match="no attribute 'back_test'"):
        getattr(tw, missing)
    asked = "import sys, tradewright; print(sorted({'numba', 'polars', 'numpy'} & {*sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "[]"
