"""The same rules written by hand as one flat compiled loop each: what a machine can do at best.

Both fill by the execution model for these rules alone, on floats, and keep the trade list and the
equity curve. They are written straight on Numba, as somebody would who needs nothing else; being
one long flat function is their point.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, cast

import numba
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Column = NDArray[np.float64]
_njit = cast("Callable[..., Callable[[object], object]]", numba.njit)


def _turn(fast: float, slow: float, fast_now: float, slow_now: float) -> int:
    """+1 where the fast average crosses above the slow one, -1 below, else 0."""
    if fast <= slow and fast_now > slow_now:
        return 1
    if fast >= slow and fast_now < slow_now:
        return -1
    return 0


def _leg(opened: float, low: float, high: float, close: float, leg: int) -> float:
    """The points of a bar in the order a long position fears: open, low, high, close."""
    if leg == 0:
        return opened
    if leg == 1:
        return low
    return high if leg == 2 else close


# Numbers, not columns: numba would count references to columns at every call.
turn = cast("Callable[[float, float, float, float], int]", _njit(nogil=True)(_turn))
point_of = cast("Callable[[float, float, float, float, int], float]", _njit(nogil=True)(_leg))


def _ema_cross(
    prices: tuple[Column, Column, Column, Column],
    averages: tuple[Column, Column],
    trades: Column,
    equity: Column,
) -> int:
    """Number of trades of an EMA cross with stop 0.2 % and target 0.4 % from the signal's close.

    `trades` is (rows, 5): entry bar, entry, exit bar, exit, profit.
    """
    opened, high, low, close = prices
    fast, slow = averages
    balance, units = 1_000_000.0, 10_000.0
    entry = stop = target = 0.0
    began = count = signal = 0
    for i in range(close.size):
        left = 0.0
        if entry > 0.0:
            if opened[i] <= stop or opened[i] >= target or signal < 0:
                left = opened[i]
        elif signal > 0:
            entry, began = opened[i], i
            stop = floor(close[i - 1] * 0.998 * 1e5) / 1e5
            target = floor(close[i - 1] * 1.004 * 1e5 + 0.5) / 1e5
        if entry > 0.0 and left == 0.0:
            if low[i] <= stop:
                left = stop
            elif high[i] >= target:
                left = target
        if left > 0.0:
            profit = (left - entry) * units
            balance += profit
            trades[count, 0], trades[count, 1] = began, entry
            trades[count, 2], trades[count, 3], trades[count, 4] = i, left, profit
            count += 1
            entry = 0.0
        signal = turn(fast[i - 1], slow[i - 1], fast[i], slow[i]) if i > 0 else 0
        equity[i] = balance
        if entry > 0.0:
            equity[i] += (close[i] - entry) * units
    return count


def _rich(
    prices: tuple[Column, Column, Column, Column],
    columns: tuple[Column, Column, Column],
    trades: Column,
    equity: Column,
) -> int:
    """Number of trades with ATR stop, R:R target, trailing, breakeven, commission, risk sizing."""
    opened, high, low, close = prices
    fast, slow, atr = columns
    balance = 1_000_000.0
    entry = stop = target = risk = lots = 0.0
    began = count = signal = 0
    evened = False
    for i in range(close.size):
        left = 0.0
        if entry > 0.0 and (opened[i] <= stop or opened[i] >= target or signal < 0):
            left = opened[i]
        elif entry == 0.0 and signal > 0 and atr[i - 1] > 0.0:
            entry, began, evened = opened[i], i, False
            stop = floor((entry - 3.0 * atr[i - 1]) * 1e5 + 1e-6) / 1e5
            risk = entry - stop
            target = floor((entry + 3.0 * risk) * 1e5 + 0.5) / 1e5
            lots = floor(balance * 0.0002 / (risk * 100_000.0) * 100.0 + 1e-6) / 100.0
            balance -= 3.0 * lots
        if entry > 0.0 and left == 0.0:
            for leg in range(4):
                point = point_of(opened[i], low[i], high[i], close[i], leg)
                if point <= stop or point >= target:
                    left = stop if point <= stop else target
                    break
                moved = floor((point - 0.0005) * 1e5 + 1e-6) / 1e5
                if point - entry >= 0.0003 and moved - stop >= 0.0001:
                    stop = moved
                if not evened and point - entry >= risk:
                    evened, stop = True, max(stop, entry + 0.00005)
        if left > 0.0:
            profit = (left - entry) * lots * 100_000.0 - 3.0 * lots
            balance += profit
            trades[count, 0], trades[count, 1] = began, entry
            trades[count, 2], trades[count, 3], trades[count, 4] = i, left, profit
            count += 1
            entry = 0.0
        signal = turn(fast[i - 1], slow[i - 1], fast[i], slow[i]) if i > 0 else 0
        equity[i] = balance + (close[i] - entry) * lots * 100_000.0 * (entry > 0.0)
    return count


_Pair = tuple[Column, Column]
_Three = tuple[Column, Column, Column]
_Four = tuple[Column, Column, Column, Column]
ema_cross = cast("Callable[[_Four, _Pair, Column, Column], int]", _njit(nogil=True)(_ema_cross))
rich = cast("Callable[[_Four, _Three, Column, Column], int]", _njit(nogil=True)(_rich))
