"""The gates an entry passes, in the order the execution model states."""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import inline
from tradewright.core.market import Reason
from tradewright.core.market.codes import FRIDAY_ENTRIES
from tradewright.core.market.records import Account, Feed, Seat, Terms
from tradewright.core.risk.hours import (
    Hours,
    hours_factor,
    session_opened,
    spread_allowance,
    times_factor,
    times_refusal,
)
from tradewright.core.risk.news import news_refusal
from tradewright.core.risk.week import late_friday

KILL_SWITCH: Final = int(Reason.KILL_SWITCH)
STRATEGY_PAUSED: Final = int(Reason.STRATEGY_PAUSED)
MAX_POSITIONS: Final = int(Reason.MAX_POSITIONS)
OUTSIDE_SESSION: Final = int(Reason.OUTSIDE_SESSION)
SPREAD_TOO_WIDE: Final = int(Reason.SPREAD_TOO_WIDE)
SUBOPTIMAL_PAIR: Final = int(Reason.SUBOPTIMAL_PAIR)
FRIDAY_ENTRY: Final = int(Reason.FRIDAY_ENTRY)
TRADES_PER_SESSION: Final = int(Reason.TRADES_PER_SESSION)


@inline
def refusal(seat: Seat, terms: Terms, feed: Feed, hours: Hours, ts: int) -> int:
    """The first gate that refuses an entry at the open `ts`, as a `Reason`; 0 when all are open.

    Then `seat.factor` is what they make of its size.
    """
    if seat.open >= terms.positions_max:
        weigh(seat, seat.open, terms.positions_max)
        return MAX_POSITIONS
    factor = 1.0
    if terms.windows != 0:
        factor = hours_factor(hours, terms.window_from, terms.windows, ts)
    if factor <= 0.0:
        return _closed(factor)
    silenced = _silenced(seat, terms, hours, ts)
    if silenced != 0:
        return silenced
    seat.factor = factor * seat.scale
    seat.hours_scale = factor
    if terms.times != 0:
        times = times_factor(hours, terms.times_from, terms.times, ts)
        seat.factor *= times
        seat.hours_scale *= times
    seat.spread_scale, seat.bond_scale = 1.0, 1.0
    widest = _widest(terms, hours, ts)
    if widest >= 0.0 and feed.ask - feed.bid > widest + 1e-6:
        if terms.spread_scale == 0.0:
            weigh(seat, feed.ask - feed.bid, widest)
            return SPREAD_TOO_WIDE
        seat.factor *= terms.spread_scale
        seat.spread_scale = terms.spread_scale
    return seat.gate


@inline
def weigh(seat: Seat, measured: float, bound: float) -> None:
    """Keep what a gate that refuses has measured, and its limit, for the note."""
    seat.measured = measured
    seat.bound = bound


@inline
def shut(account: Account, seat: Seat) -> int:
    """What a person has done that refuses every entry of the strategy; 0 for nothing."""
    if account.killed != 0:
        return KILL_SWITCH
    if seat.paused != 0:
        return STRATEGY_PAUSED
    return 0


@inline
def _widest(terms: Terms, hours: Hours, ts: int) -> float:
    """The widest spread at this time, ticks; negative for any."""
    if terms.spreads == 0:
        return terms.spread_max
    return terms.spread_max * spread_allowance(hours, terms.spreads_from, terms.spreads, ts)


@inline
def count_session(seat: Seat, terms: Terms, hours: Hours, ts: int) -> None:
    """Count an entry at `ts` in the session that opened last, if its strategy counts them."""
    if terms.session_max != 0:
        session = session_opened(hours, terms.window_from, terms.windows, ts)
        if seat.session != session:
            seat.session, seat.session_trades = session, 0
        seat.session_trades += 1


@inline
def _session_full(seat: Seat, terms: Terms, hours: Hours, ts: int) -> bool:
    """Whether the strategy has made its entries of the session that opened last."""
    if seat.session_trades < terms.session_max:
        return False
    return seat.session == session_opened(hours, terms.window_from, terms.windows, ts)


@inline
def _silenced(seat: Seat, terms: Terms, hours: Hours, ts: int) -> int:
    """Why entries wait at this time although a session is open: its count, the clock, the news."""
    if terms.session_max != 0 and _session_full(seat, terms, hours, ts):
        weigh(seat, seat.session_trades, terms.session_max)
        return TRADES_PER_SESSION
    if terms.times != 0:
        reason = times_refusal(hours, terms.times_from, terms.times, ts)
        if reason != 0:
            return reason
    if terms.weekly & FRIDAY_ENTRIES != 0 and late_friday(
        hours, terms.week_from, ts, terms.friday_entries
    ):
        return FRIDAY_ENTRY
    if terms.news != 0:
        return news_refusal(terms, hours, ts)
    return 0


@inline
def _closed(factor: float) -> int:
    """Why the hours allow no size."""
    if factor < 0.0:
        return OUTSIDE_SESSION
    return SUBOPTIMAL_PAIR
