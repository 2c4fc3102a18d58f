"""Random valid documents of the whole grammar, made of the fragments of the conformance table.

They grow with it: a condition, a stop, a filter, a size that has a row there is drawn here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, Final, cast

from hypothesis import strategies as st

from tests.house.conforming import BASE, Json, Row, lay, rows
from tests.scenes.mutants import spots
from tradewright.core.engine import Strategy
from tradewright.wire.strategy import examine, parse

LOUD: Final[Json] = {"indicator": "volume", "condition": "greater_than", "value": 11}
"""What the random markets of `desks` say often enough for trades to happen."""
ALSO: Final[Json] = {"indicator": "volume", "condition": "equals", "value": 2}
MOST: Final = 10
"""Fragments of one document."""
OWN: Final = ("strategyId", "symbol", "timeframe", "primaryTimeframe", "rules.entry")
"""Paths that a drawn document has of its own."""


@cache
def conditions() -> tuple[Json, ...]:
    """Every condition of a row that can stand alone in an entry."""
    found: dict[str, Json] = {}
    for row in rows():
        for container, key in spots(row.document()):
            fields = cast("Json", container[key]) if isinstance(container[key], dict) else {}
            if {"indicator", "condition"} <= set(fields):
                each = _unsided(fields)
                found.setdefault(repr(each), each)
    return tuple(each for each in found.values() if _reads(document([each], [ALSO])))


def _unsided(value: Json) -> Json:
    return {key: inner for key, inner in value.items() if key not in {"side", "description"}}


@cache
def fragments() -> tuple[Row, ...]:
    """Every row beyond conditions whose fragment is accepted beside others."""
    tried = (row for row in rows() if row.says == "supported" and not row.envelope)
    plain = document([LOUD], [ALSO])
    return tuple(row for row in tried if laid(plain, row) != plain)


def document(long: list[Json], short: list[Json]) -> Json:
    """A strategy on quarters of an hour with these conditions."""
    made = deepcopy(BASE)
    named = {"long_entry": long, "short_entry": short}
    groups = [{"name": name, "logic": "OR", "conditions": each} for name, each in named.items()]
    made["rules"]["entry"] = {"logic": "OR", "groups": deepcopy(groups)}
    return made


def laid(made: Json, row: Row) -> Json:
    """A document with the fragment of a row, or as it was where they exclude each other."""
    changed = deepcopy(made)
    for path, value in row.laid.items():
        if path.startswith(OWN):
            continue
        try:
            lay(changed, path, value)
        except (LookupError, TypeError, AttributeError, ValueError):
            return made
    return changed if _reads(changed) else made


def _reads(made: Json) -> bool:
    return examine(made).strategy is not None


def _joined(logic: str, members: list[Json]) -> Json:
    return {"logic": logic, "conditions": members}


def _inline(one: Json, other: Json) -> Json:
    return {**one, "and": other}


def _groups(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    many = st.lists(inner, min_size=2, max_size=3)
    logics = st.sampled_from(["AND", "OR"])
    denied = st.builds(_joined, st.just("NOT"), inner.map(lambda each: [each]))
    inline = st.builds(_inline, st.sampled_from(conditions()), inner)
    return st.one_of(st.builds(_joined, logics, many), denied, inline)


def trees() -> st.SearchStrategy[Json]:
    """Conditions and groups of them, to any depth."""
    return st.recursive(st.sampled_from(conditions()), _groups, max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A valid document: random trees for both sides, and fragments of many rows."""
    long, short = draw(trees()), draw(trees())
    made = document([long, LOUD], [short])
    if not _reads(made):
        made = document([draw(st.sampled_from(conditions())), LOUD], [ALSO])
    for row in draw(st.lists(st.sampled_from(fragments()), max_size=MOST)):
        made = laid(made, row)
    return made


def strategies() -> st.SearchStrategy[Strategy]:
    """What the documents mean."""
    return documents().map(parse)


def words(value: object, key: str) -> Iterator[str]:
    """Every text under a key."""
    for container, found in spots(value):
        if found == key and isinstance(container[found], str):
            yield cast("str", container[found])


def blocks_of(made: Json) -> set[str]:
    """The names of the blocks of the rules."""
    rules = cast("dict[str, Any]", made["rules"])
    exits = cast("dict[str, Any]", rules["exit"])
    return {*rules, *exits, *exits.get("smartExit", {}), *rules.get("filters", {})}
