"""The indicator catalogue: names to TA-Lib functions and studies, columns and live values.

What TA-Lib has comes from TA-Lib, to the bit; a formula of our own stands in `studies` alone, and
pandas and Polars are never imported. The names to know: `resolve` (a name to a `Column`),
`compute` (a `Column` over `Bars`), `Stream` (the same values, bar by bar).
"""

from tradewright.core.indicators.batch import compute, compute_all, warmup
from tradewright.core.indicators.catalogue import option_keys, spellings
from tradewright.core.indicators.column import Column
from tradewright.core.indicators.errors import (
    BadOption,
    CoarseBars,
    IndicatorError,
    UnknownIndicator,
)
from tradewright.core.indicators.families import FAMILIES
from tradewright.core.indicators.family import Family, Option
from tradewright.core.indicators.functions import Function, functions
from tradewright.core.indicators.names import resolve, takes
from tradewright.core.indicators.passes import check_bars, compile_studies
from tradewright.core.indicators.stream import Stream

__all__ = [
    "FAMILIES",
    "BadOption",
    "CoarseBars",
    "Column",
    "Family",
    "Function",
    "IndicatorError",
    "Option",
    "Stream",
    "UnknownIndicator",
    "check_bars",
    "compile_studies",
    "compute",
    "compute_all",
    "functions",
    "option_keys",
    "resolve",
    "spellings",
    "takes",
    "warmup",
]
