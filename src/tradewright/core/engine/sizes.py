"""How large positions are: the methods, and what makes their sizes smaller or larger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tradewright.core.engine.plan import ATR_PERIOD

Worth = Literal["equity", "balance"]
Measure = Literal["atr", "stddev"]

KELLY_FRACTION: Final = 0.25
"""Of full Kelly, unless a document says otherwise."""
KELLY_MOST: Final = 25.0
"""Per cent of equity that Kelly may put at stake, unless a document says otherwise."""
KELLY_TRADES: Final = 30
"""Closed trades that make Kelly's sample, unless a document says otherwise."""
VOLATILITY_BARS: Final = 20
"""Returns of the realised volatility that sizes are measured by, unless a document says so."""
DEEPEST_DRAWDOWN: Final = 20.0
"""Per cent at which the drawdown factor would be 0, unless a document says otherwise."""
STORM_SHARE: Final = 0.02
"""ATR over price above which volatility is high, unless a document says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLot:
    """The same volume every time: `lots` > 0, rounded down to the instrument's step.

    At most `max_lots` whatever the size factors say, where that is given.
    """

    lots: float
    max_lots: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentRisk:
    """The volume that loses `percent` per cent of equity, or balance, at the initial stop.

    0 < percent <= 100; at most `max_lots`, where that is given.
    """

    percent: float
    max_lots: float | None = None
    of: Worth = "equity"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtrRisk:
    """The volume that loses `percent` per cent of equity over `multiplier` ATR; needs no stop.

    The ATR is that of the signal bar, moved to between `least_pips` and `most_pips`. `steadies`
    multiplies the size by the ATR's normal (100 bars) over it, 0.5 to 1. At most `max_lots`, where
    that is given.
    """

    percent: float
    multiplier: float
    atr_period: int = ATR_PERIOD
    max_lots: float | None = None
    of: Worth = "equity"
    least_pips: float | None = None
    most_pips: float | None = None
    steadies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityShare:
    """The volume that is worth `percent` per cent of equity at its entry price.

    At most `max_lots`, where that is given.
    """

    percent: float
    max_lots: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolatilityRisk:
    """The volume that loses `percent` per cent of equity over `multiplier` realised volatilities.

    The volatility is that of the last `period` returns of the signal bar, a fraction of its close;
    above `most` there is no entry. Needs no stop. At most `max_lots`, where that is given.
    """

    percent: float
    multiplier: float
    period: int = VOLATILITY_BARS
    most: float | None = None
    max_lots: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kelly:
    """The volume that puts a fraction of Kelly's share of equity at stake to the initial stop.

    Parameters
    ----------
    fraction : of full Kelly, 0 < fraction <= 1.
    most_percent : of equity, the most it puts at stake.
    min_trades : closed trades of the strategy from which on they are the statistics.
    win_rate, payoff : the statistics before: share of wins, mean win over mean loss. None takes the
        least volume until then.
    """

    fraction: float = KELLY_FRACTION
    most_percent: float = KELLY_MOST
    min_trades: int = KELLY_TRADES
    win_rate: float | None = None
    payoff: float | None = None
    max_lots: float | None = None


Sizing = FixedLot | PercentRisk | AtrRisk | EquityShare | VolatilityRisk | Kelly


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Smaller sizes after a drawdown.

    Parameters
    ----------
    drawdown_percent : of the strategy's worth below its highest, at closed trades; from there on.
    factor : of the size, 0 to 1.
    wins : in a row that end it; None: a drawdown that is smaller again does.
    """

    drawdown_percent: float
    factor: float
    wins: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalmScale:
    """Size factors by volatility: that of 14 bars against that of `lookback` bars.

    `low` below 0.75 times the normal, `high` above 1.25 times.
    """

    low: float = 1.0
    high: float = 1.0
    measure: Measure = "atr"
    lookback: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionScale:
    """A size factor while a session is open; its hours are nanoseconds after local midnight."""

    session: str
    factor: float
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling:
    """What a strategy does to its own sizes, whatever their method.

    Parameters
    ----------
    drawdown_percent : sizes times 1 - drawdown / this, at least 0.25; None leaves them.
    equity_curve : sizes halve while the strategy's worth at closed trades is below its average.
    recovery, calm : None leaves sizes.
    sessions : of several open ones the largest factor counts; outside of all 1.
    weekend : factor on Saturday and Sunday UTC.
    storm_share : ATR(14) over the close of the signal bar above which sizes halve and stops stand
        half as far again.
    most_risk_percent : of equity that an entry may lose at its stop; larger ones shrink to it.
    daily_risk_percent : and that all entries of one UTC day may; the one above it is refused.
    exposure_percent : of equity that all positions of the account may be worth with the new one,
        which shrinks to it.
    """

    drawdown_percent: float | None = None
    equity_curve: bool = False
    recovery: Recovery | None = None
    calm: CalmScale | None = None
    sessions: tuple[SessionScale, ...] = ()
    weekend: float | None = None
    storm_share: float | None = None
    most_risk_percent: float | None = None
    daily_risk_percent: float | None = None
    exposure_percent: float | None = None


NO_SCALING: Final = Scaling()
