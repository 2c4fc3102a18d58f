"""May this entry be made, and how large: gates first, then size.

A refusal is a `Reason`; nothing here books or fills. The names to know: `refusal` (the gates before
a price is known), `lots_for` (the size), `judge_volatility` (what the signal bar allows).
"""

from tradewright.core.risk.gates import refusal
from tradewright.core.risk.hours import Hours, Window, hours_factor
from tradewright.core.risk.news import NewsFilter, Pause, Watch
from tradewright.core.risk.sizing import lots_for, whole_lots
from tradewright.core.risk.volatility import (
    REDUCED,
    Spike,
    Verdict,
    VolatilityFilter,
    judge_volatility,
    ranges_of,
)

__all__ = [
    "REDUCED",
    "Hours",
    "NewsFilter",
    "Pause",
    "Spike",
    "Verdict",
    "VolatilityFilter",
    "Watch",
    "Window",
    "hours_factor",
    "judge_volatility",
    "lots_for",
    "ranges_of",
    "refusal",
    "whole_lots",
]
