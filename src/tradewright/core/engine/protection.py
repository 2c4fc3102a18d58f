"""Guards as a desk is told of them, and as it tells of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import MINUTE, UTC
from tradewright.core.engine.guarding import CLOCK
from tradewright.core.engine.rooms import with_clock
from tradewright.core.engine.vault import with_account_bond
from tradewright.core.market import Reason
from tradewright.core.risk.guard import forgive, in_words_of, measure_anew
from tradewright.core.risk.guardian import Guardian, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.engine.floor import Floor
    from tradewright.core.engine.views import Position
    from tradewright.core.market import Instrument
    from tradewright.core.market.guards import Guard

_FIELDS: Final = {
    "daily_loss": "day_loss",
    "daily_loss_percent": "day_percent",
    "weekly_loss": "week_loss",
    "weekly_loss_percent": "week_percent",
    "monthly_loss": "month_loss",
    "monthly_loss_percent": "month_percent",
    "drawdown_percent": "peak_percent",
    "static_drawdown_percent": "start_percent",
    "losing_streak": "streak_max",
    "trades_per_day": "day_trades_max",
    "trades_per_week": "week_trades_max",
    "max_positions": "positions_max",
    "max_positions_per_symbol": "symbol_max",
    "max_positions_per_currency": "currency_max",
}
_RESTS: Final = {"cooldown_minutes": "cooldown_ns", "spacing_minutes": "spacing_ns"}
_PER_MINUTE: Final = float(MINUTE)


def describe_guard(guard: Guard, limits: Limits) -> None:
    """Fill in a guard's limits; what it has seen stays."""
    given = dict(limits.given())
    for name, into in _FIELDS.items():
        setattr(guard, into, given.get(name, 0))
    for name, into in _RESTS.items():
        setattr(guard, into, round(given.get(name, 0.0) * _PER_MINUTE))
    guard.watches = int(bool(given))


def count_guards(desk: Floor) -> None:
    """Let the account know whether anything is guarded; a new guard's day begins at once."""
    account = desk.tables.account[0]
    watching = [guard for guard in desk.tables.guards if guard.watches]
    account.guards = len(watching)
    if any(guard.turn == 0 for guard in watching):
        account.turn = 0


def protect(desk: Floor, guardian: Guardian) -> None:
    """Let a guardian watch over the account from the next open on.

    Raises
    ------
    ValueError
        If its zone is not known.
    """
    set_clock(desk, guardian)
    desk.tables = with_account_bond(desk.tables, guardian.together)
    guard = desk.tables.guards[0]
    describe_guard(guard, guardian.limits)
    guard.watches |= int(guardian.together is not None)
    guard.flattens = int(guardian.flatten)
    guard.rearms = int(guardian.rearm == "period")
    count_guards(desk)


def set_clock(desk: Floor, guardian: Guardian) -> None:
    """Let the guards' days begin by the guardian's clock, from the next day on."""
    try:
        zone = desk.zones[guardian.zone] if guardian.zone != UTC.name else UTC
    except KeyError:
        message = f"no table of the zone {guardian.zone}; pass it in `zones`"
        raise ValueError(message) from None
    desk.hours = with_clock(desk.hours, CLOCK, zone, guardian.day_start)


def rearm(desk: Floor, g: int, worth: float, equity: float) -> None:
    """End the breach of guard number `g`, if there is one, and measure everything anew from now on.

    Parameters
    ----------
    worth : of what it watches over, now; equity : of the account, now.
    """
    guard = desk.tables.guards[g]
    if guard.breach:
        forgive(guard)
        measure_anew(guard, worth, equity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One limit and where it stands.

    Parameters
    ----------
    limit : name of the field of `Limits`.
    value : measured now, in the unit of the limit; bound : what it may reach.
    """

    limit: str
    value: float
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardView:
    """A guard as it stands.

    Parameters
    ----------
    breach : name of the `Reason` of the limit that was reached; None while none is.
    since : open time of the bar it was reached in, ns UTC; 0 without a breach.
    value, bound : what was measured then, and the limit.
    measured : every limit there is.
    day_ends : when the guard's day ends, ns UTC; 0 before its first.
    """

    breach: str | None
    since: int
    value: float
    bound: float
    day_ends: int
    measured: tuple[Measured, ...]


def worth_now(desk: Floor, g: int, equity: float, positions: Sequence[Position]) -> float:
    """What guard number `g` watches over is worth, account currency.

    Parameters
    ----------
    equity : of the account, now; positions : open, now.
    """
    if g == 0:
        return equity
    guard, own = desk.tables.guards[g], desk.slots[g - 1].id
    floating = sum(one.profit - one.commission for one in positions if one.strategy == own)
    return float(guard.began) + float(guard.banked) + floating


def guard_view(
    desk: Floor, g: int, limits: Limits, equity: float, positions: Sequence[Position]
) -> GuardView:
    """Guard number `g`, whose limits are these."""
    guard = desk.tables.guards[g]
    worth = worth_now(desk, g, equity, positions) if guard.turn else equity
    breach = int(guard.breach)
    return GuardView(
        breach=Reason(in_words_of(g, breach)).name if breach else None,
        since=int(guard.breach_ts) if breach else 0,
        value=float(guard.breach_value) if breach else 0.0,
        bound=float(guard.breach_bound) if breach else 0.0,
        day_ends=int(guard.turn),
        measured=tuple(
            Measured(limit=name, value=_measure(guard, name, worth), bound=bound)
            if name not in _CROWDS
            else Measured(limit=name, value=_crowd(desk, name, positions), bound=bound)
            for name, bound in limits.given()
            if name in _FIELDS
        ),
    )


def _crowd(desk: Floor, name: str, positions: Sequence[Position]) -> float:
    """How many positions the account holds: in all, or of the symbol or currency with most."""
    if name == "max_positions":
        return float(len(positions))
    found: Counter[str] = Counter()
    for one in positions:
        known = desk.feeds[desk.feeds.of(one.symbol)].instrument
        found.update([one.symbol] if name == "max_positions_per_symbol" else _legs(known))
    return float(max(found.values(), default=0))


def _legs(known: Instrument) -> set[str]:
    return {known.base_currency, known.quote_currency}


def _measure(guard: Guard, name: str, worth: float) -> float:
    """Where one limit stands, in its own unit."""
    period, _, kind = name.partition("_loss")
    if period in _PERIODS and guard.turn:
        began, equity = (float(getattr(guard, f"{_PERIODS[period]}_{part}")) for part in _PARTS)
        lost = max(began - worth, 0.0)
        return 100.0 * lost / equity if kind else lost
    if name in _DRAWDOWNS and guard.turn:
        top = max(float(getattr(guard, _DRAWDOWNS[name])), worth)
        return 100.0 * (top - worth) / top
    return float(getattr(guard, _COUNTED[name])) if name in _COUNTED else 0.0


_CROWDS: Final = frozenset({
    "max_positions",
    "max_positions_per_symbol",
    "max_positions_per_currency",
})
_PARTS: Final = ("worth", "equity")
_PERIODS: Final = {"daily": "day", "weekly": "week", "monthly": "month"}
_DRAWDOWNS: Final = {"drawdown_percent": "peak", "static_drawdown_percent": "start"}
_COUNTED: Final = {
    "losing_streak": "streak",
    "trades_per_day": "day_trades",
    "trades_per_week": "week_trades",
}
