"""Files as tables: Parquet, Feather and JSON here, text in `texts`."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import orjson

from tradewright.services.data.dialects import layout_of
from tradewright.services.data.refusals import BadData, UnknownLayout
from tradewright.services.data.tables import Table
from tradewright.services.data.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

_TEXT: Final = (".csv", ".txt", ".tsv", ".csv.gz", ".txt.gz", ".tsv.gz")
_PARQUET: Final = (".parquet", ".pq")
_FEATHER: Final = (".feather", ".arrow", ".ipc")
_JSON: Final = (".json", ".json.gz")
_BARE: Final = ("time", "open", "high", "low", "close", "volume")


def read_file(path: Path) -> Table:
    """The table in a file; the ending of its name says what it is.

    Raises
    ------
    FileNotFoundError : there is no such file.
    UnknownLayout : the ending, or the columns, are unknown.
    BadData : the content is not what the ending says, or a cell is no number.
    """
    if not path.is_file():
        message = f"no such data file: {path}"
        raise FileNotFoundError(message)
    reader = _reader(path)
    import polars as pl

    try:
        return reader(path)
    except (pl.exceptions.PolarsError, gzip.BadGzipFile, orjson.JSONDecodeError) as error:
        reason = str(error).splitlines()[0]
        message = f"{path.name} cannot be read as {path.suffix[1:]}: {reason}; export it again"
        raise BadData(message) from error


def _reader(path: Path) -> Callable[[Path], Table]:
    name = path.name.lower()
    readers = ((_TEXT, read_text), (_JSON, _json), (_PARQUET, _parquet), (_FEATHER, _feather))
    for endings, reader in readers:
        if name.endswith(endings):
            return reader
    known = ", ".join((*_TEXT[:3], *_PARQUET, *_FEATHER, _JSON[0]))
    message = f"{path.name}: the ending {path.suffix!r} is none of {known} (text also as .gz)"
    raise UnknownLayout(message)


def _parquet(path: Path) -> Table:
    import polars as pl

    return _table(path, pl.read_parquet(path))


def _feather(path: Path) -> Table:
    import polars as pl

    return _table(path, pl.read_ipc(path))


def _json(path: Path) -> Table:
    import polars as pl

    raw = path.read_bytes()
    document: object = orjson.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    rows = _rows(document, path.name)
    frame = pl.DataFrame(rows, orient="row", schema=_schema(rows), infer_schema_length=None)
    return _table(path, frame)


def _table(path: Path, frame: pl.DataFrame) -> Table:
    return Table(source=path.name, frame=frame, layout=layout_of(frame.columns, path.name))


def _rows(document: object, source: str) -> list[object]:
    rows = cast("list[object]", document) if isinstance(document, list) else []
    if rows and isinstance(rows[0], list | dict):
        return rows
    message = (
        f"{source}: expected a JSON list of bars, [[time, open, high, low, close, volume], …] "
        'or [{"time": …, "open": …}, …]'
    )
    raise UnknownLayout(message)


def _schema(rows: Sequence[object]) -> list[str] | None:
    if not isinstance(rows[0], list):
        return None
    width = len(cast("list[object]", rows[0]))
    return [*_BARE[:width], *(f"column_{i}" for i in range(len(_BARE), width))]
