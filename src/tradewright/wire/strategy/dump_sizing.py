"""The size of a normalised document."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tradewright.core.engine.strategy import (
    AtrRisk,
    EquityShare,
    FixedLot,
    PercentRisk,
    Strategy,
)
from tradewright.wire.strategy.dump_correlation import dump_check
from tradewright.wire.strategy.limits import dump_limits

Json: TypeAlias = dict[str, object]


def dump_sizing(strategy: Strategy) -> Json:
    """The blocks `riskManagement`, and `positionSizing` where that is needed."""
    count: Json = {"maxPositions": strategy.max_positions}
    count.update(dump_limits(strategy.limits))
    if strategy.trades_per_session is not None:
        count["maxTradesPerSession"] = strategy.trades_per_session
    if len(strategy.correlations) > 1:
        count["correlationCheck"] = dump_check(strategy.correlations[1])
    plain = isinstance(strategy.sizing, FixedLot | PercentRisk)
    if plain and not strategy.min_lots and not strategy.lot_step:
        size = _detail(strategy)
        most = strategy.sizing.max_lots
        cap: Json = {} if most is None else {"maxLotSize": most}
        return {"riskManagement": {**size, **cap, **count}}
    return {"riskManagement": count, "positionSizing": _positioned(strategy)}


def _positioned(strategy: Strategy) -> Json:
    method, key = _method(strategy)
    block: Json = {"method": method, key: _detail(strategy)}
    most = strategy.sizing.max_lots
    if most is not None:
        block["maxPositionSize"] = most
    if strategy.min_lots:
        block["minPositionSize"] = strategy.min_lots
    if strategy.lot_step:
        block["positionSizeStep"] = strategy.lot_step
    return block


def _method(strategy: Strategy) -> tuple[str, str]:
    match strategy.sizing:
        case FixedLot():
            return "fixed_lot", "fixedLot"
        case PercentRisk():
            return "percentage_risk", "percentageRisk"
        case AtrRisk():
            return "atr_based", "atrBased"
        case EquityShare():
            return "account_equity", "accountEquity"
        case _:
            assert_never(strategy.sizing)


def _detail(strategy: Strategy) -> Json:
    match strategy.sizing:
        case FixedLot(lots=lots):
            return {"lotSize": lots}
        case PercentRisk(percent=percent):
            return {"riskPercentage": percent}
        case AtrRisk(percent=percent, multiplier=multiplier, atr_period=period):
            return {
                "riskPercentage": percent,
                "atrMultiplier": multiplier,
                "atrPeriod": period,
            }
        case EquityShare(percent=percent):
            return {"equityPercentage": percent}
        case _:
            assert_never(strategy.sizing)
