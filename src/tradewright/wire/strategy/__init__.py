"""The strategy document: JSON in, a `Strategy` out, and back.

Only spelling lives here: which keys a document may have, in which units, and what is wrong with
one that cannot be read. What a strategy does is `core`'s; files are read by `load` and nowhere
else. The names to know: `parse` and `load` (all problems at once, as `StrategyError`), `examine`
(the same as values), `dump` (the normalised document).
"""

from tradewright.wire.strategy.blocks import Block
from tradewright.wire.strategy.command import replaces
from tradewright.wire.strategy.document import Examination, examine, parse
from tradewright.wire.strategy.dump import dump
from tradewright.wire.strategy.files import load
from tradewright.wire.strategy.problems import Note, Problem, StrategyError

__all__ = [
    "Block",
    "Examination",
    "Note",
    "Problem",
    "StrategyError",
    "dump",
    "examine",
    "load",
    "parse",
    "replaces",
]
