"""Checks of single rows and of their order; each says what is wrong, where, and the fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from tradewright.core.calendar import format_ts
from tradewright.services.data.hours import shortest_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tradewright.core.calendar import Timeframe

    Place = Callable[[int], str]
    Say = Callable[[int], str]

SHOWN: Final = 3
_OUTLIER_RANGES: Final = 25.0  # a spike is this many typical bar ranges ...
_OUTLIER_PART: Final = 0.02  # ... and at least this part of the price ...
_NEIGHBOURS: Final = 5  # ... beyond the median closes of so many bars before and after


class Columns(NamedTuple):
    """A history before it is checked, (n,) each: int64 nanoseconds UTC and float64 prices."""

    ts: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    spread: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of problem.

    Parameters
    ----------
    kind : what is wrong, in a few words.
    count : rows that have it.
    rows : the first of them, counted from 0.
    examples : the same rows, for a person: place, time and values.
    fix : what to do about it.
    """

    kind: str
    count: int
    rows: tuple[int, ...]
    examples: tuple[str, ...]
    fix: str

    def __str__(self) -> str:
        more = f"; and {self.count - len(self.rows):,} more" if self.count > len(self.rows) else ""
        return f"{self.kind}: {self.count:,} ({'; '.join(self.examples)}{more}). Fix: {self.fix}"


def order(columns: Columns, timeframe: Timeframe, place: Place) -> tuple[Finding, ...]:
    """Findings about time: rows that go back, repeat or overlap."""
    step = np.diff(columns.ts)
    ts = columns.ts

    def against(row: int) -> str:
        return f"after {format_ts(int(ts[row - 1]))}"

    checks = (
        ("time goes back", step < 0, "sort the rows by time, oldest first"),
        ("duplicate time", step == 0, "keep one row per time"),
        (
            f"bars overlap (closer than {timeframe})",
            (step > 0) & (step < shortest_step(timeframe)),
            "remove the rows that are off the grid, or name the right timeframe",
        ),
    )
    found = (
        _finding(kind, np.r_[False, mask], columns, place, against, fix)
        for kind, mask, fix in checks
    )
    return tuple(finding for finding in found if finding is not None)


def broken(columns: Columns, place: Place) -> tuple[Finding, ...]:
    """Findings about values that can be no bar."""
    o, h, low, c = columns.open, columns.high, columns.low, columns.close

    def prices(row: int) -> str:
        return f"open {o[row]:g}, high {h[row]:g}, low {low[row]:g}, close {c[row]:g}"

    finite = np.isfinite(o) & np.isfinite(h) & np.isfinite(low) & np.isfinite(c)
    positive = (o > 0) & (h > 0) & (low > 0) & (c > 0)
    sound = finite & positive
    inverted = sound & (h < low)
    outside = sound & ~inverted & ((np.maximum(o, c) > h) | (np.minimum(o, c) < low))
    wrong = "correct or remove these rows"
    checks = (
        ("price missing or not finite", ~finite, wrong),
        ("price not above zero", finite & ~positive, wrong),
        ("high below low", inverted, "check the order of the high and low columns; else " + wrong),
        ("open or close outside high and low", outside, wrong),
    )
    found = [_finding(kind, mask, columns, place, prices, fix) for kind, mask, fix in checks]
    found += [_volume(columns, place), _spread(columns, place)]
    return tuple(finding for finding in found if finding is not None)


def outliers(columns: Columns, place: Place) -> tuple[Finding, ...]:
    """Spikes: prices far from the bars before and from the bars after, as a wrong tick leaves them.

    A price that jumps and stays is no outlier, however far it jumps.
    """
    if columns.ts.size < 2:
        return ()
    typical = float(np.median(columns.high - columns.low))
    before = np.r_[columns.close[0], columns.close[:-1]]
    limit = np.maximum(_OUTLIER_RANGES * typical, _OUTLIER_PART * before)
    moved = np.maximum(columns.high - before, before - columns.low) > limit
    moved[0] = True
    rows = np.flatnonzero(moved)
    low, high = _around(columns.close, rows)
    far = np.maximum(columns.high[rows] - high, low - columns.low[rows]) > limit[rows]
    moved[rows[~far]] = False

    def spike(row: int) -> str:
        return f"high {columns.high[row]:g}, low {columns.low[row]:g}, before {before[row]:g}"

    fix = "correct the rows if they are wrong ticks, or accept them with the gaps: --accept-gaps"
    found = _finding("outlier", moved, columns, place, spike, fix)
    return () if found is None else (found,)


def _around(
    close: NDArray[np.float64], rows: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lower and the higher of the median closes before and after each row."""
    reach = np.arange(1, _NEIGHBOURS + 1)
    last = close.size - 1
    before = np.median(close[np.maximum(rows[:, None] - reach, 0)], axis=1)
    after = np.median(close[np.minimum(rows[:, None] + reach, last)], axis=1)
    before = np.where(rows == 0, after, before)
    after = np.where(rows == last, before, after)
    return np.minimum(before, after), np.maximum(before, after)


def _volume(columns: Columns, place: Place) -> Finding | None:
    def volume(row: int) -> str:
        return f"volume {columns.volume[row]:g}"

    bad = ~(columns.volume >= 0)
    return _finding("volume negative", bad, columns, place, volume, "correct or remove these rows")


def _spread(columns: Columns, place: Place) -> Finding | None:
    spread = columns.spread
    if spread is None:
        return None

    def points(row: int) -> str:
        return f"spread {spread[row]:g}"

    bad = ~((spread >= 0) & np.isfinite(spread))
    fix = "correct these rows; spreads are points, >= 0"
    found = _finding("spread missing or negative", bad, columns, place, points, fix)
    as_price = (spread > 0) & (spread < 1)
    if found is None and as_price.any() and bool(np.all(spread < 1)):
        fix = "convert the column to points (price difference / point), or drop it"
        return _finding("spread not in points", as_price, columns, place, points, fix)
    return found


def _finding(
    kind: str, mask: NDArray[np.bool_], columns: Columns, place: Place, say: Say, fix: str
) -> Finding | None:
    rows = np.flatnonzero(mask)
    if not rows.size:
        return None
    shown = [int(row) for row in rows[:SHOWN]]
    examples = tuple(
        f"{place(row)}, {format_ts(int(columns.ts[row]))}: {say(row)}" for row in shown
    )
    return Finding(kind=kind, count=int(rows.size), rows=tuple(shown), examples=examples, fix=fix)
