"""Where a history is cut, and what else could have come after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.market import Bars

FEWEST: Final = 3
"""Bars that a cut leaves at least."""
FAR: Final = 2_000
"""Bars of another future."""
STEEPER: Final = 1.5
"""How much larger its moves are than those that came."""


def cut_points(
    bars: Bars, ends: NDArray[np.int64], count: int, seed: int, first: int = 0
) -> tuple[int, ...]:
    """How many bars are known at each cut, ascending: half at signals, the rest anywhere.

    Parameters
    ----------
    ends : close instants of the bars that signalled, ns UTC.
    count : cuts, where there are bars enough.
    seed : of the choice.
    first : bars that every cut keeps.
    """
    chance = np.random.default_rng(seed)
    least, most = max(FEWEST, first), len(bars) - 1
    at_signals = np.unique(np.searchsorted(bars.ts, ends, side="left"))
    at_signals = at_signals[(at_signals >= least) & (at_signals <= most)]
    chosen = set(_some(chance, at_signals, (count + 1) // 2))
    anywhere = np.setdiff1d(np.arange(least, most + 1), list(chosen))
    chosen |= set(_some(chance, anywhere, count - len(chosen)))
    return tuple(sorted(chosen))


def other_future(bars: Bars, known: int) -> Bars:
    """The same bars up to a cut; then what came is turned upside down and made larger.

    Notes
    -----
    price' = c (c / price)^STEEPER with c the last known close, so that what rose falls.
    """
    end = min(known + FAR, len(bars))
    past, future = bars[:known], bars[known:end]
    last = float(bars.close[known - 1])
    turned = {
        name: np.r_[getattr(past, name), last * (last / getattr(future, source)) ** STEEPER]
        for name, source in (("open", "open"), ("high", "low"), ("low", "high"), ("close", "close"))
    }
    volume = np.r_[past.volume, 3.0 * future.volume + 1.0]
    return replace(bars[:end], **turned, volume=volume)


def _some(chance: np.random.Generator, among: NDArray[np.int64], count: int) -> tuple[int, ...]:
    size = min(count, among.size)
    if size <= 0:
        return ()
    return tuple(int(one) for one in chance.choice(among, size, replace=False))
