"""What a comparison reads: a number, or a series as it stands on one bar."""

from __future__ import annotations

from dataclasses import dataclass

from tradewright.core.calendar import Timeframe
from tradewright.core.indicators import Column

MOST_AGO = 100
"""How many bars back a series may be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An indicator column, read at the bar in question.

    Parameters
    ----------
    column : the indicator.
    timeframe : the bars it is made of; None for the bars that the rules are evaluated on. Of a
        longer timeframe the last bar is read that had closed by the close of the bar in question.
    ago : how many bars (of `timeframe`) further back it is read, 0..MOST_AGO.
    scale, offset : what is compared is value * scale + offset; both finite.
    """

    column: Column
    timeframe: Timeframe | None = None
    ago: int = 0
    scale: float = 1.0
    offset: float = 0.0

    @property
    def name(self) -> str:
        """For people: "ema_9", "1.5 x h4_atr_14[1] + 0.0002"."""
        prefix = "" if self.timeframe is None else f"{self.timeframe.lower()}_"
        name = f"{prefix}{self.column.name}"
        name += f"[{self.ago}]" if self.ago else ""
        name = name if self.scale == 1.0 else f"{self.scale:g} x {name}"
        if not self.offset:
            return name
        return f"{name} {'-' if self.offset < 0 else '+'} {abs(self.offset):g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The same number on every bar; finite."""

    value: float


Operand = Series | Number
