"""Statistics of a run: each a pure function with its formula and its source.

Nothing here trades, prints or draws; a statistic that a run does not have (no trades, no variance)
is None, never nan or infinity. The names to know: `Run` (what is measured), `summarise`, `Summary`.
"""

from tradewright.core.metrics.curve import Curve, measure
from tradewright.core.metrics.months import Month, monthly
from tradewright.core.metrics.run import BadRun, Run
from tradewright.core.metrics.summary import Summary
from tradewright.core.metrics.table import LABELS, Row, as_rows
from tradewright.core.metrics.whole import summarise

__all__ = [
    "LABELS",
    "BadRun",
    "Curve",
    "Month",
    "Row",
    "Run",
    "Summary",
    "as_rows",
    "measure",
    "monthly",
    "summarise",
]
