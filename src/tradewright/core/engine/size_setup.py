"""A strategy's row learns how its sizes are worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.engine.sizes import (
    AtrRisk,
    EquityShare,
    FixedLot,
    Kelly,
    PercentRisk,
    Scaling,
    Sizing,
    VolatilityRisk,
)
from tradewright.core.market import codes

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market.records import Terms


def describe_size(terms: Terms, strategy: Strategy, per_pip: float) -> None:
    """Fill in method, factors and caps.

    Parameters
    ----------
    per_pip : ticks in one pip.
    """
    _method(terms, strategy.sizing, per_pip)
    most = strategy.sizing.max_lots
    terms.lots_max = float("inf") if most is None else most
    terms.lots_min, terms.lot_step = strategy.min_lots, strategy.lot_step
    _scales(terms, strategy.scaling)
    _curve(terms, strategy.scaling)
    learns = terms.drawdown_full > 0.0 or terms.curves != 0 or terms.recovery_from > 0.0
    terms.tallies = int(learns or terms.sizing == codes.KELLY)
    moment = terms.calms != 0 or terms.weekend_scale > 0.0 or terms.storm_share > 0.0
    sessions = bool(strategy.scaling.sessions)
    terms.adjusts = int(learns or moment or sessions or terms.size_steadies != 0)


def _method(terms: Terms, sizing: Sizing, per_pip: float) -> None:
    match sizing:
        case FixedLot(lots=lots):
            terms.sizing, terms.lots = codes.FIXED, lots
        case PercentRisk(percent=percent, of=of):
            terms.sizing, terms.percent = codes.RISK, percent
            terms.of_balance = int(of == "balance")
        case AtrRisk(percent=percent, multiplier=multiple, of=of):
            terms.sizing, terms.percent = codes.ATR_RISK, percent
            terms.size_multiple, terms.of_balance = multiple, int(of == "balance")
            terms.size_least = (sizing.least_pips or 0.0) * per_pip
            terms.size_most = (sizing.most_pips or 0.0) * per_pip
            terms.size_steadies = int(sizing.steadies)
        case EquityShare(percent=percent):
            terms.sizing, terms.percent = codes.SHARE, percent
        case VolatilityRisk(percent=percent, multiplier=multiple, most=most):
            terms.sizing, terms.percent = codes.VOLATILE, percent
            terms.size_multiple, terms.size_threshold = multiple, most or 0.0
        case Kelly():
            _kelly(terms, sizing)


def _kelly(terms: Terms, kelly: Kelly) -> None:
    terms.sizing = codes.KELLY
    terms.kelly_fraction, terms.kelly_most = kelly.fraction, kelly.most_percent
    terms.kelly_trades = kelly.min_trades
    terms.kelly_win, terms.kelly_payoff = kelly.win_rate or 0.0, kelly.payoff or 0.0


def _scales(terms: Terms, scaling: Scaling) -> None:
    """Factors of the moment, and caps."""
    if scaling.calm is not None:
        terms.calms = 1
        terms.calm_low, terms.calm_high = scaling.calm.low, scaling.calm.high
    terms.weekend_scale = scaling.weekend or 0.0
    terms.storm_share = scaling.storm_share or 0.0
    terms.risk_most = scaling.most_risk_percent or 0.0
    terms.day_risk_most = scaling.daily_risk_percent or 0.0
    terms.exposure_most = scaling.exposure_percent or 0.0


def _curve(terms: Terms, scaling: Scaling) -> None:
    """Factors that come of the strategy's own trades."""
    terms.drawdown_full = scaling.drawdown_percent or 0.0
    terms.curves = int(scaling.equity_curve)
    if scaling.recovery is not None:
        terms.recovery_from = scaling.recovery.drawdown_percent
        terms.recovery_scale = scaling.recovery.factor
        terms.recovery_wins = scaling.recovery.wins or 0
