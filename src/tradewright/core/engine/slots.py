"""Who sits at a desk: the feeds, and the strategies with their rules over a growing history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tradewright.core.engine.climate import Climate, climate
from tradewright.core.engine.readings import readings, reads_while_holding
from tradewright.core.engine.script import Intent, View
from tradewright.core.exits import VolatilityExit, storm_columns
from tradewright.core.indicators import Column
from tradewright.core.market import Bars
from tradewright.core.market.bar import Bar, each_bar
from tradewright.core.market.resample import Resampler, resample
from tradewright.core.risk import Watch
from tradewright.core.risk.guardian import NO_LIMITS, Limits
from tradewright.core.rules import LiveRules, Series
from tradewright.core.rules.frames import values

if TYPE_CHECKING:
    from tradewright.core.engine.feeds import Feeds
    from tradewright.core.engine.script import Script, Shown
    from tradewright.core.engine.strategy import Strategy


class Scripted:
    """A Python strategy over bars that arrive one at a time."""

    def __init__(self, script: Script, history: Bars) -> None:
        self.script = script
        self.history = [*each_bar(history)]
        self._like = history
        self.view: View | None = None

    def push(self, bar: Bar) -> None:
        """Append a closed bar of the strategy's timeframe."""
        self.history.append(bar)

    def decide(self, desk: Shown, strategy_id: str) -> Intent:
        """Ask the script about the last bar.

        Notes
        -----
        Indicators are computed from the anchor each time they are asked for: the same bits as over
        the whole history.
        """
        bars = self._bars()
        if self.view is None:
            self.view = View(desk, strategy_id, bars, self.script)
        else:
            self.view.reopen(bars)
        self.view.at = len(bars) - 1
        return self.script.on_bar(self.view) or Intent()

    def value(self, column: Column) -> float:
        """Value of a column on the last bar."""
        return self.read(Series(column=column))

    def read(self, series: Series) -> float:
        """Value of a series on the last bar."""
        return values((series,), self._bars())[series].item(-1)

    def _bars(self) -> Bars:
        return joined(self._like, self.history)


def joined(like: Bars, history: list[Bar]) -> Bars:
    """Bars of the symbol and timeframe of `like`."""
    columns = np.array([bar[1:6] for bar in history]).T.copy()
    return Bars(
        symbol=like.symbol,
        timeframe=like.timeframe,
        ts=np.array([bar.ts for bar in history], np.int64),
        open=columns[0],
        high=columns[1],
        low=columns[2],
        close=columns[3],
        volume=columns[4],
    )


class Brain(Protocol):
    """What turns closed bars into signal bits."""

    def push(self, bar: Bar, /) -> int:
        """Read a closed bar; the signal bits it gives."""
        ...

    def value(self, column: Column, /) -> float:
        """Value of a column on the last bar."""
        ...

    def read(self, series: Series, /) -> float:
        """Value of a series on the last bar."""
        ...


@dataclass(slots=True)
class Slot:
    """One seated strategy: its rules, and the bars of its timeframe made of its feed's."""

    id: str
    symbol: str
    feed: int
    active: bool = True
    reads: bool = False
    storm: VolatilityExit | None = None
    atr: tuple[Column | None, ...] = ()
    climate: Climate | None = None
    brain: Brain | Scripted | None = None
    bars: Resampler | None = None
    watch: Watch | None = None
    parts_watch: Watch | None = None
    limits: Limits = NO_LIMITS

    @classmethod
    def seated(cls, strategy: Strategy, feed: int, feeds: Feeds, history: Bars) -> Slot:
        """A slot whose indicators are anchored at the first bar of `history`."""
        source = feeds[feed].timeframe
        atr = readings(strategy)
        closed = resample(history, strategy.timeframe)
        weather = _climate(strategy, closed, feeds[feed].instrument.pip)
        storm = strategy.volatility_exit
        columns = (*atr, *(() if storm is None else storm_columns(storm)))
        ranges = tuple(Series(column=column) for column in columns if column is not None)
        wanted = (*ranges, *(() if weather is None else weather.series))
        brain = LiveRules(strategy.rules, closed, wanted)
        if strategy.script is not None:
            brain = Scripted(strategy.script, closed)
        bars = Resampler(source, strategy.timeframe)
        if history.timeframe is source:
            _begin(bars, history, closed)
        reads = reads_while_holding(strategy)
        slot = cls(strategy.id, strategy.symbol, feed, reads=reads, storm=storm)
        slot.atr, slot.climate, slot.brain, slot.bars = atr, weather, brain, bars
        return slot

    @classmethod
    def silent(cls, strategy_id: str, symbol: str, feed: int) -> Slot:
        """A seat that reads no bars: its signals stand on a tape, or it was removed."""
        return cls(strategy_id, symbol, feed)


def _climate(strategy: Strategy, closed: Bars, pip: float) -> Climate | None:
    if strategy.volatility is None and strategy.regime is None:
        return None
    return Climate(strategy, pip, climate(strategy, closed, pip).spiked)


def _begin(bars: Resampler, history: Bars, closed: Bars) -> None:
    """Let the forming bar know what has been seen of it."""
    if not len(history):
        return
    first = 0
    if len(closed):
        ends = closed.ts[-1] + closed.timeframe.ns
        first = int((history.ts < ends).sum())
    for bar in each_bar(history[first:]):
        bars.push(bar)
