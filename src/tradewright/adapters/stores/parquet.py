"""Bars in Parquet files, one per symbol and timeframe, each with its manifest beside it."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

import numpy as np
import orjson

from tradewright.core.calendar import Timeframe, format_ts
from tradewright.core.market import Bars
from tradewright.ports.bar_store import Manifest
from tradewright.ports.errors import Corrupt, NotFound

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

_VERSION: Final = 1
_MANIFEST: Final = ".manifest.json"
_NUMBERS: Final = ("open", "high", "low", "close", "volume")


class ParquetBars:
    """Imported bars in a folder (`ports.bar_store.BarStore`).

    Parameters
    ----------
    folder : made at the first write.

    Notes
    -----
    ``EURUSD_M15.parquet`` has the columns time (UTC, ns), open, high, low, close, volume and, where
    known, spread (points). A file is written beside its name and then renamed: a crash leaves the
    old one or the new one. The manifest comes last, so bars without one are not listed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"<ParquetBars {self.folder}>"

    def write(self, bars: Bars, manifest: Manifest) -> str:
        """Keep bars, replacing those of the same symbol and timeframe; returns the file's path."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(bars.symbol, bars.timeframe)
        fresh = path.with_suffix(".part")
        _frame(bars).write_parquet(fresh, compression="zstd")
        fresh.replace(path)
        beside = self._manifest(path)
        fresh.write_bytes(orjson.dumps(_document(manifest), option=orjson.OPT_INDENT_2))
        fresh.replace(beside)
        return str(path)

    def read(self, symbol: str, timeframe: Timeframe) -> Bars:
        """The bars of a symbol.

        Raises
        ------
        NotFound : nothing is kept for this symbol and timeframe; names what is.
        Corrupt : the file has other bars than its manifest says.
        """
        import polars as pl

        path = self._path(symbol, timeframe)
        if not path.is_file() or not self._manifest(path).is_file():
            kept = ", ".join(f"{m.symbol} {m.timeframe}" for m in self.manifests()) or "nothing"
            message = f"no bars of {symbol} {timeframe} in {self.folder}; there is {kept}"
            raise NotFound(message)
        manifest = _read_manifest(self._manifest(path))
        bars = _bars(pl.read_parquet(path), manifest)
        if len(bars) != manifest.rows or (len(bars) and int(bars.ts[-1]) != manifest.last_ns):
            message = (
                f"{path} has {len(bars):,} bars and its manifest {manifest.rows:,} until "
                f"{format_ts(manifest.last_ns)}; import the data again"
            )
            raise Corrupt(message)
        return bars

    def manifests(self) -> tuple[Manifest, ...]:
        """Everything that is kept, by file name."""
        return tuple(_read_manifest(path) for path in sorted(self.folder.glob(f"*{_MANIFEST}")))

    def _path(self, symbol: str, timeframe: Timeframe) -> Path:
        safe = re.sub(r"[^A-Za-z0-9.#+-]", "-", symbol)
        return self.folder / f"{safe}_{timeframe}.parquet"

    def _manifest(self, path: Path) -> Path:
        return path.with_name(path.stem + _MANIFEST)


def _frame(bars: Bars) -> pl.DataFrame:
    import polars as pl

    columns: dict[str, NDArray[np.float64]] = {name: getattr(bars, name) for name in _NUMBERS}
    if bars.spread is not None:
        columns["spread"] = bars.spread
    time = pl.Series("time", bars.ts).cast(pl.Datetime("ns", "UTC"))
    return pl.DataFrame([time, *(pl.Series(name, values) for name, values in columns.items())])


def _bars(frame: pl.DataFrame, manifest: Manifest) -> Bars:
    columns = {name: _column(frame[name]) for name in _NUMBERS}
    return Bars(
        symbol=manifest.symbol,
        timeframe=manifest.timeframe,
        ts=np.array(frame["time"].dt.epoch("ns").to_numpy(), np.int64),
        spread=_column(frame["spread"]) if "spread" in frame.columns else None,
        **columns,
    )


def _column(series: pl.Series) -> NDArray[np.float64]:
    # A copy: Polars lends read-only memory, for which every kernel would be compiled once more.
    return np.array(series.to_numpy(), np.float64)


def _document(manifest: Manifest) -> dict[str, object]:
    fields = dataclasses.asdict(manifest)
    first, last = fields.pop("first_ns"), fields.pop("last_ns")
    return {
        "version": _VERSION,
        **fields,
        "from": format_ts(first),
        "to": format_ts(last),
        "from_ns": first,
        "to_ns": last,
    }


def _read_manifest(path: Path) -> Manifest:
    try:
        document: dict[str, str] = orjson.loads(path.read_bytes())
        return Manifest(
            symbol=document["symbol"],
            timeframe=Timeframe(document["timeframe"]),
            rows=int(document["rows"]),
            first_ns=int(document["from_ns"]),
            last_ns=int(document["to_ns"]),
            sha256=document["sha256"],
            content_sha256=document["content_sha256"],
            source=document["source"],
            dialect=document["dialect"],
        )
    except (KeyError, ValueError) as error:
        message = f"{path} is no manifest of bars ({error}); import the data again"
        raise Corrupt(message) from error
