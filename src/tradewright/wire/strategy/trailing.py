"""Stops that follow: `trailing`, `dynamicTrailing`, and a `trailing` stop."""

from __future__ import annotations

from typing import Final

from tradewright.core.engine.plan import ATR_PERIOD, Trailing
from tradewright.wire.strategy.bounds import BARS, PIPS, PIPS_OR_NONE, RATIO, Bounds
from tradewright.wire.strategy.reader import Reader

BASE_PIPS: Final = 30.0
BASE_MULTIPLE: Final = 1.5
"""Of `dynamicTrailing`, where the document does not say."""
_TYPES: Final = {"pips": "pips", "fixed": "pips", "atr": "atr", "atr_based": "atr"}
_MULTIPLES: Final = ("atrMultiplier", "atrMult")


def trailing(block: Reader | None) -> Trailing | None:
    """The trailing stop that a block describes; None without one."""
    if block is None:
        return None
    if block.shape == "dynamicTrailing":
        found = _dynamic(block)
    elif block.optional_choice("type", _TYPES) == "atr":
        found = _by_atr(block)
    else:
        distance = block.number("distance", PIPS, 'Write "distance": how many pips behind')
        found = following(block, distance, 0.0, ATR_PERIOD)
    block.finish()
    return found


def _dynamic(block: Reader) -> Trailing:
    base = block.optional_number("baseDistance", PIPS_OR_NONE)
    multiple = one_of(block, _MULTIPLES, RATIO)
    return following(
        block,
        BASE_PIPS if base is None else base,
        BASE_MULTIPLE if multiple is None else multiple,
        _period(block),
    )


def _by_atr(block: Reader) -> Trailing:
    return following(block, 0.0, block.one_number(_MULTIPLES, RATIO), _period(block))


def _period(block: Reader) -> int:
    return block.optional_whole("atrPeriod", BARS) or ATR_PERIOD


def following(block: Reader, distance: float, multiple: float, period: int) -> Trailing:
    """A trailing stop with the keys that every kind of it may have.

    Parameters
    ----------
    distance : pips.
    multiple, period : of ATR, added to the distance.
    """
    by_r = block.optional_number("activateAtRR", RATIO)
    by_pips = block.optional_number("activateAfter", PIPS_OR_NONE)
    return Trailing(
        distance_pips=distance,
        step_pips=one_of(block, ("step", "stepSize"), PIPS_OR_NONE) or 0.0,
        activate_pips=by_pips or 0.0,
        activate_r=by_r or 0.0,
        atr_multiple=multiple,
        atr_period=period,
        least_pips=block.optional_number("minDistance", PIPS_OR_NONE) or 0.0,
    )


def one_of(block: Reader, keys: tuple[str, ...], bounds: Bounds) -> float | None:
    """The number under at most one of several spellings of a key."""
    present = [key for key in keys if block.has(key)]
    values = [block.optional_number(key, bounds) for key in keys]
    for key in present[1:]:
        block.refuse(key, f"{key!r} repeats {present[0]!r}", f'Remove "{key}"')
    return next((value for value in values if value is not None), None)
