"""May this entry be made, and how large: gates first, then size.

A refusal is a `Reason`; nothing here books or fills. The names to know: `refusal` (the gates before
a price is known), `whole_lots` (the size), `judge_volatility` (what the signal bar allows).
"""

from tradewright.core.risk.correlation import CorrelationRule
from tradewright.core.risk.gates import count_session, refusal, shut, weigh
from tradewright.core.risk.hours import Hours, Window, hours_factor
from tradewright.core.risk.news import NewsFilter, Pause, Watch, news_near
from tradewright.core.risk.regime import Conduct, Detector, RegimeFilter, judge_regime
from tradewright.core.risk.sizing import whole_lots
from tradewright.core.risk.timing import Spell, TimeFilter, TimeRule, Timing, time_rules
from tradewright.core.risk.volatility import (
    REDUCED,
    Spike,
    Verdict,
    VolatilityFilter,
    judge_volatility,
    ranges_of,
)
from tradewright.core.risk.week import FRIDAY, SUNDAY, late_friday, next_in_week, sessions_end

__all__ = [
    "FRIDAY",
    "REDUCED",
    "SUNDAY",
    "Conduct",
    "CorrelationRule",
    "Detector",
    "Hours",
    "NewsFilter",
    "Pause",
    "RegimeFilter",
    "Spell",
    "Spike",
    "TimeFilter",
    "TimeRule",
    "Timing",
    "Verdict",
    "VolatilityFilter",
    "Watch",
    "Window",
    "count_session",
    "hours_factor",
    "judge_regime",
    "judge_volatility",
    "late_friday",
    "news_near",
    "next_in_week",
    "ranges_of",
    "refusal",
    "sessions_end",
    "shut",
    "time_rules",
    "weigh",
    "whole_lots",
]
