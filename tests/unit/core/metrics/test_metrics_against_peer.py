"""Statistics that backtesting.py computes as well, over its own run on real prices."""

from importlib import import_module
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tradewright.core.metrics import Run, Summary, summarise

PEER = cast("Any", import_module("backtesting"))
DATA = cast("Any", import_module("backtesting.test"))


def peer(fast: int, slow: int) -> Any:  # noqa: ANN401 the peer has no types
    class Cross(PEER.Strategy):  # pyright: ignore[reportUntypedBaseClass]
        def init(self) -> None:
            closes = self.data.Close
            self.fast = self.I(DATA.SMA, closes, fast)
            self.slow = self.I(DATA.SMA, closes, slow)

        def next(self) -> None:
            lib = cast("Any", import_module("backtesting.lib"))
            if lib.crossover(self.fast, self.slow):
                self.position.close()
                self.buy()
            elif lib.crossover(self.slow, self.fast):
                self.position.close()
                self.sell()

    return PEER.Backtest(DATA.EURUSD, Cross, cash=10_000, finalize_trades=False).run()


def ns(times: Any) -> NDArray[np.int64]:  # noqa: ANN401 a column of a frame
    return times.to_numpy().astype("datetime64[ns]").astype(np.int64)


def ours(stats: Any) -> Summary:  # noqa: ANN401 as above
    trades, curve = stats["_trades"], stats["_equity_curve"]
    pnl = cast("NDArray[np.float64]", trades["PnL"].to_numpy(np.float64))
    return summarise(
        Run(
            ts=ns(curve.index),
            equity=curve["Equity"].to_numpy(np.float64),
            cash=10_000.0,
            pnl=pnl,
            r_multiple=np.full(pnl.size, np.nan),
            entry_ts=ns(trades["EntryTime"]),
            exit_ts=ns(trades["ExitTime"]),
            side=np.sign(trades["Size"].to_numpy()),
            commission=np.zeros(pnl.size),
            swap=np.zeros(pnl.size),
        )
    )


def nanoseconds(span: Any) -> int:  # noqa: ANN401 a pandas Timedelta
    return int(span.to_timedelta64().astype("timedelta64[ns]").astype(np.int64))


@pytest.mark.filterwarnings("ignore")  # the peer warns about open trades and fractional sizes
@pytest.mark.parametrize(("fast", "slow"), [(10, 30), (20, 60), (5, 100)])
def test_overlapping_statistics_are_equal(fast: int, slow: int) -> None:
    stats = peer(fast, slow)
    found = ours(stats)
    assert found.trades == stats["# Trades"] > 30
    assert found.final_equity == pytest.approx(stats["Equity Final [$]"])
    assert found.return_percent == pytest.approx(stats["Return [%]"])
    assert found.cagr_percent == pytest.approx(stats["CAGR [%]"])
    assert found.max_drawdown_percent == pytest.approx(-stats["Max. Drawdown [%]"])
    assert found.max_drawdown_ns == nanoseconds(stats["Max. Drawdown Duration"])
    assert found.win_rate_percent == pytest.approx(stats["Win Rate [%]"])
    assert found.sqn == pytest.approx(stats["SQN"])
    assert found.longest_holding_ns == nanoseconds(stats["Max. Trade Duration"])


@pytest.mark.filterwarnings("ignore")
def test_exposure_is_the_peers() -> None:
    stats = peer(10, 30)
    assert ours(stats).exposure_percent == pytest.approx(stats["Exposure Time [%]"], abs=2.0)
