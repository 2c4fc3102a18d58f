"""A summary as table rows and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from tradewright.core.calendar import DAY, HOUR, MINUTE, SECOND, format_ts
from tradewright.core.metrics.months import Month

Value = int | float | None

NONE: Final = "\N{EN DASH}"
LABELS: Final[dict[str, str]] = {
    "start_ts": "From",
    "end_ts": "To",
    "points": "Bars",
    "cash": "Starting cash",
    "final_equity": "Final equity",
    "net_profit": "Net profit",
    "return_percent": "Return",
    "cagr_percent": "Annual growth (CAGR)",
    "volatility_percent": "Annual volatility",
    "sharpe": "Sharpe ratio",
    "sortino": "Sortino ratio",
    "calmar": "Calmar ratio",
    "max_drawdown": "Largest drawdown",
    "max_drawdown_percent": "Largest drawdown, per cent",
    "max_drawdown_ns": "Longest drawdown",
    "exposure_percent": "Time in the market",
    "trades": "Trades",
    "long_trades": "Long trades",
    "short_trades": "Short trades",
    "wins": "Wins",
    "losses": "Losses",
    "win_rate_percent": "Win rate",
    "profit_factor": "Profit factor",
    "expectancy": "Expectancy per trade",
    "average_win": "Average win",
    "average_loss": "Average loss",
    "payoff": "Payoff (average win / loss)",
    "best_trade": "Best trade",
    "worst_trade": "Worst trade",
    "consecutive_wins": "Wins in a row, most",
    "consecutive_losses": "Losses in a row, most",
    "sqn": "System quality number",
    "average_r": "Average R",
    "best_r": "Best R",
    "worst_r": "Worst R",
    "deviation_r": "Deviation of R",
    "average_holding_ns": "Average holding time",
    "longest_holding_ns": "Longest holding time",
    "commission": "Commission",
    "swap": "Swap",
    "costs": "Costs",
    "costs_share_percent": "Costs, share of winnings",
}


class Row(NamedTuple):
    """A statistic in words: field of `Summary`, label, text."""

    key: str
    label: str
    text: str


def as_rows(values: Mapping[str, Value]) -> list[Row]:
    """Every statistic but the months, in the order of `LABELS`."""
    return [Row(key, label, text(key, values[key])) for key, label in LABELS.items()]


def text(key: str, value: float | None) -> str:
    """A statistic as people read it: "12.34%", "1d 4h", "2017-06-01T10:00:00Z"."""
    if value is None:
        return NONE
    if key.endswith("_ts"):
        return format_ts(int(value))
    if key.endswith("_ns"):
        return duration(int(value))
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.2f}%" if key.endswith("_percent") else f"{value:,.2f}"


def duration(ns: int) -> str:
    """A length of time in its two largest units, "1d 4h"."""
    parts: list[str] = []
    for unit, length in (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND)):
        count, ns = divmod(ns, length)
        if count:
            parts.append(f"{count:,}{unit}")
    return " ".join(parts[:2]) or "0s"


def plain(key: str, value: Value) -> tuple[str, Value | str]:
    """Key and value of a statistic in JSON: times as ISO 8601, `_ns` as `_seconds`."""
    if key.endswith("_ts"):
        return key.removesuffix("_ts"), None if value is None else format_ts(int(value))
    if key.endswith("_ns"):
        return key.removesuffix("ns") + "seconds", None if value is None else value / SECOND
    return key, value


def plain_months(months: Iterable[Month]) -> list[dict[str, object]]:
    """Months in JSON."""
    return [
        {"month": month.name, "profit": month.profit, "return_percent": month.return_percent}
        for month in months
    ]
