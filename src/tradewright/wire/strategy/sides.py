"""Which side a condition speaks for, when its document says it in one of four ways.

In this order: an explicit `side`, the name of the group, the first words of the description, the
polarity of the operator. Exits take only the first two: what "crosses below" closes is a matter
of opinion, and a wrong guess would close the wrong positions.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias, get_args

from tradewright.core.rules import Operator

Side: TypeAlias = Literal["long", "short", "both"]
Purpose: TypeAlias = Literal["entry", "exit"]

SIDES: Final[dict[str, Side]] = {word: word for word in get_args(Side)}
_WORDS: Final[dict[str, Side]] = {"long": "long", "short": "short", "buy": "long", "sell": "short"}
_DESCRIBED: Final = re.compile(
    r"\s*(buy|sell|long|short)(\s+(signal|entry|condition|setup|trigger|rule))?(\s*#?\d+)?\s*[:\u2013\u2014-]"
    r"|\s*(buy|sell)\s+(when|if|signal|entry|on)\b",
    re.IGNORECASE,
)
_OPPOSITE: Final[dict[Side, Side]] = {"long": "short", "short": "long", "both": "both"}
_POLARITY: Final[dict[Operator, Side | None]] = {
    Operator.GREATER_THAN: "long",
    Operator.GREATER_OR_EQUAL: "long",
    Operator.CROSSES_ABOVE: "long",
    Operator.LESS_THAN: "short",
    Operator.LESS_OR_EQUAL: "short",
    Operator.CROSSES_BELOW: "short",
    Operator.EQUALS: None,
}


def of_name(name: str, purpose: Purpose) -> Side | None:
    """The side that a group's name gives: "long_entry", "Short exit", "buy"; None if it does not.

    In exits only long and short count: "sell" might close a long position or a short one.
    """
    words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))
    allowed = _WORDS if purpose == "entry" else {"long": "long", "short": "short"}
    found = {allowed[word] for word in words & set(allowed)}
    return _WORDS[found.pop()] if len(found) == 1 else None


def of_description(text: str) -> Side | None:
    """The side that a description starts with: "BUY: ...", "SELL Signal: ...", "BUY 1: ..."."""
    match = _DESCRIBED.match(text)
    return _WORDS[(match[1] or match[5]).lower()] if match else None


def of_operator(operator: Operator) -> Side | None:
    """The side that an operator leans to: above and greater to long, below and less to short."""
    return _POLARITY[operator]


def opposite(side: Side | None) -> Side | None:
    """The other side; both and none stay as they are."""
    return None if side is None else _OPPOSITE[side]
