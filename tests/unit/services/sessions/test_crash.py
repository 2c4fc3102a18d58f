"""kill -9 at any point of the journal, start again: the same session, to the last bit."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

if sys.platform == "win32":
    pytest.skip("Windows has neither fork nor SIGKILL", allow_module_level=True)

from tests.scenes import crash, paper
from tradewright.adapters.clocks.system import SystemClock
from tradewright.adapters.stores.sqlite.journal import SqliteJournal
from tradewright.wire.events import SetSpeed

POINTS = 200
SPEED = 40_000.0
"""A day in about two seconds."""


def test_a_session_killed_at_200_journal_points_is_the_session_nobody_killed(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    expected = crash.uncrashed()
    assert len(expected["trades"]) > 10  # pyright: ignore[reportArgumentType]
    events = [json.loads(line)["event"] for line in cast("list[bytes]", expected["log"])]
    guarded = ["LIMIT_REACHED", "GUARDIAN_REARMED", "GUARDIAN_SET"]
    assert [one for one in events if one in guarded][:4] == ["GUARDIAN_SET", *guarded]
    points, runs = 0, 0
    while points < POINTS:
        path = tmp_path / f"journal-{runs}.sqlite"
        points += crash.kill_often(path, rng, POINTS - points)
        runs += 1
        assert crash.recovered(path) == expected


def test_a_running_session_killed_at_any_moment_goes_on_where_it_was(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    def run() -> None:
        journal = SqliteJournal(tmp_path / "journal.sqlite")
        session = paper.session(
            crash.FIRST, journal=journal, snapshot_every=60, clock=SystemClock()
        )
        session.command(SetSpeed(command_id="speed", speed=SPEED))
        asyncio.run(session.run())
        journal.close()

    kills = 0
    while kills < 12 and crash.killed(run, after_s=float(rng.uniform(0.05, 0.4))):
        kills += 1
    assert kills > 2
    assert not crash.killed(run)
    whole = paper.session(crash.FIRST)
    whole.command(SetSpeed(command_id="speed", speed=SPEED))
    paper.trade_on(whole, len(paper.minutes()))
    assert crash.recovered(tmp_path / "journal.sqlite") == crash.state(whole.books)
