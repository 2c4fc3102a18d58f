"""What trading costs, and the zones the day rolls in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from tradewright.core.calendar import Zone

Zones: TypeAlias = Mapping[str, Zone]
"""Transition tables by the zone database's name."""

NEW_YORK: Final = "America/New_York"


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Costs of an account that the data does not state.

    Parameters
    ----------
    spread_pips : used where the bars carry no spread column.
    commission_per_lot : account currency, per lot and side.
    commission_rate : fraction of the notional, per side.
    slippage_pips : worsens market and stop fills, unless the strategy states its own.
    """

    spread_pips: float = 0.0
    commission_per_lot: float = 0.0
    commission_rate: float = 0.0
    slippage_pips: float = 0.0

    def __post_init__(self) -> None:
        for name in ("spread_pips", "commission_per_lot", "commission_rate", "slippage_pips"):
            value: float = getattr(self, name)
            if not 0.0 <= value < float("inf"):
                message = f"{name} is {value}, expected a finite number >= 0"
                raise ValueError(message)
