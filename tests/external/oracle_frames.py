"""The timeframe part of the oracle: a strategy's own bars, made of the finer bars it trades on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from tests.external.oracle_clock import MINUTE
from tests.external.oracle_market import length
from tests.external.oracle_rules import Bars

MINUTES: Final = {"M1": 1, "M5": 5, "M15": 15, "M30": 30, "H1": 60, "H4": 240}


@dataclass(frozen=True, slots=True)
class Own:
    """A strategy's own bars; bar `k` closes with row `rows[k]` of the bars it trades on.

    `late` holds those rows after which finer bars of the own bar are missing: it is known to be
    over only when the next finer bar opens.
    """

    bars: dict[str, list[float]]
    rows: list[int]
    count: int
    late: frozenset[int]
    ends: dict[int, int]
    """When the own bar that closes with a row ends, ns."""

    def laid(self, values: Sequence[Any], *, otherwise: object) -> list[Any]:
        """Values of the own bars, each on the row it is first known after."""
        known = dict(zip(self.rows, values, strict=True))
        return [known.get(row, otherwise) for row in range(self.count)]


def own_bars(bars: Bars, timeframe: str) -> Own:
    """Group rows by the bar of the strategy's timeframe that they belong to."""
    span = MINUTES[timeframe] * MINUTE
    grouped = groupby(range(len(bars["ts"])), key=lambda row: int(bars["ts"][row]) // span)
    groups = [list(rows) for _, rows in grouped]
    volume = bars.get("volume", [0.0] * len(bars["ts"]))
    own = {
        "open": [bars["open"][rows[0]] for rows in groups],
        "high": [max(bars["high"][row] for row in rows) for rows in groups],
        "low": [min(bars["low"][row] for row in rows) for rows in groups],
        "close": [bars["close"][rows[-1]] for rows in groups],
        "volume": [sum(volume[row] for row in rows) for rows in groups],
    }
    ends = {rows[-1]: (int(bars["ts"][rows[0]]) // span + 1) * span for rows in groups}
    step = length(bars)
    late = {row for row, end in ends.items() if bars["ts"][row] + step < end}
    return Own(own, list(ends), len(bars["ts"]), frozenset(late), ends)
