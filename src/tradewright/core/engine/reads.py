"""Everything that a strategy's rules, levels and filters read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.engine.climate import observed
from tradewright.core.engine.readings import readings
from tradewright.core.exits import storm_columns
from tradewright.core.rules import Series, series

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy


def read_series(strategy: Strategy) -> tuple[Series, ...]:
    """Every series that decides about a document's trades, once each; () for a Python strategy."""
    columns = [column for column in readings(strategy) if column is not None]
    if strategy.volatility_exit is not None:
        columns += [column for column in storm_columns(strategy.volatility_exit) if column]
    own = (Series(column=column) for column in columns)
    return tuple(dict.fromkeys((*series(strategy.rules), *own, *observed(strategy))))
