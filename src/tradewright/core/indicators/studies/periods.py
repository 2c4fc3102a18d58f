"""The day before: its prices, and the pivot points made of them."""

from __future__ import annotations

import numpy as np

from tradewright.core.calendar import Timeframe
from tradewright.core.calendar.units import DAY, HOUR
from tradewright.core.indicators.studies.days import LATEST_HOUR
from tradewright.core.indicators.studies.study import Seen, Study, Values
from tradewright.core.kernel import inline, kernel

# Memory: 0 whether there was a bar, 1 its day, 2 whether that day is known from its start, 3-5 its
# high, low and close so far, 6 whether the day before is known, 7-9 its high, low and close.
_ROOM = 10


@inline
def _take(seen: Seen, i: int, memory: Values, start: int) -> None:
    day = (seen.ts[i] - start) // DAY
    if memory[0] == 0.0 or day != memory[1]:
        for j in range(4):
            memory[6 + j] = memory[2 + j]
        memory[2] = 1.0 if memory[0] > 0.0 or seen.ts[i] == day * DAY + start else 0.0
        memory[0], memory[1] = 1.0, day
        memory[3], memory[4] = seen.high[i], seen.low[i]
    memory[3] = max(memory[3], seen.high[i])
    memory[4] = min(memory[4], seen.low[i])
    memory[5] = seen.close[i]


@kernel
def fill_pivot(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Classic pivot points from the last day before the day of the bar, and that day's prices.

    Parameters
    ----------
    numbers : the hour UTC at which days start.
    out : (10, n) P, R1, R2, R3, S1, S2, S3, and the high, low and close of the day; nan until a day
        has been seen from its start to its end.

    Notes
    -----
    P = (H + L + C) / 3; R1 = 2P - L; S1 = 2P - H; R2 = P + (H - L); S2 = P - (H - L);
    R3 = H + 2 (P - L); S3 = L - 2 (H - P). Source: the floor traders' formulas, as in Person,
    Complete Guide to Technical Trading Tactics (2004).
    """
    start = int(numbers[0]) * HOUR
    for i in range(seen.ts.size):
        _take(seen, i, memory, start)
        unknown = 0.0 if memory[6] > 0.0 else np.nan
        high, low, close = memory[7] + unknown, memory[8] + unknown, memory[9] + unknown
        p = (high + low + close) / 3.0
        out[0, i] = p
        out[1, i], out[4, i] = 2.0 * p - low, 2.0 * p - high
        out[2, i], out[5, i] = p + (high - low), p - (high - low)
        out[3, i], out[6, i] = high + 2.0 * (p - low), low - 2.0 * (high - p)
        out[7, i], out[8, i], out[9, i] = high, low, close


PIVOT = Study(
    name="PIVOT",
    defaults=(("day_start_hour", 0),),
    least=(0,),
    most=(LATEST_HOUR,),
    outputs=("p", "r1", "r2", "r3", "s1", "s2", "s3", "high", "low", "close"),
    fill=fill_pivot,
    room=lambda _: _ROOM,
    warmup=lambda _: (1,) * 10,
    within=Timeframe.D1,
)
