"""Strategy documents gone wrong in every way we know, each made again by its number alone."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any, Final, TypeAlias, cast

from tests.house.conforming import rows
from tests.house.tree import ROOT
from tradewright.wire.strategy import dump, examine
from tradewright.wire.strategy.schema import schema

Spot: TypeAlias = tuple[Any, Any]
"""A container of a document, and the key or index of one of its values."""

NONSENSE: Final = cast("tuple[object, ...]", (
    None, True, False, 0, 1, -1, 2, 0.5, 1e-300, 1e308, -0.0, int("1" * 400), -(10**30),
    float("nan"), float("inf"), float("-inf"), "", " ", "x", "true", "1.5", "nan", "∞", "Ünïcödé",
    "\ud800", "\x00", "a" * 10_000, [], {}, [None], {"": 0}, {"enabled": False},
    {"enabled": True}, {"enabled": "no"}, [1, 2], ["London", "Atlantis"], {"type": "pips"},
))  # fmt: skip
MOST: Final = 4
"""Mutations of one document."""


@cache
def bases() -> tuple[object, ...]:
    """Every example, every document of the conformance table, and what these mean, written out."""
    files = [*sorted(ROOT.glob("examples/*.json")), *sorted(ROOT.glob("bench/*.json"))]
    found: list[object] = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    found += [row.document() for row in rows()]
    found += [row.document(row.other) for row in rows() if row.other is not None]
    read = [examine(each).strategy for each in found]
    return (*found, *(dump(each) for each in read if each is not None))


@cache
def seen() -> dict[str, tuple[object, ...]]:
    """What stands under each key somewhere in a base or, by the schema, may stand there."""
    found: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for container, key in (spot for base in bases() for spot in spots(base)):
        if isinstance(key, str):
            found[key][json.dumps(container[key], sort_keys=True)] = container[key]
    for shape in cast("dict[str, object]", schema()["$defs"]).values():
        for key, word in _words(shape):
            found[key][json.dumps(word)] = word
    return {key: tuple(values.values()) for key, values in sorted(found.items())}


def _words(shape: object) -> Iterator[tuple[str, object]]:
    if not isinstance(shape, dict):
        return
    block = cast("dict[str, Any]", shape)
    for part in block.get("anyOf", ()):
        yield from _words(part)
    for key, fragment in block.get("properties", {}).items():
        yield from ((key, word) for word in fragment.get("enum", ()))


def spots(value: object) -> list[Spot]:
    """Every (container, key) of a document, at any depth."""
    found: list[Spot] = []
    left = [value]
    while left:
        place = left.pop()
        if isinstance(place, dict):
            found += [(place, key) for key in cast("dict[str, object]", place)]
            left += cast("dict[str, object]", place).values()
        elif isinstance(place, list):
            found += [(place, i) for i in range(len(cast("list[object]", place)))]
            left += cast("list[object]", place)
    return found


def mutant(number: int) -> object:
    """The document of a number: a base with one to four mutations, or one grown from the schema."""
    rng = random.Random(number)  # noqa: S311  a seed, no secret
    if rng.random() < 0.05:
        return grown(rng)
    document = deepcopy(rng.choice(bases()))
    chosen = rng.choices(HOW, k=rng.randint(1, MOST))
    for how in sorted(chosen, key=lambda one: one is nested):  # no copy of what nests too deep
        how(document, rng)
    return document


def removed(document: object, rng: random.Random) -> None:
    """Take a value away."""
    if places := spots(document):
        container, key = rng.choice(places)
        del container[key]


def replaced(document: object, rng: random.Random) -> None:
    """Put nonsense in a place."""
    if places := spots(document):
        container, key = rng.choice(places)
        container[key] = deepcopy(rng.choice(NONSENSE))


def retold(document: object, rng: random.Random) -> None:
    """Put in a place what stands under that key elsewhere."""
    if places := [spot for spot in spots(document) if spot[1] in seen()]:
        container, key = rng.choice(places)
        container[key] = deepcopy(rng.choice(seen()[key]))


def scaled(document: object, rng: random.Random) -> None:
    """Make a number larger, smaller, negative or huge."""
    numbers = [(place, key) for place, key in spots(document) if _is_number(place[key])]
    if numbers:
        container, key = rng.choice(numbers)
        container[key] *= rng.choice([-1, 0, 0.1, 0.5, 2, 3, 10, 1e6, 1e200])


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e100


def renamed(document: object, rng: random.Random) -> None:
    """Misspell a key, write it in another case, or call it something else that exists."""
    if objects := _objects(document):
        block = rng.choice(objects)
        key = rng.choice(list(block))
        made = rng.choice([key.upper(), f"{key}s", key[1:], _snake(key), rng.choice([*seen()])])
        value = block.pop(key)
        block[made] = value


def _snake(key: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in key)


def added(document: object, rng: random.Random) -> None:
    """Add a key: one that exists somewhere, or one that exists nowhere."""
    if objects := _objects(document):
        block = rng.choice(objects)
        if rng.random() < 0.7:
            key = rng.choice([*seen()])
            block[key] = deepcopy(rng.choice(seen()[key]))
        else:
            block[rng.choice(["foo", "", " ", "Größe", "\ud800", "__class__", "a.b[0]"])] = 1


def _objects(document: object) -> list[dict[str, Any]]:
    places = [document, *(place[key] for place, key in spots(document))]
    return [cast("dict[str, Any]", each) for each in places if isinstance(each, dict) and each]


def swapped(document: object, rng: random.Random) -> None:
    """Exchange two values, unless one holds the other."""
    places = spots(document)
    if len(places) > 1:
        (one, key), (other, there) = rng.sample(places, 2)
        first, second = deepcopy(one[key]), deepcopy(other[there])
        one[key] = second
        other[there] = first


def copied(document: object, rng: random.Random) -> None:
    """Write a value twice: in its list, or under its key in another object."""
    if places := spots(document):
        container, key = rng.choice(places)
        value = deepcopy(container[key])
        objects = _objects(document)
        if isinstance(container, list):
            cast("list[object]", container).insert(key, value)
        elif objects:
            rng.choice(objects)[key] = value


def nested(document: object, rng: random.Random) -> None:
    """Wrap a value into many lists, objects or groups."""
    if places := spots(document):
        container, key = rng.choice(places)
        value, how = container[key], rng.choice(["list", "object", "group", "and"])
        for _ in range(rng.choice([1, 3, 15, 20, 70, 5_000])):
            value = _wrapped(value, how, str(key))
        container[key] = value


def _wrapped(value: object, how: str, key: str) -> object:
    if how == "group":
        return {"logic": "AND", "conditions": [value]}
    if how == "and":
        plain = {"indicator": "rsi", "condition": "less_than", "value": 30}
        return {**plain, "and": value}
    return [value] if how == "list" else {key: value}


Mutation: TypeAlias = Callable[[object, random.Random], None]
HOW: Final[tuple[Mutation, ...]] = (
    removed, replaced, retold, retold, retold, scaled, scaled, renamed, added, added, swapped,
    copied, nested,
)  # fmt: skip


def grown(rng: random.Random) -> object:
    """A document grown from the published schema: any of its keys, each with what may stand there.

    Keys that must be there are; of the others, some. Most are refused, as keys exclude each other.
    """
    return _grown({"$ref": "#/$defs/strategy"}, "", rng, 0)


def _grown(fragment: dict[str, Any], key: str, rng: random.Random, depth: int) -> object:
    while "$ref" in fragment or "anyOf" in fragment:
        name = str(fragment.get("$ref")).rpartition("/")[2]
        known = schema_parts()
        fragment = known[name] if name in known else rng.choice(fragment["anyOf"])
    if "properties" in fragment:
        return _object(fragment, rng, depth + 1)
    if fragment.get("type") == "array":
        many = rng.randint(1, 2) if depth < 12 else 0
        return [_grown(fragment["items"], key, rng, depth + 1) for _ in range(many)]
    likely = seen().get(key, NONSENSE)
    return deepcopy(rng.choice(likely if rng.random() < 0.95 else NONSENSE))


def _object(fragment: dict[str, Any], rng: random.Random, depth: int) -> object:
    must = set(fragment.get("required", ()))
    chance = 0.3 if depth < 6 else 0.05
    return {
        key: _grown(inner, key, rng, depth)
        for key, inner in fragment["properties"].items()
        if key in must or rng.random() < chance
    }


@cache
def schema_parts() -> dict[str, dict[str, Any]]:
    """The kinds of objects that the schema names."""
    return cast("dict[str, dict[str, Any]]", schema()["$defs"])
