"""The exit block: stop, target, trailing, breakeven; the smart exit wins over the plain ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tradewright.core.engine.strategy import Breakeven, Stop, Target, Trailing
from tradewright.wire.strategy.bounds import PIPS, PIPS_OR_NONE, RATIO
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.stops import stop, target

BREAKEVEN_RATIO: Final = 1.0
BREAKEVEN_BUFFER_PIPS: Final = 2.0
_LATER: Final = (
    "partialExits",
    "enhancedPartialExits",
    "dynamicTrailing",
    "timeExit",
    "weekendSpecific",
    "volatilityExit",
    "patternExit",
    "maxHoldingHours",
    "minPips",
    "maxPips",
)
_LATER_TRAILING: Final = (
    "activateAtRR",
    "atrPeriod",
    "atrMultiplier",
    "atrMult",
    "minDistance",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exits:
    """The exits of a strategy that are not rules."""

    stop: Stop | None = None
    target: Target | None = None
    trailing: Trailing | None = None
    breakeven: Breakeven | None = None


def exits(block: Reader) -> Exits:
    """Everything in an `exit` block but its conditions, which the caller reads."""
    plain = _stop_and_target(block)
    smart = block.child("smartExit", "smartExit")
    inner = None if smart is None else _stop_and_target(smart)
    blocks = [block] if smart is None else [block, smart]
    trailing = _one_child(blocks, {"trailing": "trailing", "trailingStop": "trailing"})
    result = Exits(
        stop=(inner.stop if inner else None) or plain.stop,
        target=(inner.target if inner else None) or plain.target,
        trailing=_trailing(trailing),
        breakeven=_breakeven(
            _one_child(blocks, {"moveToBreakeven": "moveToBreakeven", "breakeven": "breakeven"})
        ),
    )
    for each in blocks:
        each.later(*_LATER)
    if smart is not None:
        smart.finish()
    _check_need_of_stop(block, result)
    return result


def _stop_and_target(block: Reader) -> Exits:
    return Exits(
        stop=stop(block.child("stopLoss", "stopLoss")),
        target=target(block.child("takeProfit", "takeProfit")),
    )


def _one_child(blocks: list[Reader], shapes: dict[str, str]) -> Reader | None:
    """The one block among several spellings and places that is there and switched on."""
    found: list[Reader] = []
    for block in blocks:
        children = (block.child(key, shape) for key, shape in shapes.items())
        found.extend(child for child in children if child is not None)
    for extra in found[1:]:
        message = f"{extra.path!r} and {found[0].path!r} are both switched on"
        extra.report.problem(extra.path, message, "Remove one of them")
    return found[0] if found else None


def _trailing(block: Reader | None) -> Trailing | None:
    if block is None:
        return None
    block.optional_choice("type", {"pips": "pips", "fixed": "pips"})
    trailing = Trailing(
        distance_pips=block.number("distance", PIPS, 'Write "distance": how many pips behind'),
        step_pips=_first(block, ("step", "stepSize")),
        activate_pips=_first(block, ("activateAfter",)),
    )
    block.later(*_LATER_TRAILING)
    block.finish()
    return trailing


def _first(block: Reader, keys: tuple[str, ...]) -> float:
    present = [key for key in keys if block.has(key)]
    values = [block.optional_number(key, PIPS_OR_NONE) for key in keys]
    for key in present[1:]:
        block.refuse(key, f"{key!r} repeats {present[0]!r}", f'Remove "{key}"')
    return next((value for value in values if value is not None), 0.0)


def _breakeven(block: Reader | None) -> Breakeven | None:
    if block is None:
        return None
    result = _by_pips(block) if block.shape == "breakeven" else _by_ratio(block)
    block.finish()
    return result


def _by_pips(block: Reader) -> Breakeven:
    trigger = block.number("triggerPips", PIPS, 'Write "triggerPips": the profit that moves it')
    lock = block.optional_number("lockPips", PIPS_OR_NONE) or 0.0
    if lock >= trigger and not block.report.broken(block.path):
        message = f"lockPips {lock:g} is not below triggerPips {trigger:g}"
        block.refuse("lockPips", message, f"Lock less than {trigger:g} pips")
    return Breakeven(trigger_pips=trigger, buffer_pips=lock)


def _by_ratio(block: Reader) -> Breakeven:
    ratio = block.optional_number("triggerRatio", RATIO)
    buffer = block.optional_number("bufferPips", PIPS_OR_NONE)
    return Breakeven(
        trigger_r=BREAKEVEN_RATIO if ratio is None else ratio,
        buffer_pips=BREAKEVEN_BUFFER_PIPS if buffer is None else buffer,
    )


def _check_need_of_stop(block: Reader, found: Exits) -> None:
    if found.stop is not None:
        return
    fix = 'Add "stopLoss", for instance {"type": "pips", "value": 25}'
    if found.target is not None and found.target.kind == "rr_ratio":
        message = "an rr_ratio target counts multiples of the stop distance, and there is no stop"
        block.refuse("stopLoss", message, fix)
    if found.breakeven is not None and found.breakeven.trigger_r is not None:
        message = "triggerRatio counts multiples of the stop distance, and there is no stop"
        block.refuse("stopLoss", message, fix)
