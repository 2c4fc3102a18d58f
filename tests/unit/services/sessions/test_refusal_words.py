"""Every reason is explained, in a scene in which it really refuses, with its numbers."""

from __future__ import annotations

import pytest

from tests.scenes import refused
from tests.scenes.refused_times import TIMED
from tradewright.core.market import Reason
from tradewright.services.sessions.refusal_words import Refusal, refusal_detail

SCENES = {**refused.SCENES, **TIMED}
REASONS = [reason for reason in Reason if reason is not Reason.NONE]


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.name)
def test_every_reason_is_explained_where_it_refuses(reason: Reason) -> None:
    scene = SCENES.get(reason)
    assert scene is not None, (
        f"{reason.name} has no scene: add one to tests/scenes/refused.py in which it refuses, with "
        "the numbers that services/sessions/refusal_words.py (or signal_words.py) says of it"
    )
    desk, note = scene.play(reason)
    assert note is not None, (
        f"the scene of {reason.name} in tests/scenes/refused.py no longer makes it refuse"
    )
    strategy = scene.strategies[-1]
    (bars,) = (one for one in scene.bars if one.symbol == strategy.symbol)
    seen = bars[: int(bars.ts.searchsorted(note.ts))]
    told = refusal_detail(desk, strategy, Refusal.of(note), note.ts, seen)
    assert told == scene.says
    assert reason.sentence


def test_only_what_a_person_did_has_no_numbers() -> None:
    silent = {reason for reason, scene in SCENES.items() if scene.says is None}
    assert silent == {Reason.CONFLICTING_SIGNALS, Reason.KILL_SWITCH, Reason.STRATEGY_PAUSED}
