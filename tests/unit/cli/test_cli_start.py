import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
from typer import Option, Typer

from tests.unit.cli.desk_files import command, spawn, strategy, write_json, write_prices
from tradewright.cli import kernels
from tradewright.cli.grouping import grouped

HEAVY = (
    "numpy",
    "numba",
    "talib",
    "polars",
    "pandas",
    "fastapi",
    "pydantic_settings",
    "sqlalchemy",
)
HELP_SECONDS = 0.3


def test_help_imports_nothing_heavy() -> None:
    code = f"""
import sys
from tradewright.cli.program import run
run(["--help"])
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "backtest" in done.stdout


@pytest.mark.skipif("sys.platform == 'win32'")
def test_help_takes_less_than_a_third_of_a_second(tmp_path: Path) -> None:
    # Processor time, so that a busy machine does not count; bytecode as any user has it.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    taken: list[float] = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command("--help"), env=environment, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(taken) < HELP_SECONDS, taken


@pytest.mark.timeout(400)
def test_after_warm_nothing_is_left_to_compile(tmp_path: Path) -> None:
    cache = {"TRADEWRIGHT_CACHE_DIR": str(tmp_path / "cache")}
    said = spawn("warm", **cache)
    assert said.code == 0
    assert "Ready after" in said.out
    compiled = files(tmp_path / "cache")
    assert len(compiled) > 50
    prices = write_prices(tmp_path)
    path = write_json(tmp_path / "cross.json", strategy())
    for words in (
        ("backtest", path, "--data", prices, "--html", tmp_path / "out.html", "--spread-pips", "1"),
        ("explain", path, "--data", prices, "--at", "2026-01-06T10:00Z"),
        ("paper", path, "--feed", f"replay:{prices}"),
    ):
        done = spawn(*words, **cache)
        assert (done.code, done.err) == (0, "")  # no note about a first run either
    assert files(tmp_path / "cache") == compiled
    assert "Checking" in spawn("warm", **cache).out


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_old_caches_are_cleared_but_the_youngest(tmp_path: Path) -> None:
    own = tmp_path / "kernels" / "own"
    for k, name in enumerate(["own", *(f"old{k}" for k in range(7))]):
        folder = own.with_name(name)
        folder.mkdir(parents=True)
        (folder / "kernel.nbc").write_bytes(b"x" * 100)
        os.utime(folder, (1000 - k, 1000 - k))
    cleared = kernels.clear_old(own)
    assert cleared == kernels.Cleared(caches=3, size=300)
    left = sorted(path.name for path in own.parent.iterdir())
    assert left == ["old0", "old1", "old2", "old3", "own"]


def test_python_m_tradewright_is_the_program() -> None:
    assert spawn("--version").out.startswith("tradewright ")


@dataclass(frozen=True, kw_only=True)
class Size:
    """Two options of a group."""

    lots: Annotated[float, Option("--lots")]
    name: Annotated[str, Option("--name")] = "none"


def test_a_group_of_options_arrives_as_one_value() -> None:
    seen: list[object] = []

    def order(size: Size, *, loud: Annotated[bool, Option("--loud")] = False) -> None:
        seen.extend([size, loud])

    app = Typer()
    app.command()(grouped(order))
    app(["--lots", "0.5", "--loud"], standalone_mode=False)
    assert seen == [Size(lots=0.5), True]
