"""How a position is left: stop, target, trailing, breakeven; small automata over one `Position`.

Nothing here knows the market or the account: prices come in as ticks on the closing side. The names
to know: `stop_level` and `target_level` (where the levels start), `crossed` (does a stretch of
price touch one), `follow` (how the stop moves after it), `watch` (between which prices nothing can
happen).
"""

from tradewright.core.exits.levels import risk_of, stop_level, target_level
from tradewright.core.exits.touch import crossed, passed, reach
from tradewright.core.exits.trail import follow
from tradewright.core.exits.watch import forget, watch

__all__ = [
    "crossed",
    "follow",
    "forget",
    "passed",
    "reach",
    "risk_of",
    "stop_level",
    "target_level",
    "watch",
]
