"""The example strategies on real prices: 5,000 hours of EURUSD, April 2017 to February 2018.

Prices by the minute are not to be had as part of a package, so an example for shorter bars is read
with every timeframe moved up: its own becomes an hour, H1 becomes H4, H4 a day, and so on. The
two other pairs of the basket trade on the same hours, some weeks apart and in their own prices.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from backtesting.test import EURUSD

from tests.house.tree import ROOT
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import DAY, Timeframe
from tradewright.core.calendar.news import EconomicEvent, Impact, NewsCalendar
from tradewright.core.market import Bars
from tradewright.services.backtests import Opening, Result, backtest
from tradewright.wire.strategy import parse

EXAMPLES: Final = ROOT / "examples"
CASH: Final = 10_000.0
BASKET: Final = "correlated_basket"
LIFTED: Final = {
    "M1": "H1",
    "M5": "H1",
    "M15": "H1",
    "M30": "H1",
    "H1": "H4",
    "H4": "D1",
    "D1": "W1",
}
"""Timeframes of an example for bars of less than an hour, and what is read instead."""
PAIRS: Final = {"EURUSD": (0, 1.0), "GBPUSD": (300, 1.15), "USDJPY": (700, 100.0)}
"""How many hours later a pair begins, and its price against the euro's."""
TOLD: Final = (
    *("side", "volume", "entry_time", "entry_price", "exit_time", "exit_price", "exit_reason"),
    *("pnl", "pnl_pips"),
)
"""Columns of the trades that are pinned."""
_WORD: Final = re.compile(r"(?i)^(m1|m5|m15|m30|h1|h4|d1)(?=_|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """One run: documents that share an account."""

    name: str
    documents: tuple[dict[str, Any], ...]

    def bars(self, n: int | None = None) -> list[Bars]:
        """A history for each document, of all hours or of the first `n`."""
        return [prices(str(each["symbol"]))[:n] for each in self.documents]


def names() -> tuple[str, ...]:
    """Every example; those of the basket trade together, under one name."""
    stems = (path.stem for path in EXAMPLES.glob("*.json"))
    return tuple(sorted({BASKET if stem.startswith(BASKET) else stem for stem in stems}))


@cache
def case(name: str) -> Golden:
    """The run of an example."""
    pattern = f"{name}_*.json" if name == BASKET else f"{name}.json"
    paths = sorted(EXAMPLES.glob(pattern))
    read = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    documents = (cast("dict[str, Any]", each.get("parameters", each)) for each in read)
    return Golden(name=name, documents=tuple(map(on_hours, documents)))


def on_hours(document: dict[str, Any]) -> dict[str, Any]:
    """The document as it is traded here."""
    own = Timeframe.parse(str(document["timeframe"]))
    return cast("dict[str, Any]", _lifted(document)) if own.ns < Timeframe.H1.ns else document


def _lifted(value: object) -> object:
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        return {str(_lifted(key)): _lifted(inner) for key, inner in fields.items()}
    if isinstance(value, list):
        return [_lifted(each) for each in cast("list[object]", value)]
    return _WORD.sub(_longer, value) if isinstance(value, str) else value


def _longer(word: re.Match[str]) -> str:
    found = LIFTED[word[0].upper()]
    return found if word[0].isupper() else found.lower()


@cache
def prices(symbol: str) -> Bars:
    """The hours of a pair."""
    later, price = PAIRS[symbol]
    frame = EURUSD.iloc[later : later + 4_000] if later else EURUSD
    ts = cast("pd.DatetimeIndex", EURUSD.index).as_unit("ns").asi8[: len(frame)]
    digits = 3 if symbol == "USDJPY" else 5
    named = frame.rename(columns=str.lower)
    columns = {
        name: np.round(np.asarray(named[name], np.float64) * price, digits)
        for name in ("open", "high", "low", "close")
    }
    return Bars(
        symbol=symbol,
        timeframe=Timeframe.H1,
        ts=ts.copy(),
        open=columns["open"],
        high=columns["high"],
        low=columns["low"],
        close=columns["close"],
        volume=np.asarray(named["volume"], np.float64),
    )


@cache
def calendar() -> NewsCalendar:
    """The payrolls of these months: the first Friday, 8:30 in New York, seen a week before."""
    first = prices("EURUSD").ts[0]
    fridays = pd.date_range("2017-04-01", "2018-03-01", freq="WOM-1FRI")
    events = (_payrolls(friday) for friday in fridays)
    return NewsCalendar(
        events=tuple(events), confirmed=((int(first) - DAY, int(first) + 400 * DAY),)
    )


def _payrolls(friday: pd.Timestamp) -> EconomicEvent:
    at = friday.replace(hour=8, minute=30, tzinfo=ZoneInfo("America/New_York"))
    ts = int(at.timestamp()) * 1_000_000_000
    name = f"nfp-{friday:%Y-%m}"
    return EconomicEvent(name, ts, "USD", Impact.HIGH, "NFP", ts - 7 * DAY)


def opening() -> Opening:
    """The account: 10,000 dollars, no costs, the calendar."""
    return Opening(cash=CASH, news=calendar())


def traded(golden: Golden, n: int | None = None) -> Result:
    """The run as a backtest."""
    strategies = [parse(document) for document in golden.documents]
    return backtest(strategies, golden.bars(n), session_zones(), opening())


def pin(done: Result) -> dict[str, object]:
    """What is pinned of a run."""
    told = done.summary
    return {
        "trades": told.trades,
        "net_profit": round(told.net_profit, 2),
        "win_rate_percent": _short(told.win_rate_percent),
        "max_drawdown_percent": _short(told.max_drawdown_percent),
        "profit_factor": _short(told.profit_factor),
        "refused": done.reasons,
        "trades_sha256": digest(done),
    }


def digest(done: Result) -> str:
    """SHA-256 of the trades as they are written: times, prices and profit to the last digit."""
    rows = [[row[column] for column in TOLD] for row in done.trade_rows()]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
