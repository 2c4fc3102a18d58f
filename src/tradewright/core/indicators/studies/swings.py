"""Swing highs and lows: resistance and support, from the bar on which they are certain."""

from __future__ import annotations

import numpy as np

from tradewright.core.indicators.studies.study import Seen, Study, Values
from tradewright.core.indicators.studies.windows import ring_size, ringed
from tradewright.core.kernel import inline, kernel

# Memory: 0 bars seen, 1 and 2 swings found up and down, then two rings of bars (highs, negated
# lows) and two rings of swings, each swing a price and the number of its bar.
_RINGS = 3


@inline
def _capacity(numbers: Values) -> int:
    # Two swings of a side are at least strength + 1 bars apart.
    return ringed(int(numbers[1]) // (int(numbers[0]) + 1) + 2)


@inline
def _size(numbers: Values) -> int:
    return ringed(2 * int(numbers[0]) + 1)


@inline
def swung(memory: Values, ring: int, mask: int, at: int, strength: int) -> bool:
    """Whether the bar `strength` bars ago towers over as many bars on both sides."""
    if at < 2 * strength:
        return False
    price = memory[ring + ((at - strength) & mask)]
    for j in range(1, strength + 1):
        before = memory[ring + ((at - strength - j) & mask)]
        after = memory[ring + ((at - strength + j) & mask)]
        if before >= price or after > price:
            return False
    return True


@inline
def _note(memory: Values, side: int, price: float, bar: int, numbers: Values) -> None:
    """Remember a swing in the ring of its side."""
    capacity = _capacity(numbers)
    swings = _RINGS + 2 * _size(numbers) + side * 2 * capacity
    place = swings + 2 * (int(memory[1 + side]) & (capacity - 1))
    memory[place], memory[place + 1] = price, bar
    memory[1 + side] += 1


@inline
def _levels(
    memory: Values, side: int, close: float, at: int, numbers: Values
) -> tuple[float, float, float]:
    """The latest swing of a side, the nearest and the latest beyond the close; nan for none."""
    capacity = _capacity(numbers)
    swings = _RINGS + 2 * _size(numbers) + side * 2 * capacity
    found = int(memory[1 + side])
    latest, nearest, beyond = np.nan, np.nan, np.nan
    for j in range(found - 1, max(found - 1 - capacity, -1), -1):
        place = swings + 2 * (j & (capacity - 1))
        if memory[place + 1] < at - numbers[1]:
            break
        price = memory[place]
        if j == found - 1:
            latest = price
        if price > close and not nearest <= price:
            nearest = price
        if price > close and np.isnan(beyond):
            beyond = price
    return latest, nearest, beyond


@kernel
def fill_swings(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Latest and nearest swing highs and lows, and the latest ones beyond the close.

    Parameters
    ----------
    numbers : strength, bars on each side of a swing; lookback, how many bars ago it may be.
    out : (6, n) latest swing high, latest swing low, nearest swing high above the close, nearest
        swing low below it, latest swing high above the close, latest swing low below it; nan where
        there is none within the lookback.

    Notes
    -----
    Bar k is a swing high if its high is above the `strength` highs before it and not below the
    `strength` highs after it (of equal highs, the first). It is known at the close of bar
    k + strength and not before. Swing lows mirror this. Source: Williams' fractals (Trading Chaos,
    1995); TA-Lib's FRACTAL finds the same bars where no two neighbours are equal.
    """
    strength = int(numbers[0])
    size = _size(numbers)
    mask = size - 1
    for i in range(seen.ts.size):
        at = int(memory[0])
        memory[_RINGS + (at & mask)] = seen.high[i]
        memory[_RINGS + size + (at & mask)] = -seen.low[i]
        for side in range(2):
            ring = _RINGS + side * size
            sign = 1.0 - 2.0 * side
            if swung(memory, ring, mask, at, strength):
                bar = at - strength
                _note(memory, side, memory[ring + (bar & mask)], bar, numbers)
            latest, nearest, beyond = _levels(memory, side, sign * seen.close[i], at, numbers)
            out[side, i], out[2 + side, i] = sign * latest, sign * nearest
            out[4 + side, i] = sign * beyond
        memory[0] = at + 1


def _room(numbers: tuple[float, ...]) -> int:
    strength, lookback = (int(number) for number in numbers)
    swings = ring_size(lookback // (strength + 1) + 2)
    return _RINGS + 2 * ring_size(2 * strength + 1) + 4 * swings


SWINGS = Study(
    name="SWINGS",
    defaults=(("strength", 2), ("lookback", 100)),
    least=(1, 1),
    most=(1000, 1_000_000),
    outputs=("high", "low", "above", "below", "latest_above", "latest_below"),
    fill=fill_swings,
    room=_room,
    warmup=lambda numbers: (2 * int(numbers[0]),) * 6,
)
