"""Loading a document takes less than 20 ms of processor time, whatever example it is."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Final

import pytest

from tradewright.wire.strategy import load

EXAMPLES: Final = sorted((Path(__file__).parents[4] / "examples").glob("*.json"))
LONGEST: Final = 0.020
TIMES: Final = 15


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_loading_a_document_takes_less_than_20_ms(path: Path) -> None:
    load(path)
    took: list[float] = []
    for _ in range(TIMES):
        begin = time.thread_time()
        load(path)
        took.append(time.thread_time() - begin)
    assert median(took) < LONGEST
