"""Who sits at a desk: the feeds, and the strategies with their rules over a growing history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tradewright.core.engine.setup import true_ranges
from tradewright.core.market.bar import each_bar
from tradewright.core.market.resample import Resampler, resample
from tradewright.core.rules import LiveRules

if TYPE_CHECKING:
    from tradewright.core.calendar import Timeframe
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.indicators import Column
    from tradewright.core.market import Bars, Instrument


class Traded(NamedTuple):
    """One feed: what it carries."""

    symbol: str
    timeframe: Timeframe
    instrument: Instrument


class Feeds(list[Traded]):
    """The feeds of a desk, in the order they were opened."""

    def of(self, symbol: str) -> int:
        """Number of the feed that carries a symbol.

        Raises
        ------
        ValueError
            If none does.
        """
        for k, feed in enumerate(self):
            if feed.symbol == symbol:
                return k
        known = ", ".join(feed.symbol for feed in self) or "none"
        message = f"no feed carries {symbol!r}; feeds: {known}"
        raise ValueError(message)


class Brain(Protocol):
    """What turns closed bars into signal bits."""

    def push(
        self, open_: float, high: float, low: float, close: float, volume: float, /
    ) -> int: ...

    def value(self, column: Column, /) -> float: ...


@dataclass(slots=True)
class Slot:
    """One seated strategy: its rules, and the bars of its timeframe made of its feed's."""

    id: str
    symbol: str
    feed: int
    active: bool
    atr: tuple[Column | None, Column | None, Column | None]
    brain: Brain | None
    bars: Resampler | None

    @classmethod
    def seated(cls, strategy: Strategy, feed: int, source: Timeframe, history: Bars) -> Slot:
        """A slot whose indicators are anchored at the first bar of `history`."""
        atr = true_ranges(strategy)
        closed = resample(history, strategy.timeframe)
        wanted = tuple(column for column in atr if column is not None)
        brain = LiveRules(strategy.rules, closed, wanted)
        bars = Resampler(source, strategy.timeframe)
        if history.timeframe is source:
            _begin(bars, history, closed)
        return cls(strategy.id, strategy.symbol, feed, True, atr, brain, bars)

    @classmethod
    def retired(cls, strategy_id: str, symbol: str, feed: int) -> Slot:
        """The seat of a strategy that was removed; its positions still need its terms."""
        return cls(strategy_id, symbol, feed, False, (None, None, None), None, None)


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
