"""The strict decoder of small requests: JSON values to wire dataclasses, every fault named.

Strategy documents have their own grammar and decoder; this one serves `requests` and `frames`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Annotated, Final, Literal, TypeVar, Union, cast, get_args, get_origin

from tradewright.wire.encoding import wire_name
from tradewright.wire.hints import hints_of, is_message
from tradewright.wire.messages import Problem

Message = TypeVar("Message")
_WORDS: Final[Mapping[object, str]] = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    NoneType: "null",
}


class Malformed(ValueError):
    """A request that cannot be understood; `problems` names every fault at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.path or 'body'}: {p.message}; {p.fix}" for p in problems))


def malformed(*, path: str, message: str, fix: str) -> Malformed:
    """A `Malformed` with one fault."""
    return Malformed((Problem(path=path, message=message, fix=fix),))


def decode(cls: type[Message], value: object, path: str = "") -> Message:
    """An instance of a wire dataclass from a JSON value.

    Parameters
    ----------
    cls : the dataclass expected.
    value : what `orjson.loads` returned.
    path : JSON path of `value` in the whole body, for the messages.

    Raises
    ------
    Malformed
        With every wrong type, missing key and unknown key.
    """
    if not isinstance(value, dict):
        raise Malformed((_wrong(path, value, "a JSON object"),))
    given = cast("dict[str, object]", value)
    known = {wire_name(row): row for row in fields(cls)}  # pyright: ignore[reportArgumentType]
    faults = [_unknown(_join(path, key), key, known) for key in given if key not in known]
    found: dict[str, object] = {}
    for key, row in known.items():
        if key not in given and row.default is MISSING:
            faults.append(_missing(_join(path, key), hints_of(cls)[row.name]))
        elif key in given:
            try:
                found[row.name] = _value(hints_of(cls)[row.name], given[key], _join(path, key))
            except Malformed as error:
                faults.extend(error.problems)
    if faults:
        raise Malformed(tuple(faults))
    return cls(**found)


def _value(hint: object, value: object, path: str) -> object:
    origin = get_origin(hint)
    if origin is Annotated:
        return _value(get_args(hint)[0], value, path)
    if origin in {Union, UnionType}:
        return _union(hint, value, path)
    if is_message(hint):
        return decode(hint, value, path)
    if not _fits(hint, value):
        raise Malformed((_wrong(path, value, expectation(hint)),))
    return float(cast("float", value)) if hint is float else value


def _union(hint: object, value: object, path: str) -> object:
    arms = [arm for arm in get_args(hint) if arm is not NoneType]
    if value is None and len(arms) < len(get_args(hint)):
        return None
    if len(arms) == 1:
        return _value(arms[0], value, path)
    for arm in arms:
        try:
            return _value(arm, value, path)
        except Malformed:
            continue
    raise Malformed((_wrong(path, value, expectation(hint)),))


def _fits(hint: object, value: object) -> bool:
    """Whether a scalar is of the hinted type; true and false are not numbers."""
    if get_origin(hint) is Literal:
        return any(value == arm and type(value) is type(arm) for arm in get_args(hint))
    if hint is float:
        return type(value) in {int, float} and math.isfinite(cast("float", value))
    return type(value) is cast("type", hint)


def expectation(hint: object) -> str:
    """What a hint accepts, in words: `"max" or a number`."""
    origin, arms = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return expectation(arms[0])
    if origin is Literal:
        return " or ".join(f'"{arm}"' if isinstance(arm, str) else str(arm) for arm in arms)
    if origin in {Union, UnionType}:
        return " or ".join(expectation(arm) for arm in arms)
    return _WORDS.get(hint, "a JSON object")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _wrong(path: str, value: object, expected: str) -> Problem:
    message = f"{_shown(value)} is not {expected}"
    return Problem(path=path, message=message, fix=f"send {expected}")


def _missing(path: str, hint: object) -> Problem:
    expected = expectation(hint)
    return Problem(path=path, message=f"missing; expected {expected}", fix=f"add {expected}")


def _unknown(path: str, key: str, known: Mapping[str, object]) -> Problem:
    near = get_close_matches(key, known, n=1)
    fix = f"did you mean {near[0]}?" if near else f"remove it; known keys: {', '.join(known)}"
    return Problem(path=path, message=f"unknown key {_shown(key)}", fix=fix)
