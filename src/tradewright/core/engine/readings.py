"""The numbers that a strategy's terms read from the tape, each a column of its own bars.

To add one: its name here, a field `<name>_from` in `Terms` that the desk fills, a line in
`readings`. A kernel then reads `tape.atr[terms.<name>_from + row]`: at the signal bar
(`phases.read_atr`), or at every close while a position is held (`holding.listen`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.engine.laddering import (
    ATR_READ,
    NORMAL_READ,
    SWINGS_READ,
    VOLUME_READ,
    listens,
    needs,
)
from tradewright.core.engine.plan import ATR_PERIOD
from tradewright.core.engine.sizes import AtrRisk, VolatilityRisk
from tradewright.core.exits.storm import NORMAL_BARS
from tradewright.core.indicators import Column, resolve

if TYPE_CHECKING:
    from tradewright.core.engine.ladder import Ladder
    from tradewright.core.engine.plan import Stop, Swing, Target
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market.records import Terms

READINGS: Final = (
    "stop_atr",
    "target_atr",
    "slip_atr",
    "size_atr",
    "trail_atr",
    "stop_normal",
    "stop_low",
    "stop_high",
    "target_low",
    "target_high",
    "part_atr",
    "part_normal",
    "part_low",
    "part_high",
    "part_volume",
    "size_normal",
    "calm_now",
    "calm_normal",
    "storm_atr",
)


def readings(strategy: Strategy) -> tuple[Column | None, ...]:
    """The column of each reading, in the order of `READINGS`; None where it is not needed."""
    slippage, trailing = strategy.slippage, strategy.trailing
    found = {**_of_stop(strategy.stop), **_of_target(strategy.target)}
    if slippage is not None and slippage.kind == "atr":
        found["slip_atr"] = _atr(ATR_PERIOD)
    found |= _of_size(strategy)
    if trailing is not None and trailing.atr_multiple > 0.0:
        found["trail_atr"] = _atr(trailing.atr_period)
    found |= _of_ladder(strategy.ladder)
    return tuple(found.get(name) for name in READINGS)


def _of_ladder(ladder: Ladder | None) -> dict[str, Column]:
    found: dict[str, Column] = {}
    wanted = needs(ladder)
    if wanted & ATR_READ:
        found["part_atr"] = _atr(ATR_PERIOD)
    if wanted & NORMAL_READ:
        found["part_normal"] = _atr(NORMAL_BARS)
    if ladder is not None and wanted & SWINGS_READ:
        found["part_low"], found["part_high"] = _beyond(ladder.swing)
    if wanted & VOLUME_READ:
        found["part_volume"] = resolve("volume")
    return found


def _of_size(strategy: Strategy) -> dict[str, Column]:
    found: dict[str, Column] = {}
    match strategy.sizing:
        case AtrRisk(atr_period=period, steadies=steadies):
            found["size_atr"] = _atr(period)
            if steadies:
                found["size_normal"] = _atr(NORMAL_BARS)
        case VolatilityRisk(period=period):
            found["size_atr"] = _realised(period)
        case _:
            pass
    calm = strategy.scaling.calm
    if calm is not None:
        of = _atr if calm.measure == "atr" else _realised
        found["calm_now"], found["calm_normal"] = of(ATR_PERIOD), of(calm.lookback)
    if strategy.scaling.storm_share is not None:
        found["storm_atr"] = _atr(ATR_PERIOD)
    return found


def _of_stop(stop: Stop | None) -> dict[str, Column]:
    found: dict[str, Column] = {}
    if stop is None:
        return found
    if stop.kind == "atr" or stop.stretch:
        found["stop_atr"] = _atr(stop.atr_period)
    if stop.stretch:
        found["stop_normal"] = _atr(NORMAL_BARS)
    if stop.kind == "swing":
        found["stop_low"], found["stop_high"] = _beyond(stop.swing)
    return found


def _of_target(target: Target | None) -> dict[str, Column]:
    found: dict[str, Column] = {}
    if target is None:
        return found
    if target.kind == "atr":
        found["target_atr"] = _atr(target.atr_period)
    if target.kind == "swing":
        found["target_low"], found["target_high"] = _beyond(target.swing)
    if target.kind == "fibonacci":
        found["target_low"], found["target_high"] = _leg(target.swing)
    return found


def _atr(period: int) -> Column:
    return resolve("atr", {"period": period})


def _realised(period: int) -> Column:
    return resolve("realised_volatility", {"period": period})


def _beyond(swing: Swing) -> tuple[Column, Column]:
    """The last swing low below the close, and the last swing high above it."""
    if not swing.points:
        return _extremes(swing)
    options = {"strength": swing.strength, "lookback": swing.lookback}
    return resolve("support_below", options), resolve("resistance_above", options)


def _leg(swing: Swing) -> tuple[Column, Column]:
    """The last swing low and the last swing high."""
    if not swing.points:
        return _extremes(swing)
    options = {"strength": swing.strength, "lookback": swing.lookback}
    return resolve("support", options), resolve("resistance", options)


def _extremes(swing: Swing) -> tuple[Column, Column]:
    """The lowest low and the highest high of the last bars, this one included."""
    period = (("timeperiod", swing.lookback),)
    return Column("MIN", 0, period, "low"), Column("MAX", 0, period, "high")


def place_readings(terms: Terms, places: tuple[int, ...]) -> None:
    """Tell a strategy's row where its readings stand, in the order of `READINGS`."""
    for name, place in zip(READINGS, places, strict=True):
        setattr(terms, f"{name}_from", place)


def reads_while_holding(strategy: Strategy) -> bool:
    """Whether the strategy reads its columns at every close while it holds a position."""
    trailing = strategy.trailing
    if strategy.volatility_exit is not None or listens(strategy.ladder):
        return True
    return trailing is not None and trailing.atr_multiple > 0.0
