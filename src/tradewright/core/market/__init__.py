"""What is traded and in what words: instruments, bars, reasons.

No arithmetic of trading lives here, only the nouns every other room of the core shares. The names
to know: `Instrument` (pip, tick and lot of a symbol), `Bars` (columns of bid prices), `Reason` (why
an entry was refused), `ExitReason`.
"""

from tradewright.core.market.bars import BadBars, Bars
from tradewright.core.market.instruments import Instrument, UnknownInstrument, instrument
from tradewright.core.market.reasons import ExitReason, Reason

__all__ = [
    "BadBars",
    "Bars",
    "ExitReason",
    "Instrument",
    "Reason",
    "UnknownInstrument",
    "instrument",
]
