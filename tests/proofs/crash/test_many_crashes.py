"""A paper session is killed with SIGKILL at 2,000 random points of its journal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

if sys.platform == "win32":
    pytest.skip("Windows has neither fork nor SIGKILL", allow_module_level=True)

from tests.scenes import crash

POINTS = 2_000


@pytest.mark.timeout(1800)
def test_a_session_killed_at_2000_journal_points_is_the_session_nobody_killed(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    expected = crash.uncrashed()
    points, runs = 0, 0
    while points < POINTS:
        path = tmp_path / f"journal-{runs}.sqlite"
        points += crash.kill_often(path, rng, POINTS - points)
        runs += 1
        assert crash.recovered(path) == expected
        path.unlink()
