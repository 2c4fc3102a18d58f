"""One instant at a time: the same phases as a backtest, with signals from growing histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.engine import rooms
from tradewright.core.engine.schedule import Schedule, lay, run_many
from tradewright.core.engine.tables import Tape
from tradewright.core.market.codes import ACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.engine.desk import Desk
    from tradewright.core.engine.slots import Slot
    from tradewright.core.market.bar import Bar

RANGES: Final = 3
"""ATR values a strategy may need: of its stop, its target and its slippage."""


class Stepper:
    """A tape one bar long for every feed, and the strategies that read the bars as they close."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tape = _tape(0, 0)
        self._equity = np.zeros(1)

    def fit(self) -> None:
        """Make the tape as wide as the desk; called when a feed or a strategy was added."""
        desk = self._desk
        feeds, seats = len(desk.feeds), len(desk.slots)
        self._tape = _tape(feeds, seats)
        for s in range(seats):
            terms = desk.tables.terms[s]
            terms.signal_from = s - terms.feed
            terms.stop_atr_from = RANGES * s - terms.feed
            terms.target_atr_from = RANGES * s + 1 - terms.feed
            terms.slip_atr_from = RANGES * s + 2 - terms.feed

    def step(self, bars: Sequence[tuple[int, Bar]]) -> None:
        """Let bars that closed at one instant happen."""
        desk = self._desk
        desk.tables.account[0].notes = 0
        self._tape.signal[:] = 0
        for feed, bar in bars:
            self._hear(feed, bar)
            self._write(feed, bar)
        feeds = np.array([feed for feed, _ in bars], np.int64)
        schedule = Schedule(np.array([0, feeds.size], np.int64), feeds, feeds)
        desk.tables = rooms.with_room(
            desk.tables,
            trades=rooms.most_trades(desk.tables),
            notes=4 * rooms.most_trades(desk.tables),
        )
        done = run_many(desk.tables, desk.hours, self._tape, schedule, self._equity, 0)
        if done != 1:
            message = (
                "the desk's tables are too small for one instant; this is a defect of rooms.py"
            )
            raise RuntimeError(message)

    def _hear(self, feed: int, bar: Bar) -> None:
        """Let the feed's strategies read the bar; one that closed before it acts first."""
        for s, slot in enumerate(self._desk.slots):
            if slot.feed != feed or slot.bars is None or slot.brain is None or not slot.active:
                continue
            ends = slot.bars.closes_at
            for closed in slot.bars.push(bar):
                signal = slot.brain.push(*closed[1:6]) & ACTS
                self._read_atr(s, slot)
                if ends is not None and bar.ts >= ends:
                    ends = None
                    if signal:
                        lay(self._desk.tables, self._tape, s, feed, signal)
                else:
                    self._tape.signal[s] = signal

    def _read_atr(self, s: int, slot: Slot) -> None:
        for k, column in enumerate(slot.atr):
            if column is not None and slot.brain is not None:
                self._tape.atr[RANGES * s + k] = slot.brain.value(column)

    def _write(self, feed: int, bar: Bar) -> None:
        tape = self._tape
        tape.ts[feed] = bar.ts
        tape.open[feed] = bar.open
        tape.high[feed] = bar.high
        tape.low[feed] = bar.low
        tape.close[feed] = bar.close
        row = self._desk.tables.feeds[feed]
        tape.spread[feed] = row.spread / row.per_point if bar.spread is None else bar.spread


def _tape(feeds: int, seats: int) -> Tape:
    return Tape(
        ts=np.zeros(feeds, np.int64),
        open=np.zeros(feeds),
        high=np.zeros(feeds),
        low=np.zeros(feeds),
        close=np.zeros(feeds),
        spread=np.zeros(feeds),
        signal=np.zeros(seats, np.uint8),
        atr=np.zeros(RANGES * seats),
    )
