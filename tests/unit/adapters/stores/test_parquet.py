"""Bars kept in Parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import polars as pl
import pytest

from tests.unit.services.data import samples
from tradewright.adapters.stores.parquet import ParquetBars
from tradewright.core.calendar import Timeframe
from tradewright.ports.errors import Corrupt, NotFound
from tradewright.services.data import open_data, read_bars

if TYPE_CHECKING:
    from pathlib import Path

    from tradewright.ports.bar_store import BarStore


def store(folder: Path) -> BarStore:
    return ParquetBars(folder / "bars")


@pytest.mark.parametrize("spread", [True, False])
def test_what_is_written_is_read(tmp_path: Path, *, spread: bool) -> None:
    data = open_data(samples.bars(spread=spread))
    kept = store(tmp_path)
    assert kept.write(data.bars, data.manifest).endswith("EURUSD_H1.parquet")
    assert samples.same(kept.read("EURUSD", Timeframe.H1), data.bars)
    assert kept.manifests() == (data.manifest,)


def test_columns_are_plain_writable_arrays(tmp_path: Path) -> None:
    data = open_data(samples.bars(spread=True))
    path = store(tmp_path).write(data.bars, data.manifest)
    for bars in (store(tmp_path).read("EURUSD", Timeframe.H1), read_bars(path)):
        assert bars.spread is not None
        for column in (
            bars.ts,
            bars.open,
            bars.high,
            bars.low,
            bars.close,
            bars.volume,
            bars.spread,
        ):
            assert column.flags.writeable
            assert column.flags.c_contiguous


def test_writing_again_replaces(tmp_path: Path) -> None:
    kept = store(tmp_path)
    for n in (6, 9):
        data = open_data(samples.bars(n=n))
        kept.write(data.bars, data.manifest)
    assert len(kept.read("EURUSD", Timeframe.H1)) == 9
    assert [manifest.rows for manifest in kept.manifests()] == [9]
    assert sorted(path.suffix for path in (tmp_path / "bars").iterdir()) == [".json", ".parquet"]


def test_a_kept_file_opens_like_any_other_and_knows_its_symbol(tmp_path: Path) -> None:
    data = open_data(samples.bars("EUR/USD", spread=True))
    path = store(tmp_path).write(data.bars, data.manifest)
    again = open_data(path)
    assert samples.same(again.bars, data.bars)
    assert again.manifest.content_sha256 == data.manifest.content_sha256
    assert read_bars(path).symbol == "EUR/USD"


def test_nothing_kept_names_what_there_is(tmp_path: Path) -> None:
    kept = store(tmp_path)
    with pytest.raises(NotFound, match="there is nothing"):
        kept.read("EURUSD", Timeframe.M1)
    data = open_data(samples.bars())
    kept.write(data.bars, data.manifest)
    with pytest.raises(NotFound, match=r"no bars of EURUSD M1 .* there is EURUSD H1"):
        kept.read("EURUSD", Timeframe.M1)


def test_other_bars_than_the_manifest_says_are_corrupt(tmp_path: Path) -> None:
    data = open_data(samples.bars())
    path = store(tmp_path).write(data.bars, data.manifest)
    pl.read_parquet(path)[:-1].write_parquet(path)
    with pytest.raises(Corrupt, match="has 5 bars and its manifest 6"):
        store(tmp_path).read("EURUSD", Timeframe.H1)


def test_a_broken_manifest_is_corrupt(tmp_path: Path) -> None:
    data = open_data(samples.bars())
    store(tmp_path).write(data.bars, data.manifest)
    manifest = next((tmp_path / "bars").glob("*.json"))
    document = orjson.loads(manifest.read_bytes())
    assert document["from"] == "2017-06-01T08:00:00Z"
    del document["rows"]
    manifest.write_bytes(orjson.dumps(document))
    with pytest.raises(Corrupt, match="no manifest of bars"):
        store(tmp_path).read("EURUSD", Timeframe.H1)
