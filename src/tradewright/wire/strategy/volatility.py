"""The volatility filter: ranges of the ATR in pips, and what happens outside of them."""

from __future__ import annotations

from typing import Final

from tradewright.core.risk import Spike, VolatilityFilter
from tradewright.core.risk.volatility import VolatilityAction
from tradewright.wire.strategy.bounds import BARS, PIPS_OR_NONE, Bounds
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader, as_number

ACTIONS: Final[dict[str, VolatilityAction]] = {
    "SKIP": "skip",
    "REDUCE_SIZE": "reduce",
    "NORMAL": "normal",
}
_OPTIMAL: Final[dict[str, VolatilityAction]] = {"NORMAL": "normal", "REDUCE_SIZE": "reduce"}
_SPIKES: Final = Bounds(above=1, unit="times the normal ATR")
_MINUTES: Final = Bounds(above=0, most=527_040, unit="minutes")
_RANGE: Final = 'Write "optimalATRRange": [10, 30]: two ATRs in pips, the smaller first'
_PERIOD: Final = 14


def volatility(block: Reader | None) -> VolatilityFilter | None:
    """The filter that `volatilityFilter` describes; None where there is none."""
    if block is None:
        return None
    period = block.optional_whole("period", BARS)
    optimal = _range(block)
    least = block.optional_number("minATR", PIPS_OR_NONE)
    most = block.optional_number("maxATR", PIPS_OR_NONE)
    below, above, inside = _actions(block.child("action", "volatilityAction"))
    spike = _spike(block.child("volatilitySpike", "volatilitySpike"))
    block.finish()
    if optimal is not None:
        least = optimal[0] if least is None else least
        most = optimal[1] if most is None else most
    if least is not None and most is not None and least > most:
        message = f"minATR is {least:g} and maxATR is {most:g}, so no ATR lies between them"
        both = block.has("minATR") and block.has("maxATR")
        fix = "Swap them" if both else "Say both; the one that is not said is of optimalATRRange"
        block.refuse("minATR" if block.has("minATR") else "maxATR", message, fix)
    if least is None and most is None and spike is None:
        fix = 'Add "minATR", "maxATR" (pips) or "volatilitySpike", or write "enabled": false'
        block.report.problem(block.path, "the filter says no limit", fix)
    return VolatilityFilter(
        period=_PERIOD if period is None else period,
        least_pips=least,
        most_pips=most,
        below=below,
        above=above,
        optimal_pips=optimal,
        optimal=inside,
        spike=spike,
    )


def _range(block: Reader) -> tuple[float, float] | None:
    fragment: dict[str, object] = {"type": "number", "minimum": 0}
    items = block.items("optimalATRRange", fragment)
    if not block.has("optimalATRRange"):
        return None
    numbers = [number for item in items if (number := as_number(item)) is not None]
    if len(numbers) == len(items) == len(("low", "high")) and 0 <= numbers[0] <= numbers[1]:
        return numbers[0], numbers[1]
    message = f"{shown(list(items))} is not a range of the ATR"
    block.refuse("optimalATRRange", message, _RANGE)
    return None


def _actions(block: Reader | None) -> tuple[VolatilityAction, VolatilityAction, VolatilityAction]:
    if block is None:
        return "skip", "reduce", "normal"
    below = block.optional_choice("belowMin", ACTIONS) or "skip"
    above = block.optional_choice("aboveMax", ACTIONS) or "reduce"
    optimal = block.optional_choice("inOptimal", _OPTIMAL) or "normal"
    block.finish()
    return below, above, optimal


def _spike(block: Reader | None) -> Spike | None:
    if block is None:
        return None
    threshold = block.number("threshold", _SPIKES, f'Write "threshold": a number {_SPIKES}')
    block.optional_choice("action", {"PAUSE": "pause"})
    resume = block.number("resumeAfter", _MINUTES, f'Write "resumeAfter": a number {_MINUTES}')
    block.finish()
    return Spike(threshold=threshold, resume_minutes=resume)
