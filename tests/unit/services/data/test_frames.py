"""Frames of pandas and Polars alike."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl
import pytest

from tests.unit.services.data import samples
from tradewright.services.data import BadData, UnknownLayout, open_data, read_bars

if TYPE_CHECKING:
    from tradewright.core.market import Bars

WANTED = samples.bars(spread=True)


def pandas(of: Bars) -> pd.DataFrame:
    names = ("open", "high", "low", "close", "volume", "spread")
    frame = pd.DataFrame({name.title(): getattr(of, name) for name in names})
    frame.index = pd.DatetimeIndex(of.ts.astype("datetime64[ns]"), name="Date")
    return frame


def polars(of: Bars) -> pl.DataFrame:
    frame = pl.from_pandas(pandas(of).reset_index())
    return frame.rename({name: name.lower() for name in frame.columns})


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_pandas_index_is_the_time(unit: str) -> None:
    frame = pandas(WANTED)
    frame.index = pd.DatetimeIndex(frame.index).as_unit(unit)  # pyright: ignore[reportArgumentType]
    assert samples.same(read_bars(frame, "EURUSD"), WANTED)


def test_an_aware_index_is_converted() -> None:
    frame = pandas(WANTED)
    frame.index = pd.DatetimeIndex(frame.index).tz_localize("UTC").tz_convert("Asia/Tokyo")
    assert samples.same(read_bars(frame, "EURUSD"), WANTED)


def test_a_naive_index_takes_an_offset_and_an_aware_one_does_not() -> None:
    frame = pandas(WANTED)
    moved = read_bars(frame, "EURUSD", utc_offset="+02:00")
    assert int(WANTED.ts[0] - moved.ts[0]) == 2 * 3600 * 10**9
    frame.index = pd.DatetimeIndex(frame.index).tz_localize("UTC")
    with pytest.raises(UnknownLayout, match="zone of their own"):
        read_bars(frame, "EURUSD", utc_offset="+02:00")


def test_a_pandas_time_column_works_like_an_index() -> None:
    frame = pandas(WANTED).reset_index()
    assert samples.same(read_bars(frame, "EURUSD"), WANTED)
    aware = frame.assign(Date=frame["Date"].dt.tz_localize("UTC"))
    assert samples.same(read_bars(aware, "EURUSD"), WANTED)
    text = frame.assign(Date=frame["Date"].dt.strftime("%Y-%m-%d %H:%M:%S"))
    assert samples.same(read_bars(text, "EURUSD"), WANTED)


def test_whole_numbers_in_a_frame_are_prices_too() -> None:
    frame = pandas(WANTED)
    whole = (frame * 100_000).round().astype("int64")
    assert read_bars(whole, "EURUSD").close.tolist() == whole["Close"].astype(float).tolist()


def test_polars_frames_eager_and_lazy() -> None:
    assert samples.same(read_bars(polars(WANTED), "EURUSD"), WANTED)
    assert samples.same(read_bars(polars(WANTED).lazy(), "EURUSD"), WANTED)


def test_bars_pass_through_the_same_checks() -> None:
    assert samples.same(read_bars(WANTED), WANTED)
    broken = polars(WANTED).with_columns(high=pl.lit(1.0))
    with pytest.raises(BadData, match=r"high below low: 6 \(row 0, 2017-06-01T08:00:00Z"):
        read_bars(broken, "EURUSD")


def test_a_frame_and_a_file_of_the_same_bars_have_one_content_hash() -> None:
    first = open_data(pandas(WANTED), "EURUSD").manifest
    second = open_data(polars(WANTED), "EURUSD").manifest
    assert first.content_sha256 == second.content_sha256 == first.sha256
    assert (first.source, second.source) == ("pandas frame", "polars frame")


def test_a_frame_needs_a_symbol() -> None:
    with pytest.raises(UnknownLayout, match="pass the symbol"):
        read_bars(pandas(WANTED))


@pytest.mark.parametrize("source", [3, [1, 2], pl.Series([1])])
def test_other_objects_are_refused_by_type(source: object) -> None:
    with pytest.raises(UnknownLayout, match=f"cannot read bars from .*{type(source).__name__}"):
        read_bars(source, "EURUSD")


def test_importing_the_room_imports_neither_library() -> None:
    loaded = "[m for m in ('pandas', 'polars') if m in sys.modules]"
    code = f"import sys, tradewright.services.data; print({loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
