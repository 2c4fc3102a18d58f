"""The equity curve in one pass: drawdown and the moments of its returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import f8, i8, kernel, rows

if TYPE_CHECKING:
    from tradewright.core.metrics.run import Run


class Curve:
    """What one pass over an equity curve finds. All zeros means no points.

    `drawdown` is the largest fall below the highest point so far, money; `drawdown_part` the
    largest such fall as a part of that point, 0..1 and above when equity went below zero;
    `underwater_ns` the longest time from a high until it was reached again, or to the end. Of the
    `count` returns from point to point, `centre` is the mean, `spread` the sum of squared
    deviations from it and `below` the sum of squared losses; they stay zero when the equity was
    not above zero somewhere, and `ruined` is 1 then.
    """

    drawdown: f8
    drawdown_part: f8
    underwater_ns: i8
    centre: f8
    spread: f8
    below: f8
    count: i8
    ruined: i8


@kernel
def _drawdown(
    curve: Curve, ts: NDArray[np.int64], equity: NDArray[np.float64], cash: float
) -> None:
    peak = cash
    peak_ts = ts[0]
    under = False
    deepest = part = 0.0
    longest = 0
    for i in range(equity.size):
        value = equity[i]
        if value >= peak:
            if under:
                longest = max(longest, ts[i] - peak_ts)
            peak, peak_ts, under = value, ts[i], False
        else:
            under = True
            deepest = max(deepest, peak - value)
            # A division only where there is a new maximum: it is most of the time otherwise.
            if peak - value > part * peak:
                part = (peak - value) / peak
    if under:
        longest = max(longest, ts[equity.size - 1] - peak_ts)
    curve.drawdown, curve.drawdown_part, curve.underwater_ns = deepest, part, longest


@kernel
def _returns(curve: Curve, equity: NDArray[np.float64]) -> None:
    # Two passes over the returns: sums of squares about zero would cancel for a steady curve.
    total = below = spread = 0.0
    for i in range(1, equity.size):
        gain = equity[i] / equity[i - 1] - 1.0
        total += gain
        below += min(gain, 0.0) ** 2
    count = equity.size - 1
    centre = total / max(count, 1)
    for i in range(1, equity.size):
        spread += (equity[i] / equity[i - 1] - 1.0 - centre) ** 2
    curve.centre, curve.spread, curve.below, curve.count = centre, spread, below, count


def measure(run: Run) -> Curve:
    """Drawdown and moments of the returns of an equity curve.

    Parameters
    ----------
    run : its `ts`, `equity` and `cash`; the first high is the cash it began with.

    Notes
    -----
    About 5 ms for 1,000,000 points.
    """
    found = rows(Curve, 1)[0]
    if run.equity.size:
        _drawdown(found, run.ts, run.equity, run.cash)
        found.ruined = int(run.equity.min() <= 0)
        if not found.ruined:
            _returns(found, run.equity)
    return found
