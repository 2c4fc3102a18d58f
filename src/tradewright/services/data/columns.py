"""Tables as columns of numbers, not yet checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import format_ts
from tradewright.services.data.checks import Columns
from tradewright.services.data.refusals import BadData
from tradewright.services.data.times import Offset, to_ns

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from numpy.typing import NDArray

    from tradewright.services.data.tables import Table

_SHOWN: Final = 3


def columns_of(table: Table, offset: Offset) -> tuple[Columns, Callable[[int], str]]:
    """The columns of a table, and what says where a row of them is.

    Parameters
    ----------
    table : as read.
    offset : of times without a zone.

    Returns
    -------
    Columns of n rows, blank lines left out; prices that are missing are nan. The function gives the
    place of a row in the file.

    Raises
    ------
    BadData : a time cannot be read, or there are no rows.
    """
    full, rows = _without_blank_lines(table)
    if full.frame.is_empty():
        message = f"{table.source} has columns and no bars; export it again"
        raise BadData(message)

    def place(row: int) -> str:
        return table.place(row if rows is None else int(rows[row]))

    ts = _instants(full, offset, place)
    names = full.layout.columns
    spread = names.get("spread")
    columns = Columns(
        ts=ts,
        open=_numbers(full, names["open"]),
        high=_numbers(full, names["high"]),
        low=_numbers(full, names["low"]),
        close=_numbers(full, names["close"]),
        volume=_volume(full, ts.size),
        spread=None if spread is None else _numbers(full, spread),
    )
    return columns, place


def _without_blank_lines(table: Table) -> tuple[Table, NDArray[np.int64] | None]:
    import polars as pl

    used = [pl.col(name).is_null() for name in table.layout.used()]
    blank = table.frame.select(pl.all_horizontal(used)).to_series()
    if not blank.any():
        return table, None
    kept = np.flatnonzero(~blank.to_numpy()).astype(np.int64)
    return replace(table, frame=table.frame.filter(~blank)), kept


def _instants(table: Table, offset: Offset, place: Callable[[int], str]) -> NDArray[np.int64]:
    import polars as pl

    times = _times(table)
    ns = to_ns(times, offset, table.source)
    unread = ns.is_null().arg_true().to_list()
    if unread:
        shown = "; ".join(f"{place(row)}: {times[row]!r}" for row in unread[:_SHOWN])
        like = _like(ns)
        message = (
            f"{table.source}: {len(unread):,} time(s) cannot be read ({shown}){like}; "
            "correct or remove these rows"
        )
        raise BadData(message)
    return ns.cast(pl.Int64).to_numpy().astype(np.int64)


def _like(ns: pl.Series) -> str:
    known = ns.drop_nulls()
    return f", unlike the others such as {format_ts(int(known[0]))}" if known.len() else ""


def _times(table: Table) -> pl.Series:
    import polars as pl

    day = table.frame[table.layout.columns["time"]]
    if table.layout.clock is None:
        return day
    clock = table.frame[table.layout.clock].cast(pl.String)
    both = pl.concat_str([day.cast(pl.String), clock], separator=" ")
    return table.frame.select(both).to_series()


def _numbers(table: Table, name: str) -> NDArray[np.float64]:
    import polars as pl

    numbers = table.frame[name].cast(pl.Float64, strict=False)
    return numbers.fill_null(float("nan")).to_numpy().astype(np.float64)


def _volume(table: Table, n: int) -> NDArray[np.float64]:
    name = table.layout.columns.get("volume")
    if name is None:
        return np.zeros(n)
    volume = _numbers(table, name)
    # Unknown volume is zero in `Bars`.
    return np.where(np.isnan(volume), 0.0, volume)
