from pathlib import Path

import numpy as np
import pytest

from tests.unit.cli.desk_files import say, strategy, write_json, write_prices
from tradewright.app import api

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


@pytest.fixture
def holey(prices: Path) -> Path:
    lines = prices.read_text(encoding="utf-8").splitlines()
    path = prices.with_name("EURUSD_H1_holey.csv")
    path.write_text("\n".join(lines[:30] + lines[60:]), encoding="utf-8")
    return path


def test_import_writes_the_same_bars_under_the_chosen_name(prices: Path, capsys: Capture) -> None:
    out = prices.with_name("kept") / "EURUSD_mine.parquet"
    said = say(capsys, "data", "import", prices, "-o", out, "--json")
    assert said.code == 0
    assert said.document["file"] == str(out)
    assert said.document["bars"] == 600
    mine, theirs = api.load_bars(out), api.load_bars(prices)
    assert np.array_equal(mine.ts, theirs.ts)
    assert np.array_equal(mine.close, theirs.close)
    assert sorted(p.name for p in out.parent.iterdir()) == [
        "EURUSD_mine.manifest.json",
        "EURUSD_mine.parquet",
    ]


def test_import_into_a_folder_names_the_file(prices: Path, capsys: Capture) -> None:
    said = say(capsys, "data", "import", prices, "-o", prices.parent)
    assert said.code == 0
    assert (prices.parent / "EURUSD_H1.parquet").is_file()


def test_import_refuses_another_suffix_and_gaps(prices: Path, holey: Path, capsys: Capture) -> None:
    assert "Parquet" in say(capsys, "data", "import", prices, "-o", "x.txt").err
    out = prices.with_name("EURUSD_holey.parquet")
    refused = say(capsys, "data", "import", holey, "-o", out)
    assert refused.code == 2
    assert "--accept-gaps" in refused.err
    assert not out.exists()
    assert say(capsys, "data", "import", holey, "-o", out, "--accept-gaps").code == 0


def test_check_says_what_a_backtest_would_do(prices: Path, holey: Path, capsys: Capture) -> None:
    clean = say(capsys, "data", "check", prices, "--json")
    assert (clean.code, clean.document["clean"], clean.document["refused"]) == (0, True, False)
    found = say(capsys, "data", "check", holey, "--json")
    assert (found.code, found.document["refused"]) == (2, True)
    assert found.document["gaps"][0]["bars"] == 30
    assert "A backtest refuses it." in say(capsys, "data", "check", holey).out
    assert say(capsys, "data", "check", holey, "--accept-gaps").code == 0


def test_check_reports_broken_bars_whatever_is_accepted(prices: Path, capsys: Capture) -> None:
    text = prices.read_text(encoding="utf-8").splitlines()
    time, opens, high, low, rest = text[5].split(",", 4)
    text[5] = ",".join([time, opens, low, high, rest])
    path = prices.with_name("EURUSD_H1_bad.csv")
    path.write_text("\n".join(text), encoding="utf-8")
    found = say(capsys, "data", "check", path, "--accept-gaps", "--json")
    assert found.code == 2
    assert found.document["findings"][0]["kind"] == "high below low"


def test_check_of_a_strategy(tmp_path: Path, capsys: Capture) -> None:
    good = write_json(tmp_path / "good.json", strategy())
    said = say(capsys, "check", good)
    assert said.code == 0
    assert "Cross trades EURUSD on H1" in said.out
    assert say(capsys, "check", good, "--json").document["normalised"]["symbol"] == "EURUSD"
    bad = say(capsys, "check", write_json(tmp_path / "bad.json", strategy(foo=1)), "--json")
    assert (bad.code, bad.document["ok"], bad.document["normalised"]) == (2, False, None)
    assert [one["path"] for one in bad.document["problems"]] == ["rules.foo"]
