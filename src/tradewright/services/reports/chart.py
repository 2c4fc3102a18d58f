"""The numbers that the page draws, small enough to travel inside it."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import SECOND, parse_ts

if TYPE_CHECKING:
    from tradewright.core.market import Bars
    from tradewright.services.reports.report import Report

MAX_CANDLES: Final = 40_000
MAX_TRADES: Final = 10_000
COLUMNS: Final = (
    "id",
    "side",
    "volume",
    "entry_time",
    "entry_price",
    "exit_time",
    "exit_price",
    "exit_reason",
    "pnl",
    "pnl_pips",
    "r_multiple",
    "mfe_pips",
    "mae_pips",
    "stop_loss",
    "take_profit",
    "sizing",
)
_TIMES: Final = ("entry_time", "exit_time")


class Buckets(NamedTuple):
    """Bars joined by `size`, one candle each: (m,) arrays; `size` 1 joins nothing."""

    size: int
    ts: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]


def joined(bars: Bars, most: int = MAX_CANDLES) -> Buckets:
    """The bars in at most `most` candles: first open, highest high, lowest low, last close."""
    n = len(bars)
    size = max(1, -(-n // most))
    starts = np.arange(0, n, size)
    if n == 0:
        return Buckets(1, bars.ts, bars.open, bars.high, bars.low, bars.close)
    return Buckets(
        size=size,
        ts=bars.ts[starts],
        open=bars.open[starts],
        high=np.maximum.reduceat(bars.high, starts),
        low=np.minimum.reduceat(bars.low, starts),
        close=bars.close[_lasts(starts, n)],
    )


def _lasts(starts: NDArray[np.intp], n: int) -> NDArray[np.intp]:
    return np.append(starts[1:], n) - 1


def drawing(report: Report) -> dict[str, object]:
    """Everything that the page's script reads, as plain JSON values.

    Arrays are base64 of little-endian numbers: prices whole points from `base`, equity and
    drawdown (per cent, <= 0) 32-bit floats with lowest and highest of each candle's bars.
    """
    candles = joined(report.bars)
    base = float(candles.low.min()) if candles.low.size else 0.0
    point = 10.0**-report.digits
    prices = {
        name: _packed(np.rint((getattr(candles, name) - base) / point), "<i4")
        for name in ("open", "high", "low", "close")
    }
    return {
        "digits": report.digits,
        "base": base,
        "point": point,
        "size": candles.size,
        "currency": report.currency,
        "ts": _packed(candles.ts / SECOND, "<f8"),
        **prices,
        **_curve(report, candles.size),
        "columns": COLUMNS,
        "trades": [plain_trade(row) for row in report.trades[:MAX_TRADES]],
    }


def _curve(report: Report, size: int) -> dict[str, str]:
    equity = report.equity
    starts = np.arange(0, equity.size, size)
    if equity.size == 0:
        return dict.fromkeys(("equity", "equityLow", "equityHigh", "drawdown"), "")
    peak = np.maximum(np.maximum.accumulate(equity), report.summary.cash)
    under = (equity / peak - 1) * 100
    return {
        "equity": _packed(equity[_lasts(starts, equity.size)], "<f4"),
        "equityLow": _packed(np.minimum.reduceat(equity, starts), "<f4"),
        "equityHigh": _packed(np.maximum.reduceat(equity, starts), "<f4"),
        "drawdown": _packed(np.minimum.reduceat(under, starts), "<f4"),
    }


def plain_trade(row: Mapping[str, object]) -> Sequence[object]:
    """A trade as a list in the order of `COLUMNS`; times are seconds since 1970."""
    return [parse_ts(str(row[key])) // SECOND if key in _TIMES else row.get(key) for key in COLUMNS]


def _packed(values: NDArray[np.generic], layout: str) -> str:
    return base64.b64encode(values.astype(layout).tobytes()).decode("ascii")
