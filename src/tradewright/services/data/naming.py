"""The symbol and timeframe that a file's name carries."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from tradewright.core.calendar import Timeframe, UnknownTimeframe
from tradewright.core.market import UnknownInstrument, instrument

_STOCK: Final = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_MT4: Final = re.compile(r"(?P<symbol>[A-Za-z]{6})(?P<minutes>1|5|15|30|60|240|1440|10080|43200)")


def symbol_in(stem: str) -> str | None:
    """The symbol in a file name without its ending, or None.

    Parameters
    ----------
    stem : "EURUSD_M15", "EURUSD-1h", "BTCUSDT-1m-2024", "BTC_USDT-5m", "EURUSD60", "GOOG",
        "eurusd.r_M15_201701020000_202012312300".
    """
    words = [word for word in re.split(r"[_\-\s@]+", stem) if word]
    for first, second in pairwise(words):
        if _known(first + second) and not _known(first):
            return _spelled(first + second)
    for word in words:
        if _known(word):
            return _spelled(word)
        mt4 = _MT4.fullmatch(word)
        if mt4 is not None and _known(mt4["symbol"]):
            return _spelled(mt4["symbol"])
    return next((word for word in words if _STOCK.fullmatch(word) and not _timeframe(word)), None)


def timeframe_in(stem: str) -> Timeframe | None:
    """The timeframe in a file name without its ending, or None."""
    for word in re.split(r"[_\-\s@]+", stem):
        found = _timeframe(word)
        if found is not None:
            return found
        mt4 = _MT4.fullmatch(word)
        if mt4 is not None:
            return Timeframe.parse(mt4["minutes"])
    return None


def _known(word: str) -> bool:
    try:
        instrument(_spelled(word))
    except UnknownInstrument:
        return False
    return True


def _spelled(word: str) -> str:
    return word.upper() if word.islower() else word


def _timeframe(word: str) -> Timeframe | None:
    if word.isdigit() or not any(letter.isdigit() for letter in word):
        return None
    try:
        return Timeframe.parse(word)
    except UnknownTimeframe:
        return None
