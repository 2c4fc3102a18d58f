"""The normalised document of a guardian: every setting said, one spelling for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.wire.guardian.reading import KEYS, SCHEMA_VERSION, TOGETHER

if TYPE_CHECKING:
    from tradewright.core.risk import CorrelationRule
    from tradewright.core.risk.guardian import Guardian

Json: TypeAlias = dict[str, object]


def dump(guardian: Guardian) -> Json:
    """The document of a guardian, ready for JSON; `parse(dump(guardian)) == guardian`."""
    limits: Json = {KEYS[name]: value for name, value in guardian.limits.given()}
    found: Json = {"schemaVersion": SCHEMA_VERSION, "limits": limits}
    if guardian.together is not None:
        limits[TOGETHER] = guardian.together.positions
        found["correlation"] = _correlation(guardian.together)
    hours, rest = divmod(guardian.day_start, HOUR)
    return {
        **found,
        "flatten": guardian.flatten,
        "rearm": guardian.rearm,
        "dayStart": f"{hours:02d}:{rest // MINUTE:02d}",
        "timezone": guardian.zone,
    }


def _correlation(rule: CorrelationRule) -> Json:
    block: Json = {"threshold": rule.most, "minDataPoints": rule.least_points}
    if rule.timeframes:
        block["timeframes"] = [frame.value for frame in rule.timeframes]
    if rule.lookback_days is not None:
        block["lookbackPeriod"] = rule.lookback_days
    return block
