"""Text files as tables: CSV with any separator, header or none, UTF-8 or UTF-16, plain or gzip."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.services.data.dialects import Layout, layout_of, layout_without_header
from tradewright.services.data.refusals import BadData, UnknownLayout
from tradewright.services.data.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

_SEPARATORS: Final = "\t;,|"
_HEAD: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The first lines of a text file: what separates its cells, and what its columns are."""

    separator: str
    named: bool
    names: list[str]
    layout: Layout
    decimal_comma: bool


def read_text(path: Path) -> Table:
    """The table in a text file.

    Raises
    ------
    UnknownLayout : the columns are unknown.
    BadData : a cell is no number, or a line has too many cells.
    """
    content, start = _content(path)
    head = _head(start, path.name)
    frame = _parse(content, head, path.name)
    return Table(
        source=path.name, frame=frame, layout=head.layout, first_line=2 if head.named else 1
    )


def _content(path: Path) -> tuple[Path | io.BytesIO, str]:
    """What Polars reads, and the first lines as text; files in UTF-16 or gzip are read whole."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else None
    with path.open("rb") as file:
        start = raw[:_HEAD] if raw is not None else file.read(_HEAD)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        # MetaTrader saves some exports in UTF-16.
        text = (raw if raw is not None else path.read_bytes()).decode("utf-16")
        return io.BytesIO(text.encode()), text[:_HEAD]
    decoded = start.decode("utf-8-sig", errors="replace")
    return (path if raw is None else io.BytesIO(raw)), decoded


def _head(start: str, source: str) -> _Head:
    lines = start.splitlines()[:2]
    if not lines or not lines[0].strip():
        message = f"{source}: the first line is empty; expected a header or a bar"
        raise UnknownLayout(message)
    separator = max(_SEPARATORS, key=lines[0].count)
    rows = [next(csv.reader([line], delimiter=separator)) for line in lines]
    named = not any(_is_number(cell) for cell in rows[0][1:])
    if named:
        names = [name.strip() for name in rows[0]]
        layout = layout_of(names, source)
    else:
        names = [f"column_{i}" for i in range(len(rows[0]))]
        layout = layout_without_header(rows[0], names, source)
    decimal_comma = separator == ";" and any("," in cell for cell in rows[-1][1:])
    return _Head(
        separator=separator, named=named, names=names, layout=layout, decimal_comma=decimal_comma
    )


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def _numeric(layout: Layout) -> list[str]:
    return [name for role, name in layout.columns.items() if role != "time"]


def _parse(content: Path | io.BytesIO, head: _Head, source: str) -> pl.DataFrame:
    import polars as pl

    types = dict.fromkeys(head.names, pl.String) | dict.fromkeys(_numeric(head.layout), pl.Float64)
    try:
        return _read(content, head, types)
    except pl.exceptions.ComputeError as error:
        cells = _read(_again(content), head, dict.fromkeys(head.names, pl.String))
        complaint = _bad_cell(cells, head, source)
        complaint = complaint or _long_line(content, head, source) or f"{source}: {error}"
        raise BadData(complaint) from error


def _again(content: Path | io.BytesIO) -> Path | io.BytesIO:
    if isinstance(content, io.BytesIO):
        content.seek(0)
    return content


def _read(
    content: Path | io.BytesIO, head: _Head, types: Mapping[str, type[pl.DataType]]
) -> pl.DataFrame:
    import polars as pl

    used = [i for i, name in enumerate(head.names) if name in set(head.layout.used())]
    frame = pl.read_csv(
        content,
        separator=head.separator,
        has_header=head.named,
        columns=used,
        schema_overrides=[types[name] for name in head.names],
        decimal_comma=head.decimal_comma,
        truncate_ragged_lines=all(kind is pl.String for kind in types.values()),
    )
    return frame.rename(dict(zip(frame.columns, [head.names[i] for i in used], strict=True)))


def _bad_cell(cells: pl.DataFrame, head: _Head, source: str) -> str | None:
    import polars as pl

    first = 2 if head.named else 1
    for name in _numeric(head.layout):
        numbers = cells[name].str.strip_chars().cast(pl.Float64, strict=False)
        bad = (numbers.is_null() & cells[name].is_not_null()).arg_true()
        if bad.len():
            row = int(bad[0])
            return (
                f"{source}: line {row + first}: {cells[name][row]!r} in column {name!r} is not a "
                f"number ({bad.len():,} such cells in the column); correct or remove the lines"
            )
    return None


def _long_line(content: Path | io.BytesIO, head: _Head, source: str) -> str | None:
    """The complaint about the first line with more cells than the first one, if there is one."""
    with _lines(content) as lines:
        for number, row in enumerate(csv.reader(lines, delimiter=head.separator), start=1):
            if len(row) > len(head.names):
                return (
                    f"{source}: line {number} has {len(row)} cells, the first line has "
                    f"{len(head.names)}; correct or remove it"
                )
    return None


def _lines(content: Path | io.BytesIO) -> io.TextIOWrapper:
    binary = content if isinstance(content, io.BytesIO) else content.open("rb")
    binary.seek(0)
    return io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="")
