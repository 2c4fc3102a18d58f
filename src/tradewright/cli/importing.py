"""Imported bars under the name a person chose."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tradewright.adapters.stores.parquet import ParquetBars
from tradewright.services.data import UnknownLayout
from tradewright.services.data.manifest import SUFFIX

if TYPE_CHECKING:
    from tradewright.services.data import Imported

PARQUET: Final = ".parquet"


def keep(found: Imported, output: Path) -> Path:
    """Write bars and manifest; where they are.

    Parameters
    ----------
    output : a `.parquet` file, or a folder, in which the file is named after symbol and timeframe.

    Raises
    ------
    UnknownLayout
        If the name has another suffix.
    """
    if output.is_dir():
        return Path(ParquetBars(output).write(found.bars, found.manifest))
    if output.suffix != PARQUET:
        message = (
            f"{output} is neither a folder nor a Parquet file: write --output "
            f"{found.bars.symbol}_{found.bars.timeframe}{PARQUET}"
        )
        raise UnknownLayout(message)
    output.parent.mkdir(parents=True, exist_ok=True)
    # On the same disk, so that each file appears whole or not at all.
    with TemporaryDirectory(dir=output.parent, prefix=".import-") as folder:
        made = Path(ParquetBars(Path(folder)).write(found.bars, found.manifest))
        made.replace(output)
        made.with_name(made.stem + SUFFIX).replace(output.with_name(output.stem + SUFFIX))
    return output
