"""`tradewright lookahead` and `recursive`: what was planted is caught, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.planted import BIASED, HONEST
from tests.unit.cli.desk_files import Document, say, strategy, write_json, write_prices
from tradewright.app import api
from tradewright.core.calendar import parse_ts

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.py"
    path.write_text(text, encoding="utf-8")
    return path


def looked(capsys: Capture, file: Path, prices: Path, *words: str) -> tuple[int, Document]:
    said = say(capsys, "lookahead", file, "--data", prices, "--json", *words)
    return said.code, said.document


@pytest.mark.parametrize("planted", BIASED)
@pytest.mark.parametrize("seed", ["0", "7"])
def test_what_was_planted_is_caught(
    tmp_path: Path, prices: Path, capsys: Capture, planted: str, seed: str
) -> None:
    code, told = looked(capsys, write(tmp_path, BIASED[planted]), prices, "--seed", seed)
    assert code == 4
    assert told["look_ahead"]
    assert told["signals"] > 10


def found(told: Document, what: str) -> Document:
    return next(one for one in told["findings"] if one["what"] == what)


def test_the_bar_the_values_and_the_distance_are_named(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    _, told = looked(capsys, write(tmp_path, BIASED["a shifted series"]), prices)
    series = found(told, "last")
    bars = api.load_bars(prices)
    closes = dict(zip(bars.ts.tolist(), bars.close.tolist(), strict=True))
    at = parse_ts(series["at"])
    assert series["at"] == series["known_to"]
    assert series["bars_ahead"] == 1
    after = int(bars.ts[bars.ts.searchsorted(at) + 1])
    assert float(series["whole"]) == closes[after]
    assert found(told, "buy signal")["kind"] == "decision"


def test_how_far_it_looks_ahead_is_told(tmp_path: Path, prices: Path, capsys: Capture) -> None:
    _, told = looked(capsys, write(tmp_path, BIASED["a centred window"]), prices)
    assert found(told, "mean")["bars_ahead"] == 2
    _, told = looked(capsys, write(tmp_path, BIASED["a higher bar before its close"]), prices)
    assert found(told, "h4_close")["bars_ahead"] == 3


def test_levels_and_sizes_count_where_the_signals_are_honest(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    _, told = looked(capsys, write(tmp_path, BIASED["the size of the whole history"]), prices)
    kinds = {one["what"]: one["kind"] for one in told["findings"]}
    assert "buy signal" not in kinds
    assert kinds["target asked for"] == kinds["lots asked for"] == "decision"
    assert "trade" in kinds.values()


def test_a_run_that_fails_without_the_future_is_named(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    _, told = looked(capsys, write(tmp_path, BIASED["the bar after the last"]), prices)
    failure = found(told, "the run")
    assert failure["kind"] == "failure"
    assert "IndexError" in failure["part"]


@pytest.mark.parametrize("honest", HONEST)
def test_the_honest_twin_is_let_go(
    tmp_path: Path, prices: Path, capsys: Capture, honest: str
) -> None:
    code, told = looked(capsys, write(tmp_path, HONEST[honest]), prices, "--cuts", "60")
    assert (code, told["findings"]) == (0, [])
    assert told["runs"] == 122
    assert told["signals"] > 10


def test_it_is_told_to_people_too(tmp_path: Path, prices: Path, capsys: Capture) -> None:
    file = write(tmp_path, BIASED["a shifted series"])
    said = say(capsys, "lookahead", file, "--data", prices)
    assert "Look-ahead found  Shifted" in said.out
    assert "1 or more" in said.out
    document = write_json(tmp_path / "cross.json", strategy())
    said = say(capsys, "lookahead", document, "--data", prices)
    assert said.code == 0
    assert "No look-ahead found  Cross" in said.out


def test_a_strategy_that_plays_dice_is_refused(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    text = """
import random
import tradewright as tw


class Dice:
    def on_bar(self, view):
        return tw.Intent.buy() if random.random() < 0.1 else None
"""
    said = say(capsys, "lookahead", write(tmp_path, text), "--data", prices)
    assert said.code == 2
    assert "two runs over the same bars differ" in said.err
    assert "give the strategy a seed" in " ".join(said.err.split())


def test_ctrl_c_cancels(
    tmp_path: Path, prices: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tradewright.services.bias.looking.cut_points", pressed)
    document = write_json(tmp_path / "cross.json", strategy())
    said = say(capsys, "lookahead", document, "--data", prices)
    assert said.code == 130
    assert "Cancelled." in said.err
    monkeypatch.setattr("tradewright.services.bias.warming.warmup", pressed)
    said = say(capsys, "recursive", document, "--data", prices, "--json")
    assert said.code == 130
    assert said.document["error"]["type"] == "Cancelled"


def test_recursive_tells_averages_that_drift_from_those_that_do_not(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    entry = [
        {"indicator": "ema_9", "condition": "greater_than", "value": "sma_20", "side": "long"},
        {"indicator": "rsi_14", "condition": "less_than", "value": 60, "side": "long"},
    ]
    document = write_json(
        tmp_path / "three.json", strategy(entry={"logic": "AND", "conditions": entry})
    )
    said = say(capsys, "recursive", document, "--data", prices, "--json")
    assert said.code == 0
    series = {one["what"]: one for one in said.document["series"]}
    assert not series["sma_20"]["recursive"]
    assert series["sma_20"]["known"] == series["sma_20"]["settled"] == 20
    assert series["ema_9"]["recursive"]
    assert series["ema_9"]["known"] == 9
    assert series["rsi_14"]["known"] == 15
    assert series["rsi_14"]["settled"] > series["ema_9"]["settled"] > 30
    assert said.document["settled"] == series["rsi_14"]["settled"]
    assert said.document["warmup"] == 19
    spoken = say(capsys, "recursive", document, "--data", prices).out
    assert "Largest relative drift" in spoken
    assert f"after {said.document['settled']} bars" in spoken


def test_a_tolerance_is_a_share(tmp_path: Path, prices: Path, capsys: Capture) -> None:
    document = write_json(tmp_path / "cross.json", strategy())
    said = say(capsys, "recursive", document, "--data", prices, "--tolerance", "2")
    assert said.code == 2
    assert "2 is no share" in said.err
