"""Symbols that move together, as much as one wants."""

from __future__ import annotations

import numpy as np

from tests.scenes.desks import OPENS
from tradewright.core.calendar import MINUTE, Timeframe
from tradewright.core.market import Bars


def market(symbol: str, price: float, tie: float, says: dict[int, int], n: int = 160) -> Bars:
    """A walk of which so much is the walk that all share; the volume speaks on some bars."""
    common = np.random.default_rng(7).normal(0, 1e-4, n)
    own = np.random.default_rng(len(symbol) + int(price * 100)).normal(0, 1e-4, n)
    close = np.round(price * np.exp(np.cumsum(tie * common + (1 - abs(tie)) * own)), 5)
    opened = np.r_[price, close[:-1]]
    volume = np.zeros(n)
    for bar, bits in says.items():
        volume[bar] = bits
    return Bars(
        symbol=symbol,
        timeframe=Timeframe.M1,
        ts=OPENS + np.arange(n, dtype=np.int64) * MINUTE,
        open=opened,
        high=np.maximum(opened, close) + 1e-5,
        low=np.minimum(opened, close) - 1e-5,
        close=close,
        volume=volume,
    )
