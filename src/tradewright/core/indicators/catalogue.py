"""Every name that means an indicator, and what to say to one that does not."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from tradewright.core.indicators.candles import patterns
from tradewright.core.indicators.errors import UnknownIndicator
from tradewright.core.indicators.families import FAMILIES, SAY_MORE
from tradewright.core.indicators.family import Family, Option
from tradewright.core.indicators.functions import Function, functions
from tradewright.core.indicators.spelling import TALIB


@cache
def table() -> dict[str, Family]:
    """The families by every spelling of their names, without numbers."""
    names: dict[str, Family] = {}
    for about in functions().values():
        for family in _families_of(about):
            names[family.name] = family
            names[family.name.removeprefix(TALIB)] = family
    for name, function in patterns().items():
        names[name] = names[TALIB + function.lower()]
    for family in FAMILIES:
        names.update(dict.fromkeys((family.name, *family.also), family))
    for name in SAY_MORE:
        names.pop(name, None)
    return names


def _families_of(about: Function) -> list[Family]:
    options = tuple(
        Option(param, (param,), default, ("period",) if param == "timeperiod" else ())
        for param, default in about.defaults
    )
    source = "close" if about.free else ""
    base = TALIB + about.name.lower()
    found = [
        Family(f"{base}_{output}", about.name, i, options, source)
        for i, output in enumerate(about.outputs)
    ]
    if len(found) == 1 or about.outputs[0] == about.name.lower():
        found.append(Family(base, about.name, 0, options, source))
    return found


def spellings() -> tuple[str, ...]:
    """Every name that `resolve` knows, without numbers, in alphabetical order."""
    return tuple(sorted(table()))


def option_keys() -> tuple[str, ...]:
    """Every key that an option of `FAMILIES` may be written with in a document, once each."""
    keys = (key for family in FAMILIES for o in family.options for key in (o.key, *o.also))
    return tuple(dict.fromkeys(keys))


def find(name: str, head: str) -> Family:
    """The family of a name.

    Parameters
    ----------
    name : as written, for the message.
    head : in lower case, without numbers, source and multiplier.

    Raises
    ------
    UnknownIndicator : the name means none, or several series; names what to write instead.
    """
    names = table()
    if head in names:
        return names[head]
    if head in SAY_MORE:
        message = f"indicator {name!r} must say which series: {', '.join(SAY_MORE[head])}"
        raise UnknownIndicator(message)
    bare = head.removeprefix(TALIB)
    series = [key for key in names if key.startswith(f"{bare}_") and bare.upper() in functions()]
    if series:
        message = f"indicator {name!r} has several series; write one of {', '.join(series)}"
        raise UnknownIndicator(message)
    raise UnknownIndicator(_nearest(name, head))


def _nearest(name: str, head: str) -> str:
    lower = name.lower().strip()
    numbers = lower.removeprefix(head) if lower.startswith(head) else ""
    near = get_close_matches(head, [*table()], n=3, cutoff=0.65)
    hint = f"; did you mean {' or '.join(n + numbers for n in near)}?" if near else ""
    return f"unknown indicator {name!r}{hint or '; the reference page of indicators lists them'}"
