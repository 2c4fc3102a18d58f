"""Frames of pandas and Polars as tables, without importing either for the other's sake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from tradewright.services.data.dialects import layout_of
from tradewright.services.data.refusals import UnknownLayout
from tradewright.services.data.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from numpy.typing import NDArray


class _Values(Protocol):
    @property
    def dtype(self) -> object: ...
    def to_numpy(self) -> NDArray[np.generic]: ...


class _Index(_Values, Protocol):
    @property
    def tz(self) -> object: ...
    def tz_convert(self, tz: str | None, /) -> _Index: ...


class _Instants(Protocol):
    @property
    def dt(self) -> _Index: ...


class _PandasFrame(Protocol):
    """As much of a pandas frame as is read."""

    @property
    def columns(self) -> Iterable[object]: ...
    @property
    def index(self) -> _Index: ...
    def __getitem__(self, name: object, /) -> _Values: ...


def is_frame(source: object) -> bool:
    """Whether an object is a frame of pandas or Polars, told without importing them."""
    return _library(source) in {"pandas", "polars"}


def table_of(frame: object) -> Table:
    """The table in a frame.

    Parameters
    ----------
    frame : pandas, with a DatetimeIndex or a time column; or Polars (a lazy one is collected).

    Raises
    ------
    UnknownLayout : it is no frame, or its columns are unknown.
    """
    library = _library(frame)
    if library == "polars":
        found = _polars(frame)
    elif library == "pandas":
        found = _from_pandas(cast("_PandasFrame", frame))
    else:
        message = (
            f"cannot read bars from {type(frame).__name__}: expected a path, or a frame of pandas "
            "or Polars"
        )
        raise UnknownLayout(message)
    return Table(
        source=f"{library} frame", frame=found, layout=layout_of(found.columns, f"{library} frame")
    )


def _library(source: object) -> str:
    return type(source).__module__.partition(".")[0]


def _polars(frame: object) -> pl.DataFrame:
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame
    message = f"cannot read bars from a Polars {type(frame).__name__}: expected a DataFrame"
    raise UnknownLayout(message)


def _from_pandas(frame: _PandasFrame) -> pl.DataFrame:
    import polars as pl

    if not hasattr(frame, "columns"):
        message = f"cannot read bars from a pandas {type(frame).__name__}: expected a DataFrame"
        raise UnknownLayout(message)
    names = list(frame.columns)
    columns = {str(name): _series(frame[name]) for name in names}
    if hasattr(frame.index, "tz_convert"):
        # The index is the time; a column of the same name would be read first.
        columns = {"time": _index(frame.index)} | {
            name: column for name, column in columns.items() if name.lower() not in {"time", "date"}
        }
    return pl.DataFrame(columns)


def _index(index: _Index) -> pl.Series:
    import polars as pl

    naive = index.tz is None
    plain = index if naive else index.tz_convert(None)
    instants = pl.Series(plain.to_numpy().astype("datetime64[ns]"))
    return instants if naive else instants.dt.replace_time_zone("UTC")


def _series(values: _Values) -> pl.Series:
    import polars as pl

    if "datetime64" in str(values.dtype):
        return _index(cast("_Instants", values).dt) if "," in str(values.dtype) else _plain(values)
    array = values.to_numpy()
    return pl.Series([str(value) for value in array]) if array.dtype == object else pl.Series(array)


def _plain(values: _Values) -> pl.Series:
    import polars as pl

    return pl.Series(values.to_numpy().astype("datetime64[ns]"))
