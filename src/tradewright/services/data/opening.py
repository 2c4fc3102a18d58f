"""Data from the outside as checked bars."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar import Timeframe, UnknownTimeframe, timeframe_of
from tradewright.core.market import Bars
from tradewright.ports.bar_store import Manifest
from tradewright.services.data.checks import Columns
from tradewright.services.data.columns import columns_of
from tradewright.services.data.files import read_file
from tradewright.services.data.frames import is_frame, table_of
from tradewright.services.data.manifest import beside, file_sha256, manifest_of
from tradewright.services.data.naming import symbol_in, timeframe_in
from tradewright.services.data.quality import Report, inspect
from tradewright.services.data.refusals import BadData, UnknownLayout
from tradewright.services.data.times import parse_offset

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Imported:
    """Bars fit to trade on, with what was found on the way.

    Parameters
    ----------
    bars : checked.
    report : the quality report; gaps and outliers may be in it where they were accepted.
    manifest : identity and hashes.
    """

    bars: Bars
    report: Report
    manifest: Manifest

    def __repr__(self) -> str:
        return f"<Imported {self.bars!r} from {self.manifest.source}>"


def read_bars(
    source: object,
    symbol: str | None = None,
    timeframe: Timeframe | str | None = None,
    *,
    accept_gaps: bool = False,
    utc_offset: str | None = None,
) -> Bars:
    """The bars of `open_data`, alone."""
    return open_data(source, symbol, timeframe, accept_gaps=accept_gaps, utc_offset=utc_offset).bars


def open_data(
    source: object,
    symbol: str | None = None,
    timeframe: Timeframe | str | None = None,
    *,
    accept_gaps: bool = False,
    utc_offset: str | None = None,
) -> Imported:
    """Bars from a file or a frame, checked.

    Parameters
    ----------
    source : path of a CSV, Parquet, Feather or JSON file; a frame of pandas or Polars; or `Bars`.
    symbol : what is quoted; None takes it from the file's name ("EURUSD_M15.csv").
    timeframe : of the bars; None takes it from their spacing, which it must equal otherwise.
    accept_gaps : take bars with gaps and outliers; broken rows are refused in any case.
    utc_offset : of times without a zone, see `times.parse_offset`; None means they are UTC.

    Raises
    ------
    BadData : with the first offending rows and the fix; `report` has everything.
    UnknownLayout : columns, times, symbol or timeframe cannot be told.
    FileNotFoundError : there is no such file.
    """
    wanted = None if timeframe is None else Timeframe.parse(timeframe)
    if isinstance(source, Bars):
        return _checked(_of_bars(source), source.symbol, source.timeframe, accept_gaps=accept_gaps)
    path = None if is_frame(source) else _path(source)
    table = table_of(source) if path is None else read_file(path)
    columns, place = columns_of(table, parse_offset(utc_offset))
    name, known = _named(path, symbol, wanted, table.source)
    found = _timeframe(columns.ts, wanted, known, table.source)
    loaded = _Loaded(
        columns=columns,
        place=place,
        source=table.source,
        dialect=table.layout.dialect,
        path=path,
    )
    return _checked(loaded, name, found, accept_gaps=accept_gaps)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Loaded:
    """Columns with where they came from."""

    columns: Columns
    place: Callable[[int], str]
    source: str
    dialect: str
    path: Path | None = None


def _of_bars(bars: Bars) -> _Loaded:
    columns = Columns(bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume, bars.spread)
    return _Loaded(columns=columns, place=lambda row: f"row {row}", source="bars", dialect="bars")


def _path(source: object) -> Path:
    if isinstance(source, str | Path):
        return Path(source).expanduser()
    message = (
        f"cannot read bars from {type(source).__name__}: expected a path, a pandas or Polars "
        "frame, or Bars"
    )
    raise UnknownLayout(message)


def _checked(loaded: _Loaded, symbol: str, timeframe: Timeframe, *, accept_gaps: bool) -> Imported:
    report = inspect(loaded.columns, symbol, timeframe, loaded.place)
    if report.refused(accept_gaps=accept_gaps):
        message = f"{loaded.source} is refused. {report}"
        raise BadData(message, report)
    bars = Bars(symbol=symbol, timeframe=timeframe, **loaded.columns._asdict())
    sha256 = None if loaded.path is None else file_sha256(loaded.path)
    return Imported(
        bars=bars, report=report, manifest=manifest_of(bars, loaded.source, loaded.dialect, sha256)
    )


def _named(
    path: Path | None, symbol: str | None, wanted: Timeframe | None, source: str
) -> tuple[str, Timeframe | None]:
    """Symbol, and the timeframe where something other than the spacing names it."""
    manifest = None if path is None else beside(path)
    stem = "" if path is None else path.name.split(".csv")[0].removesuffix(path.suffix)
    kept = (None, None) if manifest is None else manifest
    name = symbol or kept[0] or symbol_in(stem)
    if name is None:
        message = (
            f"{source} does not say which symbol it holds: pass the symbol, or name the file after "
            "it, such as EURUSD_M15.csv"
        )
        raise UnknownLayout(message)
    return name, wanted or kept[1] or timeframe_in(stem)


def _timeframe(
    ts: NDArray[np.int64], wanted: Timeframe | None, known: Timeframe | None, source: str
) -> Timeframe:
    ascending = np.unique(ts)
    if ascending.size < 2:
        if known is None:
            message = f"{source} has {ascending.size} bar(s), too few to tell; pass the timeframe"
            raise UnknownLayout(message)
        return known
    try:
        found = timeframe_of(ascending)
    except UnknownTimeframe as error:
        message = f"{source}: {error}"
        raise UnknownLayout(message) from error
    if wanted is not None and wanted is not found:
        message = (
            f"{source}: the bars are {found} by their spacing, not {wanted}; leave the timeframe "
            f"out, or resample them to {wanted} first"
        )
        raise UnknownLayout(message)
    return found
