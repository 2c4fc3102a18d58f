"""An EMA cross with stop and target in backtesting.py, told to keep our conventions.

Where the two differ, and what is done about it here:

- It takes absolute stop prices when the order is given, so ours count `from: "signal"`, and are
  rounded here as we round: stops against the trader, targets to the nearest tick.
- It would stack or net orders; we hold. A signal is dropped while a position is open.
- Our entry is judged at the next open, after the exits that this open brings. Its strategy must
  decide one bar earlier. So a signal is also ordered when the next open lies behind the stop or
  the target of the open position (`leaves_at_next_open`): its broker handles stops and targets
  before new orders, and is flat when the order's turn comes.
- Its stop goes before its target even where the open has passed the target already and the stop
  is touched later in that bar; ours fills the target at that open. `quarrels` finds such bars.
- It would close what is open at the end (`finalize_trades`); we leave it open.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, cast

import numpy as np
import pandas as pd
import talib
from backtesting import Backtest, Strategy
from numpy.typing import NDArray

from tests.external.series import opens_ns

TICK: Final = 0.00001
PIP_TICKS: Final = 10
NOISE: Final = 1e-6
UNITS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Setup:
    """Periods of the two averages, stop and target in pips or per cent of the signal close."""

    fast: int
    slow: int
    kind: str
    stop: float
    target: float

    def __str__(self) -> str:
        return f"{self.fast}-{self.slow} {self.stop:g}/{self.target:g} {self.kind}"

    def bracket(self, close: float, side: int) -> tuple[float, float]:
        """Stop and target prices of an order given at `close`."""
        ticks = math.floor(close / TICK + 0.5 + NOISE)
        far = (self.distance(self.stop, ticks), self.distance(self.target, ticks))
        exact = ticks - side * far[0]
        stop = math.floor(exact + NOISE) if side > 0 else math.ceil(exact - NOISE)
        target = math.floor(ticks + side * far[1] + 0.5 + NOISE)
        return round(stop * TICK, 5), round(target * TICK, 5)

    def distance(self, value: float, ticks: int) -> float:
        return value * PIP_TICKS if self.kind == "pips" else ticks * value / 100


class Row(Protocol):
    """A row of its trade table, as far as it is read."""

    EntryTime: pd.Timestamp
    ExitTime: pd.Timestamp
    EntryPrice: float
    ExitPrice: float
    Size: int
    SL: float
    TP: float


@dataclass(frozen=True, slots=True)
class Trade:
    """One closed trade, in the words both sides are compared in; times are nanoseconds UTC."""

    side: str
    entry_time: int
    entry_price: float
    exit_time: int
    exit_price: float
    reason: str


def signals(close: NDArray[np.float64], setup: Setup) -> NDArray[np.int64]:
    """+1 where the fast average crosses above the slow one, -1 where below, else 0."""
    gap = talib.EMA(close, setup.fast) - talib.EMA(close, setup.slow)
    before = np.concatenate(([np.nan], gap[:-1]))
    above, below = (before <= 0) & (gap > 0), (before >= 0) & (gap < 0)
    return above.astype(np.int64) - below.astype(np.int64)


def trades(frame: pd.DataFrame, setup: Setup) -> list[Trade]:
    """The closed trades of backtesting.py."""
    test = Backtest(
        frame,
        strategy(frame, setup),
        cash=1e9,
        exclusive_orders=False,
        trade_on_close=False,
        finalize_trades=False,
    )
    run = cast("Callable[[], Mapping[str, pd.DataFrame]]", test.run)
    table = run()["_trades"]
    return [listed(cast("Row", row)) for row in table.itertuples(index=False)]


def strategy(frame: pd.DataFrame, setup: Setup) -> type[Strategy]:
    """The strategy class over signals computed beforehand."""
    close, opens = (frame[name].to_numpy(dtype=np.float64) for name in ("Close", "Open"))
    side_at = signals(close, setup)

    class Cross(Strategy):
        def init(self) -> None:
            pass

        def next(self) -> None:
            at = len(self.data) - 1
            side = int(side_at[at])
            if side == 0 or at + 1 == len(opens) or not self.free(float(opens[at + 1])):
                return
            stop, target = setup.bracket(float(close[at]), side)
            (self.buy if side > 0 else self.sell)(size=UNITS, sl=stop, tp=target)

        def free(self, next_open: float) -> bool:
            return all(
                leaves_at_next_open(one.size, one.sl, one.tp, next_open) for one in self.trades
            )

    return Cross


def leaves_at_next_open(
    size: float, stop: float | None, target: float | None, next_open: float
) -> bool:
    """Whether an open lies at or behind the stop or the target."""
    side = math.copysign(1, size)
    levels: Sequence[bool] = (
        stop is not None and (next_open - stop) * side <= 0,
        target is not None and (next_open - target) * side >= 0,
    )
    return any(levels)


def listed(row: Row) -> Trade:
    """One row of its table."""
    side = 1 if row.Size > 0 else -1
    return Trade(
        side="long" if side > 0 else "short",
        entry_time=row.EntryTime.as_unit("ns").value,
        entry_price=round(row.EntryPrice, 5),
        exit_time=row.ExitTime.as_unit("ns").value,
        exit_price=round(row.ExitPrice, 5),
        reason="stop_loss" if (row.ExitPrice - row.SL) * side <= 0 else "take_profit",
    )


def quarrels(frame: pd.DataFrame, found: Sequence[Trade], setup: Setup) -> int:
    """Stops after an open that had passed the target: there the conventions differ."""
    at = {ts: i for i, ts in enumerate(opens_ns(frame))}
    opens, closes = (frame[name].to_numpy(dtype=np.float64) for name in ("Open", "Close"))
    count = 0
    for one in found:
        side = 1 if one.side == "long" else -1
        target = setup.bracket(float(closes[at[one.entry_time] - 1]), side)[1]
        passed = (float(opens[at[one.exit_time]]) - target) * side >= 0
        count += passed and one.reason == "stop_loss"
    return count
