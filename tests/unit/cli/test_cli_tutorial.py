import re
import shlex
from pathlib import Path

import pytest
from backtesting.test import EURUSD

from tests.unit.cli.desk_files import Said, say

Capture = pytest.CaptureFixture[str]
PAGE = Path(__file__).parents[3] / "docs" / "tutorial" / "first-strategy.md"
TEXT = PAGE.read_text(encoding="utf-8")
PROGRAM = ".venv/bin/tradewright "


def blocks(language: str) -> list[str]:
    """The pieces of a language on the page, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def lines() -> list[list[str]]:
    """What the page says to type, but for sessions that do not end by themselves."""
    typed = [line for piece in blocks("bash") for line in piece.splitlines()]
    ours = [line.removeprefix(PROGRAM) for line in typed if line.startswith(PROGRAM)]
    return [shlex.split(line) for line in ours if "simulated" not in line]


@pytest.fixture
def typed(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, Said]]:
    """Everything the page says to type, typed on the prices it names, with what was answered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("first.json").write_text(blocks("json")[0], encoding="utf-8")
    EURUSD.to_csv("EURUSD_H1.csv")
    return [(words[0], say(capsys, *words)) for words in lines()]


def test_the_tutorial_works_line_by_line(typed: list[tuple[str, Said]]) -> None:
    assert [name for name, _ in typed] == ["check", "backtest", "backtest", "explain", "paper"]
    assert [(name, said.err) for name, said in typed if said.code] == []
    answers = dict(typed)
    assert answers["check"].out.strip() == blocks("text")[0].strip()
    assert "Opened long" in answers["explain"].out or "Refused long" in answers["explain"].out
    assert Path("first.html").is_file()
    assert "the data have ended" in answers["paper"].out
