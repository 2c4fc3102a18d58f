"""A seeded market: minute bars that look real, a function of symbol, seed and minute alone.

Nothing is stored and nothing is random at run time, so a restart continues with the very same bars.
The names to know: `SimulatedFeed` (the feed), `MARKETS` (the symbols there are), `SimulatedMarket`
(one symbol, any day at once).
"""

from tradewright.adapters.feeds.simulated.days import SimulatedMarket
from tradewright.adapters.feeds.simulated.feed import DEFAULT_START_NS, SimulatedFeed
from tradewright.adapters.feeds.simulated.markets import MARKETS, Market, market

__all__ = ["DEFAULT_START_NS", "MARKETS", "Market", "SimulatedFeed", "SimulatedMarket", "market"]
