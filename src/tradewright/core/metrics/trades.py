"""Statistics of closed trades. A win has a net profit above zero, a loss one below."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import kernel

if TYPE_CHECKING:
    from tradewright.core.metrics.run import Run

Money = NDArray[np.float64]


def average(values: Money) -> float | None:
    """Arithmetic mean, None of nothing."""
    return float(values.mean()) if values.size else None


def win_rate(pnl: Money) -> float | None:
    """Wins as a fraction of all trades, break-even ones included in these.

    Notes
    -----
    wins / trades. Source: Pardo, The Evaluation and Optimization of Trading Strategies (2008).
    """
    return float((pnl > 0).mean()) if pnl.size else None


def profit_factor(pnl: Money) -> float | None:
    """Money won over money lost; None without a losing trade.

    Notes
    -----
    sum(wins) / |sum(losses)|. Source: Schwager, Market Wizards / Pardo (2008), profit factor.
    """
    lost = -float(pnl[pnl < 0].sum())
    return float(pnl[pnl > 0].sum()) / lost if lost > 0 else None


def payoff(pnl: Money) -> float | None:
    """Average win over average loss.

    Notes
    -----
    mean(wins) / |mean(losses)|. Source: Pardo (2008), ratio of average win to average loss.
    """
    won, lost = average(pnl[pnl > 0]), average(pnl[pnl < 0])
    return won / -lost if won is not None and lost else None


def system_quality(run: Run) -> float | None:
    """System quality number.

    Notes
    -----
    sqrt(k) * mean(x) / s(x), s the sample deviation, x the R multiples when every trade has one
    and the profits otherwise. None for fewer than two trades or without variance.
    Source: Tharp, The Definitive Guide to Position Sizing (2008).
    """
    x = run.r_multiple if np.isfinite(run.r_multiple).all() else run.pnl
    if x.size < 2:
        return None
    deviation = float(x.std(ddof=1))
    mean = float(x.mean())
    return math.sqrt(x.size) * mean / deviation if deviation > 1e-12 * abs(mean) else None


@kernel
def streak(pnl: Money, sign: float) -> int:
    """Most trades in a row whose profit has that sign; a break-even trade ends a row."""
    longest = 0
    current = 0
    for i in range(pnl.size):
        current = current + 1 if pnl[i] * sign > 0.0 else 0
        longest = max(longest, current)
    return longest


def exposure(run: Run) -> float | None:
    """Fraction of the points of the curve at which a position was open.

    Notes
    -----
    A position counts at every point from its entry to its exit, both included; overlapping
    positions count once. Source: our choice, the one of backtesting.py ("Exposure Time").
    """
    n = run.ts.size
    if n == 0:
        return None
    last = np.full(run.open_ts.size, run.ts[-1])
    entries = np.concatenate((run.entry_ts, run.open_ts))
    exits = np.concatenate((run.exit_ts, last))
    order = np.argsort(entries, kind="stable")
    first = np.searchsorted(run.ts, entries[order], side="right") - 1
    after = np.searchsorted(run.ts, exits[order], side="right")
    return float(_union(np.maximum(first, 0), after)) / n


@kernel
def _union(first: NDArray[np.int64], after: NDArray[np.int64]) -> int:
    """Points covered by half-open ranges sorted by their start."""
    covered = 0
    reached = 0
    for i in range(first.size):
        covered += max(0, after[i] - max(first[i], reached))
        reached = max(reached, after[i])
    return covered


def costs(run: Run) -> float:
    """Commission and swap paid, money; negative when swap earned more."""
    return float(run.commission.sum() - run.swap.sum())


def costs_share(run: Run) -> float | None:
    """Costs as a fraction of what the winning trades made before costs.

    Notes
    -----
    costs / sum of the positive (pnl + commission - swap). None without such a trade.
    Source: our choice.
    """
    gross = run.pnl + run.commission - run.swap
    made = float(gross[gross > 0].sum())
    return costs(run) / made if made > 0 else None
