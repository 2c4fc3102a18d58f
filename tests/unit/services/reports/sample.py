"""Reports for the tests: a seeded walk and one trade every so many bars."""

import numpy as np

from tests.unit.core.indicators.market_data import walk
from tradewright.core.calendar import format_ts
from tradewright.core.metrics import Run, summarise
from tradewright.services.reports import Report

HOLD = 20


def sample(bars_count: int = 3000, every: int = 50, title: str = "EMA <cross> & co") -> Report:
    """A report of `bars_count` bars with a trade every `every` bars; none when that is 0."""
    bars = walk(bars_count, 9)
    entries = np.arange(30, bars_count - HOLD - 1, every) if every else np.empty(0, np.int64)
    side = np.where(np.arange(entries.size) % 3 == 0, -1, 1)
    opened, closed = bars.open[entries], bars.open[entries + HOLD]
    pnl = (closed - opened) * side * 1000
    gains = np.zeros(bars_count)
    gains[entries + HOLD] = pnl
    equity = np.asarray(10_000 + np.cumsum(gains), np.float64)
    run = Run(
        ts=bars.ts,
        equity=equity,
        cash=10_000.0,
        pnl=pnl,
        r_multiple=pnl / 20,
        entry_ts=bars.ts[entries],
        exit_ts=bars.ts[entries + HOLD],
        side=side,
        commission=np.zeros(entries.size),
        swap=np.zeros(entries.size),
    )
    trades = [
        {
            "id": i + 1,
            "side": "long" if side[i] > 0 else "short",
            "volume": 0.1,
            "entry_time": format_ts(int(bars.ts[k])),
            "entry_price": float(opened[i]),
            "exit_time": format_ts(int(bars.ts[k + HOLD])),
            "exit_price": float(closed[i]),
            "exit_reason": "signal",
            "pnl": float(pnl[i]),
            "pnl_pips": None,
            "stop_loss": float(opened[i]) - 0.01 * int(side[i]),
        }
        for i, k in enumerate(entries.tolist())
    ]
    return Report(
        title=title,
        facts={"Strategy": title, "Timeframe": "H1"},
        data={"Bars": f"{bars_count:,}", "SHA-256": "ab" * 32},
        bars=bars,
        digits=5,
        currency="USD",
        equity=equity,
        summary=summarise(run),
        trades=trades,
        reasons={"SPREAD_TOO_WIDE": 7, "OUTSIDE_SESSION": 21},
        document={"strategyName": "</script><script>alert(1)</script>"},
    )
