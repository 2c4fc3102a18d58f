"""The guard: one automaton that measures losses and counts trades, of the account or a strategy.

Its words for the account are the reasons GUARDIAN_...; a strategy's stand `OWN` after them. Every
comparison is written so that a number that is not known counts as a breach.
"""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar.periods import month_of, week_of
from tradewright.core.calendar.units import MINUTE
from tradewright.core.kernel import inline
from tradewright.core.market import Reason
from tradewright.core.market.guards import Guard
from tradewright.core.market.records import Seat
from tradewright.core.risk.gates import weigh

DAILY_LOSS: Final = int(Reason.GUARDIAN_DAILY_LOSS)
WEEKLY_LOSS: Final = int(Reason.GUARDIAN_WEEKLY_LOSS)
MONTHLY_LOSS: Final = int(Reason.GUARDIAN_MONTHLY_LOSS)
DRAWDOWN: Final = int(Reason.GUARDIAN_DRAWDOWN)
LOSING_STREAK: Final = int(Reason.GUARDIAN_LOSING_STREAK)
TRADES_PER_DAY: Final = int(Reason.GUARDIAN_TRADES_PER_DAY)
TRADES_PER_WEEK: Final = int(Reason.GUARDIAN_TRADES_PER_WEEK)
COOLDOWN: Final = int(Reason.GUARDIAN_COOLDOWN)
STATIC_DRAWDOWN: Final = int(Reason.GUARDIAN_STATIC_DRAWDOWN)
BAD_PRICE: Final = int(Reason.GUARDIAN_BAD_PRICE)
SIGNAL_COOLDOWN: Final = int(Reason.SIGNAL_COOLDOWN)
CORRELATED: Final = int(Reason.GUARDIAN_CORRELATED)
CORRELATION_UNKNOWN: Final = int(Reason.GUARDIAN_CORRELATION_UNKNOWN)
OWN: Final = int(Reason.DAILY_LOSS) - DAILY_LOSS
NO_FLOOR: Final = -float("inf")


@inline
def begin_day(guard: Guard, day: int, worth: float, equity: float) -> bool:
    """Let a trading day begin, and its week and month if they do; whether a breach ends with it.

    Parameters
    ----------
    day : days since 1970 by the guardian's clock.
    worth : of what is guarded, as the day before ended; equity : of the account, likewise.
    """
    first = guard.turn == 0
    ended = False
    if first:
        guard.start, guard.peak = worth, worth
    if first or day != guard.day:
        guard.day_worth, guard.day_equity, guard.day_trades = worth, equity, 0
        ended |= guard.breach == DAILY_LOSS or guard.breach == LOSING_STREAK
        if guard.rearms != 0 and 0 < guard.streak_max <= guard.streak:
            guard.streak = 0
    if first or week_of(day) != week_of(guard.day):
        guard.week_worth, guard.week_equity, guard.week_trades = worth, equity, 0
        ended |= guard.breach == WEEKLY_LOSS
    if first or month_of(day) != month_of(guard.day):
        guard.month_worth, guard.month_equity = worth, equity
        ended |= guard.breach == MONTHLY_LOSS
    guard.day = day
    return ended and guard.rearms != 0


@inline
def forgive(guard: Guard) -> None:
    """End a breach because a person says so; the streak of losses begins anew."""
    guard.breach = 0
    guard.streak = 0
    guard.lost_at = 0


@inline
def measure_anew(guard: Guard, worth: float, equity: float) -> None:
    """Measure losses and drawdowns from here on."""
    guard.start, guard.peak = worth, worth
    guard.day_worth, guard.week_worth, guard.month_worth = worth, worth, worth
    guard.day_equity, guard.week_equity, guard.month_equity = equity, equity, equity


@inline
def day_floor(guard: Guard) -> float:
    """The worth at which the day's loss reaches its limit; minus infinity without one."""
    return _floor(guard.day_worth, guard.day_loss, guard.day_percent, guard.day_equity)


@inline
def week_floor(guard: Guard) -> float:
    """The same for the week's loss."""
    return _floor(guard.week_worth, guard.week_loss, guard.week_percent, guard.week_equity)


@inline
def month_floor(guard: Guard) -> float:
    """The same for the month's loss."""
    return _floor(guard.month_worth, guard.month_loss, guard.month_percent, guard.month_equity)


@inline
def start_floor(guard: Guard) -> float:
    """The same for the drawdown from the first worth."""
    return _floor(guard.start, 0.0, guard.start_percent, guard.start)


@inline
def peak_floor(guard: Guard) -> float:
    """The same for the drawdown from the highest worth."""
    return _floor(guard.peak, 0.0, guard.peak_percent, guard.peak)


@inline
def _floor(worth: float, loss: float, percent: float, whole: float) -> float:
    """`worth` less the smaller of a loss in money and one in per cent of `whole`."""
    floor = NO_FLOOR
    if loss > 0.0:
        floor = worth - loss
    if percent > 0.0:
        floor = max(floor, worth - whole * percent / 100.0)
    return floor


@inline
def lowest(guard: Guard) -> float:
    """The worth at which the first of the loss limits is reached; minus infinity without one."""
    periods = max(day_floor(guard), week_floor(guard), month_floor(guard))
    return max(periods, start_floor(guard), peak_floor(guard))


@inline
def look(guard: Guard, worth: float, ts: int) -> bool:
    """Measure the worth now, unless a breach stands; whether a limit has just been reached."""
    if guard.breach != 0:
        return False
    if not NO_FLOOR < worth < -NO_FLOOR:
        return _reached(guard, ts, BAD_PRICE, worth, 0.0)
    if guard.peak_percent > 0.0:
        guard.peak = max(guard.peak, worth)
    if worth <= lowest(guard):
        return _lost(guard, worth, ts)
    if 0 < guard.streak_max <= guard.streak:
        return _reached(guard, ts, LOSING_STREAK, guard.streak, guard.streak_max)
    return False


@inline
def _lost(guard: Guard, worth: float, ts: int) -> bool:
    """Name the first loss limit that the worth has reached."""
    limit, began, floor = DAILY_LOSS, guard.day_worth, day_floor(guard)
    if worth > floor:
        limit, began, floor = WEEKLY_LOSS, guard.week_worth, week_floor(guard)
    if worth > floor:
        limit, began, floor = MONTHLY_LOSS, guard.month_worth, month_floor(guard)
    if worth > floor:
        limit, began, floor = STATIC_DRAWDOWN, guard.start, start_floor(guard)
    if worth > floor:
        limit, began, floor = DRAWDOWN, guard.peak, peak_floor(guard)
    return _reached(guard, ts, limit, began - worth, began - floor)


@inline
def _reached(guard: Guard, ts: int, limit: int, value: float, bound: float) -> bool:
    guard.breach, guard.breach_ts = limit, ts
    guard.breach_value, guard.breach_bound = value, bound
    return True


@inline
def in_words_of(g: int, limit: int) -> int:
    """The reason as it is told of guard number `g`: the account's words, or a strategy's own."""
    if g == 0 or not DAILY_LOSS <= limit < DAILY_LOSS + OWN:
        return limit
    return limit + OWN


@inline
def holds_back(guard: Guard, ts: int) -> int:
    """Why the guard allows no entry now, in the account's words; 0 where it does.

    Positions are not counted here.
    """
    if guard.breach != 0:
        return guard.breach
    if 0 < guard.day_trades_max <= guard.day_trades:
        return TRADES_PER_DAY
    if 0 < guard.week_trades_max <= guard.week_trades:
        return TRADES_PER_WEEK
    return _rests(guard, ts)


@inline
def say_why(seat: Seat, guard: Guard, reason: int, ts: int) -> None:
    """Keep for the note what `holds_back` has measured and its limit: money, entries or minutes."""
    if reason == TRADES_PER_DAY:
        weigh(seat, guard.day_trades, guard.day_trades_max)
    elif reason == TRADES_PER_WEEK:
        weigh(seat, guard.week_trades, guard.week_trades_max)
    elif reason == COOLDOWN:
        weigh(seat, (ts - guard.lost_at) / MINUTE, guard.cooldown_ns / MINUTE)
    elif reason == SIGNAL_COOLDOWN:
        weigh(seat, (ts - guard.entered_at) / MINUTE, guard.spacing_ns / MINUTE)
    else:
        weigh(seat, guard.breach_value, guard.breach_bound)


@inline
def _rests(guard: Guard, ts: int) -> int:
    if guard.lost_at > 0 and ts < guard.lost_at + guard.cooldown_ns:
        return COOLDOWN
    if guard.entered_at > 0 and ts < guard.entered_at + guard.spacing_ns:
        return SIGNAL_COOLDOWN
    return 0


@inline
def count_entry(guard: Guard, ts: int) -> None:
    """Remember an entry."""
    guard.day_trades += 1
    guard.week_trades += 1
    guard.entered_at = ts


@inline
def count_exit(guard: Guard, profit: float, ts: int) -> None:
    """Remember a finished position; `profit` net of costs, account currency."""
    if profit < 0.0:
        guard.streak += 1
        guard.lost_at = ts
    elif profit > 0.0:
        guard.streak = 0
