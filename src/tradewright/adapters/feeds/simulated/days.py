"""One symbol's market: the path of daily closes, and the bars of any day."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.adapters.feeds.simulated.markets import MINUTES, Market
from tradewright.adapters.feeds.simulated.minutes import Frame, ar1, minutes
from tradewright.core.calendar import DAY, HOUR, MINUTE, Timeframe, Zone, local, weekday
from tradewright.core.market import Bars, instrument

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_DAY: Final = 10_957  # 2000-01-01, days since 1970; the day before, the price was at its level
LAST_DAY: Final = 32_872  # 2060-01-01, not included
_ROLL: Final = 17 * HOUR
_REVERSION: Final = 0.5 ** (1 / 250)  # half of a deviation is gone after 250 trading days
_VOL_DECAY, _VOL_SHOCK = 0.94, 0.10  # the logarithm of daily volatility, day by day
_WEEKEND: Final = 0.25  # size of the gap after a weekend, in daily deviations
_MONDAY: Final = 0


class SimulatedMarket:
    """The whole history of one simulated symbol, from 2000 to 2060.

    Parameters
    ----------
    market : level, volatility and hours.
    seed : >= 0; another seed is another history.
    new_york : the zone table of America/New_York, whose 17:00 ends a trading day.

    Notes
    -----
    Daily closes are an Ornstein-Uhlenbeck path around the level with its own slow volatility, drawn
    once (a few milliseconds for sixty years). A day's minutes come from a generator seeded with
    (seed, symbol, day), bridged from one close to the next: any day costs the same, whichever was
    asked for before.
    """

    def __init__(self, market: Market, seed: int, new_york: Zone) -> None:
        if seed < 0:
            message = f"seed is {seed}, expected a whole number >= 0"
            raise ValueError(message)
        self.market = market
        self.seed = seed
        self.new_york = new_york
        self._key = int.from_bytes(hashlib.sha256(market.symbol.encode()).digest()[:8], "big")
        self._days = _trading_days(market)
        self._vols, self._opens, self._closes = self._daily()

    def __repr__(self) -> str:
        return f"<SimulatedMarket {self.market.symbol} seed {self.seed}>"

    def day_of(self, ts: int) -> int:
        """The trading day of an instant, days since 1970; it may be a closed one."""
        if self.market.around_the_clock:
            return ts // DAY
        return (local(self.new_york, ts) - _ROLL) // DAY + 1

    def days_from(self, day: int) -> NDArray[np.int64]:
        """The days with trading, from `day` on, ascending, days since 1970."""
        return self._days[np.searchsorted(self._days, day) :]

    def opens_at(self, day: int) -> int:
        """Start of a trading day, nanoseconds UTC."""
        if self.market.around_the_clock:
            return day * DAY
        wall = (day - 1) * DAY + _ROLL
        # New York changes its clocks at night, so the offset five hours around the roll is the
        # roll's own.
        return wall - (local(self.new_york, wall + 5 * HOUR) - (wall + 5 * HOUR))

    def bars(self, day: int) -> Bars:
        """The minute bars of one trading day.

        Parameters
        ----------
        day : one of `days_from`, days since 1970; any other day has no bars.
        """
        found = int(np.searchsorted(self._days, day))
        if found == self._days.size or int(self._days[found]) != day:
            return self._empty()
        frame = Frame(
            opens=float(self._opens[found]),
            closes=float(self._closes[found]),
            vol=float(self._vols[found]),
        )
        made = minutes(self.market, frame, self._generator(day))
        part = slice(self.market.pause_minutes, MINUTES)
        tick = instrument(self.market.symbol)
        return Bars(
            symbol=self.market.symbol,
            timeframe=Timeframe.M1,
            ts=(self.opens_at(day) + np.arange(MINUTES, dtype=np.int64) * MINUTE)[part],
            open=_to_tick(made.open[part], tick.tick_size, tick.digits),
            high=_to_tick(made.high[part], tick.tick_size, tick.digits),
            low=_to_tick(made.low[part], tick.tick_size, tick.digits),
            close=_to_tick(made.close[part], tick.tick_size, tick.digits),
            volume=made.volume[part],
            spread=made.spread[part],
        )

    def _generator(self, *name: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64((self.seed, self._key, *name)))

    def _daily(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Volatility, logarithm of the open and of the close of every trading day."""
        rng = self._generator()
        n = self._days.size
        unrest = ar1(0.0, _VOL_DECAY, _VOL_SHOCK * rng.standard_normal(n))
        # So that the mean of the squares is daily_vol squared.
        calm = _VOL_SHOCK**2 / (1.0 - _VOL_DECAY**2)
        vols = self.market.daily_vol * np.exp(unrest - calm)
        closes = np.log(self.market.level) + ar1(0.0, _REVERSION, vols * rng.standard_normal(n))
        before = np.r_[np.log(self.market.level), closes[:-1]]
        reopens = np.r_[False, np.diff(self._days) > 1]
        opens = before + np.where(reopens, _WEEKEND * vols * rng.standard_normal(n), 0.0)
        return vols, opens, closes

    def _empty(self) -> Bars:
        none = np.empty(0)
        return Bars(
            symbol=self.market.symbol, timeframe=Timeframe.M1, ts=np.empty(0, np.int64),
            open=none, high=none, low=none, close=none, volume=none, spread=none,
        )  # fmt: skip


def _trading_days(market: Market) -> NDArray[np.int64]:
    days = np.arange(FIRST_DAY, LAST_DAY, dtype=np.int64)
    return days if market.around_the_clock else days[weekday(days * DAY) < 5]


def _to_tick(prices: NDArray[np.float64], tick: float, digits: int) -> NDArray[np.float64]:
    return np.round(np.round(prices / tick) * tick, digits)
