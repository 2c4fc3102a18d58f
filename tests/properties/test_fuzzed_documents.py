"""The first documents of `dev.py prove fuzz`, and that its search finds what it looks for."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Final

import pytest

from tests.house.conforming import BASE
from tests.scenes.fuzzing import Tally, judge
from tests.scenes.idle_keys import idle
from tests.scenes.mutants import bases, mutant
from tradewright.wire.strategy import Examination, examine

DOCUMENTS: Final = 2_000


@pytest.mark.timeout(600)
def test_mutated_documents_are_read_in_time_and_no_key_is_ignored() -> None:
    tally = Tally()
    for number in range(DOCUMENTS):
        judge(number, tally)
    assert tally.faults == []
    assert tally.read == DOCUMENTS
    assert tally.accepted > DOCUMENTS // 20


def test_a_number_makes_the_same_document_again() -> None:
    before = repr(bases())
    told = [examine(mutant(n)).problems for n in range(200)]
    assert told == [examine(mutant(n)).problems for n in range(200)]
    assert repr(bases()) == before


def test_a_key_without_effect_that_is_told_of_by_nobody_is_found() -> None:
    document = deepcopy(BASE)
    document["rules"]["exit"]["smartExit"] = {"stopLoss": {"type": "pips", "value": 15}}
    seen = examine(document)
    assert idle(document, seen) == []
    assert idle(document, untold(seen)) == ["rules.exit.stopLoss"]


def test_a_key_that_acts_is_not_accused() -> None:
    assert idle(BASE, untold(examine(BASE))) == []


def untold(seen: Examination) -> Examination:
    return replace(seen, notes=())
