"""The correlation rules of a normalised document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tradewright.core.risk import CorrelationRule

Json: TypeAlias = dict[str, object]


def dump_correlation(rule: CorrelationRule) -> Json:
    """The block `correlationFilter`."""
    block: Json = {
        "enabled": True,
        "maxCorrelation": rule.most,
        "maxCorrelatedPositions": rule.positions,
        "actionOnHighCorrelation": "reduce_size" if rule.reduces else "skip_trade",
        "minDataPoints": rule.least_points,
        "updateFrequency": rule.update_hours,
        "dynamicThreshold": rule.cautious,
        "groupByCurrency": rule.by_currency,
    }
    if rule.timeframes:
        block["timeframes"] = [frame.value for frame in rule.timeframes]
    if rule.lookback_days is not None:
        block["lookbackPeriod"] = rule.lookback_days
    if rule.symbols:
        block["checkPairs"] = list(rule.symbols)
    return block


def dump_check(rule: CorrelationRule) -> Json:
    """The block `correlationCheck`, for a second rule beside a filter."""
    return {"threshold": rule.most, "maxCorrelatedPositions": rule.positions}
