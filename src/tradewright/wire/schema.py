"""JSON Schema of everything on the wire: `python -m tradewright.wire.schema > wire.json`.

Read from the dataclasses themselves, so the screen's generated types, the OpenAPI document and
the encoder cannot disagree. Every `$defs` entry has an `examples` list.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Final, Literal, Union, get_args, get_origin

import orjson

from tradewright.wire import frames, messages, protection, requests
from tradewright.wire.channels import CHANNELS
from tradewright.wire.encoding import wire_name
from tradewright.wire.hints import hints_of, is_message
from tradewright.wire.vocabulary import Meaning

JsonSchema = dict[str, object]
_SCALARS: Final[Mapping[object, JsonSchema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    object: {},
}
_EXAMPLES: Final[Mapping[object, object]] = {str: "text", bool: True, int: 1, float: 1.0}


def wire_types() -> tuple[type, ...]:
    """All dataclasses of the messages, protection, requests and frames modules, by name."""
    found = {
        value.__name__: value
        for module in (messages, protection, requests, frames)
        for value in vars(module).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__
    }
    return tuple(found[name] for name in sorted(found))


def document(prefix: str = "#/$defs/") -> JsonSchema:
    """Give the whole schema with the channel table under `x-channels`.

    Parameters
    ----------
    prefix : where references point; OpenAPI keeps its schemas elsewhere.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tradewright wire",
        "$defs": definitions(prefix),
        "x-channels": {
            channel.name: {
                "kind": channel.kind,
                "key": channel.key,
                "data": {"$ref": prefix + channel.data.__name__},
            }
            for channel in CHANNELS.values()
        },
        "x-client-frames": [prefix + t.__name__ for t in get_args(frames.ClientFrame)],
        "x-server-frames": [prefix + t.__name__ for t in get_args(frames.ServerFrame)],
    }


def definitions(prefix: str) -> dict[str, object]:
    """Give the schema of every wire type by name, references starting with `prefix`."""
    return {cls.__name__: _object(cls, prefix) for cls in wire_types()}


def schema_of(hint: object, prefix: str) -> JsonSchema:
    """Give the schema of one type hint.

    Parameters
    ----------
    hint : a scalar, Literal, union, tuple, list, dict, Annotated or wire dataclass.
    prefix : where references to dataclasses point.
    """
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    origin = get_origin(hint)
    if origin is Annotated:
        return _annotated(hint, prefix)
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin in {Union, UnionType}:
        return {"anyOf": [schema_of(arm, prefix) for arm in get_args(hint)]}
    return _container(hint, prefix)


def example(hint: object, inside: tuple[object, ...] = ()) -> object:
    """Give a plausible JSON value of a type hint, from the `Meaning` of its parts.

    Parameters
    ----------
    hint : as for `schema_of`.
    inside : dataclasses being written already, so that recursion ends.
    """
    origin = get_origin(hint)
    if origin is Annotated:
        return _meaning(hint).example
    if origin is Literal or origin in {Union, UnionType}:
        first = get_args(hint)[0]
        return first if origin is Literal else example(first, inside)
    if origin is tuple:
        member = get_args(hint)[0]
        return [] if member in inside else [example(member, inside)]
    if is_message(hint):
        hints = hints_of(hint)
        return {wire_name(row): example(hints[row.name], (*inside, hint)) for row in fields(hint)}
    return _EXAMPLES.get(hint, {})


def _object(cls: type, prefix: str) -> JsonSchema:
    hints = hints_of(cls)
    rows = fields(cls)
    return {
        "type": "object",
        "description": cleandoc(cls.__doc__ or ""),
        "properties": {wire_name(row): schema_of(hints[row.name], prefix) for row in rows},
        "required": [wire_name(row) for row in rows if row.default is MISSING],
        "additionalProperties": False,
        "examples": [example(cls)],
    }


def _meaning(hint: object) -> Meaning:
    return next(note for note in get_args(hint)[1:] if isinstance(note, Meaning))


def _annotated(hint: object, prefix: str) -> JsonSchema:
    meaning = _meaning(hint)
    inner = schema_of(get_args(hint)[0], prefix)
    return {**inner, "description": meaning.text, "examples": [meaning.example]}


def _container(hint: object, prefix: str) -> JsonSchema:
    origin, arms = get_origin(hint), get_args(hint)
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(arms[1], prefix)}
    if origin is tuple and arms[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(arms[0], prefix)}
    if origin is tuple:
        members = [schema_of(arm, prefix) for arm in arms]
        return {"type": "array", "prefixItems": members, "items": False, "minItems": len(arms)}
    if isinstance(hint, type) and is_dataclass(hint):
        return {"$ref": prefix + hint.__name__}
    message = f"no JSON Schema for {hint!r}; use the types named in tradewright.wire.schema"
    raise TypeError(message)


if __name__ == "__main__":
    sys.stdout.buffer.write(
        orjson.dumps(document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
