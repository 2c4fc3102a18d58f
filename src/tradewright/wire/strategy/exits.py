"""The exit block: levels, stops that move, time; the smart exit wins over the plain one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeVar

from tradewright.core.engine.plan import Breakeven, Stop, Target, TimeExit, Trailing, Weekend
from tradewright.core.exits import VolatilityExit
from tradewright.wire.strategy.bounds import HOURS, PIPS, PIPS_OR_NONE, RATIO
from tradewright.wire.strategy.confirmations import BySide
from tradewright.wire.strategy.ladder import (
    LadderBlock,
    ladder_of,
    ladder_target,
    partial_target,
)
from tradewright.wire.strategy.leaving import time_exit, volatility_exit, weekend
from tradewright.wire.strategy.patterns import Patterns, pattern_exit
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.stops import Clamps, StopBlock, clamps, stop, target, with_clamps
from tradewright.wire.strategy.trailing import trailing

T = TypeVar("T")

BREAKEVEN_RATIO: Final = 1.0
BREAKEVEN_BUFFER_PIPS: Final = 2.0
_TRAILINGS: Final = {
    "trailing": "trailing",
    "trailingStop": "trailing",
    "dynamicTrailing": "dynamicTrailing",
}
_EVENS: Final = {"moveToBreakeven": "moveToBreakeven", "breakeven": "breakeven"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exits:
    """The exits of a strategy; of its exit rules those that `patternExit` stands for."""

    stop: Stop | None = None
    target: Target | None = None
    trailing: Trailing | None = None
    breakeven: Breakeven | None = None
    time_exit: TimeExit | None = None
    weekend: Weekend | None = None
    volatility_exit: VolatilityExit | None = None
    ladder: LadderBlock | None = None
    patterns: Patterns = field(default_factory=lambda: Patterns(trees=BySide()))


def exits(block: Reader, sessions: tuple[str, ...], rules: Reader) -> Exits:
    """Everything in an `exit` block but its conditions, which the caller reads.

    Parameters
    ----------
    sessions : in which the strategy enters.
    rules : around it, where a ladder may stand too.
    """
    smart = block.child("smartExit", "smartExit")
    blocks = [block] if smart is None else [block, smart]
    stops = [stop(each.child("stopLoss", "stopLoss")) for each in blocks]
    profits = [each.child("takeProfit", "takeProfit") for each in blocks]
    steps = [each is not None and partial_target(each) for each in profits]
    stepped = [ladder_target(each) for each, so in zip(profits, steps, strict=True) if each and so]
    targets = [target(None if so else each) for each, so in zip(profits, steps, strict=True)]
    held = _inner(block, "stopLoss", stops)
    hours = [each.optional_number("maxHoldingHours", HOURS) for each in blocks]
    timing = _one_child(blocks, {"timeExit": "timeExit"})
    result = Exits(
        stop=_clamped(blocks, held),
        target=_inner(block, "takeProfit", targets),
        trailing=_trailing(_one_child(blocks, _TRAILINGS), held),
        breakeven=_breakeven(_one_child(blocks, _EVENS)),
        time_exit=time_exit(timing, [*hours, held.hours if held else None], sessions),
        weekend=weekend(_one_child(blocks, {"weekendSpecific": "weekendSpecific"})),
        volatility_exit=volatility_exit(_one_child(blocks, {"volatilityExit": "volatilityExit"})),
        ladder=ladder_of([*blocks, rules], [each for each in stepped if each is not None]),
        patterns=pattern_exit(_one_child(blocks, {"patternExit": "patternExit"})),
    )
    if smart is not None:
        smart.finish()
    _check_need_of_stop(block, result)
    return result


def _inner(block: Reader, key: str, found: list[T | None]) -> T | None:
    """What stands in `smartExit`, else beside it; with both, the plain one is told to be idle."""
    plain, *smart = found
    if not smart or smart[0] is None:
        return plain
    if plain is not None:
        block.report.idle(block.at(key), f"has no effect, as smartExit has its own {key}")
    return smart[0]


def _clamped(blocks: list[Reader], held: StopBlock | None) -> Stop | None:
    """The stop, within the `minPips` and `maxPips` that stand beside it too; the inner ones win."""
    limits = [clamps(each) for each in blocks]
    if held is None:
        for each, found in zip(blocks, limits, strict=True):
            if found != Clamps():
                message = "there is no stop whose distance it could hold"
                each.report.problem(each.path, message, 'Add "stopLoss", or remove the pips')
        return None
    found = held.stop
    for each in reversed(limits):
        found = with_clamps(found, each)
    return found


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


def _trailing(block: Reader | None, held: StopBlock | None) -> Trailing | None:
    found = trailing(block)
    if held is None or held.trailing is None:
        return found
    if block is not None:
        message = "the stop is of the type 'trailing', and so follows already"
        block.report.problem(block.path, message, "Remove one of them")
    return held.trailing


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
    if found.trailing is not None and found.trailing.activate_r:
        message = "activateAtRR counts multiples of the stop distance, and there is no stop"
        block.refuse("stopLoss", message, fix)
    if found.breakeven is not None and found.breakeven.trigger_r is not None:
        message = "triggerRatio counts multiples of the stop distance, and there is no stop"
        block.refuse("stopLoss", message, fix)
