"""What a study is: one compiled pass over bars that carries its memory from bar to bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import Timeframe

Values = NDArray[np.float64]
Params = tuple[tuple[str, float], ...]


class Seen(NamedTuple):
    """The bars that a pass reads, n of them.

    Parameters
    ----------
    ts : (n,) int64, open times, ns UTC.
    open, high, low, close, volume : (n,) float64.
    series : (k, n) float64, the further series that the study reads.
    """

    ts: NDArray[np.int64]
    open: Values
    high: Values
    low: Values
    close: Values
    volume: Values
    series: Values


class Read(NamedTuple):
    """A series that a study reads, as the fields of a `Column`."""

    function: str
    output: int
    params: Params
    source: str


Pass = Callable[[Seen, Values, Values, Values], None]
"""`pass(seen, numbers, memory, out)` goes on where `memory` stands; zeros are the beginning.

`numbers` are the parameters in order, `out` is (outputs, n) and is filled in place. A whole column
is one call over all bars, a stream is a call a bar: the same code, hence the same bits.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A series that TA-Lib does not have.

    Parameters
    ----------
    name : in capitals, unlike any TA-Lib function.
    defaults : parameters in order; whole numbers are int.
    least, most : the range of each parameter, in the same order.
    outputs : names of the series it gives.
    fill : the pass.
    room : size of the memory for these numbers.
    warmup : bars before the first value of each output, at the least: what waits for the start of
        a day, or for a swing, has no number.
    reads : the series that `Seen.series` holds, by the parameters and the source.
    free : it reads any one series, `close` unless said otherwise.
    within : the bars must be of this timeframe or a finer one; None for any. Such a study reads
        the bars' times.
    """

    name: str
    defaults: Params
    least: tuple[float, ...]
    most: tuple[float, ...]
    outputs: tuple[str, ...]
    fill: Pass
    room: Callable[[tuple[float, ...]], int]
    warmup: Callable[[tuple[float, ...]], tuple[int, ...]]
    reads: Callable[[tuple[float, ...], str], tuple[Read, ...]] | None = None
    free: bool = False
    within: Timeframe | None = None
