"""The identity of data: hashes, and the manifest that stands beside an imported file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import orjson

from tradewright.core.calendar import Timeframe
from tradewright.ports.bar_store import Manifest

if TYPE_CHECKING:
    from pathlib import Path

    from tradewright.core.market import Bars

_BLOCK: Final = 1 << 20
SUFFIX: Final = ".manifest.json"


def content_sha256(bars: Bars) -> str:
    """Hash of the bars themselves: symbol, timeframe and columns, little endian, in fixed order."""
    digest = hashlib.sha256(f"{bars.symbol} {bars.timeframe}\n".encode())
    columns = (bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume, bars.spread)
    for column in columns:
        if column is not None:
            digest.update(column.astype(column.dtype.newbyteorder("<"), copy=False).tobytes())
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """Hash of a file, as `sha256sum` prints it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def manifest_of(bars: Bars, source: str, dialect: str, sha256: str | None) -> Manifest:
    """What is known about a set of bars.

    Parameters
    ----------
    bars : checked.
    source : name of the file, or the kind of frame.
    dialect : how its columns were understood.
    sha256 : of the file; None for a frame, whose content is hashed instead.
    """
    content = content_sha256(bars)
    return Manifest(
        symbol=bars.symbol,
        timeframe=bars.timeframe,
        rows=len(bars),
        first_ns=int(bars.ts[0]) if len(bars) else 0,
        last_ns=int(bars.ts[-1]) if len(bars) else 0,
        sha256=content if sha256 is None else sha256,
        content_sha256=content,
        source=source,
        dialect=dialect,
    )


def beside(path: Path) -> tuple[str, Timeframe] | None:
    """Symbol and timeframe from the manifest beside a Parquet file, or None where there is none."""
    manifest = path.with_name(path.stem + SUFFIX)
    if path.suffix != ".parquet" or not manifest.is_file():
        return None
    document: dict[str, str] = orjson.loads(manifest.read_bytes())
    return document["symbol"], Timeframe.parse(document["timeframe"])
