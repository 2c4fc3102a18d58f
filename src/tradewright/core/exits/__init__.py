"""How a position is left: levels, stops that move, time; small automata over one `Position`.

Nothing here knows the market or the account: prices come in as ticks on the closing side. The names
to know: `stop_level` and `target_level` (where the levels start), `crossed` (does a stretch of
price touch one), `follow` (how the stop moves after it), `ended` (is its time up), `watch` (between
which prices and until when nothing can happen).
"""

from tradewright.core.exits.levels import (
    clamped,
    risk_of,
    stop_level,
    stretch_of,
    structure_target,
    swing_stop,
    target_level,
)
from tradewright.core.exits.limits import end_by, ended, start_clocks
from tradewright.core.exits.storm import VolatilityExit, storm_columns, stormy
from tradewright.core.exits.touch import crossed, passed, reach
from tradewright.core.exits.trail import follow
from tradewright.core.exits.watch import forget, watch

__all__ = [
    "VolatilityExit",
    "clamped",
    "crossed",
    "end_by",
    "ended",
    "follow",
    "forget",
    "passed",
    "reach",
    "risk_of",
    "start_clocks",
    "stop_level",
    "storm_columns",
    "stormy",
    "stretch_of",
    "structure_target",
    "swing_stop",
    "target_level",
    "watch",
]
