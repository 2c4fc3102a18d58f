"""Times in any form, on any clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from tests.unit.services.data import samples
from tradewright.core.calendar import HOUR, format_ts, parse_ts
from tradewright.services.data import BadData, UnknownLayout, read_bars
from tradewright.services.data.times import NONE, Offset, parse_offset, to_ns

if TYPE_CHECKING:
    from pathlib import Path

AT = parse_ts("2017-06-01T10:30:15Z")


def read(values: list[object], offset: str | None = None) -> list[int | None]:
    return to_ns(pl.Series(values, strict=False), parse_offset(offset), "x.csv").to_list()


@pytest.mark.parametrize(
    "value",
    [
        "2017-06-01 10:30:15",
        "2017-06-01T10:30:15",
        "2017-06-01T10:30:15Z",
        "2017-06-01T10:30:15.000Z",
        "2017-06-01 12:30:15+02:00",
        "2017-06-01 12:30:15+0200",
        "2017-06-01 10:30:15 UTC",
        "2017.06.01 10:30:15",
        "2017/06/01 10:30:15",
        "01.06.2017 10:30:15.000",
        "01.06.2017 12:30:15.000 GMT+0200",
        "20170601 103015",
        " 2017-06-01 10:30:15 ",
        AT // 10**9,
        AT // 10**6,
        AT // 10**3,
        AT,
        str(AT // 10**6),
        float(AT // 10**6),
    ],
)
def test_every_form_is_the_same_instant(value: object) -> None:
    assert read([value]) == [AT]


@pytest.mark.parametrize("value", ["2017-06-01", "20170601", 20170601, "2017.06.01"])
def test_dates_are_midnight(value: object) -> None:
    assert read([value]) == [parse_ts("2017-06-01")]


def test_the_unit_is_told_value_by_value() -> None:
    assert read([AT // 10**6, AT // 10**3]) == [AT, AT]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("+02:00", Offset(ns=2 * HOUR)),
        ("2", Offset(ns=2 * HOUR)),
        ("-5", Offset(ns=-5 * HOUR)),
        ("UTC+3", Offset(ns=3 * HOUR)),
        ("+05:30", Offset(ns=11 * HOUR // 2)),
        ("Europe/Athens", Offset(zone="Europe/Athens")),
        ("NewYork+7", Offset(ns=7 * HOUR, zone="America/New_York")),
        ("ny+7", Offset(ns=7 * HOUR, zone="America/New_York")),
        (None, NONE),
    ],
)
def test_offsets_are_spelled_in_many_ways(text: str | None, offset: Offset) -> None:
    assert parse_offset(text) == offset


@pytest.mark.parametrize("text", ["soon", "+25:00", "EST5EDT!"])
def test_other_offsets_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"UTC offset .* is none of"):
        parse_offset(text)


def test_a_broker_clock_follows_new_york_through_the_year() -> None:
    local = ["2017-01-09 00:00:00", "2017-03-20 00:00:00", "2017-07-03 00:00:00"]
    utc = [format_ts(ts) for ts in read(list(local), "NewYork+7") if ts is not None]
    # 17:00 New York: 22:00 UTC in winter, 21:00 from 12 March on, before Europe changes.
    assert utc == ["2017-01-08T22:00:00Z", "2017-03-19T21:00:00Z", "2017-07-02T21:00:00Z"]


def test_a_fixed_offset_is_subtracted_from_epochs_too() -> None:
    assert read([AT // 10**9], "+02:00") == [AT - 2 * HOUR]


def test_times_with_a_zone_take_no_offset() -> None:
    with pytest.raises(UnknownLayout, match="zone of their own"):
        read(["2017-06-01T10:30:15Z"], "+02:00")


@pytest.mark.parametrize("value", ["06/01/2017 10:00", "yesterday", "2017-06-01 quarter past"])
def test_unknown_forms_are_refused_with_examples(value: str) -> None:
    with pytest.raises(UnknownLayout, match=r"has no known form.*write 2017-06-01 10:00:00"):
        read([value])


def test_unreadable_times_are_named_with_their_lines(tmp_path: Path) -> None:
    text = samples.text_of(samples.bars(), "{y}-{m}-{d} {h}:{i}", "time,open,high,low,close,volume")
    path = samples.save(tmp_path, "EURUSD.csv", text.replace("2017-06-01 10:00", "noon"))
    with pytest.raises(BadData, match=r"1 time\(s\) cannot be read \(line 4: 'noon'\)"):
        read_bars(path)


def test_an_offset_moves_the_bars_of_a_file(tmp_path: Path) -> None:
    text = samples.text_of(samples.bars(), "{y}-{m}-{d} {h}:{i}", "time,open,high,low,close,volume")
    path = samples.save(tmp_path, "EURUSD.csv", text)
    moved = read_bars(path, utc_offset="+03:00")
    assert moved.ts.tolist() == (samples.bars().ts - 3 * HOUR).tolist()
