"""Stop and target blocks, in `exit` and in `exit.smartExit` alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar, get_args

from tradewright.core.engine.plan import (
    ATR_PERIOD,
    Origin,
    Stop,
    StopKind,
    Target,
    TargetKind,
    Trailing,
)
from tradewright.wire.strategy.bounds import (
    BARS,
    HOURS,
    PERCENT,
    PIPS,
    PIPS_OR_NONE,
    PRICE,
    RATIO,
    Bounds,
)
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.structure import STOP_BUFFER_PIPS, fibonacci, swing
from tradewright.wire.strategy.trailing import following, one_of

T = TypeVar("T")

_BOTH: Final[dict[str, StopKind]] = {
    "pips": "pips",
    "fixed": "pips",
    "percentage": "percentage",
    "percent": "percentage",
    "atr": "atr",
    "atr_based": "atr",
    "price": "price",
    "swing": "swing",
    "support": "swing",
    "resistance": "swing",
}
_TRAILING: Final = "trailing"
_STOPS: Final[dict[str, str]] = {**_BOTH, _TRAILING: _TRAILING}
_TARGETS: Final[dict[str, TargetKind]] = {
    **_BOTH,
    "rr_ratio": "rr_ratio",
    "ratio": "rr_ratio",
    "fibonacci": "fibonacci",
    "fib": "fibonacci",
    "fibonacci_extension": "fibonacci",
    "fibonacci_retracement": "fibonacci",
}
_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "pips": ("value", "fixedPips"),
    "percentage": ("value",),
    "atr": ("value", "atrMultiplier", "multiplier"),
    "price": ("value",),
    "rr_ratio": ("value", "rrRatio", "ratio"),
}
_BOUNDS: Final[dict[str, Bounds]] = {
    "pips": PIPS,
    "percentage": PERCENT,
    "atr": RATIO,
    "price": PRICE,
    "rr_ratio": RATIO,
}
_STRETCHED: Final = frozenset({"pips", "percentage", "atr"})
ORIGINS: Final[dict[str, Origin]] = {word: word for word in get_args(Origin)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StopBlock:
    """What a `stopLoss` says: the stop, how it follows, and how long the position may live."""

    stop: Stop
    trailing: Trailing | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clamps:
    """Between which distances a level is moved, pips; None leaves that end open."""

    least_pips: float | None = None
    most_pips: float | None = None


def stop(block: Reader | None) -> StopBlock | None:
    """The stop that a `stopLoss` block describes; None without a block."""
    if block is None:
        return None
    kind = _kind(block, _STOPS)
    trailing: Trailing | None = None
    if kind == _TRAILING:
        found, trailing = _trailing_stop(block)
    elif kind == "swing":
        value, which = swing(block, STOP_BUFFER_PIPS)
        found = Stop(kind="swing", value=value, origin=origin_of(block), swing=which)
    else:
        found = _distance_stop(block, kind)
    found = with_clamps(found, clamps(block))
    hours = block.optional_number("maxHoldingHours", HOURS)
    block.finish()
    return StopBlock(stop=found, trailing=trailing, hours=hours)


def _distance_stop(block: Reader, kind: str) -> Stop:
    value = block.one_number(_VALUES[kind], _BOUNDS[kind])
    stretch = kind in _STRETCHED and block.flag("adjustForVolatility", absent=False)
    period = _period(block) if kind == "atr" or stretch else ATR_PERIOD
    return Stop(
        kind=_BOTH[kind],
        value=value,
        atr_period=period,
        origin=origin_of(block),
        stretch=stretch,
    )


def _trailing_stop(block: Reader) -> tuple[Stop, Trailing]:
    """A stop that starts where it then follows: so many pips, or ATRs, behind the price."""
    multiple = one_of(block, ("atrMultiplier", "atrMult", "multiplier"), RATIO)
    if multiple is not None:
        period = _period(block)
        found = Stop(kind="atr", value=multiple, atr_period=period, origin=origin_of(block))
        return found, following(block, 0.0, multiple, period)
    value = block.one_number(("value", "distance", "fixedPips"), PIPS)
    found = Stop(kind="pips", value=value, origin=origin_of(block))
    return found, following(block, value, 0.0, ATR_PERIOD)


def target(block: Reader | None) -> Target | None:
    """The target that a `takeProfit` block describes; None as for `stop`."""
    if block is None:
        return None
    kind = _kind(block, _TARGETS)
    if kind == "swing":
        value, which = swing(block, 0.0)
        found = Target(kind=kind, value=value, swing=which, origin=origin_of(block))
    elif kind == "fibonacci":
        value, which = fibonacci(block)
        found = Target(kind=kind, value=value, swing=which, origin=origin_of(block))
    else:
        value = block.one_number(_VALUES[kind], _BOUNDS[kind])
        period = _period(block) if kind == "atr" else ATR_PERIOD
        found = Target(kind=kind, value=value, atr_period=period, origin=origin_of(block))
    limits = clamps(block)
    block.finish()
    return replace(found, least_pips=limits.least_pips, most_pips=limits.most_pips)


def _kind(block: Reader, options: Mapping[str, T]) -> T:
    fix = f'Say what counts: "type": one of {", ".join(options)}'
    return block.choice("type", options, fix)


def _period(block: Reader) -> int:
    return block.optional_whole("atrPeriod", BARS) or ATR_PERIOD


def origin_of(block: Reader) -> Origin:
    """What distances count from."""
    return block.optional_choice("from", ORIGINS) or "fill"


def clamps(block: Reader) -> Clamps:
    """The `minPips` and `maxPips` of a block."""
    least = block.optional_number("minPips", PIPS_OR_NONE)
    most = block.optional_number("maxPips", PIPS)
    if least is not None and most is not None and least > most:
        message = f"minPips is {least:g} and maxPips is {most:g}, so no distance lies between them"
        block.refuse("minPips", message, "Swap them")
    return Clamps(least_pips=least, most_pips=most)


def with_clamps(found: Stop, limits: Clamps) -> Stop:
    """The stop held between two distances; what it says of them itself wins."""
    least = limits.least_pips if found.least_pips is None else found.least_pips
    most = limits.most_pips if found.most_pips is None else found.most_pips
    return replace(found, least_pips=least, most_pips=most)
