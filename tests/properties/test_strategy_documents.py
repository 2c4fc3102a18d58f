"""Documents: writing and reading back changes nothing, and nonsense is refused, never worse."""

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.random_strategies import strategies
from tradewright.core.engine.sizes import (
    FixedLot,
)
from tradewright.core.engine.strategy import Strategy, Trailing
from tradewright.core.market.regimes import ALL
from tradewright.core.risk import (
    Conduct,
    RegimeFilter,
)
from tradewright.core.rules import Rules
from tradewright.wire.strategy import StrategyError, dump, examine, parse

EXAMPLES = [
    cast("object", json.loads(path.read_text(encoding="utf-8")))
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
]


def trailing(strategy: Strategy) -> Strategy:
    """With a trailing stop, so that a regime may set its distance."""
    how = Conduct(trailing_pips=12.0)
    regime = replace(strategy.regime or RegimeFilter(), conduct=((ALL[0], how),))
    return replace(strategy, trailing=Trailing(distance_pips=9.0), regime=regime)


@given(strategies.map(trailing))
def test_a_trailing_distance_of_a_regime_reads_back(strategy: Strategy) -> None:
    assert parse(dump(strategy)) == strategy


@given(strategies)
def test_what_is_written_reads_back_equal(strategy: Strategy) -> None:
    written = json.dumps(dump(strategy))
    assert parse(json.loads(written)) == strategy


@given(strategies)
def test_a_strategy_without_a_stop_reads_back_too(strategy: Strategy) -> None:
    bare = replace(strategy, stop=None, target=None, trailing=None, breakeven=None)
    bare = replace(bare, sizing=FixedLot(lots=1.0))
    one_side = replace(bare, rules=Rules(entry_short=bare.rules.entry_long))
    assert parse(dump(one_side)) == one_side


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
words = st.sampled_from([
    "long",
    "AND",
    "NOT",
    "ema_9",
    "ema",
    "rsi_99999999999",
    "crosses_below",
    "atr",
    "rr_ratio",
    "M5",
])


def spots(value: object) -> list[tuple[Any, Any]]:
    """Every (container, key) of a document."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        place = cast("dict[str, object]", value)
        found.extend((place, key) for key in place)
    elif isinstance(value, list):
        place = cast("list[object]", value)
        found.extend((place, i) for i in range(len(place)))
    for container, key in list(found):
        found.extend(spots(container[key]))
    return found


@given(st.data())
def test_a_damaged_document_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    document = deepcopy(data.draw(st.sampled_from(EXAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        damage(data, document)
    found = examine(document)
    assert (found.strategy is None) == bool(found.problems)
    for problem in found.problems:
        assert problem.message
        assert problem.fix
    if found.strategy is not None:
        assert parse(dump(found.strategy)) == found.strategy


def damage(data: st.DataObject, document: object) -> None:
    """Replace, remove, rename or duplicate something somewhere."""
    if not (places := spots(document)):
        return
    container, key = data.draw(st.sampled_from(places))
    how = data.draw(st.sampled_from(["replace", "word", "remove", "rename", "copy"]))
    if how == "replace":
        container[key] = data.draw(json_values)
    elif how == "word":
        container[key] = data.draw(words)
    elif how == "remove":
        del container[key]
    elif how == "rename" and isinstance(container, dict):
        place = cast("dict[str, object]", container)
        place[data.draw(st.text(max_size=8))] = place.pop(key)
    else:
        other, there = data.draw(st.sampled_from(places))
        other[there] = deepcopy(container[key])


@given(json_values)
def test_any_json_at_all_is_refused(document: object) -> None:
    with pytest.raises(StrategyError) as refused:
        parse(document)
    assert refused.value.problems
