"""The simulated markets as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.adapters.feeds.simulated.days import SimulatedMarket
from tradewright.adapters.feeds.simulated.markets import market
from tradewright.core.calendar import MINUTE, Timeframe, Zone, parse_ts
from tradewright.core.market import Bars, instrument
from tradewright.core.market.bar import each_bar
from tradewright.core.market.lockstep import Closed, lockstep
from tradewright.core.market.quotes import quotes
from tradewright.ports.feed import Slice, UnknownSymbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tradewright.core.market.bar import Bar

DEFAULT_START_NS: Final = parse_ts("2026-01-05T00:00Z")


class SimulatedFeed:
    """Minute bars of simulated symbols, from a start until 2060.

    Parameters
    ----------
    symbols : of `MARKETS`, any case, at least one; their order is the order within a slice.
    seed : >= 0; the same for all symbols, which differ all the same.
    new_york : the zone table of America/New_York.
    start_ns : the feed's first bar opens at or after it, nanoseconds UTC; moving it changes no bar.

    Raises
    ------
    UnknownSymbol
        If a symbol has no simulated market.
    """

    def __init__(
        self, symbols: Sequence[str], seed: int, new_york: Zone, start_ns: int = DEFAULT_START_NS
    ) -> None:
        if not symbols:
            message = "a simulated feed needs at least one symbol, got none"
            raise ValueError(message)
        self.seed = seed
        self.start_ns = start_ns
        markets = [SimulatedMarket(market(symbol), seed, new_york) for symbol in symbols]
        self._markets = {found.market.symbol: found for found in markets}
        self._rank = {symbol: i for i, symbol in enumerate(self._markets)}

    def __repr__(self) -> str:
        return f"<SimulatedFeed {', '.join(self._markets)} seed {self.seed}>"

    def symbols(self) -> tuple[str, ...]:
        """Symbols with bars in this feed, in the order of a slice."""
        return tuple(self._markets)

    def timeframe(self) -> Timeframe:
        """Always M1."""
        return Timeframe.M1

    def first_ns(self) -> int:
        """Open time of the earliest bar, nanoseconds UTC."""
        return min(int(next(self._days(symbol, self.start_ns)).ts[0]) for symbol in self._markets)

    def history(self, symbol: str, until_ns: int) -> Bars:
        """Bars that have closed at or before an instant, oldest first; may be empty."""
        parts: list[Bars] = []
        for day in self._days(self._known(symbol), self.start_ns):
            known = day[: int(np.searchsorted(day.ts, until_ns - MINUTE, side="right"))]
            parts.append(known)
            if len(known) < len(day):
                break
        return _joined(parts)

    def since(self, ts: int) -> Iterator[Slice]:
        """Slices that close after an instant, ascending; ends in 2060."""
        for closes, bars in lockstep(self._stream(symbol, ts) for symbol in self._markets):
            yield Slice(closes, bars)

    def quotes(self, symbol: str, bar: Bar, n: int) -> Sequence[float]:
        """`n` bid prices on the way through a bar, rounded to the symbol's tick."""
        return quotes(bar, n, instrument(self._known(symbol)).tick_size).tolist()

    def _known(self, symbol: str) -> str:
        if symbol not in self._markets:
            message = f"this feed has no {symbol!r}; it has {', '.join(self._markets)}"
            raise UnknownSymbol(message)
        return symbol

    def _days(self, symbol: str, start_ns: int) -> Iterator[Bars]:
        """Non-empty days of bars that open at or after an instant."""
        found = self._markets[symbol]
        for day in found.days_from(found.day_of(start_ns)).tolist():
            bars = found.bars(day)
            rest = bars[int(np.searchsorted(bars.ts, start_ns)) :]
            if len(rest):
                yield rest

    def _stream(self, symbol: str, ts: int) -> Iterator[Closed]:
        # A bar closes after ts when it opens after ts - 1 minute.
        start_ns = max(self.start_ns, ts - MINUTE + 1)
        for day in self._days(symbol, start_ns):
            for bar in each_bar(day):
                yield Closed(bar.ts + MINUTE, self._rank[symbol], symbol, bar)


def _joined(parts: list[Bars]) -> Bars:
    return Bars(
        symbol=parts[0].symbol,
        timeframe=Timeframe.M1,
        ts=np.concatenate([part.ts for part in parts]),
        open=np.concatenate([part.open for part in parts]),
        high=np.concatenate([part.high for part in parts]),
        low=np.concatenate([part.low for part in parts]),
        close=np.concatenate([part.close for part in parts]),
        volume=np.concatenate([part.volume for part in parts]),
        spread=np.concatenate([part.spread for part in parts if part.spread is not None]),
    )
