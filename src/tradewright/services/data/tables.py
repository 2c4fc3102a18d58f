"""A table of prices in Polars, whatever it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from tradewright.services.data.dialects import Layout


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Columns as they were read, with what they mean.

    Parameters
    ----------
    source : name of the file or kind of frame, for errors.
    frame : (n, columns), at least the columns of the layout.
    layout : which column is what.
    first_line : number of the line that row 0 stands on in the file, or 0 where lines mean nothing.
    """

    source: str
    frame: pl.DataFrame
    layout: Layout
    first_line: int = 0

    def place(self, row: int) -> str:
        """Where a row is, for a person: the line of a text file, else the row counted from 0."""
        return f"line {row + self.first_line}" if self.first_line else f"row {row}"
