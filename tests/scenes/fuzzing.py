"""One mutated document after the other: read in time, refused with a place and a fix, or used."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.scenes.idle_keys import idle
from tests.scenes.mutants import mutant
from tradewright.wire.strategy import Examination, dump, examine
from tradewright.wire.strategy.problems import Problem

LONGEST: Final = 0.25
"""Seconds of processor time that reading any document may take."""


@dataclass(slots=True)
class Tally:
    """What became of the documents."""

    read: int = 0
    accepted: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list[str])
    known: set[str] = field(default_factory=set[str])

    def __str__(self) -> str:
        slow = f"{self.slowest * 1e3:.0f} ms at most"
        return f"{self.read:,} read, {self.accepted:,} accepted, {len(self.faults)} faults, {slow}"


def judge(number: int, tally: Tally) -> None:
    """Read the document of a number, and record what is wrong with how it was read."""
    document = mutant(number)
    begin = time.thread_time()
    try:
        seen = examine(document)
    except Exception as error:  # noqa: BLE001  that nothing is raised is what is proved
        tally.faults.append(f"{number}: {error!r}")
        return
    tally.read += 1
    took = time.thread_time() - begin
    tally.slowest = max(tally.slowest, took)
    tally.faults += [f"{number}: {fault}" for fault in _faults(document, seen, tally.known)]
    if took > LONGEST:
        tally.faults.append(f"{number}: took {took:.3f} s")
    tally.accepted += seen.strategy is not None


def _faults(document: object, seen: Examination, known: set[str]) -> Iterable[str]:
    if (seen.strategy is None) != bool(seen.problems):
        yield "neither a strategy nor a problem"
    for problem in seen.problems:
        if not problem.message or not problem.fix or not (problem.path or _whole(problem)):
            yield f"a problem without place, words or fix: {problem!r}"
    if seen.strategy is not None:
        if examine(dump(seen.strategy)).strategy != seen.strategy:
            yield "what it means does not read back"
        yield from (f"{key} neither acts nor describes" for key in idle(document, seen, known))


def _whole(problem: Problem) -> bool:
    """Whether a problem is about the document as a whole, so that there is no path to it."""
    return "is not an object" in problem.message or "nests deeper" in problem.message
