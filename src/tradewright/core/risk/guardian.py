"""What protects an account, or one strategy: limits, and what happens when one is reached."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final, Literal

from tradewright.core.calendar import Timeframe
from tradewright.core.calendar.units import DAY
from tradewright.core.risk.correlation import CorrelationRule

Rearm = Literal["manual", "period"]
CORRELATION_FRAME: Final = Timeframe.H1
"""Timeframe of the returns, where a guardian's rule names none."""

RESTS: Final = frozenset({"cooldown_minutes", "spacing_minutes"})
"""Limits that are stricter the larger they are."""
COUNTS: Final = frozenset({
    "losing_streak",
    "trades_per_day",
    "trades_per_week",
    "max_positions",
    "max_positions_per_symbol",
    "max_positions_per_currency",
})
"""Limits that are whole numbers."""
PERCENTS: Final = frozenset({
    "daily_loss_percent",
    "weekly_loss_percent",
    "monthly_loss_percent",
    "drawdown_percent",
    "static_drawdown_percent",
})
"""Limits in per cent, at most 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be lost, held and traded; None leaves that open.

    Parameters
    ----------
    daily_loss, weekly_loss, monthly_loss : account currency, floating profit included, since the
        day, the week, the month began. In per cent they are of the account's equity then; of both
        the smaller counts.
    drawdown_percent : of the highest worth at any open or close; static_drawdown_percent : of the
        first.
    losing_streak : losing trades in a row.
    trades_per_day, trades_per_week : entries.
    max_positions, max_positions_per_symbol : open on the account.
    max_positions_per_currency : open on the account on symbols that have either currency.
    cooldown_minutes : without entries after a losing trade; spacing_minutes : after an entry.
    """

    daily_loss: float | None = None
    daily_loss_percent: float | None = None
    weekly_loss: float | None = None
    weekly_loss_percent: float | None = None
    monthly_loss: float | None = None
    monthly_loss_percent: float | None = None
    drawdown_percent: float | None = None
    static_drawdown_percent: float | None = None
    losing_streak: int | None = None
    trades_per_day: int | None = None
    trades_per_week: int | None = None
    max_positions: int | None = None
    max_positions_per_symbol: int | None = None
    max_positions_per_currency: int | None = None
    cooldown_minutes: float | None = None
    spacing_minutes: float | None = None

    def __post_init__(self) -> None:
        for name, value in self.given():
            most = 100.0 if name in PERCENTS else float("inf")
            whole = name not in COUNTS or value == int(value)
            if not 0.0 < value <= most or value == float("inf") or not whole:
                kind = "whole number" if name in COUNTS else "number"
                ends = ", at most 100" if name in PERCENTS else ""
                message = f"{name} is {value}, expected a {kind} above 0{ends}; None is no limit"
                raise ValueError(message)

    def given(self) -> list[tuple[str, float]]:
        """The limits there are, by name, in the order of the fields."""
        every = ((one.name, getattr(self, one.name)) for one in fields(self))
        return [(name, value) for name, value in every if value is not None]


NO_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """What protects the account, whatever its strategies do.

    Parameters
    ----------
    limits : of the whole account.
    flatten : a breach closes all positions with the reason `guardian`; otherwise they stay managed.
    rearm : "manual": nothing is traded after a breach until a person re-arms; "period": a loss of a
        day, a week or a month, and a losing streak, end with the period. A drawdown never does.
    day_start : when days begin, ns after midnight of `zone`. Weeks begin on Monday. A day that
        begins at noon or later bears the date of the next.
    zone : name in the zone database.
    together : how many open positions, whosever they are, may be the same bet as an entry, and what
        that is; its timeframes are `CORRELATION_FRAME` unless it names some. It always refuses.
    """

    limits: Limits = NO_LIMITS
    flatten: bool = False
    rearm: Rearm = "manual"
    day_start: int = 0
    zone: str = "UTC"
    together: CorrelationRule | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.day_start < DAY:
            message = f"day_start is {self.day_start} ns, expected a time of day"
            raise ValueError(message)


def loosened(old: Guardian, new: Guardian) -> list[str]:
    """In which settings `new` protects less than `old`, by name; empty where in none."""
    before, after = dict(old.limits.given()), dict(new.limits.given())
    found = [name for name in before if name not in after or _looser(name, before, after)]
    if old.flatten and not new.flatten:
        found.append("flatten")
    if old.rearm == "manual" and new.rearm == "period":
        found.append("rearm")
    if (old.day_start, old.zone) != (new.day_start, new.zone):
        found.append("day_start")
    if _looser_together(old.together, new.together):
        found.append("max_correlated_positions")
    return found


def _looser_together(old: CorrelationRule | None, new: CorrelationRule | None) -> bool:
    """Whether fewer entries are the same bet; another way to measure it may always let one pass."""
    if old is None:
        return False
    if new is None or new.positions > old.positions or new.most > old.most:
        return True
    return replace(new, positions=old.positions, most=old.most) != old


def _looser(name: str, before: dict[str, float], after: dict[str, float]) -> bool:
    if name in RESTS:
        return after[name] < before[name]
    return after[name] > before[name]
