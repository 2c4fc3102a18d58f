"""Every dialect gives the same bars, and a strange one a helpful error."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import orjson
import polars as pl
import pytest

from tests.unit.services.data import samples
from tradewright.services.data import BadData, UnknownLayout, open_data, read_bars

if TYPE_CHECKING:
    from pathlib import Path

    from tradewright.core.market import Bars

BARS = samples.bars()
MT5 = "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>"
KLINES = (
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
    "taker_buy_volume,taker_buy_quote_volume,ignore"
)


def mt5(of: Bars) -> str:
    spread = of.spread
    assert spread is not None
    lines = [
        "\t".join([
            samples.clock(int(of.ts[i]), "{y}.{m}.{d}\t{h}:{i}:{s}"),
            *samples.row(of, i),
            "0",
            f"{spread[i]:g}",
        ])
        for i in range(len(of))
    ]
    return "\r\n".join(lines) + "\r\n"


def klines(of: Bars, unit_ns: int) -> str:
    lines = [
        ",".join([str(int(of.ts[i]) // unit_ns), *samples.row(of, i), "1", "2", "3", "4", "5", "0"])
        for i in range(len(of))
    ]
    return "\n".join(lines) + "\n"


HEADER = "time,open,high,low,close,volume"
ISO = "{y}-{m}-{d} {h}:{i}:{s}"


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("backtesting.py", samples.text_of(BARS, ISO, ",Open,High,Low,Close,Volume")),
        ("freqtrade", samples.text_of(BARS, ISO + "+00:00", HEADER.replace("time", "date"))),
        ("generic", samples.text_of(BARS, "{y}-{m}-{d}T{h}:{i}:{s}Z", "Timestamp,O,H,L,C,V")),
        ("generic", samples.text_of(BARS, "{y}/{m}/{d} {h}:{i}", "Time;o;h;l;c;vol", ";")),
        ("generic", samples.text_of(BARS, "{d}.{m}.{y} {h}:{i}:{s}.000", f"Gmt {HEADER}")),
        ("generic", samples.text_of(BARS, "{d}.{m}.{y} {h}:{i}:{s} GMT+0000", HEADER)),
        ("generic", samples.text_of(BARS, "{y}{m}{d} {h}{i}{s}", separator=";")),
        ("mt4", samples.text_of(BARS, "{y}.{m}.{d},{h}:{i}")),
        ("binance", klines(BARS, 10**6)),
        ("binance", klines(BARS, 10**3)),
        ("binance", f"{KLINES}\n{klines(BARS, 10**6)}"),
        ("generic", klines(BARS, 10**9).replace(",1,2,3,4,5,0", "")),
    ],
)
def test_dialects_give_the_same_bars(tmp_path: Path, dialect: str, text: str) -> None:
    found = open_data(samples.save(tmp_path, "EURUSD_H1.csv", text))
    assert samples.same(found.bars, BARS)
    assert found.manifest.dialect == dialect
    assert found.report.clean


@pytest.mark.parametrize("header", [MT5 + "\r\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_metatrader_5_brings_its_spread(tmp_path: Path, header: str, encoding: str) -> None:
    wanted = samples.bars(spread=True)
    path = samples.save(tmp_path, "EURUSD_H1.csv", header + mt5(wanted), encoding)
    found = open_data(path)
    assert samples.same(found.bars, wanted)
    assert found.manifest.dialect == "mt5"


def test_real_volume_is_not_taken_for_ticks(tmp_path: Path) -> None:
    path = samples.save(tmp_path, "EURUSD_H1.csv", f"{MT5}\n{mt5(samples.bars(spread=True))}")
    assert read_bars(path).volume.tolist() == BARS.volume.tolist()


def test_gzip_parquet_feather_and_json_are_read_too(tmp_path: Path) -> None:
    frame = pl.DataFrame({
        "date": pl.Series(BARS.ts).cast(pl.Datetime("ns", "UTC")),
        "open": BARS.open,
        "high": BARS.high,
        "low": BARS.low,
        "close": BARS.close,
        "volume": BARS.volume,
    })
    frame.write_parquet(tmp_path / "EURUSD.parquet")
    frame.write_ipc(tmp_path / "EUR_USD-1h.feather", compression="lz4")
    rows = [[int(ts) // 10**6, *frame.row(i)[1:]] for i, ts in enumerate(BARS.ts)]
    (tmp_path / "EUR_USD-1h.json").write_bytes(orjson.dumps(rows))
    keyed = [dict(zip(frame.columns, row, strict=True)) for row in rows]
    (tmp_path / "EURUSD.json").write_bytes(orjson.dumps(keyed))
    text = samples.text_of(BARS, "{y}-{m}-{d} {h}:{i}:{s}", "time,open,high,low,close,volume")
    (tmp_path / "EURUSD.csv.gz").write_bytes(gzip.compress(text.encode()))
    names = (
        "EURUSD.parquet",
        "EUR_USD-1h.feather",
        "EUR_USD-1h.json",
        "EURUSD.json",
        "EURUSD.csv.gz",
    )
    for name in names:
        assert samples.same(read_bars(tmp_path / name), BARS), name


def test_decimal_commas_are_understood(tmp_path: Path) -> None:
    lines = samples.text_of(BARS, "{y}-{m}-{d} {h}:{i}:{s}", separator=";").replace(".", ",")
    path = samples.save(tmp_path, "EURUSD.csv", f"time;open;high;low;close;volume\n{lines}")
    assert samples.same(read_bars(path), BARS)


def test_volume_may_be_missing(tmp_path: Path) -> None:
    text = samples.text_of(BARS, "{y}-{m}-{d} {h}:{i}", "time,open,high,low,close,x")
    assert read_bars(samples.save(tmp_path, "EURUSD.csv", text)).volume.tolist() == [0.0] * 6


def test_blank_lines_are_no_bars_and_keep_the_line_numbers(tmp_path: Path) -> None:
    lines = samples.text_of(
        BARS, "{y}-{m}-{d} {h}:{i}", "time,open,high,low,close,volume"
    ).splitlines()
    lines.insert(2, "")
    assert samples.same(
        read_bars(samples.save(tmp_path, "EURUSD.csv", "\n".join(lines) + "\n\n")), BARS
    )
    lines[4] = lines[4].replace(",1.1", ",-1.1")
    with pytest.raises(BadData, match=r"line 5, 2017-06-01T10:00:00Z"):
        read_bars(samples.save(tmp_path, "EURUSD.csv", "\n".join(lines)))


def test_a_missing_column_lists_found_and_accepted_names(tmp_path: Path) -> None:
    text = samples.text_of(BARS, "{y}-{m}-{d} {h}:{i}", "when,open,top,low,close,volume")
    with pytest.raises(UnknownLayout) as refusal:
        read_bars(samples.save(tmp_path, "EURUSD.csv", text))
    message = str(refusal.value)
    assert "no column for time, high" in message
    assert "Found 'when', 'open', 'top'" in message
    assert "high: high, h," in message


def test_no_header_and_an_unknown_shape_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout, match=r"9 columns starting with '1'.*12 \(Binance"):
        read_bars(samples.save(tmp_path, "EURUSD.csv", "1,2,3,4,5,6,7,8,9\n"))


def test_a_cell_that_is_no_number_is_named_with_its_line(tmp_path: Path) -> None:
    text = samples.text_of(BARS, "{y}-{m}-{d} {h}:{i}", "time,open,high,low,close,volume")
    broken = text.replace("1.12230", "1.12l30")
    with pytest.raises(BadData, match=r"line 4: '1\.12l30' in column 'high' is not a number"):
        read_bars(samples.save(tmp_path, "EURUSD.csv", broken))


@pytest.mark.parametrize("name", ["EURUSD.xlsx", "EURUSD"])
def test_unknown_endings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownLayout, match=r"is none of \.csv"):
        read_bars(samples.save(tmp_path, name, "x"))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such data file"):
        read_bars(tmp_path / "EURUSD.csv")


def test_a_line_with_too_many_cells_is_named(tmp_path: Path) -> None:
    lines = samples.text_of(BARS, ISO, HEADER).splitlines()
    lines[4] += ",9"
    for encoding in ("utf-8", "utf-16"):
        path = samples.save(tmp_path, "EURUSD.csv", "\n".join(lines), encoding)
        with pytest.raises(BadData, match="line 5 has 7 cells, the first line has 6"):
            read_bars(path)


def test_a_line_with_too_few_cells_is_a_broken_bar(tmp_path: Path) -> None:
    lines = samples.text_of(BARS, ISO, HEADER).splitlines()
    lines[4] = ",".join(lines[4].split(",")[:3])
    with pytest.raises(BadData, match=r"price missing or not finite: 1 \(line 5"):
        read_bars(samples.save(tmp_path, "EURUSD.csv", "\n".join(lines)))


def test_a_header_alone_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="has columns and no bars"):
        read_bars(samples.save(tmp_path, "EURUSD_H1.csv", HEADER + "\n"))


@pytest.mark.parametrize("name", ["EURUSD.parquet", "EURUSD.csv.gz", "EURUSD.json", "E.feather"])
def test_content_that_is_not_what_the_ending_says_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadData, match=f"{name} cannot be read as"):
        read_bars(samples.save(tmp_path, name, "{nothing of the kind"))


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout, match="first line is empty"):
        read_bars(samples.save(tmp_path, "EURUSD.csv", ""))


def test_json_that_is_no_list_of_bars_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout, match="expected a JSON list of bars"):
        read_bars(samples.save(tmp_path, "EURUSD.json", '{"open": []}'))
