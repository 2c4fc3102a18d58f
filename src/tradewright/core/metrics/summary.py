"""The statistics of a run, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from tradewright.core.metrics.months import Month
from tradewright.core.metrics.table import LABELS, Value, as_rows, plain, plain_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Statistics of a run; None where the run has none.

    Money is account currency, `_percent` is per cent (2 = 2%), `_ns` nanoseconds. The functions
    that compute them, with formula and source, are in the modules of this package; the reference
    page "metrics" lists them all.
    """

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
    exposure_percent: float | None
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
    sqn: float | None
    average_r: float | None
    best_r: float | None
    worst_r: float | None
    deviation_r: float | None
    average_holding_ns: int | None
    longest_holding_ns: int | None
    commission: float
    swap: float
    costs: float
    costs_share_percent: float | None
    monthly: tuple[Month, ...]

    def values(self) -> dict[str, Value]:
        """Every statistic but the months, by name, in the order of the reference page."""
        return {key: cast("Value", getattr(self, key)) for key in LABELS}

    def rows(self) -> list[tuple[str, str]]:
        """Label and text of every statistic, for tables; an en dash where there is none."""
        return [(row.label, row.text) for row in as_rows(self.values())]

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON: times as ISO 8601, `_ns` as `_seconds`, None for none."""
        found: dict[str, object] = dict(plain(key, value) for key, value in self.values().items())
        return {**found, "monthly": plain_months(self.monthly)}
