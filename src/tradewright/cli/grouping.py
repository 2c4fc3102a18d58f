"""Commands with many options, written as functions of a few values.

A parameter that is a frozen dataclass stands for all of its fields: each field is an option of its
own, and the command gets the dataclass. So options that several commands share are written once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any, TypeAlias, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Hints: TypeAlias = Mapping[str, Any]


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The same command with one parameter for each field of its dataclass parameters.

    Parameters
    ----------
    command : its other parameters stay as they are.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[DataclassInstance]] = {
        name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)
    }

    def typed(**given: object) -> None:
        whole = {name: _taken(group, given) for name, group in groups.items()}
        command(**whole, **given)

    flat = list(_flat(signature(command), hints))
    # Options with a default may stand before those without one: on a command line all have names.
    typed.__signature__ = Signature(flat)  # pyright: ignore[reportFunctionMemberAccess]  # inspect's protocol
    typed.__annotations__ = {one.name: one.annotation for one in flat}
    typed.__name__, typed.__doc__ = command.__name__, command.__doc__
    return typed


def _taken(group: type[DataclassInstance], given: dict[str, object]) -> object:
    return group(**{field.name: given.pop(field.name) for field in fields(group)})


def _flat(whole: Signature, hints: Hints) -> Iterator[Parameter]:
    for name, parameter in whole.parameters.items():
        group = hints[name]
        if is_dataclass(group):
            inner = get_type_hints(group, include_extras=True)
            for field in fields(group):
                yield _parameter(field.name, inner, _default(field))
        else:
            yield _parameter(name, hints, parameter.default)


def _parameter(name: str, hints: Hints, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=hints[name])


def _default(field: Field[Any]) -> object:
    return Parameter.empty if field.default is MISSING else field.default
