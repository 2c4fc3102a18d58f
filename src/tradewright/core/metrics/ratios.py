"""Growth, risk and their ratios, of the equity curve.

Annual figures use the real time between the first and the last point, with years of 365.25 days:
`n` returns over `years` make `n / years` periods a year, whatever the timeframe, and weekends and
gaps are counted as the time they took. The risk-free rate is taken as zero.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import DAY

if TYPE_CHECKING:
    from tradewright.core.metrics.curve import Curve
    from tradewright.core.metrics.run import Run

YEAR_NS: Final = 365.25 * DAY
_NOISE: Final = 1e-15  # returns that differ by rounding only have no variance to speak of


def years(run: Run) -> float | None:
    """Length of the run in years of 365.25 days, None for fewer than two points."""
    if run.ts.size < 2:
        return None
    return float(run.ts[-1] - run.ts[0]) / YEAR_NS


def growth(run: Run) -> float | None:
    """Compound annual growth rate, a fraction.

    Notes
    -----
    CAGR = (final equity / cash) ** (1 / years) - 1; -1 when everything was lost. None where the
    run is shorter than a day, too short to speak of a year.
    Source: CFA Institute, Global Investment Performance Standards (2020), annualised return.
    """
    span = years(run)
    if span is None or span < DAY / YEAR_NS:
        return None
    grown = float(run.equity[-1]) / run.cash
    return _sane(math.expm1(min(math.log(grown) / span, 700.0))) if grown > 0 else -1.0


def volatility(run: Run, curve: Curve) -> float | None:
    """Annualised standard deviation of the returns, a fraction.

    Notes
    -----
    s = sqrt(sum((r - mean)**2) / (n - 1)) * sqrt(n / years).
    Source: Hull, Options, Futures, and Other Derivatives (2018), 15.4.
    """
    periods = _periods(run, curve)
    if periods is None or curve.count < 2:
        return None
    return math.sqrt(curve.spread / (curve.count - 1) * periods)


def sharpe(run: Run, curve: Curve) -> float | None:
    """Sharpe ratio, annualised, over a risk-free rate of zero.

    Notes
    -----
    mean(r) / s(r) * sqrt(n / years), s the sample deviation. None without variance.
    Source: Sharpe, The Sharpe Ratio, Journal of Portfolio Management 21 (1994).
    """
    periods = _periods(run, curve)
    if periods is None or curve.count < 2:
        return None
    deviation = math.sqrt(curve.spread / (curve.count - 1))
    return curve.centre / deviation * math.sqrt(periods) if deviation > _NOISE else None


def sortino(run: Run, curve: Curve) -> float | None:
    """Sortino ratio, annualised, over a target of zero.

    Notes
    -----
    mean(r) / sqrt(sum(min(r, 0)**2) / n) * sqrt(n / years). None without a losing period.
    Source: Sortino and Price, Performance Measurement in a Downside Risk Framework, Journal of
    Investing 3 (1994).
    """
    periods = _periods(run, curve)
    if periods is None:
        return None
    deviation = math.sqrt(curve.below / curve.count)
    return curve.centre / deviation * math.sqrt(periods) if deviation > _NOISE else None


def calmar(run: Run, curve: Curve) -> float | None:
    """Calmar ratio over the whole run.

    Notes
    -----
    CAGR / largest drawdown as a fraction. None without a drawdown.
    Source: Young, Calmar Ratio: A Smoother Tool, Futures 20 (1991), there over 36 months.
    """
    rate = growth(run)
    return rate / curve.drawdown_part if rate is not None and curve.drawdown_part > 0 else None


def _periods(run: Run, curve: Curve) -> float | None:
    span = years(run)
    return curve.count / span if span and curve.count and not curve.ruined else None


def _sane(value: float) -> float | None:
    return value if math.isfinite(value) and value < 1e12 else None
