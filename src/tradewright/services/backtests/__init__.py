"""A backtest: strategies over histories on one account, and what came of it.

Nothing here decides, fills or counts; the engine does, and this room asks it and keeps the answer.
The names to know: `backtest` (run one), `Result` (what came of it), `scripted` (a Python class as a
strategy).
"""

from tradewright.services.backtests.result import Result
from tradewright.services.backtests.running import Mismatch, Opening, Span, backtest
from tradewright.services.backtests.scripts import BadScript, scripted

__all__ = ["BadScript", "Mismatch", "Opening", "Result", "Span", "backtest", "scripted"]
