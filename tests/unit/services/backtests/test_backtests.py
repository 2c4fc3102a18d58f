"""A backtest as a service: what it accepts, and what its result tells."""

from __future__ import annotations

import json
from dataclasses import replace

import polars as pl
import pytest

from tests.scenes.desks import LONG, OPENS, PLAIN, SHORT, Market, Row, at_random, by_hand, flat
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import MINUTE, Timeframe, format_ts
from tradewright.core.calendar.news import Impact, NewsCalendar
from tradewright.core.engine import Costs
from tradewright.core.market import Bars
from tradewright.core.risk import NewsFilter, Pause
from tradewright.services.backtests import Mismatch, Opening, Result, Span, backtest
from tradewright.services.backtests.running import with_path

ROWS: list[Row] = [
    (1.1, 1.1, 1.1, 1.1, LONG),
    (1.1, 1.1, 1.1, 1.1, SHORT),
    (1.1, 1.103, 1.1, 1.1, SHORT),
    *flat(1.1, 2),
]
BARS = by_hand(ROWS)


def ran(bars: Bars = BARS) -> Result:
    return backtest([PLAIN], [bars], session_zones())


def test_a_news_filter_without_a_calendar_does_not_start_unless_it_may_be_stale() -> None:
    news = NewsFilter(pauses=(Pause(impacts=(Impact.HIGH,)),))
    with pytest.raises(Mismatch, match=r"--news FILE.*onStale"):
        backtest([replace(PLAIN, news=news)], [BARS], session_zones())
    allowed = replace(PLAIN, news=replace(news, on_stale="allow"))
    assert backtest([allowed], [BARS], session_zones()).trades
    stale = Opening(news=NewsCalendar())
    assert backtest([replace(PLAIN, news=news)], [BARS], session_zones(), stale).reasons == {
        "NEWS_STALE": 3
    }


def test_the_object_of_the_command_line() -> None:
    told = json.loads(json.dumps(ran().to_dict()))
    assert told["strategy"] == {
        "id": "plain",
        "name": "Plain",
        "symbol": "EURUSD",
        "timeframe": "M1",
    }
    data = told["data"]
    assert (data["symbol"], data["timeframe"], data["bars"]) == ("EURUSD", "M1", 5)
    assert (data["from"], data["to"]) == ("2026-03-03T10:00:00Z", "2026-03-03T10:04:00Z")
    assert len(data["sha256"]) == 64
    (trade,) = told["trades"]
    assert trade["exit_time"] == "2026-03-03T10:02:00Z"
    assert {k: v for k, v in trade.items() if not k.endswith("_time")} == pytest.approx({
        "id": 1,
        "side": "long",
        "volume": 0.1,
        "entry_price": 1.1,
        "exit_price": 1.102,
        "exit_reason": "take_profit",
        "pnl": 20.0,
        "pnl_pips": 20.0,
        "r_multiple": 2.0,
        "mfe_pips": 20.0,
        "mae_pips": 0.0,
        "level": 0,
        "sizing": "0.1 lots, fixed lot",
    })
    (held,) = told["open"]
    assert (held["side"], held["entry_time"]) == ("short", "2026-03-03T10:03:00Z")
    assert told["reasons"] == {"OPPOSITE_POSITION": 1}
    assert told["summary"]["trades"] == 1


def test_a_repr_that_says_what_came_of_it() -> None:
    assert repr(ran()) == "<Result Plain: 1 trades on 5 bars, +20.00 USD, 1 signals refused>"


def test_a_frame_of_the_trades() -> None:
    frame = ran().trades_frame()
    assert frame.height == 1
    assert frame.schema["entry_time"] == pl.Datetime("ns", "UTC")
    assert frame["pnl"].to_list() == pytest.approx([20.0])
    assert ran(by_hand(flat(1.1, 3))).trades_frame().height == 0


def test_the_summary_counts_what_the_trades_say() -> None:
    result = backtest([PLAIN], [at_random(Market(seed=4, n=2000))], session_zones())
    assert result.summary.trades == len(result.trades) > 20
    assert result.summary.net_profit == pytest.approx(
        result.equity[-1] - 10_000.0, abs=max(1.0, 200.0 * len(result.open))
    )
    assert len(result.ts) == len(result.equity) == 2000


def test_only_the_span_is_traded_and_earlier_bars_warm_up() -> None:
    bars = at_random(Market(seed=5, n=400))
    since, until = OPENS + 100 * MINUTE, OPENS + 300 * MINUTE
    result = backtest([PLAIN], [bars], session_zones(), span=Span(since, until))
    assert result.ts.tolist() == bars.ts[100:300].tolist()
    facts = result.data_facts()
    assert (facts["bars"], facts["from"]) == (200, format_ts(since))
    assert all(since < trade.entry_time < until for trade in result.trades)
    assert len(result.trades) > 0


def test_progress_is_told_and_may_cancel() -> None:
    told: list[tuple[int, int]] = []
    backtest([PLAIN], [BARS], session_zones(), progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (5, 5)

    class Enough(Exception):
        pass

    def stop(_done: int, _of: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        backtest([PLAIN], [BARS], session_zones(), progress=stop)


def test_costs_and_cash_of_the_opening() -> None:
    opening = Opening(cash=500.0, costs=Costs(commission_per_lot=10.0))
    result = backtest([PLAIN], [BARS], session_zones(), opening)
    assert result.cash == 500.0
    assert result.trades[0].commission == pytest.approx(2.0)
    assert result.equity[0] == 500.0


def test_another_currency() -> None:
    pound = replace(PLAIN, symbol="EURGBP")
    bars = by_hand(ROWS, "EURGBP")
    result = backtest([pound], [bars], session_zones(), Opening(currency="GBP"))
    assert result.currency == "GBP"
    assert "GBP" in repr(result)


def test_strategy_and_data_must_belong_together() -> None:
    with pytest.raises(Mismatch, match=r"'plain' trades EURUSD, the data are GBPUSD: give data of"):
        ran(by_hand(ROWS, "GBPUSD"))
    slow = replace(BARS, timeframe=Timeframe.H1)
    with pytest.raises(Mismatch, match="decides on M1 bars, the data are H1 bars: give M1 data or"):
        ran(slow)


def test_another_path() -> None:
    assert with_path(PLAIN, None) is PLAIN
    assert with_path(PLAIN, "ohlc").path == "ohlc"
    with pytest.raises(Mismatch, match="path is 'zigzag', expected pessimistic, ohlc or optimis"):
        with_path(PLAIN, "zigzag")


def test_gold_in_thousandths_is_traded_in_thousandths() -> None:
    bars = by_hand([(2400.005, 2400.125, 2400.0, 2400.005, LONG), *flat(2400.125, 2)], "XAUUSD")
    result = backtest([replace(PLAIN, symbol="XAUUSD")], [bars], session_zones())
    assert result.digits == 3
    assert result.open[0].entry_price == 2400.125
