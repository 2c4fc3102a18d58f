"""Python classes as strategies: what they may say about themselves, and the defaults."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, cast

from tradewright.core.calendar import Timeframe
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.engine.strategy import Stop, Strategy, Target
from tradewright.core.rules import Rules

if TYPE_CHECKING:
    from tradewright.core.engine.script import Script
    from tradewright.core.engine.strategy import OnOpposite

LOTS: Final = 0.01
OPPOSITES: Final = ("hold", "close", "reverse", "hedge")


class BadScript(ValueError):
    """A Python strategy that cannot be run; the message says what it lacks."""


def scripted(source: object, symbol: str, timeframe: Timeframe) -> Strategy:
    """A Python class, or an instance of one, as a strategy.

    Parameters
    ----------
    source : has `on_bar(self, view) -> Intent | None`. Attributes it may have: `name`, `symbol`,
        `timeframe`, `lots` (0.01), `max_positions` (1), `stop_pips`, `target_pips`, `on_opposite`
        ("hold").
    symbol, timeframe : of the data, where the class names none.

    Raises
    ------
    BadScript
        If it has no `on_bar`, or an attribute does not make sense.
    """
    script = source() if isinstance(source, type) else source
    if not callable(getattr(script, "on_bar", None)):
        near = difflib.get_close_matches("on_bar", dir(script), n=1)
        hint = f" (did you mean to call {near[0]!r} on_bar?)" if near else ""
        message = f"{source!r} has no method on_bar(self, view) -> Intent{hint}"
        raise BadScript(message)
    name = str(getattr(script, "name", type(script).__name__))
    stop, target = _pips(script, "stop_pips"), _pips(script, "target_pips")
    return Strategy(
        id=name,
        name=name,
        symbol=str(getattr(script, "symbol", symbol)),
        timeframe=Timeframe.parse(str(getattr(script, "timeframe", timeframe))),
        rules=Rules(),
        stop=None if stop is None else Stop(kind="pips", value=stop),
        target=None if target is None else Target(kind="pips", value=target),
        trailing=None,
        breakeven=None,
        sizing=FixedLot(lots=_pips(script, "lots") or LOTS),
        max_positions=_count(script),
        on_opposite=_opposite(script),
        path="pessimistic",
        slippage=None,
        sessions=(),
        max_spread_pips=None,
        script=cast("Script", script),
    )


def _pips(script: object, name: str) -> float | None:
    value: object = getattr(script, name, None)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        message = f"{type(script).__name__}.{name} is {value!r}, expected a number > 0"
        raise BadScript(message)
    return float(value)


def _count(script: object) -> int:
    value: object = getattr(script, "max_positions", 1)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        message = (
            f"{type(script).__name__}.max_positions is {value!r}, expected a whole number >= 1"
        )
        raise BadScript(message)
    return value


def _opposite(script: object) -> OnOpposite:
    value: object = getattr(script, "on_opposite", "hold")
    if value not in OPPOSITES:
        message = f"{type(script).__name__}.on_opposite is {value!r}, expected one of {OPPOSITES}"
        raise BadScript(message)
    return value
