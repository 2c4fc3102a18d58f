"""The filter part of the oracle: pairs of a session, and volatility."""

from __future__ import annotations

import math
from typing import Final

from tests.external.oracle_clock import MINUTE, is_open
from tests.external.oracle_columns import Columns
from tests.external.oracle_market import Market
from tests.external.oracle_settings import Calm, Settings

PAIRS: Final = {
    "sydney": {"AUDUSD", "NZDUSD"},
    "tokyo": {"USDJPY", "EURJPY", "AUDJPY", "NZDJPY"},
    "asia": {"USDJPY", "EURJPY", "AUDJPY", "NZDJPY"},
    "london": {"EURUSD", "GBPUSD", "EURGBP", "USDCHF"},
    "newyork": {"EURUSD", "USDCAD", "USDJPY", "GBPUSD"},
}


def pairing(said: Settings, ts: int) -> float:
    """The larger factor of the allowed sessions that are open."""
    if said.pairs is None:
        return 1.0
    optimal, other = said.pairs
    open_ = (name for name in said.sessions if is_open(ts, name))
    return max(optimal if said.symbol in PAIRS[name.lower()] else other for name in open_)


def calmness(said: Settings, columns: Columns, market: Market, i: int) -> float | str:
    """What the volatility filter makes of an entry at the open of row `i`: factor or refusal."""
    calm = said.calm
    if calm is None:
        return 1.0
    ranges = columns.average_range(calm.period, i - 1)
    if math.isnan(ranges) or (calm.spike and math.isnan(columns.average_range(100, i - 1))):
        return "WARMING_UP"
    if calm.spike and spiked(calm, columns, i - 1):
        return "VOLATILITY_SPIKE"
    return placed(calm, ranges / market.facts.pip)


def placed(calm: Calm, pips: float) -> float | str:
    """Factor or refusal of an ATR in pips."""
    if calm.optimal is not None and calm.optimal[0] <= pips <= calm.optimal[1]:
        return calm.inside
    if pips < calm.low:
        return calm.below or "VOLATILITY_TOO_LOW"
    if pips > calm.high:
        return calm.above or "VOLATILITY_TOO_HIGH"
    return 1.0


def spiked(calm: Calm, columns: Columns, i: int) -> bool:
    """Whether the signal bar, which closes with row `i`, ends too soon after one that spiked."""
    threshold, wait = calm.spike or (0.0, 0.0)
    one, usual = columns.ranges_by_row(calm.period), columns.ranges_by_row(100)
    ends = columns.own.ends
    return any(
        end > ends[i] - wait * MINUTE and one[row] >= threshold * usual[row]
        for row, end in ends.items()
        if row <= i
    )
