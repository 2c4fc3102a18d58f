"""Divergence: price makes a new swing that its oscillator does not confirm."""

from __future__ import annotations

import numpy as np

from tradewright.core.indicators.studies.study import Read, Seen, Study, Values
from tradewright.core.indicators.studies.swings import swung
from tradewright.core.indicators.studies.windows import ring_size, ringed
from tradewright.core.kernel import inline, kernel

# Memory: bars seen; for either side the last swing's price, oscillator and bar (0 none, else the
# number of the bar plus 1); then three rings of bars: highs, negated lows, the oscillator.
_LAST = 1
_RINGS = 7


@inline
def _size(numbers: Values) -> int:
    return ringed(2 * int(numbers[1]) + 1)


@inline
def _diverges(memory: Values, side: int, mask: int, at: int, numbers: Values) -> float:
    """1 if the swing that is confirmed now diverges from the one before it; it is remembered."""
    strength = int(numbers[1])
    size = mask + 1
    bar = at - strength
    price = memory[_RINGS + side * size + (bar & mask)]
    value = (1.0 - 2.0 * side) * memory[_RINGS + 2 * size + (bar & mask)]
    last = _LAST + 3 * side
    near = memory[last + 2] > 0.0 and bar - (memory[last + 2] - 1.0) <= numbers[2]
    found = near and price > memory[last] and value < memory[last + 1]
    memory[last], memory[last + 1], memory[last + 2] = price, value, bar + 1
    return 1.0 if found else 0.0


@kernel
def fill_divergence(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Divergences of swing highs and of swing lows.

    Parameters
    ----------
    seen : `series` is the RSI.
    numbers : the RSI's period; strength, bars on each side of a swing; lookback, how many bars may
        lie between two swings.
    out : (2, n) 1 on the bar that confirms a diverging high (bearish), low (bullish); else 0; nan
        while the RSI is unknown.

    Notes
    -----
    Bearish: the swing high is above the one before it and the RSI at it below the RSI at that one.
    Bullish mirrors it with swing lows. Swings are those of `SWINGS`. Source: Wilder, New Concepts
    in Technical Trading Systems (1978), "divergence"; Murphy, Technical Analysis of the Financial
    Markets (1999), chapter 10.
    """
    size = _size(numbers)
    mask = size - 1
    for i in range(seen.ts.size):
        at = int(memory[0])
        place = at & mask
        memory[_RINGS + place] = seen.high[i]
        memory[_RINGS + size + place] = -seen.low[i]
        memory[_RINGS + 2 * size + place] = seen.series[0, i]
        for side in range(2):
            found = 0.0
            if swung(memory, _RINGS + side * size, mask, at, int(numbers[1])):
                found = _diverges(memory, side, mask, at, numbers)
            out[side, i] = found if seen.series[0, i] == seen.series[0, i] else np.nan
        memory[0] = at + 1


def _rsi(numbers: tuple[float, ...], _source: str) -> tuple[Read, ...]:
    return (Read("RSI", 0, (("timeperiod", numbers[0]),), "close"),)


DIVERGENCE = Study(
    name="RSI_DIVERGENCE",
    defaults=(("timeperiod", 14), ("strength", 2), ("lookback", 50)),
    least=(2, 1, 1),
    most=(100_000, 1000, 1_000_000),
    outputs=("bearish", "bullish"),
    fill=fill_divergence,
    room=lambda numbers: _RINGS + 3 * ring_size(2 * int(numbers[1]) + 1),
    warmup=lambda numbers: (int(numbers[0]),) * 2,
    reads=_rsi,
)
