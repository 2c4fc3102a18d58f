"""What came of a backtest; all beyond the equity curve is worked out when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar import format_ts
from tradewright.core.engine.reading import note_views
from tradewright.core.engine.size_views import size_sentence, size_view
from tradewright.core.kernel import table
from tradewright.core.market import instrument
from tradewright.core.market.codes import OPENED
from tradewright.core.market.instruments import as_quoted
from tradewright.core.metrics import Run, Summary, summarise
from tradewright.services.backtests.positions import closed_positions
from tradewright.services.data.manifest import content_sha256

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from tradewright.core.engine import ClosedPosition, Desk, Note, Position, Strategy
    from tradewright.core.engine.batch import Curve
    from tradewright.core.market import Bars

COLUMNS = (
    "id", "side", "volume", "entry_time", "entry_price", "exit_time", "exit_price", "exit_reason",
    "pnl", "pnl_pips", "r_multiple", "mfe_pips", "mae_pips", "level",
)  # fmt: skip
TIMES = frozenset({"entry_time", "exit_time"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """A finished backtest.

    Parameters
    ----------
    strategies, bars : what was run on what; the bars include those that only warmed indicators up.
    desk : the account as it stands at the end.
    curve : equity at every bar that was traded.
    cash : the account at the start.
    """

    strategies: tuple[Strategy, ...]
    bars: tuple[Bars, ...]
    desk: Desk
    curve: Curve
    cash: float

    @property
    def ts(self) -> NDArray[np.int64]:
        """(n,) open times of the traded bars, ns UTC."""
        return self.curve.ts

    @property
    def equity(self) -> NDArray[np.float64]:
        """(n,) equity at each bar's close, account currency."""
        return self.curve.equity

    @property
    def currency(self) -> str:
        """Of the account."""
        return self.desk.currency or "USD"

    @cached_property
    def trades(self) -> list[ClosedPosition]:
        """Closed trades, in the order they closed; parts of a position are trades of their own."""
        return self.desk.trades()

    @cached_property
    def open(self) -> list[Position]:
        """Positions still open at the end of the data."""
        return self.desk.positions()

    @cached_property
    def notes(self) -> list[Note]:
        """Everything that happened: entries, exits, refusals, moved stops."""
        return note_views(self.desk.tables, self.desk.slots, self.desk.feeds)

    @cached_property
    def breaches(self) -> list[Note]:
        """Limits that were reached, of the account (`strategy` is "") and of the strategies."""
        return [note for note in self.notes if note.kind == "breached"]

    @cached_property
    def reasons(self) -> dict[str, int]:
        """Refused entry signals by reason, most frequent first."""
        total: dict[str, int] = {}
        for strategy in self.strategies:
            for reason, count in self.desk.reasons(strategy.id).items():
                total[reason] = total.get(reason, 0) + count
        return dict(sorted(total.items(), key=lambda item: -item[1]))

    @cached_property
    def sizings(self) -> dict[int, str]:
        """How the size of each position came about, by its id."""
        tables = self.desk.tables
        found: dict[int, str] = {}
        for row in table(tables.notes)[: int(tables.account[0].notes)]:
            if row["kind"] == OPENED and row["sizing"]:
                traded = self.desk.feeds[int(row["feed"])].instrument
                size = size_view(tables.sizes[int(row["sizing"]) - 1], traded)
                found[int(row["position"])] = size_sentence(size, self.currency)
        return found

    @cached_property
    def summary(self) -> Summary:
        """The statistics; each position counts once, however many parts it closed in."""
        rows = table(self.desk.tables.trades)[: int(self.desk.tables.account[0].trades)]
        closed = closed_positions(rows, np.array([one.id for one in self.open], np.int64))
        return summarise(
            Run(
                ts=self.ts,
                equity=self.equity,
                cash=self.cash,
                **closed._asdict(),
                open_ts=np.array([one.entry_time for one in self.open], np.int64),
            )
        )

    @cached_property
    def sha256(self) -> str:
        """Hash of the first history's bars."""
        return content_sha256(self.bars[0])

    def trade_rows(self) -> list[dict[str, object]]:
        """Closed trades as plain rows; times are ISO 8601."""
        return [{**_row(trade), "sizing": self.sizings.get(trade.id)} for trade in self.trades]

    def open_rows(self) -> list[dict[str, object]]:
        """Open positions as plain rows."""
        return [
            {**_open_row(position), "sizing": self.sizings.get(position.id)}
            for position in self.open
        ]

    def breach_rows(self) -> list[dict[str, object]]:
        """Limits that were reached, as plain rows; `strategy` is null for the account's."""
        return [
            {
                "time": format_ts(note.ts),
                "strategy": note.strategy or None,
                "reason": note.reason,
                "measured": note.amount,
                "bound": note.bound,
            }
            for note in self.breaches
        ]

    def trades_frame(self) -> pl.DataFrame:
        """Closed trades as a Polars frame, times in UTC."""
        import polars as pl

        rows = {name: [getattr(trade, name) for trade in self.trades] for name in COLUMNS}
        times = [pl.col(name).cast(pl.Datetime("ns", "UTC")) for name in TIMES]
        return pl.DataFrame(rows, schema_overrides={"r_multiple": pl.Float64}).with_columns(times)

    def to_dict(self) -> dict[str, object]:
        """The object that `tradewright backtest --json` prints."""
        first = self.strategies[0]
        return {
            "strategy": {
                "id": first.id,
                "name": first.name,
                "symbol": first.symbol,
                "timeframe": first.timeframe.value,
            },
            "data": self.data_facts(),
            "summary": self.summary.as_dict(),
            "trades": self.trade_rows(),
            "open": self.open_rows(),
            "reasons": self.reasons,
            "breaches": self.breach_rows(),
        }

    def data_facts(self) -> dict[str, object]:
        """What was traded on: symbol, timeframe, traded bars, their span and the hash."""
        bars = self.bars[0]
        return {
            "symbol": bars.symbol,
            "timeframe": bars.timeframe.value,
            "bars": len(self.ts),
            "from": format_ts(int(self.ts[0])) if len(self.ts) else None,
            "to": format_ts(int(self.ts[-1])) if len(self.ts) else None,
            "sha256": self.sha256,
        }

    @property
    def digits(self) -> int:
        """Decimals of a price of the first history."""
        bars = self.bars[0]
        return as_quoted(instrument(bars.symbol), bars.close).digits

    def __repr__(self) -> str:
        names = ", ".join(one.name for one in self.strategies)
        gain = float(self.equity[-1] - self.cash) if len(self.equity) else 0.0
        refused = sum(self.reasons.values())
        return (
            f"<Result {names}: {len(self.trades):,} trades on {len(self.ts):,} bars, "
            f"{gain:+,.2f} {self.currency}, {refused:,} signals refused>"
        )


def _row(trade: ClosedPosition) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(trade, name) for name in COLUMNS}
    row["entry_time"] = format_ts(trade.entry_time)
    row["exit_time"] = format_ts(trade.exit_time)
    return row


def _open_row(position: Position) -> dict[str, object]:
    return {
        "id": position.id,
        "side": position.side,
        "volume": position.volume,
        "entry_time": format_ts(position.entry_time),
        "entry_price": position.entry_price,
        "stop_loss": position.stop,
        "take_profit": position.target,
        "profit": position.profit,
    }
