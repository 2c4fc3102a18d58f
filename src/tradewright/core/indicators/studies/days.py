"""Series that begin anew with each day: the volume-weighted average price."""

from __future__ import annotations

import numpy as np

from tradewright.core.calendar import Timeframe
from tradewright.core.calendar.units import DAY, HOUR
from tradewright.core.indicators.studies.study import Seen, Study, Values
from tradewright.core.kernel import inline, kernel

LATEST_HOUR = 23


@inline
def _count(memory: Values, price: float, volume: float) -> None:
    """Take a bar into the sums: 3 price times volume, 4 volume, 5 squares about the mean."""
    before = memory[3] / memory[4] if memory[4] > 0 else price
    memory[3] += price * volume
    memory[4] += volume
    if memory[4] > 0:
        memory[5] += volume * (price - before) * (price - memory[3] / memory[4])


@kernel
def fill_vwap(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Volume-weighted average price since the start of the day, and bands around it.

    Parameters
    ----------
    numbers : the hour UTC at which days start, and the width of the bands in deviations.
    out : (3, n) the average, the upper and the lower band; nan before the first start of a day in
        the history, and while a day has no volume.

    Notes
    -----
    vwap = sum(p v) / sum(v), p = (high + low + close) / 3, over the bars of the day so far;
    band = vwap +- width sqrt(sum(v (p - vwap)^2) / sum(v)), summed as West (1979) does.
    Source of vwap: TA-Lib's VWAP, which never begins anew.
    """
    start = int(numbers[0]) * HOUR
    for i in range(seen.ts.size):
        day = (seen.ts[i] - start) // DAY
        # Memory: 0 whether there was a bar, 1 its day, 2 whether that day is known from its start.
        if memory[0] == 0.0 or day != memory[1]:
            memory[2] = 1.0 if memory[0] > 0.0 or seen.ts[i] == day * DAY + start else 0.0
            memory[0], memory[1] = 1.0, day
            memory[3], memory[4], memory[5] = 0.0, 0.0, 0.0
        price = (seen.high[i] + seen.low[i] + seen.close[i]) / 3.0
        _count(memory, price, seen.volume[i])
        middle, reach = np.nan, np.nan
        if memory[2] > 0.0 and memory[4] > 0.0:
            middle = memory[3] / memory[4]
            reach = numbers[1] * np.sqrt(max(memory[5], 0.0) / memory[4])
        out[0, i], out[1, i], out[2, i] = middle, middle + reach, middle - reach


VWAP = Study(
    name="SESSION_VWAP",
    defaults=(("day_start_hour", 0), ("nbdev", 1.0)),
    least=(0, 0.0),
    most=(LATEST_HOUR, 1000.0),
    outputs=("vwap", "upper", "lower"),
    fill=fill_vwap,
    room=lambda _: 6,
    warmup=lambda _: (0, 0, 0),
    within=Timeframe.D1,
)
