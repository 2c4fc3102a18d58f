"""Python files on the command line: run, checked, and told what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.unit.cli.desk_files import say, write_prices
from tradewright.app import api
from tradewright.app.scripts import load_script
from tradewright.core.calendar import format_ts

Capture = pytest.CaptureFixture[str]

CROSS = """
    import tradewright as tw

    class Cross:
        stop_pips = 8
        target_pips = 12

        def on_bar(self, view):
            if view.crossed_above("ema_3", "ema_8"):
                return tw.Intent.buy()
            return None
"""


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


def write(folder: Path, text: str, name: str = "cross.py") -> Path:
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    return path


def test_a_file_is_backtested_as_its_class_is(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    file = write(tmp_path, CROSS)
    said = say(capsys, "backtest", file, "--data", prices, "--json")
    assert said.code == 0
    assert said.document["strategy"]["name"] == "Cross"
    assert said.document["trades"] == api.backtest(load_script(file), prices).trade_rows()
    assert len(said.document["trades"]) > 10


def test_each_run_starts_anew(tmp_path: Path, prices: Path) -> None:
    file = write(
        tmp_path,
        """
        import tradewright as tw

        ASKED = []

        class Once:
            def on_bar(self, view):
                ASKED.append(view.ts)
                return tw.Intent.buy(stop=view.close - 0.001) if len(ASKED) == 50 else None
        """,
    )
    first, second = (api.backtest(file, prices) for _ in range(2))
    assert [repr(note) for note in first.notes] == [repr(note) for note in second.notes]
    assert len(first.trades) + len(first.open) == 1


def test_check_tells_what_a_file_says_of_itself(tmp_path: Path, capsys: Capture) -> None:
    file = write(tmp_path, CROSS)
    assert (
        "Cross decides in Python and trades any symbol on any timeframe"
        in say(capsys, "check", file).out
    )
    told = say(capsys, "check", file, "--json").document
    assert told["ok"]
    assert told["script"]["stop_pips"] == 8
    assert told["script"]["symbol"] is None


def test_explain_says_that_python_decided(tmp_path: Path, prices: Path, capsys: Capture) -> None:
    file = write(tmp_path, CROSS)
    result = api.backtest(file, prices)
    opened = next(note for note in result.notes if note.kind == "opened")
    signal = int(result.bars[0].ts[result.bars[0].ts.searchsorted(opened.ts) - 1])
    asked = ("explain", file, "--data", prices, "--at")
    assert "Opened long 0.01 EURUSD" in say(capsys, *asked, format_ts(signal)).out
    quiet = say(capsys, *asked, format_ts(int(result.bars[0].ts[3]))).out
    assert "Decided in Python: no entry was asked for" in quiet


def test_a_session_does_not_take_code(tmp_path: Path, capsys: Capture) -> None:
    file = write(tmp_path, CROSS)
    said = say(capsys, "paper", file, "--feed", "simulated:EURUSD")
    assert said.code == 2
    assert "journal, which holds documents only" in said.err
    assert "tradewright backtest" in said.err


BAD = [
    ("class A:\n    def on_bars(self, view): ...\n", "no class in it has a method on_bar"),
    (
        "class A:\n    def on_bar(self, view): ...\nclass B:\n    def on_bar(self, view): ...\n",
        "2 classes have on_bar (A, B); keep one strategy in a file",
    ),
    ("class A:\n    def on_bar(self, view) return\n", "cross.py:2: it cannot be run: SyntaxError"),
    ("x = 1\nimport nowhere_at_all\n", "cross.py:2: it cannot be run: ModuleNotFoundError"),
    (
        "class A:\n    def __init__(self, n): ...\n    def on_bar(self, view): ...\n",
        "A() cannot be made: TypeError",
    ),
    (
        "class A:\n    def on_bar(self, view):\n        return view['ema_9'] / 0\n",
        "cross.py:3: on_bar failed on the bar of 2026-01-05T00:00:00Z: ZeroDivisionError",
    ),
    (
        "class A:\n    def on_bar(self, view):\n        return 'buy'\n",
        "on_bar answered 'buy' on the bar of 2026-01-05T00:00:00Z, expected an Intent",
    ),
    (
        "class A:\n    lots = -1\n    def on_bar(self, view): ...\n",
        "A.lots is -1, expected a number > 0",
    ),
    (
        "class A:\n    def prepare(self, bars):\n        return {'a': bars.close[1:]}\n"
        "    def on_bar(self, view): ...\n",
        "prepare gave 'a' in the shape (599,), expected (600,)",
    ),
    (
        "class A:\n    def prepare(self, bars):\n        return [1]\n"
        "    def on_bar(self, view): ...\n",
        "prepare gave list, expected a dict of names and arrays",
    ),
    (
        "class A:\n    def prepare(self, bars):\n        return {'a': 'b'}\n"
        "    def on_bar(self, view): ...\n",
        "prepare gave no numbers as 'a'",
    ),
    (
        "class A:\n    def prepare(self, bars):\n        return 1 / 0\n"
        "    def on_bar(self, view): ...\n",
        "cross.py:3: prepare failed: ZeroDivisionError",
    ),
]


@pytest.mark.parametrize(("text", "told"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, prices: Path, capsys: Capture, text: str, told: str
) -> None:
    said = say(capsys, "backtest", write(tmp_path, text), "--data", prices)
    assert said.code == 2
    assert told in said.err


def test_a_base_of_its_own_does_not_count_and_siblings_can_be_imported(tmp_path: Path) -> None:
    write(tmp_path, "SIZE = 0.3\n", "sizes_of_mine.py")
    file = write(
        tmp_path,
        """
        from dataclasses import dataclass

        from sizes_of_mine import SIZE

        class Calm:
            def on_bar(self, view):
                return None

        @dataclass
        class Mine(Calm):
            lots: float = SIZE
        """,
    )
    assert getattr(load_script(file), "lots", None) == 0.3


def test_a_missing_file_is_named(tmp_path: Path, prices: Path, capsys: Capture) -> None:
    said = say(capsys, "backtest", tmp_path / "none.py", "--data", prices)
    assert said.code == 2
    assert "none.py: there is no such file" in said.err
