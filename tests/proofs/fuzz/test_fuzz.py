"""100,000 mutated documents: none crashes, none has a key that neither acts nor describes."""

from __future__ import annotations

import os
import sys
from typing import Final

import pytest

from tests.scenes.fuzzing import Tally, judge

DOCUMENTS: Final = int(os.environ.get("FUZZ_DOCUMENTS", "100000"))
FIRST: Final = int(os.environ.get("FUZZ_FIRST", "0"))
EVERY: Final = 2_000


@pytest.mark.timeout(14_400)
def test_every_document_is_read_in_time_and_no_key_is_ignored() -> None:
    tally = Tally()
    for number in range(FIRST, FIRST + DOCUMENTS):
        judge(number, tally)
        if (number + 1 - FIRST) % EVERY == 0:
            sys.stderr.write(f"{tally}\n")
    assert tally.faults == []
    assert tally.read == DOCUMENTS
    assert tally.accepted > DOCUMENTS // 20
