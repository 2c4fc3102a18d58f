"""How fills are simulated: the path through a bar, and slippage."""

from __future__ import annotations

from typing import Final, get_args

from tradewright.core.engine.strategy import PathPolicy, Slippage, SlippageKind
from tradewright.wire.strategy.bounds import Bounds
from tradewright.wire.strategy.reader import Reader

PATHS: Final[dict[str, PathPolicy]] = {word: word for word in get_args(PathPolicy)}
_KINDS: Final[dict[str, SlippageKind]] = {word: word for word in get_args(SlippageKind)}


def execution(rules: Reader) -> tuple[PathPolicy, Slippage | None]:
    """The path policy (pessimistic unless said) and the slippage of `rules.execution`."""
    block = rules.child("execution", "execution")
    if block is None:
        return "pessimistic", None
    path = block.optional_choice("path", PATHS) or "pessimistic"
    slippage = _slippage(block.child("slippage", "slippage"))
    block.finish()
    return path, slippage


def _slippage(block: Reader | None) -> Slippage | None:
    if block is None:
        return None
    kind = block.choice("type", _KINDS, 'Write "type": "pips" or "atr"')
    bounds = Bounds(least=0, unit="pips" if kind == "pips" else "times the ATR")
    value = block.number("value", bounds, f'Write "value": a number {bounds}')
    block.finish()
    return Slippage(kind=kind, value=value)
