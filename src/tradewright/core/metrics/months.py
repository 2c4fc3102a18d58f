"""Returns by calendar month."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tradewright.core.calendar import DAY, parse_ts
from tradewright.core.calendar.civil import civil_from_days

if TYPE_CHECKING:
    from tradewright.core.metrics.run import Run


class Month(NamedTuple):
    """A month of the run: profit in account currency, and as per cent of the equity before it."""

    year: int
    month: int
    profit: float
    return_percent: float | None

    @property
    def name(self) -> str:
        """The month as "2017-06"."""
        return f"{self.year:04d}-{self.month:02d}"


def monthly(run: Run) -> tuple[Month, ...]:
    """Profit and return of every calendar month (UTC) from the first point to the last.

    Notes
    -----
    return = last equity of the month / last equity before it - 1; the first month begins with the
    cash. A month without a point has no profit. None where the equity before it was not above 0.
    """
    if run.ts.size == 0:
        return ()
    first = _month(int(run.ts[0]))
    count = _month(int(run.ts[-1])) - first + 1
    starts = np.array([_start(first + i + 1) for i in range(count)], np.int64)
    last = np.searchsorted(run.ts, starts) - 1
    ends = run.equity[np.maximum(last, 0)].tolist()
    found: list[Month] = []
    before = run.cash
    for i, after in enumerate(ends):
        gain = (after / before - 1) * 100 if before > 0 else None
        year, month = divmod(first + i, 12)
        found.append(Month(year, month + 1, after - before, gain))
        before = after
    return tuple(found)


def _month(ts: int) -> int:
    year, month, _ = civil_from_days(ts // DAY)
    return year * 12 + month - 1


def _start(months: int) -> int:
    return parse_ts(f"{months // 12:04d}-{months % 12 + 1:02d}-01")
