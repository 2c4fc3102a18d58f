"""The simulated market: where a bar's path runs and at what price an order fills.

Nothing here knows money or strategies. The names to know: `open_at` and `close_at` (a bar's prices
reach the feed), `first_extreme` (which way the path runs), `entry_price`, `exit_price`, `nights`
(rolls of swap).
"""

from tradewright.core.venue.fills import entry_price, exit_price, slip_ticks
from tradewright.core.venue.path import adverse_first
from tradewright.core.venue.quote import quote, spread_ticks
from tradewright.core.venue.rolls import nights

__all__ = [
    "adverse_first",
    "entry_price",
    "exit_price",
    "nights",
    "quote",
    "slip_ticks",
    "spread_ticks",
]
