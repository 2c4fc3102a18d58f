"""What a name is: an indicator's series and the options that choose its numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """A number that a strategy may give: its JSON key, and the TA-Lib parameters it sets.

    `default` is None where the number has to be given. `also` are other keys for it.
    """

    key: str
    params: tuple[str, ...]
    default: float | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """An indicator name: the series that it means once its options are known."""

    name: str
    function: str
    output: int
    options: tuple[Option, ...]
    source: str = ""
    also: tuple[str, ...] = ()


def period(default: int | None) -> tuple[Option, ...]:
    """The one option of most indicators; None where it has to be given."""
    return (Option("period", ("timeperiod",), default, ("timeperiod", "length")),)
