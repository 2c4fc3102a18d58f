"""Candles of every timeframe somebody looks at, closed and forming, from one tape a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.market.bar import bar_at, each_bar
from tradewright.core.market.resample import Resampler, resample
from tradewright.services.sessions.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.calendar import Timeframe
    from tradewright.core.market import Bars
    from tradewright.core.market.bar import Bar


class Charts:
    """The bars of a feed and the candles made of them.

    Parameters
    ----------
    symbols : of the feed.
    timeframe : of the feed's bars.
    """

    def __init__(self, symbols: Sequence[str], timeframe: Timeframe) -> None:
        self.timeframe = timeframe
        self.tapes = {symbol: Tape(symbol, timeframe) for symbol in symbols}
        self._watched: dict[tuple[str, Timeframe], Resampler] = {}

    def watch(self, symbol: str, timeframe: Timeframe) -> None:
        """Make candles of a timeframe as bars arrive; a second call changes nothing.

        Raises
        ------
        CannotResample
            If the timeframe is not made of whole bars of the feed.
        """
        if (symbol, timeframe) in self._watched:
            return
        resampler = Resampler(self.timeframe, timeframe)
        for bar in each_bar(self._tail(symbol, timeframe, 2)):
            resampler.push(bar)
        self._watched[symbol, timeframe] = resampler

    def watched(self) -> list[tuple[str, Timeframe]]:
        """What `watch` was called with, in that order."""
        return list(self._watched)

    def push(self, symbol: str, bar: Bar) -> list[tuple[Timeframe, Bar]]:
        """The watched candles that this bar of the feed closes."""
        self.tapes[symbol].append(bar)
        made: list[tuple[Timeframe, Bar]] = []
        for (of, timeframe), resampler in self._watched.items():
            if of == symbol:
                made += [(timeframe, candle) for candle in resampler.push(bar)]
        return made

    def closed(self, symbol: str, timeframe: Timeframe, limit: int | None = None) -> Bars:
        """Closed candles, oldest first: all of them, or the last `limit`."""
        if limit is None:
            return resample(self.tapes[symbol].bars(), timeframe)
        # One candle more than asked for: the first of a tail may lack its beginning.
        made = resample(self._tail(symbol, timeframe, limit + 2), timeframe)
        return made[max(len(made) - limit, 0) :]

    def forming(self, symbol: str, timeframe: Timeframe) -> Bar | None:
        """The candle that is not closed yet; None right after a close."""
        resampler = self._watched.get((symbol, timeframe))
        if resampler is None:
            resampler = Resampler(self.timeframe, timeframe)
            for bar in each_bar(self._tail(symbol, timeframe, 2)):
                resampler.push(bar)
        return resampler.forming

    def last(self, symbol: str) -> Bar | None:
        """The newest bar of the feed."""
        tape = self.tapes[symbol]
        return bar_at(tape.bars(len(tape) - 1), 0) if len(tape) else None

    def _tail(self, symbol: str, timeframe: Timeframe, candles: int) -> Bars:
        tape = self.tapes[symbol]
        # A month's nominal length is 30 days: a thirtieth more covers the long ones.
        span = candles * (timeframe.ns // self.timeframe.ns) * 31 // 30 + candles
        return tape.bars(len(tape) - span)
