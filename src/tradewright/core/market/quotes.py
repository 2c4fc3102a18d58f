"""Prices between the open and the close of a bar, for screens; the engine never trades on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.market.bar import Bar

# How far a price strays from the straight way, as a fraction of the bar's range.
_WOBBLE: Final = 0.18
_LEAST: Final = 4
_DECIMALS: Final = 10


def quotes(bar: Bar, n: int, tick: float) -> NDArray[np.float64]:
    """Bid prices of a bar on the path open, nearer extreme, farther extreme, close.

    Parameters
    ----------
    bar : the bar; the prices are a function of it alone.
    n : how many, >= 1. From 4 on the first is the open, the last the close and both extremes occur;
        3 leave out the nearer extreme, 2 both, 1 is the close.
    tick : least price step, > 0; prices in between are rounded to it.

    Returns
    -------
    (n,) float64, all within [low, high].
    """
    if n < _LEAST:
        return np.array([bar.open, _farther(bar), bar.close])[_few(n)]
    stops = _stops(bar, n)
    way = np.interp(np.arange(n), stops, _corners(bar))
    stray = (_noise(bar.ts, n) - 0.5) * 2.0 * _WOBBLE * (bar.high - bar.low)
    stray[stops] = 0.0
    # The second rounding takes away the binary noise of the product (1.1000000000000003).
    priced = np.round(np.round((way + stray) / tick) * tick, _DECIMALS)
    priced[stops] = _corners(bar)
    return np.clip(priced, bar.low, bar.high)


def _few(n: int) -> list[int]:
    if n < 1:
        message = f"n is {n}, expected at least 1 price"
        raise ValueError(message)
    return {1: [2], 2: [0, 2], 3: [0, 1, 2]}[n]


def _low_first(bar: Bar) -> bool:
    return bar.open - bar.low <= bar.high - bar.open


def _farther(bar: Bar) -> float:
    return bar.high if _low_first(bar) else bar.low


def _corners(bar: Bar) -> list[float]:
    near, far = (bar.low, bar.high) if _low_first(bar) else (bar.high, bar.low)
    return [bar.open, near, far, bar.close]


def _stops(bar: Bar, n: int) -> NDArray[np.int64]:
    """Index of each corner, spaced by the length of the way between them and at least one apart."""
    corners = np.array(_corners(bar))
    lengths = np.abs(np.diff(corners)) + (bar.high - bar.low) * 0.1 + 1e-12
    share = np.cumsum(lengths) / np.sum(lengths)
    second = min(max(round(float(share[0]) * (n - 1)), 1), n - 3)
    third = min(max(round(float(share[1]) * (n - 1)), second + 1), n - 2)
    return np.array([0, second, third, n - 1], np.int64)


def _noise(ts: int, n: int) -> NDArray[np.float64]:
    """Numbers in [0, 1), a hash of the bar's time and the place in it.

    Source: splitmix64, Steele, Lea, Flood (2014).
    """
    z = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z += np.uint64(ts & (2**63 - 1))
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (z ^ (z >> np.uint64(31))).astype(np.float64) / 2.0**64
