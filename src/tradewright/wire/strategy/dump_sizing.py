"""The size of a normalised document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from tradewright.core.engine.sizes import (
    AtrRisk,
    EquityShare,
    FixedLot,
    Kelly,
    PercentRisk,
    VolatilityRisk,
)
from tradewright.wire.strategy.dump_correlation import dump_check
from tradewright.wire.strategy.hours import shown_range
from tradewright.wire.strategy.limits import dump_limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradewright.core.engine.sizes import CalmScale, Recovery, Scaling, SessionScale
    from tradewright.core.engine.strategy import Strategy

Json: TypeAlias = dict[str, object]


def dump_sizing(strategy: Strategy) -> Json:
    """`riskManagement`, and the other blocks of sizes where they are needed."""
    count: Json = {"maxPositions": strategy.max_positions}
    count.update(dump_limits(strategy.limits))
    if strategy.trades_per_session is not None:
        count["maxTradesPerSession"] = strategy.trades_per_session
    if len(strategy.correlations) > 1:
        count["correlationCheck"] = dump_check(strategy.correlations[1])
    if strategy.scaling.recovery is not None:
        count["recoveryMode"] = _recovery(strategy.scaling.recovery)
    method, key, detail = _method(strategy)
    caps = _caps(strategy)
    more: Json = {}
    if (moment := _dynamic(strategy.scaling)) != {}:
        more["dynamicRisk"] = moment
    plain = method in {"fixed_lot", "percentage_risk"} and "riskOf" not in detail
    if plain and not caps:
        most = strategy.sizing.max_lots
        cap: Json = {} if most is None else {"maxLotSize": most}
        return {"riskManagement": {**detail, **cap, **count}, **more}
    block: Json = {"method": method, key: detail}
    if strategy.sizing.max_lots is not None:
        block["maxPositionSize"] = strategy.sizing.max_lots
    return {"riskManagement": count, "positionSizing": {**block, **caps}, **more}


def dump_adjustments(scaling: Scaling) -> Json:
    """`dynamicAdjustments` where it is needed; that of regimes stands with them."""
    found: Json = {}
    if scaling.calm is not None:
        found["volatilityAdjustment"] = _calm(scaling.calm)
    if scaling.sessions:
        sessions = {one.session: _session(one) for one in scaling.sessions}
        found["sessionAdjustment"] = {"sessions": sessions}
    return {"dynamicAdjustments": found} if found else {}


def _caps(strategy: Strategy) -> Json:
    """What `positionSizing` says beside its method."""
    said = {
        "minPositionSize": strategy.min_lots or None,
        "positionSizeStep": strategy.lot_step or None,
        "maxRiskPerTrade": strategy.scaling.most_risk_percent,
        "maxDailyRisk": strategy.scaling.daily_risk_percent,
        "maxTotalExposure": strategy.scaling.exposure_percent,
    }
    return _given(said)


def _dynamic(scaling: Scaling) -> Json:
    return _given({
        "drawdownAdjustment": scaling.drawdown_percent,
        "equityCurveAdjustment": scaling.equity_curve or None,
        "weekendMultiplier": scaling.weekend,
        "reduceInHighVolatility": True if scaling.storm_share is not None else None,
        "volatilityThreshold": scaling.storm_share,
    })  # fmt: skip


def _recovery(recovery: Recovery) -> Json:
    return _given({
        "triggerDrawdown": recovery.drawdown_percent,
        "reduceSizeBy": round(100.0 - 100.0 * recovery.factor, 9),
        "requireWinStreak": recovery.wins,
    })  # fmt: skip


def _calm(calm: CalmScale) -> Json:
    return {
        "lowVolatilityMultiplier": calm.low,
        "highVolatilityMultiplier": calm.high,
        "volatilityMeasure": calm.measure,
        "lookbackPeriod": calm.lookback,
    }


def _session(one: SessionScale) -> Json:
    return {"multiplier": one.factor, "hours": shown_range(one.opens, one.closes)}


def _given(said: Mapping[str, object]) -> Json:
    return {key: value for key, value in said.items() if value is not None}


def _method(strategy: Strategy) -> tuple[str, str, Json]:
    """Method, the key of its block, and the block."""
    match strategy.sizing:
        case FixedLot(lots=lots):
            found = "fixed_lot", "fixedLot", _given({"lotSize": lots})
        case PercentRisk() as sizing:
            of = None if sizing.of == "equity" else sizing.of
            detail = _given({"riskPercentage": sizing.percent, "riskOf": of})
            found = "percentage_risk", "percentageRisk", detail
        case AtrRisk() as sizing:
            found = "atr_based", "atrBased", _atr(sizing)
        case EquityShare(percent=percent):
            found = "account_equity", "accountEquity", _given({"equityPercentage": percent})
        case VolatilityRisk() as sizing:
            found = "volatility_based", "volatilityBased", _volatility(sizing)
        case Kelly() as sizing:
            found = "kelly_criterion", "kellyCriterion", _kelly(sizing)
        case _:
            assert_never(strategy.sizing)
    return found


def _atr(sizing: AtrRisk) -> Json:
    return _given({
        "riskPercentage": sizing.percent,
        "atrMultiplier": sizing.multiplier,
        "atrPeriod": sizing.atr_period,
        "riskOf": sizing.of if sizing.of != "equity" else None,
        "minATR": sizing.least_pips,
        "maxATR": sizing.most_pips,
        "volatilityAdjustment": sizing.steadies or None,
    })  # fmt: skip


def _volatility(sizing: VolatilityRisk) -> Json:
    return _given({
        "riskPercentage": sizing.percent,
        "volatilityMultiplier": sizing.multiplier,
        "volatilityPeriod": sizing.period,
        "maxVolatilityThreshold": sizing.most,
    })  # fmt: skip


def _kelly(sizing: Kelly) -> Json:
    """The mean win counts in mean losses."""
    stated: Json = {}
    if sizing.win_rate is not None and sizing.payoff is not None:
        stated = {"winRate": sizing.win_rate, "avgWin": sizing.payoff, "avgLoss": 1.0}
    return {
        **stated,
        "kellyFraction": sizing.fraction,
        "maxRiskPerTrade": sizing.most_percent,
        "minTrades": sizing.min_trades,
    }
