"""Reports for the tests: a seeded walk and one trade every so many bars."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.unit.core.indicators.market_data import walk
from tradewright.core.calendar import format_ts
from tradewright.core.market import Bars
from tradewright.core.metrics import Run, summarise
from tradewright.services.reports import Report

HOLD = 20
CASH = 10_000.0


class Deals(NamedTuple):
    """Trades held for `HOLD` bars: bar of the entry, side and profit of each."""

    bars: Bars
    entry: NDArray[np.intp]
    side: NDArray[np.intp]
    pnl: NDArray[np.float64]

    def row(self, i: int) -> dict[str, object]:
        bars, k, side = self.bars, int(self.entry[i]), int(self.side[i])
        return {
            "id": i + 1,
            "side": "long" if side > 0 else "short",
            "volume": 0.1,
            "entry_time": format_ts(int(bars.ts[k])),
            "entry_price": float(bars.open[k]),
            "exit_time": format_ts(int(bars.ts[k + HOLD])),
            "exit_price": float(bars.open[k + HOLD]),
            "exit_reason": "signal",
            "pnl": float(self.pnl[i]),
            "pnl_pips": None,
            "stop_loss": float(bars.open[k]) - 0.01 * side,
        }

    def run(self) -> Run:
        gains = np.zeros(len(self.bars))
        gains[self.entry + HOLD] = self.pnl
        nothing = np.zeros(self.pnl.size)
        return Run(
            ts=self.bars.ts,
            equity=np.asarray(CASH + np.cumsum(gains), np.float64),
            cash=CASH,
            pnl=self.pnl,
            r_multiple=self.pnl / 20,
            entry_ts=self.bars.ts[self.entry],
            exit_ts=self.bars.ts[self.entry + HOLD],
            side=self.side,
            commission=nothing,
            swap=nothing,
        )


def deals(count: int, every: int) -> Deals:
    bars = walk(count, 9)
    entry = np.arange(30, count - HOLD - 1, every) if every else np.empty(0, np.intp)
    side = np.where(np.arange(entry.size) % 3 == 0, -1, 1)
    return Deals(bars, entry, side, (bars.open[entry + HOLD] - bars.open[entry]) * side * 1000)


def sample(bars_count: int = 3000, every: int = 50, title: str = "EMA <cross> & co") -> Report:
    """A report of `bars_count` bars with a trade every `every` bars; none when that is 0."""
    made = deals(bars_count, every)
    run = made.run()
    return Report(
        title=title,
        facts={"Strategy": title, "Timeframe": "H1"},
        data={"Bars": f"{bars_count:,}", "SHA-256": "ab" * 32},
        bars=made.bars,
        digits=5,
        currency="USD",
        equity=run.equity,
        summary=summarise(run),
        trades=[made.row(i) for i in range(made.entry.size)],
        reasons={"SPREAD_TOO_WIDE": 7, "OUTSIDE_SESSION": 21},
        document={"strategyName": "</script><script>alert(1)</script>"},
    )
