"""Candle patterns by the names people give them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tradewright.core.indicators.functions import functions

_PREFIX: Final = "CDL"


@cache
def patterns() -> dict[str, str]:
    """TA-Lib's candle functions by their other names, in lower case.

    CDLENGULFING is also `cdl_engulfing`, `engulfing` and, from its title, `engulfing_pattern`;
    CDL3BLACKCROWS is `three_black_crows`. `talib:cdlengulfing` needs no entry.
    """
    found: dict[str, str] = {}
    for about in functions().values():
        if about.name.startswith(_PREFIX):
            bare = about.name.removeprefix(_PREFIX).lower()
            titled = _titled(about.title)
            names = (titled, titled.removesuffix("_pattern"), titled.removesuffix("_candle"))
            found.update(dict.fromkeys((*names, bare, f"cdl_{bare}"), about.name))
    return found


def _titled(title: str) -> str:
    """A title as a name: "In-Neck Pattern" is in_neck_pattern; brackets are left out."""
    plain = re.sub(r"\s*\(.*\)", "", title).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
