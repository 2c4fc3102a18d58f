"""A typed, path-aware view of one JSON object.

Every key that a reader is asked for is a key the object may have; `finish` reports the others.
A question that cannot be answered is recorded as a problem and answered with a stand-in of the
right type, so that reading goes on and all problems come out together; the stand-ins never leave
`parse`, because a document with a problem makes no strategy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar, cast

from tradewright.wire.strategy.bounds import ANY, Bounds
from tradewright.wire.strategy.problems import did_you_mean, kind_of, shown
from tradewright.wire.strategy.report import Fragment, Report

T = TypeVar("T")

DESCRIPTIVE: Final = ("description", "tags", "metadata")
"""Keys for people, accepted in every object; they have no effect."""
SAYS_NOTHING_EMPTY: Final = frozenset({"exit", "execution", "settings", "options", "dynamicRisk"})
"""Shapes that mean nothing when they are empty, so that switching them on does nothing."""


class Reader:
    """One JSON object.

    Parameters
    ----------
    fields : its keys and values.
    path : where it stands in the document; "" for the top.
    shape : the name of this kind of object in the published JSON Schema.
    report : where problems go.
    """

    def __init__(self, fields: Mapping[str, object], path: str, shape: str, report: Report) -> None:
        self.path = path
        self.shape = shape
        self.report = report
        self._fields = fields
        self._known: dict[str, Fragment] = {}
        self._required: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there, whatever its value."""
        return key in self._fields

    def stands(self, path: str) -> bool:
        """Whether something stands at a path inside this object; nothing is judged."""
        place: object = self._fields
        for step in path.split("."):
            found = _under(place, step)
            if found is None:
                return False
            place = found
        return True

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key or '""'

    def others(self) -> tuple[str, ...]:
        """The keys that nothing has asked for so far."""
        return tuple(key for key in self._fields if key not in self._known)

    def peek(self, key: str) -> object:
        """The value of a key that somebody else asks for; None where it is absent."""
        return self._fields.get(key)

    def raw(self, key: str, fragment: Fragment) -> object:
        """The value as it stands, None where the key is absent; its meaning is the caller's."""
        self._known[key] = fragment
        return self._fields.get(key)

    def require(self, key: str, fix: str) -> None:
        """Report a key that must be there, whatever its value, and is not."""
        self._required.add(key)
        if not self.has(key):
            self.missing(key, fix)

    def text(self, key: str, fix: str) -> str:
        """A required text, not blank."""
        self._required.add(key)
        value = self.optional_text(key)
        if value is None:
            self.missing(key, fix)
            return ""
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, not blank; None where the key is absent."""
        value = self.raw(key, {"type": "string", "minLength": 1})
        if not self.has(key):
            return None
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(key, "expected a text that is not blank", f'Write "{key}": "..."')
        return ""

    def number(self, key: str, bounds: Bounds, fix: str) -> float:
        """A required number within bounds."""
        self._required.add(key)
        value = self.optional_number(key, bounds)
        if value is None:
            self.missing(key, fix)
            return 1.0
        return value

    def optional_number(self, key: str, bounds: Bounds = ANY) -> float | None:
        """A finite number within bounds (true and false are none); None where absent."""
        value = self.raw(key, {"type": "number", **bounds.schema()})
        if not self.has(key):
            return None
        number = as_number(value)
        if number is not None and bounds.holds(number):
            return number
        self.wrong(key, f"expected a number {bounds}", f"Write a number {bounds}, without quotes")
        return 1.0

    def one_number(self, keys: Sequence[str], bounds: Bounds) -> float:
        """The number under exactly one of several spellings of a key."""
        found = [value for key in keys if (value := self.optional_number(key, bounds)) is not None]
        present = [key for key in keys if self.has(key)]
        if not present:
            self.missing(keys[0], f'Write "{keys[0]}": a number {bounds}')
        for key in present[1:]:
            self.refuse(key, f"{key!r} repeats {present[0]!r}", f'Remove "{key}"')
        return found[0] if found else 1.0

    def optional_whole(self, key: str, bounds: Bounds) -> int | None:
        """A whole number within bounds; None where absent."""
        value = self.optional_number(key, bounds)
        self._known[key] = {"type": "integer", **bounds.schema()}
        if value is not None and not value.is_integer():
            self.wrong(key, "expected a whole number", f"Write {max(1, round(value))}")
        return None if value is None else int(value)

    def flag(self, key: str, *, absent: bool) -> bool:
        """True or false; `absent` where the key is missing."""
        value = self.raw(key, {"type": "boolean", "default": absent})
        if not self.has(key):
            return absent
        if isinstance(value, bool):
            return value
        self.wrong(key, "expected true or false", "Write true or false, without quotes")
        return absent

    def optional_choice(self, key: str, options: Mapping[str, T]) -> T | None:
        """The meaning of one of a few words, whatever their case; None where absent."""
        value = self.raw(key, {"enum": list(options)})
        if not self.has(key):
            return None
        folded = {word.lower(): meaning for word, meaning in options.items()}
        word = value.strip().lower() if isinstance(value, str) else None
        if word in folded:
            return folded[word]
        message = f"{shown(value)} is not one of {', '.join(options)}"
        self.refuse(key, message, did_you_mean(word or "", options))
        return next(iter(options.values()))

    def choice(self, key: str, options: Mapping[str, T], fix: str) -> T:
        """The meaning of one of a few words; required."""
        self._required.add(key)
        value = self.optional_choice(key, options)
        if value is None:
            self.missing(key, fix)
            return next(iter(options.values()))
        return value

    def items(self, key: str, fragment: Fragment) -> Sequence[object]:
        """The items of a list; none where the key is absent."""
        value = self.raw(key, {"type": "array", "items": fragment})
        if isinstance(value, (list, tuple)):
            return cast("Sequence[object]", value)
        if self.has(key):
            self.wrong(key, "expected a list", f'Write "{key}": [...]')
        return ()

    def required_items(self, key: str, fragment: Fragment, fix: str) -> Sequence[object]:
        """The items of a list that must be there and hold something."""
        self._required.add(key)
        items = self.items(key, fragment)
        if not self.has(key):
            self.missing(key, fix)
        elif not items and isinstance(self._fields[key], (list, tuple)):
            self.refuse(key, "the list is empty", fix)
        return items

    def child(self, key: str, shape: str) -> Reader | None:
        """An object; None where it is absent, not an object, or switched off.

        `"enabled": false` switches a block off: it is accepted whole and read no further; so
        does `false` in its place. A block that does not say is on.
        """
        value = self.raw(key, {"anyOf": [{"const": False}, {"$ref": f"#/$defs/{shape}"}]})
        if not self.has(key) or value is False:
            return None
        reader = reading(value, self.at(key), shape, self.report)
        return reader if reader is not None and reader.flag("enabled", absent=True) else None

    def required_child(self, key: str, shape: str, fix: str) -> Reader | None:
        """An object that must be there."""
        self._required.add(key)
        if not self.has(key):
            self.missing(key, fix)
        return self.child(key, shape)

    def wrong(self, key: str, expectation: str, fix: str) -> None:
        """Report the value of a key as it stands."""
        value = self._fields.get(key)
        self.report.problem(self.at(key), f"{shown(value)} is {kind_of(value)}; {expectation}", fix)

    def refuse(self, key: str, message: str, fix: str) -> None:
        """Report a key in the caller's own words."""
        self.report.problem(self.at(key), message, fix)

    def later(self, *keys: str) -> None:
        """Refuse, by name, what a later version brings; switched off it is accepted whole."""
        for key in keys:
            value = self.raw(key, {"$ref": "#/$defs/off"})
            if self.has(key) and not switched_off(value):
                fix = f'Remove "{key}", or switch it off ({{"enabled": false}}, or false)'
                self.refuse(key, f"{key!r} is not available in this version", fix)

    def describe(self, *keys: str) -> None:
        """Accept keys that only describe, and note that they have no effect."""
        for key in keys:
            self._known[key] = {"description": "for people; has no effect"}
            if self.has(key):
                self.report.descriptive(self.at(key))

    def finish(self) -> None:
        """Report every key that was never asked for."""
        self.describe(*(key for key in DESCRIPTIVE if key not in self._known))
        if set(self._fields) == {"enabled"} and self.shape in SAYS_NOTHING_EMPTY:
            self.report.idle(self.at("enabled"), "has no effect: the block says nothing else")
        for key in self._fields:
            if key not in self._known:
                fix = did_you_mean(key, sorted(self._known))
                self.refuse(key, f"unknown key {shown(key)}", fix)
        self.report.saw(self.shape, self._known, self._required)

    def missing(self, key: str, fix: str) -> None:
        """Report a key that must be there."""
        self.refuse(key, f"{key!r} is missing", fix)


def reading(value: object, path: str, shape: str, report: Report) -> Reader | None:
    """A reader of a value that must be an object; None, with a problem reported, if it is none."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[object, object]", value)
        if all(isinstance(key, str) for key in fields):
            return Reader(cast("Mapping[str, object]", fields), path, shape, report)
    message = f"{shown(cast('object', value))} is not an object with text keys"
    report.problem(path, message, "Write {...}")
    return None


def _under(place: object, key: str) -> object:
    return cast("Mapping[str, object]", place).get(key) if isinstance(place, Mapping) else None


def as_number(value: object) -> float | None:
    """The finite number that a JSON value is, None for everything else (booleans too)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def switched_off(value: object) -> bool:
    """Whether a block of a later version asks for nothing: false, or an object enabled: false."""
    if isinstance(value, Mapping):
        return cast("Mapping[str, object]", value).get("enabled") is False
    return value is False
