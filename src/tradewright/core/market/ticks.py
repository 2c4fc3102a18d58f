"""Prices as whole ticks: the three ways to round."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from tradewright.core.kernel import inline

NOISE: Final = 1e-6
"""Ticks; a decimal half such as 1.000005 may be a hair less in binary and counts as a half."""


@inline
def nearest(ticks: float) -> int:
    """Nearest whole tick, halves away from zero; for prices, which are positive."""
    return floor(ticks + 0.5 + NOISE)


@inline
def down(ticks: float) -> int:
    """The whole tick at or below."""
    return floor(ticks + NOISE)


@inline
def up(ticks: float) -> int:
    """The whole tick at or above."""
    return ceil(ticks - NOISE)


@inline
def against(side: int, ticks: float) -> int:
    """A stop level rounded so that it is worse for the trader: down for a long, up for a short."""
    if side > 0:
        return down(ticks)
    return up(ticks)
