"""The numbers that a strategy's terms read from the tape, each a column of its own bars.

To add one: its name here, a field `<name>_from` in `Terms` that the desk fills, a line in
`readings`. A kernel then reads `tape.atr[terms.<name>_from + row]`: at the signal bar
(`phases.read_atr`), or at every close while a position is held (`holding.listen`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.engine.strategy import ATR_PERIOD, AtrRisk
from tradewright.core.indicators import Column, resolve

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market.records import Terms

READINGS: Final = ("stop_atr", "target_atr", "slip_atr", "size_atr", "trail_atr")


def readings(strategy: Strategy) -> tuple[Column | None, ...]:
    """The column of each reading, in the order of `READINGS`; None where it is not needed."""
    stop, target, slippage = strategy.stop, strategy.target, strategy.slippage
    size, trailing = strategy.sizing, strategy.trailing
    found: dict[str, Column] = {}
    if stop is not None and stop.kind == "atr":
        found["stop_atr"] = _atr(stop.atr_period)
    if target is not None and target.kind == "atr":
        found["target_atr"] = _atr(target.atr_period)
    if slippage is not None and slippage.kind == "atr":
        found["slip_atr"] = _atr(ATR_PERIOD)
    if isinstance(size, AtrRisk):
        found["size_atr"] = _atr(size.atr_period)
    if trailing is not None and trailing.atr_multiple > 0.0:
        found["trail_atr"] = _atr(trailing.atr_period)
    return tuple(found.get(name) for name in READINGS)


def _atr(period: int) -> Column:
    return resolve("atr", {"period": period})


def place_readings(terms: Terms, places: tuple[int, ...]) -> None:
    """Tell a strategy's row where its readings stand, in the order of `READINGS`."""
    for name, place in zip(READINGS, places, strict=True):
        setattr(terms, f"{name}_from", place)


def reads_while_holding(strategy: Strategy) -> bool:
    """Whether the strategy reads its columns at every close while it holds a position."""
    trailing = strategy.trailing
    return trailing is not None and trailing.atr_multiple > 0.0
