"""Why a backtest has no trades: refused signals, or the condition that never came true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group
from rich.table import Table
from rich.text import Text

from tradewright.core.market.resample import resample
from tradewright.core.rules import LONG, UNKNOWN_BIT, Comparison, Number, Rules, signals
from tradewright.core.rules.conditions import comparisons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from tradewright.core.engine import Strategy
    from tradewright.core.market import Bars
    from tradewright.services.backtests import Result


def silence(result: Result) -> RenderableType:
    """Why there are no closed trades."""
    refused = sum(result.reasons.values())
    if result.open:
        return _said("No trade has closed: what was opened is still open at the end of the data.")
    if refused:
        plural = "s" if refused != 1 else ""
        return _said(f"No trades: {refused:,} entry signal{plural} came, and each was refused.")
    strategy = result.strategies[0]
    if not len(result.ts):
        return _said("No trades: no bar of the data lies in the time to be traded.")
    if strategy.script is not None:
        return _said("No trades: on_bar() never wanted one.")
    bars = resample(result.bars[0], strategy.timeframe)
    said = _said("No trades: on no bar were the entry conditions met. How often each one was:")
    return Group(said, _conditions(strategy, bars, int(result.ts[0])))


def _said(sentence: str) -> Text:
    return Text(sentence, "bold yellow")


def _conditions(strategy: Strategy, bars: Bars, since: int) -> Table:
    table = Table(box=None, title_justify="left")
    table.add_column("side", no_wrap=True)
    table.add_column("condition")
    for name in ("true", "false", "not known yet"):
        table.add_column(name, justify="right", no_wrap=True)
    traded = bars.ts >= since
    for side, leaf in _entries(strategy.rules):
        bits = signals(Rules(entry_long=leaf), bars)[traded]
        met = int(np.count_nonzero(bits & LONG))
        unknown = int(np.count_nonzero(bits & UNKNOWN_BIT))
        style = "yellow" if not met else ""
        others = f"{bits.size - met - unknown:,}", f"{unknown:,}"
        table.add_row(side, _spoken(leaf), Text(f"{met:,}", style), *others)
    return table


def _entries(rules: Rules) -> Iterator[tuple[str, Comparison]]:
    for side, tree in (("long", rules.entry_long), ("short", rules.entry_short)):
        if tree is not None:
            yield from ((side, leaf) for leaf in comparisons(tree))


def _spoken(leaf: Comparison) -> str:
    right = f"{leaf.right.value:g}" if isinstance(leaf.right, Number) else leaf.right.name
    return f"{leaf.left.name} {leaf.operator} {right}"
