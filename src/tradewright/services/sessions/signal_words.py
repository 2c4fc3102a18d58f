"""What the signal bar itself says of a refusal: its true range, its regime, what was unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar import MINUTE, format_ts
from tradewright.core.engine.climate import climate
from tradewright.core.engine.reads import read_series
from tradewright.core.market import Reason, instrument
from tradewright.core.market.regimes import Regime
from tradewright.core.risk import ranges_of
from tradewright.core.risk.volatility import NORMAL_BARS
from tradewright.core.rules import Series
from tradewright.core.rules.frames import values

if TYPE_CHECKING:
    from tradewright.core.engine import Strategy
    from tradewright.core.engine.plan import Swing
    from tradewright.core.market import Bars


def signal_detail(strategy: Strategy, reason: Reason, side: str, bars: Bars) -> str | None:
    """What stood behind a refusal that the signal bar explains; None for any other.

    Parameters
    ----------
    side : of the entry, "long" or "short".
    bars : of the strategy's timeframe, the signal bar last.
    """
    told: str | None = None
    match reason:
        case Reason.WARMING_UP:
            told = _unknown(strategy, bars)
        case Reason.VOLATILITY_TOO_LOW | Reason.VOLATILITY_TOO_HIGH | Reason.VOLATILITY_SPIKE:
            told = _volatility(strategy, reason, bars)
        case Reason.REGIME_NOT_PREFERRED | Reason.REGIME_UNCERTAIN:
            told = _regime(strategy, reason, bars)
        case Reason.NO_SWING_LEVEL:
            told = _swing(strategy, side)
        case Reason.NO_CONVERSION_RATE:
            quote = instrument(strategy.symbol).quote_currency
            told = f"no price yet that turns {quote} into the currency of the account"
        case _:
            pass
    return told


def _unknown(strategy: Strategy, bars: Bars) -> str | None:
    """The series that have no value on the signal bar."""
    found = values(read_series(strategy), bars)
    names = [each.name for each, column in found.items() if np.isnan(column[-1])]
    if not names:
        return None
    verb = "is" if len(names) == 1 else "are"
    return f"{', '.join(names)} {verb} not known after {len(bars):,} bars"


def _volatility(strategy: Strategy, reason: Reason, bars: Bars) -> str | None:
    rules = strategy.volatility
    if rules is None:
        return None
    atr, normal = ranges_of(rules)
    wanted = [Series(column=column) for column in (atr, normal) if column is not None]
    pip = instrument(strategy.symbol).pip
    found = [values(wanted, bars)[each] / pip for each in wanted]
    now = float(found[0][-1])
    if rules.spike is None or reason is not Reason.VOLATILITY_SPIKE:
        low = reason is Reason.VOLATILITY_TOO_LOW
        bound = rules.least_pips if low else rules.most_pips
        side = "least" if low else "most"
        return f"ATR({rules.period}) is {now:.2f} pips, at {side} {bound:g}"
    spiked = climate(strategy, bars, pip).spiked
    k = int(bars.ts.searchsorted(spiked))
    times = float(found[0][k] / found[1][k])
    ago = (int(bars.ts[-1]) - spiked) // MINUTE
    return (
        f"ATR({rules.period}) was {times:.2f} x ATR({NORMAL_BARS}) at {format_ts(spiked)}, a spike "
        f"from {rules.spike.threshold:g} on; {ago:g} of {rules.spike.resume_minutes:g} minutes ago"
    )


def _regime(strategy: Strategy, reason: Reason, bars: Bars) -> str | None:
    rules = strategy.regime
    if rules is None:
        return None
    found = climate(strategy, bars, instrument(strategy.symbol).pip)
    regime, sure = Regime(int(found.regime[-1])), float(found.confidence[-1])
    told = f"{regime.name.lower()} with a confidence of {sure:.1f}"
    if reason is Reason.REGIME_UNCERTAIN:
        least = max(rules.least_confidence, rules.by_number()[regime].least_confidence)
        return f"{told}, at least {least:g}"
    wanted = [one.name.lower() for one in rules.preferred]
    return f"{told}; traded: {', '.join(wanted) or 'those with a size'}"


def _swing(strategy: Strategy, side: str) -> str | None:
    """Which swing was looked for, and how far back."""
    below, above = ("low", "below"), ("high", "above")
    behind, ahead = (below, above) if side == "long" else (above, below)
    found: list[str] = []
    stop, target = strategy.stop, strategy.target
    if stop is not None and stop.kind == "swing":
        found.append(f"stop: a swing {' '.join(behind)} the close, {_reach(stop.swing)}")
    if target is not None and target.kind == "swing":
        found.append(f"target: a swing {' '.join(ahead)} the close, {_reach(target.swing)}")
    if target is not None and target.kind == "fibonacci":
        found.append(f"target: a leg from swing low to swing high, {_reach(target.swing)}")
    return "; ".join(found) or None


def _reach(swing: Swing) -> str:
    return f"{swing.lookback} bars back, {swing.strength} bars on each side"
