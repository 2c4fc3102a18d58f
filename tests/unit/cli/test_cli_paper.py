import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.unit.cli.desk_files import command, say, strategy, write_json, write_prices

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


@pytest.fixture
def cross(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cross.json", strategy())


def test_a_replay_trades_what_the_backtest_trades(
    cross: Path, prices: Path, capsys: Capture
) -> None:
    costs = ("--cash", "5000", "--spread-pips", "1", "--commission-per-lot", "3")
    paper = say(capsys, "paper", cross, "--feed", f"replay:{prices}", "--json", *costs)
    tested = say(capsys, "backtest", cross, "--data", prices, "--json", *costs).document
    assert paper.code == 0
    assert paper.document["complete"] is True
    assert tested["trades"]
    assert paper.document["trades"] == tested["trades"]
    assert paper.document["open"] == tested["open"]
    assert paper.document["reasons"] == tested["reasons"]


def test_the_end_is_told_in_words(
    cross: Path, prices: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    said = say(capsys, "paper", cross, "--feed", f"replay:{prices}")
    assert said.code == 0
    assert "the data have ended" in said.out
    assert "Last trades" in said.out


def interrupted(words: list[str], after: float) -> tuple[int, str, str]:
    """How a command ends that got Ctrl-C some seconds after its start."""
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize(("feed", "code"), [("simulated:EURUSD:3", 0), ("replay", 130)])
def test_ctrl_c_stops_it_cleanly(feed: str, code: int, tmp_path: Path, prices: Path) -> None:
    minutes = strategy() | {"timeframe": "M15" if feed != "replay" else "H1"}
    path = write_json(tmp_path / "minutes.json", minutes)
    market = feed if feed != "replay" else f"replay:{prices}"
    found = interrupted(command("paper", path, "--feed", market, "--speed", "1x"), 12.0)
    assert found[0] == code
    assert ": stopped" in found[1]
    assert "Traceback" not in found[2]
