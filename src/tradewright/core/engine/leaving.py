"""What a strategy says of leaving, beside its levels, as a row of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import MINUTE
from tradewright.core.engine.readings import reads_while_holding

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy, TimeExit
    from tradewright.core.market.records import Terms

_PER_MINUTE: Final = float(MINUTE)


def describe_leaving(terms: Terms, strategy: Strategy, per_pip: float) -> None:
    """Fill in what time and volatility do to positions.

    Parameters
    ----------
    per_pip : ticks in a pip.
    """
    terms.reads = int(reads_while_holding(strategy))
    if strategy.time_exit is not None:
        _clocks(terms, strategy.time_exit, per_pip)


def _clocks(terms: Terms, rules: TimeExit, per_pip: float) -> None:
    terms.hold_ns = round((rules.longest_minutes or 0.0) * _PER_MINUTE)
    terms.check_ns = round((rules.check_minutes or 0.0) * _PER_MINUTE)
    if rules.progress_pips is not None:
        terms.progresses, terms.progress = 1, rules.progress_pips * per_pip
