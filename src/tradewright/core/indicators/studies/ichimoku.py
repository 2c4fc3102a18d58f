"""Ichimoku, as it stands on the chart at the bar."""

from __future__ import annotations

import numpy as np

from tradewright.core.indicators.studies.study import Seen, Study, Values
from tradewright.core.indicators.studies.windows import highest, ring_size, ringed
from tradewright.core.kernel import inline, kernel

# Memory: 0 bars seen, 1-3 and 4-6 the bests of the three windows, then the rings.
_RINGS = 7


@inline
def _middle(memory: Values, window: int, size: int, at: int, period: int) -> float:
    high = highest(memory, 1 + window, _RINGS, size, at, period)
    low = -highest(memory, 4 + window, _RINGS + size, size, at, period)
    return (high + low) / 2.0 if at >= period - 1 else np.nan


@inline
def _size(numbers: Values) -> int:
    return ringed(int(max(numbers[0], numbers[1], numbers[2])))


@kernel
def fill_ichimoku(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Tenkan, kijun, senkou A and B, chikou distance, top and bottom of the cloud.

    Parameters
    ----------
    numbers : tenkan, kijun, senkou B, displacement, in bars.
    out : (7, n) in the order above.

    Notes
    -----
    tenkan, kijun, b = (highest high + lowest low) / 2 over their own number of bars;
    a = (tenkan + kijun) / 2. Senkou A and B at bar t are a and b of bar t - displacement: the cloud
    drawn at t, known long before. The chikou span drawn at t is the close of t + displacement,
    which nobody knows at t; what it is looked at for is close[t] - close[t - displacement].
    Source: Hosoda's lines as MetaTrader 5 draws them (its cloud is shifted by kijun bars).
    """
    size, shift = _size(numbers), int(numbers[3])
    late = _RINGS + 2 * size
    span = ringed(shift + 1)
    for i in range(seen.ts.size):
        at = int(memory[0])
        memory[_RINGS + (at & (size - 1))] = seen.high[i]
        memory[_RINGS + size + (at & (size - 1))] = -seen.low[i]
        tenkan = _middle(memory, 0, size, at, int(numbers[0]))
        kijun = _middle(memory, 1, size, at, int(numbers[1]))
        memory[late + (at & (span - 1))] = (tenkan + kijun) / 2.0
        memory[late + span + (at & (span - 1))] = _middle(memory, 2, size, at, int(numbers[2]))
        memory[late + 2 * span + (at & (span - 1))] = seen.close[i]
        out[0, i], out[1, i] = tenkan, kijun
        _cloud(memory, out, i, (at - shift) & (span - 1) if at >= shift else -1, late, span)
        out[4, i] = seen.close[i] - out[4, i]
        memory[0] = at + 1


@inline
def _cloud(memory: Values, out: Values, i: int, then: int, late: int, span: int) -> None:
    """What was written `displacement` bars ago; place -1 is before the first bar."""
    a = b = close = np.nan
    if then >= 0:
        a = memory[late + then]
        b = memory[late + span + then]
        close = memory[late + 2 * span + then]
    out[2, i], out[3, i], out[4, i] = a, b, close
    known = a == a and b == b
    out[5, i] = max(a, b) if known else np.nan
    out[6, i] = min(a, b) if known else np.nan


def _warmup(numbers: tuple[float, ...]) -> tuple[int, ...]:
    tenkan, kijun, senkou_b, shift = (int(number) for number in numbers)
    a, b = max(tenkan, kijun) - 1 + shift, senkou_b - 1 + shift
    return (tenkan - 1, kijun - 1, a, b, shift, max(a, b), max(a, b))


def _room(numbers: tuple[float, ...]) -> int:
    return _RINGS + 2 * ring_size(int(max(numbers[:3]))) + 3 * ring_size(int(numbers[3]) + 1)


ICHIMOKU = Study(
    name="ICHIMOKU",
    defaults=(("tenkan", 9), ("kijun", 26), ("senkou_b", 52), ("displacement", 26)),
    least=(1, 1, 1, 0),
    most=(100_000, 100_000, 100_000, 100_000),
    outputs=("tenkan", "kijun", "senkou_a", "senkou_b", "chikou_distance", "top", "bottom"),
    fill=fill_ichimoku,
    room=_room,
    warmup=_warmup,
)
