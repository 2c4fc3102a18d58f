"""A backtest's result as people read it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.columns import Columns
from rich.console import Group
from rich.table import Table
from rich.text import Text

from tradewright.cli.protected import breaches_table
from tradewright.cli.silence import silence
from tradewright.cli.trades import open_table, reasons_table, spaced, trades_table
from tradewright.core.calendar import format_ts
from tradewright.core.metrics import LABELS
from tradewright.core.metrics.table import text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tradewright.core.metrics import Summary
    from tradewright.services.backtests import Result

LAST: Final = 10
"""Trades that are listed; `--json` and `--html` have all."""

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Money": (
        "cash", "final_equity", "net_profit", "return_percent", "cagr_percent", "expectancy",
        "best_trade", "worst_trade", "commission", "swap",
    ),
    "Risk": (
        "max_drawdown", "max_drawdown_percent", "max_drawdown_ns", "volatility_percent",
        "sharpe", "sortino", "calmar", "exposure_percent", "average_r", "sqn",
    ),
    "Trades": (
        "trades", "long_trades", "short_trades", "win_rate_percent", "profit_factor",
        "average_win", "average_loss", "consecutive_wins", "consecutive_losses",
        "average_holding_ns",
    ),
}  # fmt: skip
"""The statistics worth a look; the report and `--json` have them all."""

SHORT: Final = {
    "max_drawdown_percent": "Drawdown, per cent",
    "cagr_percent": "Annual growth",
    "expectancy": "Expectancy",
    "consecutive_wins": "Wins in a row",
    "consecutive_losses": "Losses in a row",
    "average_holding_ns": "Average holding",
}
"""Labels that are too long for a narrow table."""

SIGNED: Final = frozenset({"net_profit", "return_percent", "cagr_percent", "expectancy"})
"""Statistics that are green above zero and red below."""


def shown(result: Result) -> RenderableType:
    """Everything a person wants to know first."""
    parts: list[RenderableType] = [_head(result)]
    if result.trades:
        table = trades_table(result.trades[-LAST:], result.digits)
        parts += [_statistics(result.summary), Group(table, *_cut(result))]
    else:
        parts.append(silence(result))
    if result.open:
        parts.append(open_table(result.open, result.digits))
    if result.breaches:
        parts.append(breaches_table(result.breaches))
    if result.reasons:
        parts.append(reasons_table(result.reasons))
    return spaced(parts)


def _head(result: Result) -> Text:
    strategy, bars = result.strategies[0], result.bars[0]
    spoken = Text.assemble(
        (strategy.name, "bold"), f"  {strategy.symbol} {strategy.timeframe.value}"
    )
    if bars.timeframe is not strategy.timeframe:
        spoken.append(f" on {bars.timeframe.value} bars")
    if len(result.ts):
        first, last = (format_ts(int(result.ts[k]))[:16].replace("T", " ") for k in (0, -1))
        spoken.append(f"  {len(result.ts):,} bars, {first} to {last} UTC", "dim")
    return spoken


def _statistics(summary: Summary) -> Columns:
    return Columns([_group(summary, name) for name in GROUPS], padding=(0, 2))


def _group(summary: Summary, name: str) -> Table:
    table = Table(title=name, title_justify="left", title_style="bold", box=None, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    values = summary.values()
    for key in GROUPS[name]:
        value = values[key]
        table.add_row(SHORT.get(key, LABELS[key]), Text(text(key, value), _colour(key, value)))
    return table


def _colour(key: str, value: float | None) -> str:
    if key not in SIGNED or not value:
        return ""
    return "green" if value > 0 else "red"


def _cut(result: Result) -> list[Text]:
    hidden = len(result.trades) - LAST
    if hidden <= 0:
        return []
    return [Text(f"  {hidden:,} earlier trades: --json and --html OUT.html have them all", "dim")]
