"""Stop and target blocks, in `exit` and in `exit.smartExit` alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar, get_args

from tradewright.core.engine.plan import ATR_PERIOD, Origin, Stop, StopKind, Target, TargetKind
from tradewright.wire.strategy.bounds import BARS, PERCENT, PIPS, PRICE, RATIO, Bounds
from tradewright.wire.strategy.reader import Reader

T = TypeVar("T")

_STOPS: Final[dict[str, StopKind]] = {
    "pips": "pips",
    "fixed": "pips",
    "percentage": "percentage",
    "percent": "percentage",
    "atr": "atr",
    "atr_based": "atr",
    "price": "price",
}
_TARGETS: Final[dict[str, TargetKind]] = {**_STOPS, "rr_ratio": "rr_ratio", "ratio": "rr_ratio"}
_VALUES: Final[dict[TargetKind, tuple[str, ...]]] = {
    "pips": ("value", "fixedPips"),
    "percentage": ("value",),
    "atr": ("value", "atrMultiplier", "multiplier"),
    "price": ("value",),
    "rr_ratio": ("value", "rrRatio", "ratio"),
}
_BOUNDS: Final[dict[TargetKind, Bounds]] = {
    "pips": PIPS,
    "percentage": PERCENT,
    "atr": RATIO,
    "price": PRICE,
    "rr_ratio": RATIO,
}
_LATER_KINDS: Final = ("support", "resistance", "trailing", "partial", "fibonacci")
_LATER: Final = ("minPips", "maxPips", "adjustForVolatility", "useSwingPoints", "swingLookback")
ORIGINS: Final[dict[str, Origin]] = {word: word for word in get_args(Origin)}


def stop(block: Reader | None) -> Stop | None:
    """The stop that a `stopLoss` block describes; None without a block, or for a refused one."""
    kind = None if block is None else _kind(block, _STOPS)
    if block is None or kind is None:
        return None
    value, period, origin = _distance(block, kind)
    return Stop(kind=kind, value=value, atr_period=period, origin=origin)


def target(block: Reader | None) -> Target | None:
    """The target that a `takeProfit` block describes; None as for `stop`."""
    kind = None if block is None else _kind(block, _TARGETS)
    if block is None or kind is None:
        return None
    value, period, origin = _distance(block, kind)
    return Target(kind=kind, value=value, atr_period=period, origin=origin)


def _kind(block: Reader, options: Mapping[str, T]) -> T | None:
    word = block.raw("type", {"enum": list(options)})
    if isinstance(word, str) and word.lower() in _LATER_KINDS:
        message = f"{word!r} is not available in this version"
        block.refuse("type", message, f"Use one of: {', '.join(options)}")
        return None
    return block.choice("type", options, f'Say what counts: "type": one of {", ".join(options)}')


def _distance(block: Reader, kind: TargetKind) -> tuple[float, int, Origin]:
    value = block.one_number(_VALUES[kind], _BOUNDS[kind])
    period = ATR_PERIOD
    if kind == "atr":
        period = block.optional_whole("atrPeriod", BARS) or ATR_PERIOD
    origin = block.optional_choice("from", ORIGINS) or "fill"
    block.later(*_LATER)
    block.finish()
    return value, period, origin
