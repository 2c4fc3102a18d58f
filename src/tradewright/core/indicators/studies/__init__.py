"""Studies: the series that TA-Lib does not have, each one compiled pass with formula and source.

A pass reads bars in order and carries what it must remember in one small array, so a whole column
and a stream are the same code, and no pass can look ahead. Names and options are not read here
(`names`), and TA-Lib is not called. The names to know: `Study`, `STUDIES`, `Seen`.
"""

from tradewright.core.indicators.studies.shelf import STUDIES
from tradewright.core.indicators.studies.study import Pass, Read, Seen, Study

__all__ = ["STUDIES", "Pass", "Read", "Seen", "Study"]
