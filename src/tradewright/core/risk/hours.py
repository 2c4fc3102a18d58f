"""The session gate: windows of local time over the zones' transition tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import in_session
from tradewright.core.kernel import Rows, f8, i8, kernel


class Window:
    """One session: its local hours, and where its zone's table stands in `Hours.at`."""

    zone_from: i8
    zone_to: i8
    opens: i8  # ns after local midnight
    closes: i8
    factor: f8  # of a position opened in it; 0 for none


class Hours(NamedTuple):
    """All windows of a desk and the tables of their zones, and the spans of news, end to end."""

    windows: Rows[Window]
    at: NDArray[np.int64]
    offset: NDArray[np.int64]
    begins: NDArray[np.int64]  # ns UTC; found by `Terms.blackout_from` and `Terms.fresh_from`
    ends: NDArray[np.int64]  # half-open


@kernel
def hours_factor(hours: Hours, first: int, count: int, ts: int) -> float:
    """Size factor at `ts`: the largest of the open ones among `count` windows from `first` on.

    Negative outside of all; without windows 1 at any time.
    """
    if count == 0:
        return 1.0
    factor = -1.0
    for k in range(first, first + count):
        window = hours.windows[k]
        at = hours.at[window.zone_from : window.zone_to]
        offset = hours.offset[window.zone_from : window.zone_to]
        if in_session(at, offset, ts, window.opens, window.closes):
            factor = max(factor, window.factor)
    return factor
