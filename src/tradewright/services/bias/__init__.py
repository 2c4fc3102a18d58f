"""Whether a backtest can be believed: what it decided must not hang on what it could not know.

Two questions, both answered by running again. `lookahead`: does anything that came before a bar
change when the bars after it are missing, or other ones? `warmup_drift`: does a series hang on how
much history stood before it? Nothing here trades or decides; it compares runs.
"""

from tradewright.services.bias.findings import Finding, Looked
from tradewright.services.bias.looking import lookahead
from tradewright.services.bias.tracing import Trial, Unrepeatable
from tradewright.services.bias.warming import Drift, Warmed, warmup_drift

__all__ = [
    "Drift",
    "Finding",
    "Looked",
    "Trial",
    "Unrepeatable",
    "Warmed",
    "lookahead",
    "warmup_drift",
]
