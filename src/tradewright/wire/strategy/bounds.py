"""Ranges that numbers of a document must lie in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A range of numbers; None leaves that end open.

    Parameters
    ----------
    above : the number must be greater.
    least, most : the number may be equal.
    unit : what it counts, for messages.
    """

    above: float | None = None
    least: float | None = None
    most: float | None = None
    unit: str = ""

    def holds(self, value: float) -> bool:
        """Whether the number lies in the range."""
        if self.above is not None and value <= self.above:
            return False
        if self.least is not None and value < self.least:
            return False
        return self.most is None or value <= self.most

    def __str__(self) -> str:
        ends = ((">", self.above), (">=", self.least), ("<=", self.most))
        words = " and ".join(f"{sign} {end:g}" for sign, end in ends if end is not None)
        return f"{words} {self.unit}".strip() or "any number"

    def schema(self) -> dict[str, float]:
        """The range in the words of JSON Schema."""
        named = (
            ("exclusiveMinimum", self.above),
            ("minimum", self.least),
            ("maximum", self.most),
        )
        return {name: end for name, end in named if end is not None}


ANY: Final = Bounds()
COUNT: Final = Bounds(least=1)
PIPS: Final = Bounds(above=0, unit="pips")
PIPS_OR_NONE: Final = Bounds(least=0, unit="pips")
RATIO: Final = Bounds(above=0)
LOTS: Final = Bounds(above=0, unit="lots")
PERCENT: Final = Bounds(above=0, most=100, unit="per cent")
BARS: Final = Bounds(least=1, most=100_000, unit="bars")
PRICE: Final = Bounds(above=0, unit="in quote currency")
MINUTES: Final = Bounds(above=0, most=527_040, unit="minutes")
HOURS: Final = Bounds(above=0, most=8_784, unit="hours")
