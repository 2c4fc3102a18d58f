"""All statistics of a run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import numpy as np
from numpy.typing import NDArray

from tradewright.core.metrics import ratios, trades
from tradewright.core.metrics.curve import measure
from tradewright.core.metrics.months import monthly
from tradewright.core.metrics.summary import Summary

if TYPE_CHECKING:
    from tradewright.core.metrics.run import Run


def summarise(run: Run) -> Summary:
    """Every statistic of a run.

    Notes
    -----
    About 5 ms for 1,000,000 points; None, never nan or infinity, where a statistic does not exist.
    """
    return Summary(
        **_of_curve(run),
        **_of_trades(run),
        **_of_r(run),
        **_of_costs(run),
        exposure_percent=_percent(trades.exposure(run)),
        sqn=trades.system_quality(run),
        monthly=monthly(run),
    )


class _OfCurve(TypedDict):
    start_ts: int | None
    end_ts: int | None
    points: int
    cash: float
    final_equity: float
    net_profit: float
    return_percent: float
    cagr_percent: float | None
    volatility_percent: float | None
    sharpe: float | None
    sortino: float | None
    calmar: float | None
    max_drawdown: float
    max_drawdown_percent: float
    max_drawdown_ns: int


def _of_curve(run: Run) -> _OfCurve:
    curve = measure(run)
    final = float(run.equity[-1]) if run.equity.size else run.cash
    return _OfCurve(
        start_ts=int(run.ts[0]) if run.ts.size else None,
        end_ts=int(run.ts[-1]) if run.ts.size else None,
        points=int(run.ts.size),
        cash=run.cash,
        final_equity=final,
        net_profit=final - run.cash,
        return_percent=(final / run.cash - 1) * 100,
        cagr_percent=_percent(ratios.growth(run)),
        volatility_percent=_percent(ratios.volatility(run, curve)),
        sharpe=_plain(ratios.sharpe(run, curve)),
        sortino=_plain(ratios.sortino(run, curve)),
        calmar=_plain(ratios.calmar(run, curve)),
        max_drawdown=float(curve.drawdown),
        max_drawdown_percent=float(curve.drawdown_part) * 100,
        max_drawdown_ns=int(curve.underwater_ns),
    )


class _OfTrades(TypedDict):
    trades: int
    long_trades: int
    short_trades: int
    wins: int
    losses: int
    win_rate_percent: float | None
    profit_factor: float | None
    expectancy: float | None
    average_win: float | None
    average_loss: float | None
    payoff: float | None
    best_trade: float | None
    worst_trade: float | None
    consecutive_wins: int
    consecutive_losses: int
    average_holding_ns: int | None
    longest_holding_ns: int | None


def _of_trades(run: Run) -> _OfTrades:
    pnl, held = run.pnl, run.exit_ts - run.entry_ts
    return _OfTrades(
        trades=int(pnl.size),
        long_trades=int((run.side > 0).sum()),
        short_trades=int((run.side < 0).sum()),
        wins=int((pnl > 0).sum()),
        losses=int((pnl < 0).sum()),
        win_rate_percent=_percent(trades.win_rate(pnl)),
        profit_factor=trades.profit_factor(pnl),
        expectancy=trades.average(pnl),
        average_win=trades.average(pnl[pnl > 0]),
        average_loss=trades.average(pnl[pnl < 0]),
        payoff=trades.payoff(pnl),
        best_trade=float(pnl.max()) if pnl.size else None,
        worst_trade=float(pnl.min()) if pnl.size else None,
        consecutive_wins=int(trades.streak(pnl, 1.0)),
        consecutive_losses=int(trades.streak(pnl, -1.0)),
        average_holding_ns=int(held.mean()) if held.size else None,
        longest_holding_ns=int(held.max()) if held.size else None,
    )


class _OfR(TypedDict):
    average_r: float | None
    best_r: float | None
    worst_r: float | None
    deviation_r: float | None


def _of_r(run: Run) -> _OfR:
    r: NDArray[np.float64] = run.r_multiple[np.isfinite(run.r_multiple)]
    return _OfR(
        average_r=trades.average(r),
        best_r=float(r.max()) if r.size else None,
        worst_r=float(r.min()) if r.size else None,
        deviation_r=float(r.std(ddof=1)) if r.size > 1 else None,
    )


class _OfCosts(TypedDict):
    commission: float
    swap: float
    costs: float
    costs_share_percent: float | None


def _of_costs(run: Run) -> _OfCosts:
    return _OfCosts(
        commission=float(run.commission.sum()),
        swap=float(run.swap.sum()),
        costs=trades.costs(run),
        costs_share_percent=_percent(trades.costs_share(run)),
    )


def _percent(fraction: float | None) -> float | None:
    return None if fraction is None else float(fraction) * 100


def _plain(value: float | None) -> float | None:
    return None if value is None else float(value)
