"""A long-only EMA cross in vectorbt: signals shifted by one bar, filled at the open.

Its entries are ours. Its exits are only where no stop is set: with stops it looks for the stop
before the exit that should have filled at the bar's open, and it knows no stop on the entry bar.
The rule set here makes that harmless for entries: every position is gone by the next cross down
at the latest, so the next cross up finds both sides flat, whatever the stops did in between.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
import talib
from numpy.typing import NDArray

if TYPE_CHECKING:
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Legs:
    """Where vectorbt bought and sold: bar numbers and prices; what is still open has no exit."""

    entries: list[tuple[int, float]]
    exits: list[tuple[int, float]]


def legs(frame: pd.DataFrame, periods: tuple[int, int], stops: dict[str, float]) -> Legs:
    """Entries and exits of `Portfolio.from_signals`; `stops` holds `sl_stop` and `tp_stop`."""
    up, down = (after(cross) for cross in crosses(frame["Close"].to_numpy(), periods))
    with warnings.catch_warnings():
        # vectorbt 1.2 uses what pandas 3 has deprecated.
        warnings.simplefilter("ignore")
        portfolio = package().Portfolio.from_signals(
            frame["Close"],
            entries=up,
            exits=down,
            price=frame["Open"],
            open=frame["Open"],
            high=frame["High"],
            low=frame["Low"],
            size=10_000,
            init_cash=1e9,
            freq="1h",
            **stops,
        )
        found = cast("np.ndarray[tuple[int], np.dtype[np.void]]", portfolio.trades.values)
    closed = found[found["status"] == 1]
    return Legs(pairs(found, "entry"), pairs(closed, "exit"))


def package() -> ModuleType:
    """Vectorbt, imported late: it takes seconds, and it warns."""
    import vectorbt

    return cast("ModuleType", vectorbt)


def crosses(
    close: NDArray[np.float64], periods: tuple[int, int]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the first average crosses above, and below, the second."""
    gap = talib.EMA(close, periods[0]) - talib.EMA(close, periods[1])
    before = np.concatenate(([np.nan], gap[:-1]))
    return (before <= 0) & (gap > 0), (before >= 0) & (gap < 0)


def after(signal: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The signal one bar later: when it acts."""
    return np.concatenate(([False], signal[:-1]))


def pairs(records: np.ndarray[tuple[int], np.dtype[np.void]], leg: str) -> list[tuple[int, float]]:
    at, price = records[f"{leg}_idx"].tolist(), records[f"{leg}_price"].tolist()
    return [(int(i), round(float(p), 5)) for i, p in zip(at, price, strict=True)]
