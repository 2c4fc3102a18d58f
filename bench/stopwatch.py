"""Timing by turns: each contestant once a round, so that noise falls on all of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def best(contestants: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest run of each, seconds; one run before the first is not counted."""
    for run in contestants.values():
        run()
    shortest = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, run in contestants.items():
            begin = time.perf_counter()
            run()
            shortest[name] = min(shortest[name], time.perf_counter() - begin)
    return shortest
