"""A validator for the part of JSON Schema that our schema uses."""

from collections.abc import Callable
from typing import Any, cast

Schema = dict[str, Any]


def valid(value: object, schema: Schema, root: Schema) -> bool:
    """Whether a JSON value satisfies a schema."""
    return all(check(value, schema, root) for check in CHECKS)


def _type(value: object, schema: Schema, root: Schema) -> bool:
    del root
    named = schema.get("type", [])
    names = [named] if isinstance(named, str) else named
    return not names or any(TYPES[name](value) for name in names)


def _object(value: object, schema: Schema, root: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    fields = cast("dict[str, object]", value)
    known: Schema = schema.get("properties", {})
    other = schema.get("additionalProperties", True)
    if not all(key in fields for key in schema.get("required", ())):
        return False
    return all(
        valid(item, known[key], root) if key in known else _other(item, other, root)
        for key, item in fields.items()
    )


def _other(item: object, allowed: bool | Schema, root: Schema) -> bool:  # noqa: FBT001 (JSON Schema has it so)
    return valid(item, allowed, root) if isinstance(allowed, dict) else allowed


def _list(value: object, schema: Schema, root: Schema) -> bool:
    if not isinstance(value, list) or "items" not in schema:
        return True
    items = cast("list[object]", value)
    return all(valid(item, schema["items"], root) for item in items)


def _number(value: object, schema: Schema, root: Schema) -> bool:
    del root
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return True
    above, least = schema.get("exclusiveMinimum"), schema.get("minimum")
    most = schema.get("maximum")
    high = above is None or value > above
    return high and (least is None or value >= least) and (most is None or value <= most)


def _words(value: object, schema: Schema, root: Schema) -> bool:
    del root
    short = isinstance(value, str) and len(value) < schema.get("minLength", 0)
    same = "const" not in schema or (value == schema["const"] and isinstance(value, bool))
    return same and not short and ("enum" not in schema or value in schema["enum"])


def _elsewhere(value: object, schema: Schema, root: Schema) -> bool:
    if "$ref" in schema:
        return valid(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    return "anyOf" not in schema or any(valid(value, each, root) for each in schema["anyOf"])


CHECKS: tuple[Callable[[object, Schema, Schema], bool], ...] = (
    _type,
    _object,
    _list,
    _number,
    _words,
    _elsewhere,
)
TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
