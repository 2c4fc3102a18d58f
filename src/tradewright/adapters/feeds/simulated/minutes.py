"""One trading day, minute by minute: the path between two given closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from tradewright.adapters.feeds.simulated.markets import MINUTES, Market, curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS: Final = 12
"""Prices a minute; its open is the first of them and its close the last."""

_TAIL: Final = 5.0  # degrees of freedom of Student's t: the fat tails of minute returns
_CALM_MINUTES: Final = 45.0  # memory of the volatility within a day
_UNREST: Final = 0.45  # standard deviation of its logarithm
_MOST_RESTLESS: Final = 4.5  # no minute moves more, in multiples of its usual deviation
_JUMPS_A_DAY: Final = 0.45
# Minute deviations: the least jump, the mean and the limit of the exponential on top.
_JUMP_LEAST, _JUMP_MORE, _JUMP_MOST = 6.0, 4.0, 12.0
_AFTERSHOCK, _AFTERSHOCK_MINUTES = 2.2, 18.0
_SPREAD_SHOCK, _SPREAD_SHOCK_MINUTES = 2.0, 2.0
# Minutes after 17:00 New York of 8:30, 10:00 and 14:00, when figures are published; the rest falls
# anywhere.
_NEWS: Final = ((930, 0.45), (1020, 0.2), (1260, 0.15))


class Frame(NamedTuple):
    """What is fixed for a day: logarithms of its first and last price, and its volatility."""

    opens: float
    closes: float
    vol: float


class Minutes(NamedTuple):
    """Columns of one day, (1440,) float64 each: unrounded bid prices, ticks, spread in points."""

    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    spread: NDArray[np.float64]


class _Jumps(NamedTuple):
    at: NDArray[np.int64]
    size: NDArray[np.float64]


def minutes(market: Market, frame: Frame, rng: np.random.Generator) -> Minutes:
    """The minutes of one day.

    Parameters
    ----------
    market : shape of the day.
    frame : where the day starts and ends; the path is bridged between the two.
    rng : seeded for this symbol and day; it is used up here, in a fixed order.

    Notes
    -----
    Volatility of a minute = day's volatility x shape of the day x exp(Ornstein-Uhlenbeck) x Student
    mixing variable, raised after a jump. A bridge adds to every step its share (by variance) of
    what is missing to the day's close.
    """
    jumps = _jumps(market, rng)
    vol = _volatility(market, frame.vol, jumps, rng)
    steps = rng.standard_normal((MINUTES, STEPS)) * (vol / np.sqrt(STEPS))[:, None]
    steps[jumps.at, 0] += jumps.size * frame.vol / np.sqrt(MINUTES)
    share = vol * vol / np.sum(vol * vol) / STEPS
    steps += (frame.closes - frame.opens - np.sum(steps)) * share[:, None]
    path = np.exp(frame.opens + np.cumsum(steps.ravel())).reshape(MINUTES, STEPS)
    unrest = vol * np.sqrt(MINUTES) / frame.vol
    return Minutes(
        open=path[:, 0],
        high=path.max(axis=1),
        low=path.min(axis=1),
        close=path[:, -1],
        volume=1.0 + rng.poisson(market.ticks * np.minimum(unrest, 12.0)),
        spread=_spread(market, unrest, jumps, rng),
    )


def ar1(start: float, decay: float, shocks: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) float64: x[i] = decay * x[i-1] + shocks[i] with x[-1] = start, for 0 < decay < 1.

    Notes
    -----
    x[i] / decay**i is a running sum; it is taken in pieces short enough for decay**i to stay above
    1e-60.
    """
    longest = max(int(60.0 / -np.log10(decay)), 1)
    pieces: list[NDArray[np.float64]] = []
    for first in range(0, shocks.size, longest):
        piece = shocks[first : first + longest]
        weights = decay ** np.arange(1, piece.size + 1)
        pieces.append(weights * (start + np.cumsum(piece / weights)))
        start = float(pieces[-1][-1])
    return np.concatenate(pieces) if pieces else shocks


def _jumps(market: Market, rng: np.random.Generator) -> _Jumps:
    """Minutes and signed sizes (in minute deviations) of the jumps; none in the pause."""
    count = int(rng.poisson(_JUMPS_A_DAY))
    places = rng.random((count, 2))
    sizes = _JUMP_LEAST + np.minimum(rng.exponential(_JUMP_MORE, count), _JUMP_MOST)
    signs = np.where(rng.random(count) < 0.5, -1.0, 1.0)
    at = [_news_minute(float(kind), float(where), market.pause_minutes) for kind, where in places]
    return _Jumps(np.array(at, np.int64), signs * sizes)


def _news_minute(kind: float, where: float, pause: int) -> int:
    for minute, probability in _NEWS:
        if kind < probability:
            return minute
        kind -= probability
    return pause + int(where * (MINUTES - pause))


def _volatility(
    market: Market, day: float, jumps: _Jumps, rng: np.random.Generator
) -> NDArray[np.float64]:
    decay = float(np.exp(-1.0 / _CALM_MINUTES))
    shocks = rng.standard_normal(MINUTES) * _UNREST * np.sqrt(1.0 - decay * decay)
    unrest = ar1(_UNREST * float(rng.standard_normal()), decay, shocks)
    mixing = np.sqrt((_TAIL - 2.0) / (2.0 * rng.standard_gamma(_TAIL / 2.0, MINUTES)))
    after = 1.0 + _decaying(jumps, _AFTERSHOCK, _AFTERSHOCK_MINUTES)
    restless = np.exp(unrest - _UNREST * _UNREST) * mixing * after
    return day * market.shape() * np.minimum(restless, _MOST_RESTLESS)


def _decaying(jumps: _Jumps, height: float, length: float) -> NDArray[np.float64]:
    since = np.arange(MINUTES)[None, :] - jumps.at[:, None]
    return np.sum(
        np.where(since >= 0, height * np.exp(-np.maximum(since, 0) / length), 0.0), axis=0
    )


def _spread(
    market: Market, unrest: NDArray[np.float64], jumps: _Jumps, rng: np.random.Generator
) -> NDArray[np.float64]:
    noise = np.exp(0.12 * rng.standard_normal(MINUTES))
    restless = (
        1.0
        + 0.12 * np.maximum(unrest - 2.0, 0.0)
        + _decaying(jumps, _SPREAD_SHOCK, _SPREAD_SHOCK_MINUTES)
    )
    return np.maximum(np.round(curve(market.spread_points) * noise * restless), 1.0)
