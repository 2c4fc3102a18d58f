"""Why an entry was refused, in numbers: what its gate measured, and the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from tradewright.core.calendar import DAY, MINUTE, OPTIMAL_PAIRS, format_ts, session_of
from tradewright.core.calendar.zones import local
from tradewright.core.market import Reason, instrument
from tradewright.services.sessions.hours_words import hours_detail, is_open
from tradewright.services.sessions.news_words import news_detail
from tradewright.services.sessions.signal_words import signal_detail

if TYPE_CHECKING:
    from tradewright.core.engine import Desk, Note, Strategy
    from tradewright.core.market import Bars


class Refusal(NamedTuple):
    """What refused an entry signal: name of the `Reason`, what it measured and its limit."""

    reason: str
    side: str
    measured: float
    bound: float

    @classmethod
    def of(cls, note: Note) -> Refusal:
        """Of the note of a refusal."""
        return cls(note.reason, note.side, note.amount, note.bound)


_LOSS: Final = "lost {m:,.2f} {c}, the limit is {b:,.2f}"
_FALL: Final = "fell by {m:,.2f} {c}, the limit is {b:,.2f}"
_STREAK: Final = "{m:g} losing trades in a row, the limit is {b:g}"
_DAY: Final = "{m:g} entries on the day, at most {b:g}"
_WEEK: Final = "{m:g} entries in the week, at most {b:g}"
_REST: Final = "{m:.4g} min after the loss, rests for {b:g} min"
_SYMBOL: Final = "{m:g} of at most {b:g} positions of the symbol are open"

NUMBERS: Final[dict[Reason, str]] = {
    Reason.OPPOSITE_POSITION: "position #{m:g} is open on the other side",
    Reason.MAX_POSITIONS: "{m:g} of at most {b:g} of its positions are open",
    Reason.SPREAD_TOO_WIDE: "{m:g} pips, at most {b:g}",
    Reason.INVALID_STOP: "{m:g} pips behind its anchor, must be more than 0",
    Reason.INVALID_TARGET: "{m:g} pips ahead of its anchor, must be more than 0",
    Reason.NO_EDGE: "Kelly gives {m:.2f} % of the equity",
    Reason.DAILY_RISK: "with it the day would risk {m:.2f} % of the equity, {b:g} % are allowed",
    Reason.TOTAL_EXPOSURE: "{m:.4f} lots remain; the least is {b:g}",
    Reason.RETURNS_TOO_VOLATILE: "the volatility was {m:.5f} of the price, at most {b:g}",
    Reason.VOLUME_BELOW_MINIMUM: "{m:.6g} lots wanted, at least {b:g}",
    Reason.INSUFFICIENT_MARGIN: "{m:,.2f} {c} of margin needed in all, equity is {b:,.2f}",
    Reason.REGIME_TRADES_PER_DAY: _DAY,
    Reason.CORRELATED: "r = {m:.2f} with an open position, above {b:g}",
    Reason.CORRELATION_UNKNOWN: "{m:g} returns in common, at least {b:g}",
    Reason.CURRENCY_EXPOSURE: "{m:g} positions on the same side of the currency, fewer than {b:g}",
    Reason.PARTLY_CLOSED: "{m:g} of {b:g} lots are left of a position",
    Reason.GUARDIAN_DAILY_LOSS: _LOSS,
    Reason.GUARDIAN_WEEKLY_LOSS: _LOSS,
    Reason.GUARDIAN_MONTHLY_LOSS: _LOSS,
    Reason.GUARDIAN_DRAWDOWN: _FALL,
    Reason.GUARDIAN_STATIC_DRAWDOWN: _FALL,
    Reason.GUARDIAN_LOSING_STREAK: _STREAK,
    Reason.GUARDIAN_TRADES_PER_DAY: _DAY,
    Reason.GUARDIAN_TRADES_PER_WEEK: _WEEK,
    Reason.GUARDIAN_COOLDOWN: _REST,
    Reason.GUARDIAN_SYMBOL_POSITIONS: _SYMBOL,
    Reason.GUARDIAN_POSITIONS: "{m:g} of at most {b:g} positions are open",
    Reason.GUARDIAN_CURRENCY_POSITIONS: "{m:g} of at most {b:g} positions hold the currency",
    Reason.GUARDIAN_CORRELATED: "{m:g} open positions are the same bet, at most {b:g}",
    Reason.GUARDIAN_CORRELATION_UNKNOWN: "fewer than {b:g} returns in common with one of them",
    Reason.GUARDIAN_BAD_PRICE: "worth {m:g}",
    Reason.DAILY_LOSS: _LOSS,
    Reason.WEEKLY_LOSS: _LOSS,
    Reason.MONTHLY_LOSS: _LOSS,
    Reason.DRAWDOWN: _FALL,
    Reason.LOSING_STREAK: _STREAK,
    Reason.TRADES_PER_DAY: _DAY,
    Reason.TRADES_PER_WEEK: _WEEK,
    Reason.COOLDOWN: _REST,
    Reason.SYMBOL_POSITIONS: _SYMBOL,
    Reason.TRADES_PER_SESSION: "{m:g} entries in the session, at most {b:g}",
    Reason.SIGNAL_COOLDOWN: "{m:.4g} min after the last entry, waits for {b:g} min",
}
"""Reasons whose numbers stand in the note: m was measured, b is the limit, c the currency."""


def numbers_of(refusal: Refusal | None) -> tuple[float | None, float | None]:
    """What was measured, and the limit; None where the reason has no numbers in its note."""
    if refusal is None or Reason[refusal.reason] not in NUMBERS:
        return None, None
    return refusal.measured, refusal.bound


def refusal_detail(
    desk: Desk, strategy: Strategy, refusal: Refusal | None, ts: int, bars: Bars | None = None
) -> str | None:
    """What stood behind a refusal; None where its `Reason` says all there is.

    Parameters
    ----------
    ts : the open at which it refused, ns UTC.
    bars : of the strategy's timeframe, the signal bar last; without them what only they tell is
        left out.
    """
    if refusal is None:
        return None
    reason = Reason[refusal.reason]
    clock = hours_detail(strategy, desk.zones, reason, ts)
    if reason in NUMBERS:
        said = NUMBERS[reason].format(m=refusal.measured, b=refusal.bound, c=desk.currency or "USD")
        return said if clock is None else f"{said}; {clock}"
    timed = clock or _hours(desk, strategy, reason, ts)
    if timed is None:
        timed = news_detail(desk, strategy.id, refusal.reason, ts)
    if timed is None and bars is not None:
        timed = signal_detail(strategy, reason, refusal.side, bars)
    return timed


def _hours(desk: Desk, strategy: Strategy, reason: Reason, ts: int) -> str | None:
    """Why the time refused."""
    match reason:
        case Reason.OUTSIDE_SESSION:
            allowed = ", ".join(_session(strategy, name) for name in strategy.sessions)
            return f"the open was at {format_ts(ts)[11:16]}Z; allowed: {allowed}"
        case Reason.SUBOPTIMAL_PAIR:
            known = instrument(strategy.symbol)
            pair = known.base_currency + known.quote_currency
            open_now = ", ".join(_open(desk, strategy, ts))
            homes = ", ".join(name for name, pairs in OPTIMAL_PAIRS.items() if pair in pairs)
            return f"open: {open_now}; {pair} belongs to {homes or 'none of them'}"
        case Reason.FRIDAY_ENTRY if strategy.weekend is not None:
            zone = strategy.weekend.zone
            wall = int(local(desk.zones[zone], np.array([ts], np.int64))[0])
            since = _clock(strategy.weekend.friday_entries or 0)
            return f"Friday {_clock(wall % DAY)} ({zone}), no entries from {since} on"
        case _:
            return None


def _session(strategy: Strategy, name: str) -> str:
    hours = session_of(name, strategy.session_hours)
    return f"{name} {_clock(hours.opens)}-{_clock(hours.closes)} ({hours.zone})"


def _open(desk: Desk, strategy: Strategy, ts: int) -> list[str]:
    return [name for name in strategy.sessions if is_open(strategy, desk.zones, name, ts)]


def _clock(since_midnight: int) -> str:
    minutes = since_midnight // MINUTE
    return f"{minutes // 60:02}:{minutes % 60:02}"
