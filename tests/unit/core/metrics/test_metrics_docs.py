"""The reference page of metrics lists every statistic under the name it has in JSON."""

from pathlib import Path

import numpy as np
import pytest

from tradewright.core.metrics import Run, summarise

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "metrics.md").read_text("utf-8")
NOTHING = np.empty(0)
NO_TIMES = np.empty(0, np.int64)
EMPTY = Run(
    ts=NO_TIMES,
    equity=NOTHING,
    cash=1.0,
    pnl=NOTHING,
    r_multiple=NOTHING,
    entry_ts=NO_TIMES,
    exit_ts=NO_TIMES,
    side=NO_TIMES,
    commission=NOTHING,
    swap=NOTHING,
)


@pytest.mark.parametrize("key", summarise(EMPTY).as_dict())
def test_every_statistic_is_listed(key: str) -> None:
    assert f"`{key}`" in PAGE
