"""Symbols, timeframes and manifests of what is opened."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.data import samples
from tradewright.core.calendar import Timeframe
from tradewright.services.data import UnknownLayout, open_data, read_bars, symbol_in
from tradewright.services.data.naming import timeframe_in

if TYPE_CHECKING:
    from pathlib import Path

TEXT = samples.text_of(samples.bars(), "{y}-{m}-{d} {h}:{i}", "time,open,high,low,close,volume")


@pytest.mark.parametrize(
    ("stem", "symbol", "timeframe"),
    [
        ("EURUSD_M15", "EURUSD", Timeframe.M15),
        ("EURUSD-1h", "EURUSD", Timeframe.H1),
        ("BTCUSDT-1m-2024", "BTCUSDT", Timeframe.M1),
        ("BTC_USDT-5m", "BTCUSDT", Timeframe.M5),
        ("EURUSD60", "EURUSD", Timeframe.H1),
        ("eurusd_m5", "EURUSD", Timeframe.M5),
        ("EURUSDm_H4", "EURUSDm", Timeframe.H4),
        ("XAUUSD.r_M15_201701020000_202012312300", "XAUUSD.r", Timeframe.M15),
        ("DAT_ASCII_EURUSD_M1_2017", "EURUSD", Timeframe.M1),
        ("GOOG", "GOOG", None),
        ("export", None, None),
        ("data_2024", None, None),
        ("", None, None),
    ],
)
def test_names_of_files(stem: str, symbol: str | None, timeframe: Timeframe | None) -> None:
    assert symbol_in(stem) == symbol
    assert timeframe_in(stem) is timeframe


def test_an_argument_wins_over_the_name(tmp_path: Path) -> None:
    path = samples.save(tmp_path, "EURUSD.csv", TEXT)
    assert read_bars(path, "GBPUSD").symbol == "GBPUSD"
    assert read_bars(str(path)).symbol == "EURUSD"


def test_without_a_symbol_the_error_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout, match=r"prices\.csv does not say which symbol"):
        read_bars(samples.save(tmp_path, "prices.csv", TEXT))


def test_the_timeframe_is_checked_against_the_spacing(tmp_path: Path) -> None:
    path = samples.save(tmp_path, "EURUSD_M15.csv", TEXT)
    assert read_bars(path).timeframe is Timeframe.H1
    assert read_bars(path, timeframe="60").timeframe is Timeframe.H1
    with pytest.raises(UnknownLayout, match="H1 by their spacing, not M15"):
        read_bars(path, timeframe="M15")


def test_one_bar_needs_a_timeframe(tmp_path: Path) -> None:
    single = "\n".join(TEXT.splitlines()[:2])
    assert read_bars(samples.save(tmp_path, "EURUSD_H1.csv", single)).timeframe is Timeframe.H1
    path = samples.save(tmp_path, "EURUSD.csv", single)
    assert read_bars(path, timeframe="M5").timeframe is Timeframe.M5
    with pytest.raises(UnknownLayout, match=r"has 1 bar\(s\), too few"):
        read_bars(path)


def test_strange_spacings_are_refused_with_their_length(tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    odd = [line.replace(":00,", f":{7 * i:02d},") for i, line in enumerate(lines)]
    moved = [line[:11] + "08" + line[13:] if i else line for i, line in enumerate(odd)]
    with pytest.raises(UnknownLayout, match=r"EURUSD\.csv: bars are 420 s apart"):
        read_bars(samples.save(tmp_path, "EURUSD.csv", "\n".join(moved)))


def test_the_manifest_has_the_hash_that_sha256sum_prints(tmp_path: Path) -> None:
    path = samples.save(tmp_path, "EURUSD_H1.csv", TEXT)
    manifest = open_data(path).manifest
    assert manifest.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert manifest.content_sha256 != manifest.sha256
    bars = samples.bars()
    assert (manifest.rows, manifest.first_ns, manifest.last_ns) == (6, bars.ts[0], bars.ts[-1])
    assert (manifest.source, manifest.dialect) == ("EURUSD_H1.csv", "generic")


def test_content_hashes_notice_a_changed_price(tmp_path: Path) -> None:
    first = open_data(samples.save(tmp_path, "EURUSD_H1.csv", TEXT)).manifest
    second = open_data(samples.save(tmp_path, "EURUSD_H1.csv", TEXT + "\n")).manifest
    other = TEXT.replace("1.12070,100", "1.12069,100")
    third = open_data(samples.save(tmp_path, "EURUSD_H1.csv", other)).manifest
    assert first.sha256 != second.sha256
    assert first.content_sha256 == second.content_sha256
    assert third.content_sha256 != first.content_sha256
