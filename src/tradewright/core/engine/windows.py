"""The windows of one strategy: where it may enter, until when it holds, on which week's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.calendar import SESSIONS, Session, session_of
from tradewright.core.engine.rooms import with_windows
from tradewright.core.engine.setup import sessions_of
from tradewright.core.engine.timing import with_times

if TYPE_CHECKING:
    from tradewright.core.engine.floor import Floor
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Instrument
    from tradewright.core.risk import Hours


def with_windows_of(desk: Floor, strategy: Strategy, instrument: Instrument, s: int) -> Hours:
    """The desk's hours with windows of strategy number `s` behind them; its rows learn where.

    Raises
    ------
    ValueError
        If a zone is not known.
    """
    hours, zones, terms = desk.hours, desk.zones, desk.tables.terms[s]
    sessions = sessions_of(strategy, instrument)
    hours, terms.window_from = with_windows(hours, zones, sessions)
    terms.windows = len(sessions)
    ending = () if strategy.time_exit is None else strategy.time_exit.session_end
    hours, terms.ends_from = with_windows(hours, zones, [_whole(strategy, name) for name in ending])
    terms.ends = len(ending)
    scaled = [
        (Session(SESSIONS[one.session].zone, one.opens, one.closes), one.factor)
        for one in strategy.scaling.sessions
    ]
    hours, terms.scaled_from = with_windows(hours, zones, scaled)
    terms.scaled = len(scaled)
    if strategy.weekend is not None:
        clock = Session(strategy.weekend.zone, 0, 0)
        hours, terms.week_from = with_windows(hours, zones, [(clock, 1.0)])
    for k, part in enumerate(() if strategy.ladder is None else strategy.ladder.parts):
        if part.session:
            hours, first = with_windows(hours, zones, [_whole(strategy, part.session)])
            desk.tables.rungs[terms.rungs_from + k].window = first
    return with_times(hours, zones, strategy, terms)


def _whole(strategy: Strategy, name: str) -> tuple[Session, float]:
    """A session by the strategy's hours; its size factor is not asked for."""
    return session_of(name, strategy.session_hours), 1.0
