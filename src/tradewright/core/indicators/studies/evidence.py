"""What speaks for each regime, bar by bar: trend, range, volatility, a break out of the channel."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from tradewright.core.indicators.studies.study import Values
from tradewright.core.kernel import inline

# Reciprocals: of many bars, products cost a fraction of what quotients do.
PER_ADX: Final = 1.0 / 50.0
PER_RATIO: Final = 1.0 / 0.6
PER_RANK: Final = 1.0 / 0.4
HIGH_RANK: Final = 0.6
LOW_RANK: Final = 0.4
FULL_BREAK: Final = 3.0
"""A true range of so many ATRs is all the force that a break can have."""
MOST_RANKED: Final = 500
"""ATRs that one is ranked among; of a longer stretch every so many-th is kept."""


class Break(NamedTuple):
    """The last close beyond the channel."""

    side: float  # 1 up, -1 down, 0 none yet
    level: float  # the price that was broken
    age: float  # bars since
    began: float  # the force it had then, 0 to 1
    force: float  # what is left of it


class Ranks(NamedTuple):
    """The ATRs that are kept for the rank of the next one."""

    known: float  # how many were kept so far
    place: float  # where the next one goes
    skipped: float  # how many more are passed over before


class Scores(NamedTuple):
    """What speaks for each regime, 0 to 1, in the order of their numbers."""

    up: float
    down: float
    ranging: float
    volatile: float
    quiet: float
    breakout: float


def stride(ranked: int) -> int:
    """Of how many ATRs one is kept, for a rank among the last `ranked` ones."""
    return (ranked + MOST_RANKED - 1) // MOST_RANKED


def kept(ranked: int) -> int:
    """How many ATRs are kept for that."""
    return ranked // stride(ranked)


@inline
def clipped(value: float) -> float:
    """The value, at least 0 and at most 1."""
    return min(max(value, 0.0), 1.0)


@inline
def trending(adx: float, ratio: float, change: float, threshold: float) -> float:
    """How strong the trend is, 0 to 1."""
    total = clipped(adx * PER_ADX) + clipped(ratio * PER_RATIO)
    if threshold == 0.0:
        return total / 2.0
    return (total + clipped(abs(change) / (2.0 * threshold))) / 3.0


@inline
def ranging(adx: float, ratio: float, width: float, full: float) -> float:
    """How much the market goes sideways, 0 to 1.

    Parameters
    ----------
    width, full : of the channel, and twice the threshold, as prices; `full` 0 leaves both out.
    """
    total = 2.0 - clipped(adx * PER_ADX) - clipped(ratio * PER_RATIO)
    if full == 0.0:
        return total / 2.0
    return (total + clipped(1.0 - width / full)) / 3.0


@inline
def volatile(rank: float, size: float, threshold: float) -> float:
    """How volatile the market is, 0 to 1.

    Parameters
    ----------
    size, threshold : of the ATR, as prices; a threshold of 0 leaves both out.
    """
    high = clipped((rank - HIGH_RANK) * PER_RANK)
    if threshold == 0.0:
        return high
    return (high + clipped(size / (2.0 * threshold))) / 2.0


@inline
def quiet(rank: float, size: float, threshold: float) -> float:
    """How quiet the market is, 0 to 1; the numbers of `volatile`."""
    low = clipped((LOW_RANK - rank) * PER_RANK)
    if threshold == 0.0:
        return low
    return (low + clipped(1.0 - size / threshold)) / 2.0


@inline
def aged(last: Break, close: float, fade: float) -> Break:
    """A break one bar later: it fades, and is gone once a bar closes back across its level.

    Parameters
    ----------
    fade : of the force that it began with, what it loses at each bar.
    """
    age = last.age + 1.0
    force = last.began * clipped(1.0 - age * fade)
    if (close - last.level) * last.side <= 0.0:
        force = 0.0
    return Break(last.side, last.level, age, force if force == 0.0 else last.began, force)


@inline
def broken(last: Break, side: float, level: float, ranges: float) -> Break:
    """The break that counts when a bar closes beyond the channel: the new one if it has more force.

    Parameters
    ----------
    ranges : the bar's true range in ATRs of the bar before; nan where that is not known.
    """
    force = clipped(ranges / FULL_BREAK)
    if force >= last.force:
        return Break(side, level, 0.0, force, force)
    return last


@inline
def rank_of(ring: Values, ranks: Ranks, atr: float, share: float) -> float:
    """Share of the ATRs kept that are below this one, 0 to 1; nan while they are too few.

    Parameters
    ----------
    share : of each of them.
    """
    below = 0
    for j in range(ring.size):
        below += 1 if ring[j] < atr else 0
    return below * share if ranks.known >= ring.size and atr == atr else np.nan


@inline
def keep(ring: Values, ranks: Ranks, atr: float, step: float) -> Ranks:
    """Keep the ATR, if it is its turn and it is known."""
    if atr != atr:
        return ranks
    if ranks.skipped > 0.0:
        return Ranks(ranks.known, ranks.place, ranks.skipped - 1.0)
    ring[int(ranks.place)] = atr
    place = ranks.place + 1.0
    return Ranks(ranks.known + 1.0, 0.0 if place >= ring.size else place, step - 1.0)
