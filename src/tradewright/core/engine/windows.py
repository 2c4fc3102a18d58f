"""The windows of one strategy: where it may enter, until when it holds, on which week's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.calendar import SESSIONS, Session
from tradewright.core.engine.rooms import with_windows
from tradewright.core.engine.setup import sessions_of

if TYPE_CHECKING:
    from tradewright.core.engine.costs import Zones
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Instrument
    from tradewright.core.market.records import Terms
    from tradewright.core.risk import Hours


def with_windows_of(
    hours: Hours, zones: Zones, strategy: Strategy, instrument: Instrument, terms: Terms
) -> Hours:
    """The same hours with a strategy's windows behind them; its terms learn where they stand.

    Raises
    ------
    ValueError
        If a zone is not known.
    """
    sessions = sessions_of(strategy, instrument)
    hours, terms.window_from = with_windows(hours, zones, sessions)
    terms.windows = len(sessions)
    ending = () if strategy.time_exit is None else strategy.time_exit.session_end
    hours, terms.ends_from = with_windows(hours, zones, [(SESSIONS[name], 1.0) for name in ending])
    terms.ends = len(ending)
    if strategy.weekend is not None:
        clock = Session(strategy.weekend.zone, 0, 0)
        hours, terms.week_from = with_windows(hours, zones, [(clock, 1.0)])
    return hours
