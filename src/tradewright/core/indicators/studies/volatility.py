"""How volatile a market is, against its own past: the ingredients of a regime."""

from __future__ import annotations

import math

import numpy as np

from tradewright.core.indicators.studies.study import Read, Seen, Study, Values
from tradewright.core.kernel import kernel


@kernel
def fill_percentile(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Percentile of a series among its own last values.

    Parameters
    ----------
    numbers : the period of the series that is read, and how many earlier values to compare with.
    out : (1, n) 0 to 100: the share of the earlier values that are below this one.

    Notes
    -----
    Source: TA-Lib's PERCENTRANK, applied to the known values of the series.
    """
    size = int(numbers[1])
    for i in range(seen.ts.size):
        value, count = seen.series[0, i], int(memory[0])
        below = 0
        for j in range(size):
            below += 1 if memory[1 + j] < value else 0
        known = value == value
        out[0, i] = 100.0 * below / size if known and count >= size else np.nan
        if known:
            memory[1 + count % size] = value
            memory[0] = count + 1


@kernel
def fill_realised(seen: Seen, numbers: Values, memory: Values, out: Values) -> None:
    """Realised volatility of a series.

    Parameters
    ----------
    numbers : how many returns, and how many bars a year has (1 leaves it per bar).
    out : (1, n) a fraction, 0.01 is one per cent; nan where a price is not above 0.

    Notes
    -----
    sqrt(bars / period * sum(ln(p[i] / p[i-1])^2)), over the last `period` returns, summed from the
    oldest so that no rounding piles up. Source: Andersen and Bollerslev (1998), realised variance.
    """
    size = int(numbers[0])
    for i in range(seen.ts.size):
        price, count = seen.series[0, i], int(memory[0])
        square = np.nan
        if count > 0 and price > 0.0 and memory[1] > 0.0:
            square = math.log(price / memory[1]) ** 2
        memory[2 + count % size] = square
        memory[0], memory[1] = count + 1, price
        total = 0.0
        for j in range(count + 1, count + 1 + size):
            total += memory[2 + j % size]
        out[0, i] = np.sqrt(numbers[1] * total / size) if count >= size else np.nan


@kernel
def fill_bands(seen: Seen, _numbers: Values, _memory: Values, out: Values) -> None:
    """Width of the Bollinger bands, and where the close stands between them.

    Parameters
    ----------
    seen : `series` is upper, middle and lower band.
    out : (2, n) (upper - lower) / middle; (close - lower) / (upper - lower), nan where they meet.

    Notes
    -----
    Source: Bollinger, Bollinger on Bollinger Bands (2001): BandWidth and %b.
    """
    for i in range(seen.ts.size):
        upper, middle, lower = seen.series[0, i], seen.series[1, i], seen.series[2, i]
        width = upper - lower
        out[0, i] = width / middle if middle != 0.0 else np.nan
        out[1, i] = (seen.close[i] - lower) / width if width > 0.0 else np.nan


def _atr(numbers: tuple[float, ...], _source: str) -> tuple[Read, ...]:
    return (Read("ATR", 0, (("timeperiod", numbers[0]),), ""),)


def _bollinger(numbers: tuple[float, ...], _source: str) -> tuple[Read, ...]:
    period, width = numbers
    params = (("timeperiod", period), ("nbdevup", width), ("nbdevdn", width), ("matype", 0))
    return tuple(Read("BBANDS", output, params, "close") for output in range(3))


def _any(_numbers: tuple[float, ...], source: str) -> tuple[Read, ...]:
    return (Read("PRICE", 0, (), source),)


ATR_PERCENTILE = Study(
    name="ATR_PERCENTILE",
    defaults=(("timeperiod", 14), ("lookback", 100)),
    least=(1, 1),
    most=(100_000, 100_000),
    outputs=("percentile",),
    fill=fill_percentile,
    room=lambda numbers: 1 + int(numbers[1]),
    warmup=lambda numbers: (int(numbers[0] + numbers[1]),),
    reads=_atr,
)
REALISED = Study(
    name="REALISED_VOLATILITY",
    defaults=(("timeperiod", 20), ("bars_per_year", 1.0)),
    least=(1, 1e-9),
    most=(100_000, 1e9),
    outputs=("volatility",),
    fill=fill_realised,
    room=lambda numbers: 2 + int(numbers[0]),
    warmup=lambda numbers: (int(numbers[0]),),
    reads=_any,
    free=True,
)
BANDS = Study(
    name="BOLLINGER_SHAPE",
    defaults=(("timeperiod", 20), ("nbdev", 2.0)),
    least=(2, 1e-9),
    most=(100_000, 1e9),
    outputs=("width", "percent_b"),
    fill=fill_bands,
    room=lambda _: 1,
    warmup=lambda numbers: (int(numbers[0]) - 1,) * 2,
    reads=_bollinger,
)
