"""The one door to the compiler: records, rows and compiled functions.

Nothing about trading lives here, and no other room may import numba. The names to know: `kernel`
and `inline` (compile a pure function), `rows` (allocate a table of records), `layout` (the memory
layout of a record class).
"""

from tradewright.core.kernel.door import compiled, direct, inline, kernel
from tradewright.core.kernel.records import (
    Column,
    Rows,
    bits_of,
    f8,
    filled,
    grown,
    i8,
    layout,
    rows,
    table,
)

__all__ = [
    "Column",
    "Rows",
    "bits_of",
    "compiled",
    "direct",
    "f8",
    "filled",
    "grown",
    "i8",
    "inline",
    "kernel",
    "layout",
    "rows",
    "table",
]
