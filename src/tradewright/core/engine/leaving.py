"""What a strategy says of leaving, beside its levels, as a row of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import MINUTE
from tradewright.core.engine.readings import reads_while_holding
from tradewright.core.market import codes

if TYPE_CHECKING:
    from tradewright.core.engine.plan import Stop, Target, TimeExit, Weekend
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market.records import Terms

_PER_MINUTE: Final = float(MINUTE)


def describe_leaving(terms: Terms, strategy: Strategy, per_pip: float) -> None:
    """Fill in what time and volatility do to positions.

    Parameters
    ----------
    per_pip : ticks in a pip.
    """
    terms.reads = int(reads_while_holding(strategy))
    if strategy.stop is not None:
        terms.stop_least, terms.stop_most = _clamps(strategy.stop, per_pip)
        terms.stop_stretch = int(strategy.stop.stretch)
        terms.stop_buffer = strategy.stop.value * per_pip
    if strategy.target is not None:
        terms.target_least, terms.target_most = _clamps(strategy.target, per_pip)
        terms.target_buffer = strategy.target.value * per_pip
    if strategy.time_exit is not None:
        _clocks(terms, strategy.time_exit, per_pip)
    if strategy.weekend is not None:
        _week(terms, strategy.weekend)
    if strategy.volatility_exit is not None:
        profit = strategy.volatility_exit.profit_pips
        terms.calm_profit = -float("inf") if profit is None else profit * per_pip


def _clamps(level: Stop | Target, per_pip: float) -> tuple[float, float]:
    return (level.least_pips or 0.0) * per_pip, (level.most_pips or 0.0) * per_pip


def _clocks(terms: Terms, rules: TimeExit, per_pip: float) -> None:
    terms.hold_ns = round((rules.longest_minutes or 0.0) * _PER_MINUTE)
    terms.check_ns = round((rules.check_minutes or 0.0) * _PER_MINUTE)
    if rules.progress_pips is not None:
        terms.progresses, terms.progress = 1, rules.progress_pips * per_pip


def _week(terms: Terms, rules: Weekend) -> None:
    if rules.friday_close is not None:
        terms.weekly |= codes.FRIDAY_CLOSE
        terms.friday_close = rules.friday_close
    if rules.sunday_close is not None:
        terms.weekly |= codes.SUNDAY_CLOSE
        terms.sunday_close = rules.sunday_close
    if rules.friday_entries is not None:
        terms.weekly |= codes.FRIDAY_ENTRIES
        terms.friday_entries = rules.friday_entries
