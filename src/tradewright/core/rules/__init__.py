"""When to trade, as data: condition trees over indicator columns, with three truth values.

A rule never places an order, sizes a position or looks at an account, and unknown (warm-up,
missing data) is never a signal. The names to know: `Rules` with `Comparison` and `Group` (the
tree), `signals` (all bars at once) with its incremental twin `LiveRules`, and `explain` (why).
"""

from tradewright.core.market.codes import EXIT_LONG, EXIT_SHORT, LONG, SHORT, UNKNOWN_BIT
from tradewright.core.rules.conditions import (
    Comparison,
    Group,
    Logic,
    Node,
    Operator,
    Rules,
    UnknownOperator,
    columns,
    operator,
    series,
    warmup,
)
from tradewright.core.rules.explain import Explanation, Reading, explain
from tradewright.core.rules.leaves import compile_passes
from tradewright.core.rules.live import LiveRules
from tradewright.core.rules.operands import MOST_AGO, Number, Operand, Series
from tradewright.core.rules.signals import signals
from tradewright.core.rules.truth import FALSE, TRUE, UNKNOWN

__all__ = [
    "EXIT_LONG",
    "EXIT_SHORT",
    "FALSE",
    "LONG",
    "MOST_AGO",
    "SHORT",
    "TRUE",
    "UNKNOWN",
    "UNKNOWN_BIT",
    "Comparison",
    "Explanation",
    "Group",
    "LiveRules",
    "Logic",
    "Node",
    "Number",
    "Operand",
    "Operator",
    "Reading",
    "Rules",
    "Series",
    "UnknownOperator",
    "columns",
    "compile_passes",
    "explain",
    "operator",
    "series",
    "signals",
    "warmup",
]
