"""Levels of structure: swings, and the Fibonacci levels between them."""

from __future__ import annotations

from typing import Final

from tradewright.core.engine.plan import SWING, Swing
from tradewright.wire.strategy.bounds import BARS, PIPS_OR_NONE, Bounds
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.trailing import one_of

STOP_BUFFER_PIPS: Final = 2.0
"""How far behind its swing a stop stands unless the document says otherwise."""
_LEVEL: Final = Bounds(above=0, most=10, unit="(1.618 is 161.8 %)")
_STRENGTH: Final = Bounds(least=1, most=1000, unit="bars on each side")
_KINDS: Final = {"extension": "extension", "retracement": "retracement"}
_IMPLIED: Final = {
    "fibonacci_extension": "extension",
    "fibonacci_retracement": "retracement",
}


def swing(block: Reader, buffer: float) -> tuple[float, Swing]:
    """The buffer in pips, and which swings count.

    Parameters
    ----------
    buffer : pips, unless the document says otherwise.
    """
    pips = one_of(block, ("bufferPips", "buffer"), PIPS_OR_NONE)
    return (buffer if pips is None else pips), _which(block)


def fibonacci(block: Reader) -> tuple[float, Swing]:
    """How far along the leg of the last two swings the target lies, and which swings count."""
    level = block.one_number(("level", "value", "ratio"), _LEVEL)
    said = block.raw("type", {})
    word = said.strip().lower() if isinstance(said, str) else ""
    kind = block.optional_choice("kind", _KINDS) or _IMPLIED.get(word)
    if kind == "extension" and level < 1.0:
        message = f"an extension lies beyond the leg, and {level:g} is inside it"
        block.refuse("level", message, 'Write a level of at least 1, or "kind": "retracement"')
    if kind == "retracement" and level > 1.0:
        message = f"a retracement lies inside the leg, and {level:g} is beyond it"
        block.refuse("level", message, 'Write a level of at most 1, or "kind": "extension"')
    return level, _which(block)


def _which(block: Reader) -> Swing:
    points = block.flag("useSwingPoints", absent=True)
    lookback = block.optional_whole("swingLookback", BARS) or SWING.lookback
    strength = block.optional_whole("swingStrength", _STRENGTH)
    if strength is not None and not points:
        message = "plain highs and lows need no confirmation, so it would do nothing"
        block.refuse("swingStrength", message, 'Remove it, or "useSwingPoints": true')
    return Swing(lookback=lookback, strength=strength or SWING.strength, points=points)
