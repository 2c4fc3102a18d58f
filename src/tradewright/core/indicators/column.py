"""The identity of one indicator series."""

from __future__ import annotations

from dataclasses import dataclass

from tradewright.core.indicators.spelling import spelled


@dataclass(frozen=True, slots=True)
class Column:
    """One series over bars, hashable: two equal columns have equal values on equal bars.

    Parameters
    ----------
    function : TA-Lib's name, "BBANDS", or a study's, "ICHIMOKU"; "PRICE" for a column of the bars
        themselves.
    output : which of the function's series, from 0.
    params : every parameter with its value, in the function's order; whole numbers are int. "scale"
        is ours: the series times a number.
    source : the series that the function reads where it reads any one ("close", "volume"), "" for
        a function with inputs of its own.
    """

    function: str
    output: int
    params: tuple[tuple[str, float], ...]
    source: str

    @property
    def name(self) -> str:
        """The canonical spelling, "ema_9"; `resolve(column.name)` gives the column back."""
        return spelled(self.function, self.output, self.params, self.source)

    def __str__(self) -> str:
        return self.name
