"""How two symbols move together: Pearson's correlation of their returns, from rings of closes.

A ring keeps the closes of one feed at one timeframe, each under the number of its bucket: the
stretch of that timeframe, counted from 1970, in which the bar closed. The names to know: `Closes`,
`keep_close`, `correlation`, `p_value`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import Timeframe
from tradewright.core.kernel import Rows, inline, kernel
from tradewright.core.market.bonds import Ring

FEWEST: Final = 3
"""Points without which there is no correlation."""
BARS: Final = 100
"""Bars of the timeframe that are looked at, unless days are said."""
FRAMES: Final = 3
"""Timeframes that one rule may look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationRule:
    """When an entry is too much of what is open already.

    Parameters
    ----------
    most : the correlation, 0 to 1, above which two positions are the same bet.
    positions : >= 1; the entry conflicts where so many such positions of others are open.
    reduces : a conflict halves the size; else it refuses the entry.
    timeframes : of the returns, up to `FRAMES`, the largest correlation counting; () for the
        strategy's own.
    lookback_days : of the returns; None for `BARS` bars.
    least_points : fewer returns are no correlation, and refuse.
    update_hours : what closed since the last multiple of so many hours (UTC) is left out; 0 not.
    cautious : the correlation counts one standard error higher.
    symbols : of the positions that are looked at; () for all. A broker's suffix does not matter.
    by_currency : positions that add to the same side of one currency conflict likewise.
    """

    most: float = 0.7
    positions: int = 1
    reduces: bool = False
    timeframes: tuple[Timeframe, ...] = ()
    lookback_days: float | None = None
    least_points: int = 30
    update_hours: float = 0.0
    cautious: bool = False
    symbols: tuple[str, ...] = ()
    by_currency: bool = False


class Closes(NamedTuple):
    """All rings of a desk; their closes stand one ring after another."""

    rings: Rows[Ring]
    buckets: NDArray[np.int64]
    prices: NDArray[np.float64]


@inline
def keep_close(closes: Closes, feed: int, ends: int, price: float) -> None:
    """Keep the close of a feed's bar in its rings.

    Parameters
    ----------
    ends : when the bar closed, ns.
    """
    for k in range(len(closes.rings)):
        ring = closes.rings[k]
        if ring.feed == feed:
            bucket = (ends - 1) // ring.step_ns
            if ring.written == 0 or closes.buckets[place(ring, ring.written - 1)] != bucket:
                ring.written += 1
            at = place(ring, ring.written - 1)
            closes.buckets[at], closes.prices[at] = bucket, price


@inline
def place(ring: Ring, number: int) -> int:
    """Where close number `number` of a ring stands."""
    return ring.start + number % ring.room


@kernel
def ring_of(closes: Closes, feed: int, step_ns: int) -> int:
    """Number of a feed's ring at a timeframe; -1 where there is none."""
    for k in range(len(closes.rings)):
        if closes.rings[k].feed == feed and closes.rings[k].step_ns == step_ns:
            return k
    return -1


@kernel
def correlation(closes: Closes, one: int, other: int, until: int, points: int) -> tuple[float, int]:
    """Pearson's r of the log returns of two rings, and of how many returns.

    Parameters
    ----------
    one, other : numbers of rings of one timeframe.
    until : ns; of each ring the last buckets that end by then, one more than `points`, are looked
        at. A return is taken between neighbours of those that both have, from the last one back.
    points : returns at the most.

    Returns
    -------
    r : nan for fewer than `FEWEST` returns, or where one of the two never moved.

    Notes
    -----
    Sums of squares about the mean are carried on as Welford (1962) does.
    """
    a, b = closes.rings[one], closes.rings[other]
    i, j = _newest(closes, a, until), _newest(closes, b, until)
    first, begin = max(i - points, a.written - a.room, 0), max(j - points, b.written - b.room, 0)
    n, last_x, last_y = 0, 0.0, 0.0
    mean_x = mean_y = square_x = square_y = product = 0.0
    while i >= first and j >= begin:
        p, q = place(a, i), place(b, j)
        bucket = closes.buckets[p]
        i, j = i - (bucket >= closes.buckets[q]), j - (bucket <= closes.buckets[q])
        x, y = closes.prices[p], closes.prices[q]
        if bucket != closes.buckets[q] or not (x > 0.0 and y > 0.0):
            continue
        if last_x > 0.0:
            n += 1
            dx, dy = math.log(last_x / x) - mean_x, math.log(last_y / y) - mean_y
            mean_x, mean_y = mean_x + dx / n, mean_y + dy / n
            square_x += dx * dx * (n - 1) / n
            square_y += dy * dy * (n - 1) / n
            product += dx * dy * (n - 1) / n
        last_x, last_y = x, y
    if n < FEWEST or square_x <= 0.0 or square_y <= 0.0:
        return np.nan, n
    return min(max(product / math.sqrt(square_x * square_y), -1.0), 1.0), n


@inline
def _newest(closes: Closes, ring: Ring, until: int) -> int:
    """Number of the last close whose bucket ends by `until`; -1 where the ring holds none."""
    k = ring.written - 1
    oldest = max(ring.written - ring.room, 0)
    while k >= oldest and (closes.buckets[place(ring, k)] + 1) * ring.step_ns > until:
        k -= 1
    if k < oldest:
        return -1
    return k


@inline
def further(r: float, n: int) -> float:
    """The correlation one standard error further from 0: what it may well be, given `n` points.

    Notes
    -----
    tanh(atanh(r) +- 1 / sqrt(n - 3)). Source: Fisher (1921).
    """
    if n <= FEWEST or abs(r) >= 1.0:
        return 1.0 if r > 0.0 else -1.0
    error = 1.0 / math.sqrt(n - 3.0)
    return math.tanh(math.atanh(r) + (error if r > 0.0 else -error))


def p_value(r: float, n: int) -> float:
    """How often a correlation at least as large comes of two series that have none; 0 to 1.

    Parameters
    ----------
    n : points.

    Notes
    -----
    Two-sided, by Student's t with n - 2 degrees of freedom: the incomplete beta function
    I(1 - r^2; (n - 2) / 2, 1 / 2). Source: Abramowitz and Stegun (1964), 26.7 and 26.5.
    """
    if math.isnan(r) or n < FEWEST:
        return math.nan
    x = 1.0 - r * r
    if x <= 0.0:
        return 0.0
    return _incomplete_beta(x, (n - 2) / 2.0, 0.5)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction where that converges."""
    if x >= 1.0:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    total = d
    for m in range(1, 400):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / (1.0 + term * d)
            c = 1.0 + term / c
            total *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return total
