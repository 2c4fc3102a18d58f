"""The facts part of the oracle: instruments, ticks, roundings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

NOISE: Final = 1e-6
"""Absorbs the binary noise of decimal halves and wholes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one symbol's numbers mean; `inverse`: the account is in the base currency."""

    tick: float
    pip: float
    contract: float
    inverse: bool = False
    volume_step: float = 0.01
    volume_max: float = 100.0
    margin_rate: float = 0.01


FACTS: Final = {
    "EURUSD": Facts(0.00001, 0.0001, 100_000.0),
    "GBPUSD": Facts(0.00001, 0.0001, 100_000.0),
    "USDJPY": Facts(0.001, 0.01, 100_000.0, inverse=True),
    "XAUUSD": Facts(0.01, 0.1, 100.0),
}


def nearest(x: float) -> int:
    """Whole number next to `x`, halves away from zero (prices are positive)."""
    return math.floor(x + 0.5 + NOISE)


def down(x: float) -> int:
    """Whole number at or below `x`."""
    return math.floor(x + NOISE)


def up(x: float) -> int:
    """Whole number at or above `x`."""
    return math.ceil(x - NOISE)
