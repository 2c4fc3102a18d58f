import json
import signal
import subprocess
import urllib.request
from pathlib import Path
from typing import cast

import pytest

from tests.unit.cli.desk_files import command, say

pytestmark = pytest.mark.skipif("sys.platform == 'win32'")


def start(data_dir: Path, *words: str) -> subprocess.Popen[str]:
    given = command("up", "--no-browser", "--port", "0", "--data-dir", data_dir, *words)
    return subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def greeting(process: subprocess.Popen[str]) -> list[str]:
    """The lines it says when it is ready; the last one says how to stop it."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip())
        if line.startswith("  stop "):
            return said
    pytest.fail(f"it ended before it ran: {said}")


def url_of(said: list[str]) -> str:
    return next(line.split()[-1] for line in said if "runs at" in line)


def asked(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url) as answer:  # noqa: S310  # our own server on loopback
        return cast("dict[str, object]", json.load(answer))


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    process.send_signal(number)
    rest = process.communicate(timeout=60)[0]
    return process.returncode, rest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_says_where_and_stops_cleanly(number: signal.Signals, tmp_path: Path) -> None:
    process = start(tmp_path / "data", "--speed", "300x", "--market", "simulated:EURUSD:5")
    said = greeting(process)
    url = url_of(said)
    assert asked(f"{url}/api/health")["status"] == "ok"
    system = asked(f"{url}/api/system")
    code, rest = end(process, number)
    assert (system["market"], system["speed"]) == ("simulated:EURUSD:5", 300.0)
    assert (code, "Traceback" in rest) == (0, False)
    assert any(str(tmp_path / "data") in line for line in said)
    assert "Stopped" in rest


def test_a_port_in_use_and_a_busy_directory_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = start(tmp_path / "data")
    try:
        port = url_of(greeting(process)).rpartition(":")[2]
        used = say(capsys, "up", "--no-browser", "--port", port, "--data-dir", tmp_path / "other")
        busy = say(capsys, "up", "--no-browser", "--port", "0", "--data-dir", tmp_path / "data")
    finally:
        end(process, signal.SIGINT)
    assert used.code == busy.code == 2
    assert f"port {port} on 127.0.0.1 is in use" in used.err
    assert "--data-dir" in busy.err
