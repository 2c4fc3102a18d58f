"""One bar, for the places that see them one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tradewright.core.market.bars import Bars


class Bar(NamedTuple):
    """One closed bar of bid prices; the scalar form of a row of `Bars`.

    `ts` is the open time in nanoseconds UTC, prices are in quote currency, `volume` >= 0, `spread`
    in points or None where the data has none.
    """

    ts: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    spread: float | None = None


def bar_at(bars: Bars, i: int) -> Bar:
    """Row `i` of a history (negative counts from the end)."""
    return Bar(
        int(bars.ts[i]),
        float(bars.open[i]),
        float(bars.high[i]),
        float(bars.low[i]),
        float(bars.close[i]),
        float(bars.volume[i]),
        None if bars.spread is None else float(bars.spread[i]),
    )


def each_bar(bars: Bars) -> Iterator[Bar]:
    """The rows of a history one after the other, as plain numbers.

    Columns are converted whole, which is about ten times faster than `bar_at` in a loop.
    """
    spread = [None] * len(bars) if bars.spread is None else bars.spread.tolist()
    columns = (bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume)
    for row in zip(*(column.tolist() for column in columns), spread, strict=True):
        yield Bar(*row)
