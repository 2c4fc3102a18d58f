"""The simulated symbols and the shape of their day, as tables."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.ports.feed import UnknownSymbol

if TYPE_CHECKING:
    from numpy.typing import NDArray

MINUTES: Final = 1440
"""Minutes of a trading day, the daily pause included."""

Knots = tuple[tuple[float, float], ...]
"""(hour after the start of the day, value), ascending, from 0 to 24; straight lines in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What makes one symbol's market.

    Parameters
    ----------
    symbol : a built-in instrument.
    level : price around which the market wanders, quote currency.
    daily_vol : standard deviation of a day's return, fraction.
    around_the_clock : every day of the week from 00:00 UTC; else Monday to Friday, 17:00 to 17:00
        New York.
    pause_minutes : minutes at the start of the day without trading (metals: one hour).
    activity : relative volatility over the day.
    spread_points : typical spread over the day, points.
    ticks : typical volume of a minute, ticks.
    """

    symbol: str
    level: float
    daily_vol: float
    around_the_clock: bool = False
    pause_minutes: int = 0
    activity: Knots
    spread_points: Knots
    ticks: float

    def shape(self) -> NDArray[np.float64]:
        """(1440,) float64, each minute's part of the day's volatility.

        Squares sum to 1; minutes of the pause are 0.
        """
        shape = curve(self.activity)
        shape[: self.pause_minutes] = 0.0
        return shape / np.sqrt(np.sum(shape * shape))


def curve(knots: Knots) -> NDArray[np.float64]:
    """(1440,) float64, the value at the middle of each minute."""
    hours, values = zip(*knots, strict=True)
    return np.interp((np.arange(MINUTES) + 0.5) / 60.0, hours, values)


# Hours from 17:00 New York: Tokyo opens at 3, London at 10, New York at 15; London closes at 19.
_FOREX: Final[Knots] = (
    *((0, 0.25), (1, 0.35), (2, 0.55), (3, 0.85), (5, 0.8), (8, 0.6), (9.5, 0.85)),
    *((10, 1.5), (11.5, 1.35), (13.5, 1.0), (15, 1.5), (15.6, 2.1), (17, 2.0), (18.5, 1.7)),
    *((19.2, 1.2), (21, 0.8), (23, 0.45), (24, 0.25)),
)
_METAL: Final[Knots] = (
    *((0, 0.5), (1, 0.5), (3, 0.8), (5, 0.75), (8, 0.65), (10, 1.25), (13, 1.0)),
    *((15, 1.5), (15.5, 2.2), (17, 2.2), (18.5, 1.7), (20, 1.1), (22, 0.7), (24, 0.4)),
)
# UTC hours: never asleep, busiest with New York.
_CRYPTO: Final[Knots] = (
    *((0, 1.05), (2, 0.9), (5, 0.75), (7, 0.85), (9, 0.95), (12, 1.0)),
    *((13.5, 1.45), (15, 1.55), (17, 1.25), (20, 1.05), (22, 0.9), (24, 1.05)),
)
_CRYPTO_SPREAD: Final[Knots] = ((0, 120), (8, 130), (14, 90), (20, 100), (24, 120))


def _forex(symbol: str, level: float, daily_vol: float, spread: Knots, ticks: float) -> Market:
    return Market(
        symbol=symbol,
        level=level,
        daily_vol=daily_vol,
        activity=_FOREX,
        spread_points=spread,
        ticks=ticks,
    )


def _spread(day: float, asia: float, roll: float) -> Knots:
    """Wide at the roll, a little wider in Asia, tight while London or New York trade."""
    evening = ((0, roll), (0.25, roll), (1, asia * 1.4), (2.5, asia))
    return (*evening, (8.5, asia), (10, day), (20, day), (23, asia), (24, roll))


_ALL: Final = (
    _forex("EURUSD", 1.14, 0.0048, _spread(7, 11, 45), 70),
    _forex("GBPUSD", 1.32, 0.0055, _spread(10, 16, 70), 75),
    _forex("USDJPY", 150.0, 0.0058, _spread(9, 12, 60), 80),
    _forex("AUDUSD", 0.66, 0.0060, _spread(9, 11, 60), 60),
    Market(
        symbol="XAUUSD",
        level=3400.0,
        daily_vol=0.0105,
        pause_minutes=60,
        activity=_METAL,
        spread_points=_spread(18, 26, 70),
        ticks=120,
    ),
    Market(
        symbol="BTCUSDT",
        level=95_000.0,
        daily_vol=0.027,
        around_the_clock=True,
        activity=_CRYPTO,
        spread_points=_CRYPTO_SPREAD,
        ticks=150,
    ),
)
MARKETS: Final[dict[str, Market]] = {found.symbol: found for found in _ALL}


def market(symbol: str) -> Market:
    """The simulated market of a symbol.

    Raises
    ------
    UnknownSymbol
        If there is none; the message names those there are and the nearest.
    """
    found = MARKETS.get(symbol.upper())
    if found is None:
        near = difflib.get_close_matches(symbol.upper(), MARKETS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"no simulated market for {symbol!r}; there are {', '.join(MARKETS)}{hint}"
        raise UnknownSymbol(message)
    return found
