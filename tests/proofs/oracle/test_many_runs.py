"""The engine against the oracle on thousands of random runs of each kind."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import Final

import pytest

from tests.external.comparing import KINDS, agree

RUNS: Final = int(os.environ.get("ORACLE_RUNS", "2000"))
FIRST: Final = int(os.environ.get("ORACLE_FIRST", "0"))
EVERY: Final = 100


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_trades_as_the_oracle_says(kind: str) -> None:
    exits, reasons = Counter[str](), Counter[str]()
    for number in range(FIRST, FIRST + RUNS):
        run = agree(kind, number)
        exits.update(one["exit_reason"] for one in run.trades)
        reasons.update(run.reasons)
        done = number + 1 - FIRST
        if done % EVERY == 0:
            said = f"{exits.total():,} trades, {reasons.total():,} refusals"
            sys.stderr.write(f"{kind}: {done:,} of {RUNS:,} runs agree, {said}\n")
    assert len(exits) > 3, exits
