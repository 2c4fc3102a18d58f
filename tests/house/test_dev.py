"""dev.py does its steps once, uses the standard library only, and says what is wrong."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.house.tree import ROOT


@pytest.fixture
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for the stamps of a test."""
    monkeypatch.setattr(dev, "STAMPS", tmp_path / "stamps")
    return tmp_path / "stamps"


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} - sys.stdlib_module_names == set()


@pytest.mark.usefixtures("stamps")
def test_a_step_runs_once_for_the_same_sources(capsys: pytest.CaptureFixture[str]) -> None:
    made: list[str] = []
    for made_from in ("a", "a", "b", "b"):
        dev.once("step", made_from, "making it", lambda made_from=made_from: made.append(made_from))
    assert made == ["a", "b"]
    assert capsys.readouterr().out.count("> making it") == 2


def test_a_step_that_fails_leaves_no_stamp(stamps: Path) -> None:
    with pytest.raises(dev.Failed, match=r"ended with status 3\. Try again"):
        dev.once("step", "a", "making it", lambda: dev.must(*child("exit(3)"), fix="Try again."))
    assert not (stamps / "step").exists()


def test_a_digest_follows_contents_and_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    (tmp_path / "node_modules").mkdir()
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = dev.digest(tmp_path)
    os.utime(file, (0, 0))
    (tmp_path / "node_modules" / "left_out").write_text("")
    assert dev.digest(tmp_path) == before
    file.write_text("two")
    after = dev.digest(tmp_path)
    assert after != before
    file.rename(tmp_path / "b.txt")
    assert dev.digest(tmp_path) not in {before, after}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["prove", "nothing-like-it"], "no proof is called 'nothing-like-it'. Known: "),
        (["dance"], "invalid choice: 'dance'"),
    ],
)
def test_a_wrong_word_is_answered_with_the_known_ones(words: list[str], complaint: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode in {1, 2}
    assert complaint in done.stderr


def test_help_names_every_command_with_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        dev.main(["--help"])
    shown = capsys.readouterr().out
    for name, command in dev.COMMANDS.items():
        assert f"  {name:<8}{(command.__doc__ or '').strip()}" in shown


def test_every_gate_runs_a_program_that_is_there() -> None:
    programs = {gate.name: Path(gate.command[0]) for gate in dev.gates()}
    assert {"types", "house", "contracts", "lint", "format"} <= set(programs)
    assert [name for name, program in programs.items() if not program.is_file()] == []


def test_a_gate_keeps_its_output_and_its_status() -> None:
    gate = dev.Gate("sample", child("print('seen'); exit(4)"))
    kept, done, seconds = dev.judge(gate)
    assert (kept, done.returncode, done.stdout) == (gate, 4, "seen\n")
    assert seconds > 0


def test_ci_runs_check_and_then_test() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == ["python3 dev.py check", "python3 dev.py test"]


@pytest.mark.skipif(dev.WINDOWS, reason="Windows has no signal that a terminal sends")
def test_an_interrupted_command_ends_in_its_own_time() -> None:
    """Ctrl-C reaches both; the parent waits for the child, however long it tidies up."""
    tidy = (
        "import time\n"
        "try: print('up', flush=True); time.sleep(60)\n"
        "except KeyboardInterrupt: time.sleep(1); exit(7)"
    )
    parent = f"import sys, dev; sys.exit(dev.run({sys.executable!r}, '-c', {tidy!r}))"
    with subprocess.Popen(
        child(parent), cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 7


def child(code: str) -> list[str]:
    """The command line of a short Python program."""
    return [sys.executable, "-c", code]
