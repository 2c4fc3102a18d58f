"""One instant at a time: the same phases as a backtest, with signals from growing histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.engine import rooms
from tradewright.core.engine.climate import storm_now
from tradewright.core.engine.readings import READINGS, place_readings
from tradewright.core.engine.schedule import Schedule, lay, lay_levels, reveal, run_many
from tradewright.core.engine.slots import Scripted
from tradewright.core.engine.tables import Tape
from tradewright.core.market.codes import ACTS, LATE, OWN_CLOSE, STORM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.engine.floor import Floor
    from tradewright.core.engine.slots import Slot
    from tradewright.core.market.bar import Bar

RANGES: Final = len(READINGS)
"""Numbers of its own bars that a strategy may need."""


class Stepper:
    """A tape one bar long for every feed, and the strategies that read the bars as they close."""

    def __init__(self, desk: Floor) -> None:
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
            place_readings(terms, tuple(RANGES * s + k - terms.feed for k in range(RANGES)))
            terms.gate_from = terms.regime_from = s - terms.feed

    def step(self, bars: Sequence[tuple[int, Bar]]) -> None:
        """Let bars that closed at one instant happen."""
        desk = self._desk
        desk.tables.account[0].notes = desk.tables.account[0].sizes = 0
        self._tape.signal[:] = 0
        asked: list[int] = []
        for feed, bar in bars:
            asked += self._hear(feed, bar)
            self._write(feed, bar)
        self._run([feed for feed, _ in bars])
        for s in asked:
            self._ask(s)

    def _run(self, feeds: Sequence[int]) -> None:
        desk = self._desk
        places = np.array(feeds, np.int64)
        schedule = Schedule(np.array([0, places.size], np.int64), places, places)
        most = rooms.most_trades(desk.tables)
        desk.tables = rooms.with_room(desk.tables, trades=most, notes=rooms.most_notes(desk.tables))
        if run_many(desk.tables, desk.hours, self._tape, schedule, self._equity, 0) != 1:
            message = "the tables are too small for one instant; this is a defect of rooms.py"
            raise RuntimeError(message)

    def _hear(self, feed: int, bar: Bar) -> list[int]:
        """Let the feed's strategies read the bar; the scripts to ask once it has happened."""
        asked: list[int] = []
        for s, slot in enumerate(self._desk.slots):
            if slot.feed != feed or slot.bars is None or not slot.active:
                continue
            ends = slot.bars.closes_at
            for closed in slot.bars.push(bar):
                # A bar that this one only revealed to be over speaks before this one's open.
                late = ends is not None and bar.ts >= ends
                ends = None
                if self._read(s, slot, closed, late=late):
                    asked.append(s)
        return asked

    def _read(self, s: int, slot: Slot, closed: Bar, *, late: bool) -> bool:
        """Let a strategy read a closed bar of its own; whether it is a script to ask later."""
        if isinstance(slot.brain, Scripted):
            slot.brain.push(closed)
            self._read_climate(s, slot, closed.ts)
            if slot.reads:
                self._read_ranges(s, slot)
                self._close_own(s, slot, closed, late=late)
            if late:
                self._ask(s)
            return not late
        if slot.brain is None:
            return False
        signal = slot.brain.push(closed) & ACTS
        self._read_ranges(s, slot)
        self._read_climate(s, slot, closed.ts)
        if slot.reads:
            self._close_own(s, slot, closed, late=late)
        if not late:
            self._tape.signal[s] |= signal
        elif signal:
            lay(self._desk.tables, self._tape, s, slot.feed, signal)
        return False

    def _close_own(self, s: int, slot: Slot, closed: Bar, *, late: bool) -> None:
        """Say that a bar of the strategy's own timeframe closes; see `holding`."""
        said = OWN_CLOSE
        if slot.storm is not None and slot.brain is not None:
            said |= STORM * storm_now(slot.storm, closed.close, slot.brain.value)
        self._tape.signal[s] = said
        if not late:
            return
        self._tape.signal[s] = said | LATE
        reveal(self._desk.tables, self._tape, s, slot.feed)
        self._tape.signal[s] = 0

    def _read_ranges(self, s: int, slot: Slot) -> None:
        for k, column in enumerate(slot.atr):
            if column is not None and slot.brain is not None:
                self._tape.atr[RANGES * s + k] = slot.brain.value(column)

    def _read_climate(self, s: int, slot: Slot, ts: int) -> None:
        if slot.climate is not None and slot.brain is not None:
            found = slot.climate.read(ts, slot.brain.read)
            if found.gate.size:
                self._tape.gate[s], self._tape.scale[s] = found.gate[0], found.scale[0]
            if found.regime.size:
                self._tape.regime[s] = found.regime[0]
                self._tape.confidence[s] = found.confidence[0]

    def _ask(self, s: int) -> None:
        slot = self._desk.slots[s]
        if not isinstance(slot.brain, Scripted):
            return
        intent = slot.brain.decide(self._desk, slot.id)
        if intent.signal & ACTS:
            self._read_ranges(s, slot)
            lay(self._desk.tables, self._tape, s, slot.feed, intent.signal)
            lay_levels(self._desk.tables, s, intent.stop, intent.target, intent.lots)

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
        gate=np.zeros(seats, np.uint8),
        scale=np.ones(seats),
        regime=np.zeros(seats, np.uint8),
        confidence=np.zeros(seats),
    )
