"""Type hints of wire dataclasses, resolved once."""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from typing import Any, TypeGuard, get_type_hints


@cache
def hints_of(cls: type[Any]) -> dict[str, object]:
    """The hints of a dataclass by field name, `Annotated` kept."""
    return dict(get_type_hints(cls, include_extras=True))


def is_message(hint: object) -> TypeGuard[type[Any]]:
    """Whether a hint is a dataclass."""
    return isinstance(hint, type) and is_dataclass(hint)
