"""What a condition stands on: the strategy's bars, the size of a pip, the bars it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from tradewright.core.calendar import Timeframe, UnknownTimeframe
from tradewright.core.market.resample import CannotResample, Resampler
from tradewright.wire.strategy.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Facts of the document that conditions need.

    Parameters
    ----------
    timeframe : of the strategy; None where that is wrong itself.
    pip : size of a pip of its symbol, in quote currency.
    frame : the longer timeframe that conditions speak of unless they say another; None for the
        strategy's own.
    """

    timeframe: Timeframe | None
    pip: float
    frame: Timeframe | None = None

    def longer(self, block: Reader, key: str, named: Timeframe) -> Timeframe | None:
        """A timeframe as series have it: None for the strategy's own, or for a refused one."""
        if self.timeframe is None or named is self.timeframe:
            return None
        try:
            Resampler(self.timeframe, named)
        except CannotResample:
            message = f"{named} bars cannot be made of the strategy's {self.timeframe} bars"
            block.refuse(key, message, f"Use {self.timeframe} or a longer timeframe")
            return None
        return named

    def asked(self, block: Reader, key: str = "timeframe") -> Timeframe | None:
        """The timeframe that a block says; else the one around it."""
        word = block.optional_text(key)
        if not word:
            return self.frame
        named = timeframe_of(block, key, word)
        return None if named is None else self.longer(block, key, named)


def timeframe_of(block: Reader, key: str, word: str) -> Timeframe | None:
    """The timeframe that a word means; None, with a problem reported, if it means none."""
    try:
        return Timeframe.parse(word)
    except UnknownTimeframe as error:
        block.refuse(key, str(error), f"Use one of: {', '.join(Timeframe)}")
        return None
