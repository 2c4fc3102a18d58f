"""The volatility filter: what the ATR of the signal bar allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from tradewright.core.indicators import Column, resolve
from tradewright.core.market import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

VolatilityAction = Literal["normal", "reduce", "skip"]
REDUCED: Final = 0.5
"""Size factor of every action that reduces."""
NORMAL_BARS: Final = 100
"""Period of the ATR that a spike is measured against."""
LONG_AGO: Final = -(1 << 62)
"""The instant of a spike that never was, ns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """A leap of volatility after which entries pause.

    Parameters
    ----------
    threshold : > 1; the ATR spikes where it reaches so many times the ATR of `NORMAL_BARS` bars.
    resume_minutes : > 0; entries pause so long after the close of the last bar that spiked.
    """

    threshold: float
    resume_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VolatilityFilter:
    """Between which true ranges entries are allowed, and what happens outside.

    Parameters
    ----------
    period : bars of Wilder's ATR, >= 1, of the strategy's timeframe, read at the signal bar.
    least_pips, most_pips : 0 <= least <= most; both are inside. None leaves that end open.
    below, above : what happens to an entry outside.
    optimal_pips : a range, ends included, in which `optimal` rules and `below`, `above` do not.
    """

    period: int = 14
    least_pips: float | None = None
    most_pips: float | None = None
    below: VolatilityAction = "skip"
    above: VolatilityAction = "reduce"
    optimal_pips: tuple[float, float] | None = None
    optimal: VolatilityAction = "normal"
    spike: Spike | None = None


class Verdict(NamedTuple):
    """What a filter says of entries signalled on each bar."""

    gate: NDArray[np.uint8]  # (n,) the `Reason` that refuses them; 0 none
    scale: NDArray[np.float64]  # (n,) size factor
    spiked: int  # open time of the last bar that spiked, ns


def ranges_of(rules: VolatilityFilter) -> tuple[Column, Column | None]:
    """The ATR that is judged, and the normal one where spikes are."""
    atr = resolve("atr", {"period": rules.period})
    return atr, None if rules.spike is None else resolve("atr", {"period": NORMAL_BARS})


def judge_volatility(
    rules: VolatilityFilter,
    ts: NDArray[np.int64],
    atr: NDArray[np.float64],
    normal: NDArray[np.float64] | None,
    spiked: int = LONG_AGO,
) -> Verdict:
    """Gate and size factor of every bar; any stretch of a history, given what was before it.

    Parameters
    ----------
    ts : (n,) open times of the bars, ns UTC, ascending.
    atr : (n,) pips; nan while unknown, which refuses.
    normal : (n,) pips, the ATR that spikes are measured against; None without spikes.
    spiked : the `spiked` of the stretch before.
    """
    gate = np.zeros(ts.size, np.uint8)
    scale = np.ones(ts.size)
    for where, action, reason in _ranges(rules, atr):
        gate[where] = reason if action == "skip" else 0
        scale[where] = REDUCED if action == "reduce" else 1.0
    unknown = np.isnan(atr)
    if rules.spike is not None and normal is not None and ts.size:
        unknown |= np.isnan(normal)
        leaps = np.where(atr >= rules.spike.threshold * normal, ts, LONG_AGO)
        last = np.maximum(np.maximum.accumulate(leaps), spiked)
        pause = round(rules.spike.resume_minutes * 60_000_000_000)
        gate[ts - last < pause] = Reason.VOLATILITY_SPIKE
        spiked = int(last[-1])
    gate[unknown] = Reason.WARMING_UP
    return Verdict(gate, scale, spiked)


def _ranges(
    rules: VolatilityFilter, atr: NDArray[np.float64]
) -> list[tuple[NDArray[np.bool_], VolatilityAction, Reason]]:
    """Where each action applies; later ones win."""
    found: list[tuple[NDArray[np.bool_], VolatilityAction, Reason]] = []
    if rules.least_pips is not None:
        found.append((atr < rules.least_pips, rules.below, Reason.VOLATILITY_TOO_LOW))
    if rules.most_pips is not None:
        found.append((atr > rules.most_pips, rules.above, Reason.VOLATILITY_TOO_HIGH))
    if rules.optimal_pips is not None:
        low, high = rules.optimal_pips
        found.append(((atr >= low) & (atr <= high), rules.optimal, Reason.NONE))
    return found
