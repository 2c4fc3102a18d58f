"""Indicator names as text: what is the name, and which numbers and words hang on it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tradewright.core.indicators.catalogue import table
from tradewright.core.indicators.families import PRICES

_SOURCE: Final = re.compile(rf"(?P<head>.+?)_of_(?P<source>{'|'.join(PRICES)})")
_TIMES: Final = re.compile(r"(?P<head>.+?)_(?P<scale>\d+(?:\.\d+)?)x")
# "ema_9", "bb_upper_20_2.5"; and, where that head is no name, "ema9": ROCR100 ends in digits itself
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_NUMBERED: Final = (
    re.compile(rf"(?P<head>.+?)(?P<numbers>(?:_{_NUMBER})+)"),
    re.compile(rf"(?P<head>.*?[a-z])(?P<numbers>{_NUMBER}(?:_{_NUMBER})*)"),
)


class Parts(NamedTuple):
    """A name taken apart: "sma_20_of_volume_1.5x" is sma, (20,), volume, 1.5."""

    head: str
    numbers: tuple[float, ...]
    source: str
    scale: float


def taken_apart(name: str) -> Parts:
    """The parts of a name; case, spaces, brackets, dashes, slashes and % do not matter."""
    rest = _normal(name)
    scale = 1.0
    if match := _TIMES.fullmatch(rest):
        rest, scale = match["head"], float(match["scale"])
    source = ""
    if match := _SOURCE.fullmatch(rest):
        rest, source = match["head"], match["source"]
    head, numbers = _numbered(rest)
    return Parts(head, numbers, source, scale)


def _numbered(text: str) -> tuple[str, tuple[float, ...]]:
    """The name and the numbers after it; the name as it is where no reading of it is known."""
    if text in table():
        return text, ()
    found = [match for form in _NUMBERED if (match := form.fullmatch(text))]
    known = [match for match in found if match["head"] in table()]
    for match in [*known, *found]:
        return match["head"], tuple(float(n) for n in re.findall(_NUMBER, match["numbers"]))
    return text, ()


def _normal(text: str) -> str:
    plain = re.sub(r"[\s,()/]+|-(?!\d)", "_", text.strip().lower().replace("%", ""))
    return re.sub(r"_+", "_", plain).strip("_")
