"""One engine: the same phases of a bar in a backtest, on paper and live.

A desk never reads a clock, a file or a random number. The names to know: `Desk` (strategies around
one account, stepped by bars), `backtest` (the same over whole columns, compiled), `Strategy` (what
a document became).
"""

from tradewright.core.engine.costs import Costs, Zones
from tradewright.core.engine.desk import Desk, FeedBar
from tradewright.core.engine.setup import MissingRate
from tradewright.core.engine.strategy import Strategy
from tradewright.core.engine.views import AccountView, ClosedPosition, Note, Position

__all__ = [
    "AccountView",
    "ClosedPosition",
    "Costs",
    "Desk",
    "FeedBar",
    "MissingRate",
    "Note",
    "Position",
    "Strategy",
    "Zones",
]
