"""Tables of trades, open positions and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tradewright.core.calendar import format_ts
from tradewright.core.market import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from tradewright.core.engine import ClosedPosition, Position


def signed(amount: float | None, decimals: int = 2) -> Text:
    """An amount that is green above zero and red below; a dash where there is none."""
    if amount is None:
        return Text("\N{EN DASH}", "dim")
    return Text(f"{amount:+,.{decimals}f}", "green" if amount > 0 else "red" if amount < 0 else "")


def minute(ts: int) -> str:
    """An instant to the minute, UTC: "2017-06-01 10:00"."""
    return format_ts(ts)[:16].replace("T", " ")


def spaced(parts: Sequence[RenderableType]) -> Group:
    """Parts of a page, one under the other with a line between them."""
    return Group(*(piece for part in parts for piece in (part, "")))


def trades_table(trades: Sequence[ClosedPosition], digits: int) -> Table:
    """Closed trades, oldest first.

    Parameters
    ----------
    digits : decimals of a price.
    """
    table = _table("Last trades", ("#", "side", "lots"), ("opened", "price", "closed", "price"))
    table.add_column("reason", no_wrap=True)
    for name in ("pips", "R", "profit"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in trades:
        table.add_row(
            str(one.id), _side(one.side), f"{one.volume:g}",
            minute(one.entry_time), f"{one.entry_price:.{digits}f}",
            minute(one.exit_time), f"{one.exit_price:.{digits}f}",
            one.exit_reason, signed(one.pnl_pips, 1), signed(one.r_multiple), signed(one.pnl),
        )  # fmt: skip
    return table


def open_table(positions: Sequence[Position], digits: int) -> Table:
    """Positions that are open, oldest first."""
    table = _table("Open positions", ("#", "side", "lots"), ("opened", "price", "stop", "target"))
    for name in ("now", "pips", "profit"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in positions:
        table.add_row(
            str(one.id), _side(one.side), f"{one.volume:g}",
            minute(one.entry_time), f"{one.entry_price:.{digits}f}",
            _level(one.stop, digits), _level(one.target, digits),
            f"{one.price:.{digits}f}", signed(one.pips, 1), signed(one.profit),
        )  # fmt: skip
    return table


def reasons_table(reasons: Mapping[str, int]) -> Table:
    """Refused entry signals, the most frequent reason first."""
    table = Table(title="Refused entry signals", title_justify="left", title_style="bold", box=None)
    table.add_column("count", justify="right", style="yellow")
    table.add_column("reason", no_wrap=True)
    table.add_column("what happened", style="dim")
    for name, count in sorted(reasons.items(), key=lambda item: -item[1]):
        table.add_row(f"{count:,}", name, Reason[name].sentence)
    return table


def _table(title: str, left: Sequence[str], right: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    for name in left:
        table.add_column(name, no_wrap=True, justify="right" if name in "#lots" else "left")
    for name in right:
        table.add_column(name, no_wrap=True, justify="right")
    return table


def _side(side: str) -> Text:
    return Text(side, "cyan" if side == "long" else "magenta")


def _level(price: float | None, digits: int) -> str:
    return "\N{EN DASH}" if price is None else f"{price:.{digits}f}"
