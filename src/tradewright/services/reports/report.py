"""What a report shows, in plain terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tradewright.core.market import Bars
    from tradewright.core.metrics import Summary

REQUIRED = (
    "id",
    "side",
    "volume",
    "entry_time",
    "entry_price",
    "exit_time",
    "exit_price",
    "exit_reason",
    "pnl",
)


class BadReport(ValueError):
    """A report that cannot be drawn; the message names the field."""


def _nothing() -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """A finished run, ready to be shown.

    Parameters
    ----------
    title : of the page, the strategy's name.
    facts : about the strategy, shown as they are, by label ("Timeframe": "M15").
    data : about the data, shown as they are, by label (`bars`, `from`, `to`, `sha256`).
    bars : the bars traded, prices for the chart.
    digits : decimals of a price.
    currency : of the account, "USD".
    equity : (n,) float64, account currency, one value a bar.
    summary : the statistics.
    trades : rows as `tradewright backtest --json` prints them, in the order they closed; times are
        ISO 8601. `pnl_pips`, `r_multiple`, `mfe_pips`, `mae_pips`, `stop_loss` and `take_profit`
        (initial levels, prices) may be absent or None.
    open : positions still open at the end, rows with at least `side`, `volume`, `entry_time` and
        `entry_price`.
    reasons : refused entry signals by reason.
    breaches : limits that were reached, rows with `time`, `strategy` (None for the account's),
        `reason`, `measured` and `bound`.
    document : the strategy's JSON document, shown folded; empty for a Python strategy.

    Raises
    ------
    BadReport : equity and bars differ in length, or a trade lacks a field.
    """

    title: str
    facts: Mapping[str, object]
    data: Mapping[str, object]
    bars: Bars
    digits: int
    currency: str
    equity: NDArray[np.float64]
    summary: Summary
    trades: Sequence[Mapping[str, object]]
    open: Sequence[Mapping[str, object]] = ()
    reasons: Mapping[str, int] = field(default_factory=dict[str, int])
    breaches: Sequence[Mapping[str, object]] = ()
    document: Mapping[str, object] = field(default_factory=_nothing)

    def __post_init__(self) -> None:
        if self.equity.shape != self.bars.ts.shape:
            message = f"equity has shape {self.equity.shape}, the bars {self.bars.ts.shape}"
            raise BadReport(message)
        for row in self.trades:
            missing = [key for key in REQUIRED if key not in row]
            if missing:
                message = f"trade {row.get('id')!r} lacks {', '.join(missing)}"
                raise BadReport(message)
