"""The closed set of market regimes, and the names that people give them."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Regime(IntEnum):
    """What kind of market it is; the number is the value of the series `regime`."""

    UNKNOWN = 0
    TRENDING_UP = 1
    TRENDING_DOWN = 2
    RANGING = 3
    VOLATILE = 4
    QUIET = 5
    BREAKOUT = 6

    @property
    def word(self) -> str:
        """The spelling of documents and messages, such as ``trending_up``."""
        return "low_volatility" if self is Regime.QUIET else self.name.lower()


ALL: Final = tuple(each for each in Regime if each is not Regime.UNKNOWN)
TRENDS: Final = (Regime.TRENDING_UP, Regime.TRENDING_DOWN)

_ALIASES: Final[dict[str, tuple[Regime, ...]]] = {
    **{each.word: (each,) for each in ALL},
    "trending": TRENDS,
    "trend": TRENDS,
    "bullish_trending": (Regime.TRENDING_UP,),
    "bullish": (Regime.TRENDING_UP,),
    "uptrend": (Regime.TRENDING_UP,),
    "trend_up": (Regime.TRENDING_UP,),
    "bearish_trending": (Regime.TRENDING_DOWN,),
    "bearish": (Regime.TRENDING_DOWN,),
    "downtrend": (Regime.TRENDING_DOWN,),
    "trend_down": (Regime.TRENDING_DOWN,),
    "range": (Regime.RANGING,),
    "sideways": (Regime.RANGING,),
    "high_volatility": (Regime.VOLATILE,),
    "quiet": (Regime.QUIET,),
    "calm": (Regime.QUIET,),
}
SPELLINGS: Final = tuple(_ALIASES)
"""Every name of a regime, lower case."""


def regimes_named(text: str) -> tuple[Regime, ...]:
    """The regimes that a name means: two for "trending", none for a name of none.

    Parameters
    ----------
    text : "trending_up", "HIGH_VOLATILITY", "bullish trending"; case, spaces and dashes do not
        matter.
    """
    return _ALIASES.get(text.strip().lower().replace(" ", "_").replace("-", "_"), ())
