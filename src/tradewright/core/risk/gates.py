"""The gates an entry passes, in the order the execution model states."""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import inline
from tradewright.core.market import Reason
from tradewright.core.market.records import Account, Feed, Seat, Terms
from tradewright.core.risk.hours import Hours, in_hours

KILL_SWITCH: Final = int(Reason.KILL_SWITCH)
STRATEGY_PAUSED: Final = int(Reason.STRATEGY_PAUSED)
MAX_POSITIONS: Final = int(Reason.MAX_POSITIONS)
OUTSIDE_SESSION: Final = int(Reason.OUTSIDE_SESSION)
SPREAD_TOO_WIDE: Final = int(Reason.SPREAD_TOO_WIDE)


@inline
def _switched_off(account: Account, seat: Seat) -> int:
    if account.killed != 0:
        return KILL_SWITCH
    if seat.paused != 0:
        return STRATEGY_PAUSED
    return 0


@inline
def refusal(account: Account, seat: Seat, terms: Terms, feed: Feed, hours: Hours, ts: int) -> int:
    """The first gate that refuses an entry at the open `ts`, as a `Reason`; 0 when all are open."""
    switched_off = _switched_off(account, seat)
    if switched_off != 0:
        return switched_off
    if seat.open >= terms.positions_max:
        return MAX_POSITIONS
    if terms.windows != 0 and not in_hours(hours, terms.window_from, terms.windows, ts):
        return OUTSIDE_SESSION
    if terms.spread_max >= 0.0 and feed.ask - feed.bid > terms.spread_max + 1e-6:
        return SPREAD_TOO_WIDE
    return 0
