"""Python classes as strategies."""

from __future__ import annotations

import pytest

from tradewright.core.calendar import Timeframe
from tradewright.core.engine.script import Intent, View
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.engine.strategy import Stop, Target
from tradewright.services.backtests import BadScript, scripted


class Plain:
    def on_bar(self, view: View) -> Intent | None:
        return Intent.buy() if view.flat else None


class Telling(Plain):
    name = "Told"
    symbol = "GBPUSD"
    timeframe = "1h"
    lots = 0.3
    max_positions = 3
    stop_pips = 12
    target_pips = 30.5
    on_opposite = "reverse"


def test_what_a_class_leaves_out() -> None:
    made = scripted(Plain, "EURUSD", Timeframe.M5)
    assert (made.id, made.symbol, made.timeframe) == ("Plain", "EURUSD", Timeframe.M5)
    assert (made.sizing, made.max_positions, made.on_opposite) == (FixedLot(lots=0.01), 1, "hold")
    assert (made.stop, made.target) == (None, None)
    assert isinstance(made.script, Plain)


def test_what_a_class_says_of_itself() -> None:
    made = scripted(Telling(), "EURUSD", Timeframe.M5)
    assert (made.name, made.symbol, made.timeframe) == ("Told", "GBPUSD", Timeframe.H1)
    assert (made.sizing, made.max_positions, made.on_opposite) == (FixedLot(lots=0.3), 3, "reverse")
    assert (made.stop, made.target) == (
        Stop(kind="pips", value=12),
        Target(kind="pips", value=30.5),
    )


class Misspelt:
    def on_bars(self, _view: View) -> None: ...


@pytest.mark.parametrize("source", [Misspelt, Misspelt(), object(), 7, None])
def test_a_class_without_on_bar(source: object) -> None:
    with pytest.raises(BadScript, match=r"has no method on_bar\(self, view\) -> Intent"):
        scripted(source, "EURUSD", Timeframe.M5)


def test_a_misspelt_method_is_named() -> None:
    with pytest.raises(BadScript, match="did you mean to call 'on_bars' on_bar"):
        scripted(Misspelt, "EURUSD", Timeframe.M5)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("stop_pips", -3, "a number > 0"),
        ("target_pips", "30", "a number > 0"),
        ("lots", True, "a number > 0"),
        ("lots", float("nan"), "a number > 0"),
        ("max_positions", 0, "a whole number >= 1"),
        ("max_positions", 1.5, "a whole number >= 1"),
        ("on_opposite", "flip", "one of"),
    ],
)
def test_an_attribute_that_makes_no_sense(name: str, value: object, expected: str) -> None:
    source = type("Odd", (Plain,), {name: value})
    with pytest.raises(BadScript, match=rf"Odd\.{name} is {value!r}, expected {expected}"):
        scripted(source, "EURUSD", Timeframe.M5)
