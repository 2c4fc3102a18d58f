"""The volatility exit: how high a true range is a storm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.core.indicators import Column, resolve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NORMAL_BARS: Final = 100
"""Period of the ATR that a multiple counts from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolatilityExit:
    """Positions close where volatility is high.

    Parameters
    ----------
    threshold : > 0; below 1 the ATR as a fraction of the close, from 1 on the ATR as a multiple of
        the normal one, which is that of `NORMAL_BARS` bars. Reaching it is high.
    atr_period : bars of the ATR, >= 1, of the strategy's timeframe.
    profit_pips : only positions with at least so much open profit close; None closes all.
    """

    threshold: float
    atr_period: int = 14
    profit_pips: float | None = None


def storm_columns(rules: VolatilityExit) -> tuple[Column, Column | None]:
    """The ATR that is judged, and the normal one where it is needed."""
    atr = resolve("atr", {"period": rules.atr_period})
    relative = rules.threshold >= 1.0
    return atr, resolve("atr", {"period": NORMAL_BARS}) if relative else None


def stormy(
    rules: VolatilityExit,
    close: NDArray[np.float64],
    atr: NDArray[np.float64],
    normal: NDArray[np.float64] | None,
) -> NDArray[np.bool_]:
    """On which bars volatility is high; not where a number is unknown.

    Parameters
    ----------
    close, atr, normal : (n,) price units, nan while unknown.
    """
    usual = close if normal is None else normal
    return atr >= rules.threshold * usual
