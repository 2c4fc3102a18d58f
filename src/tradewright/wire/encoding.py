"""The one encoder: dataclasses to JSON bytes, snake_case fields to camelCase keys.

A field whose key is spelled otherwise (`max_hz` of contract frames) says so in its metadata.
"""

from __future__ import annotations

from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Final

import orjson

_OPTIONS: Final = (
    orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
)


def camel(name: str) -> str:
    """`open_price` -> `openPrice`.

    Parameters
    ----------
    name : a snake_case field name.
    """
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def wire_name(field: Field[object]) -> str:
    """Give the JSON key of a dataclass field: its `wire` metadata, else its name in camelCase."""
    return str(field.metadata.get("wire", camel(field.name)))


def encode(value: object) -> bytes:
    """JSON of messages, frames, plain containers and scalars.

    Parameters
    ----------
    value : dataclass instances anywhere inside lists, tuples and dicts; NumPy scalars too.
        NaN and infinities become null, since JSON has neither.

    Raises
    ------
    TypeError
        If something inside is not a JSON value; the message names its type.
    """
    try:
        return orjson.dumps(value, default=_record, option=_OPTIONS)
    except orjson.JSONEncodeError as error:
        raise TypeError(str(error.__cause__ or error)) from error


def _record(value: object) -> dict[str, object]:
    """One dataclass instance as a shallow dict; orjson comes back for what is inside."""
    if isinstance(value, type) or not is_dataclass(value):
        message = f"{type(value).__name__} is not JSON; send a wire message or a plain value"
        raise TypeError(message)
    return {key: getattr(value, field) for field, key in _keys(type(value))}


@cache
def _keys(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, wire_name(field)) for field in fields(cls))
