"""Stale kernels are the worst bug there is: an edited callee must be seen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tradewright.core.kernel import cache

SOURCE = Path(cache.__file__).parents[3]

FILL = """
from tradewright.core.kernel import rows
from tradewright.core.market.records import Feed, Terms
from tradewright.core.market.codes import SLIP_TICKS
from tradewright.core.venue import slip_ticks
terms = rows(Terms, 1)
terms[0].slip_kind, terms[0].slip_value = SLIP_TICKS, 2.5
print(slip_ticks(rows(Feed, 1)[0], terms[0], 0.0))
"""


def told(root: Path, kernels: Path) -> str:
    """What a new process of the package under `root` says of a slippage of 2.5 ticks."""
    done = subprocess.run(
        [sys.executable, "-c", FILL],
        env=os.environ | {"PYTHONPATH": str(root), "TRADEWRIGHT_CACHE_DIR": str(kernels)},
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        timeout=100,
    )
    return done.stdout.strip()


def test_an_edited_callee_in_another_file_is_seen(tmp_path: Path) -> None:
    root, kernels = tmp_path / "src", tmp_path / "cache"
    shutil.copytree(
        SOURCE / "tradewright",
        root / "tradewright",
        ignore=shutil.ignore_patterns("__pycache__", "static", "server", "adapters", "services"),
    )
    assert told(root, kernels) == "3"
    assert told(root, kernels) == "3"
    (first,) = (kernels / "kernels").iterdir()
    assert list(first.rglob("*.nbc"))

    callee = root / "tradewright" / "core" / "market" / "ticks.py"
    before = callee.read_text()
    after = before.replace("return ceil(ticks - NOISE)", "return ceil(ticks - NOISE) + 100")
    assert after != before
    callee.write_text(after)

    assert told(root, kernels) == "103"
    assert len([*(kernels / "kernels").iterdir()]) == 2


def test_the_fingerprint_names_every_source(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "deep" / "b.py").write_text("2")
    seen = {cache.fingerprint(tmp_path)}
    (tmp_path / "deep" / "b.py").write_text("3")
    seen.add(cache.fingerprint(tmp_path))
    (tmp_path / "deep" / "b.py").rename(tmp_path / "deep" / "c.py")
    seen.add(cache.fingerprint(tmp_path))
    assert len(seen) == 3
    (tmp_path / "notes.txt").write_text("no source")
    assert cache.fingerprint(tmp_path) in seen


def test_where_kernels_are_kept_can_be_chosen() -> None:
    asked = "from tradewright.core.kernel import cache; print(cache.directory())"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"TRADEWRIGHT_CACHE_DIR": "/somewhere"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == Path("/somewhere/kernels") / cache.fingerprint()


def test_interpreted_kernels_are_plain_functions() -> None:
    asked = (
        "from tradewright.core import kernel; from tradewright.core.market.ticks import nearest;"
        "import types; print(kernel.compiled, isinstance(nearest, types.FunctionType),"
        "nearest(2.5), kernel.direct(nearest, 2.5)(3.5))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "True", "3", "4"]
