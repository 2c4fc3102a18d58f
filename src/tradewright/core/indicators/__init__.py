"""The indicator catalogue: names to TA-Lib functions, columns and live values.

Every value comes from TA-Lib, to the bit; no formula may be written here, and pandas and Polars
are never imported. The names to know: `resolve` (a name to a `Column`), `compute` (a `Column` over
`Bars`), `Stream` (the same values, bar by bar).
"""

from tradewright.core.indicators.batch import compute, compute_all, warmup
from tradewright.core.indicators.catalogue import spellings
from tradewright.core.indicators.column import Column
from tradewright.core.indicators.errors import BadOption, IndicatorError, UnknownIndicator
from tradewright.core.indicators.families import FAMILIES, Family, Option
from tradewright.core.indicators.functions import Function, functions
from tradewright.core.indicators.names import resolve, takes
from tradewright.core.indicators.stream import Stream

__all__ = [
    "FAMILIES",
    "BadOption",
    "Column",
    "Family",
    "Function",
    "IndicatorError",
    "Option",
    "Stream",
    "UnknownIndicator",
    "compute",
    "compute_all",
    "functions",
    "resolve",
    "spellings",
    "takes",
    "warmup",
]
