"""What a run leaves behind, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray


class BadRun(ValueError):
    """Arrays that do not belong together; the message names the one and both lengths."""


_KINDS: Final = {
    **dict.fromkeys(("ts", "entry_ts", "exit_ts", "open_ts"), np.int64),
    **dict.fromkeys(("equity", "pnl", "r_multiple", "commission", "swap"), np.float64),
}


def _no_times() -> NDArray[np.int64]:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """An equity curve and the closed trades behind it.

    Parameters
    ----------
    ts : (n,) int64, time of each point of the curve, nanoseconds UTC, ascending.
    equity : (n,) float64, account currency.
    cash : the account before the first point, > 0.
    pnl : (k,) float64, net profit of each closed trade, costs taken off, in the order they closed.
    r_multiple : (k,) float64, profit over initial risk; nan where a trade had no stop.
    entry_ts, exit_ts : (k,) int64, nanoseconds UTC.
    side : (k,) +1 long, -1 short.
    commission : (k,) float64, >= 0, both sides of each trade.
    swap : (k,) float64, negative where it was paid.
    open_ts : (m,) int64, entries of positions still open at the end; they count as exposure only.
    """

    ts: NDArray[np.int64]
    equity: NDArray[np.float64]
    cash: float
    pnl: NDArray[np.float64]
    r_multiple: NDArray[np.float64]
    entry_ts: NDArray[np.int64]
    exit_ts: NDArray[np.int64]
    side: NDArray[np.integer]
    commission: NDArray[np.float64]
    swap: NDArray[np.float64]
    open_ts: NDArray[np.int64] = field(default_factory=_no_times)

    def __post_init__(self) -> None:
        # One layout for every array, so that each kernel is compiled for one signature only:
        # columns of records come strided, and some arrays read-only.
        for name, kind in _KINDS.items():
            values = np.require(getattr(self, name), kind, ["C", "W"])
            object.__setattr__(self, name, values)
        _same_length(self, "ts", ("equity",))
        _same_length(
            self, "pnl", ("r_multiple", "entry_ts", "exit_ts", "side", "commission", "swap")
        )
        if not self.cash > 0:
            message = f"cash is {self.cash}, expected more than 0"
            raise BadRun(message)


def _same_length(run: Run, first: str, others: tuple[str, ...]) -> None:
    n = getattr(run, first).shape
    for name in others:
        shape = getattr(run, name).shape
        if shape != n:
            message = f"{name} has shape {shape}, {first} has {n}; give one value each"
            raise BadRun(message)
