"""The kernels give the same bits whether they are compiled or run by the interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.scenes.recital import recital
from tradewright.core import kernel

ROOT = Path(__file__).parents[2]


def test_the_same_run_interpreted_says_the_same() -> None:
    assert kernel.compiled
    told = subprocess.run(
        [sys.executable, "-m", "tests.scenes.recital"],
        cwd=ROOT,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    how, _, what = told.stdout.partition("\n")
    assert how == "compiled: False"
    here = recital()
    alone, together = map(int, here.split("\n", 1)[0].split())
    assert alone > 20
    assert together > 20
    assert what.rstrip("\n") == here
