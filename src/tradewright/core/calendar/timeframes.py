"""Timeframes: how long a bar is, and the spellings people use for it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar.units import DAY, HOUR, MINUTE, SECOND, WEEK

if TYPE_CHECKING:
    from numpy.typing import NDArray


class UnknownTimeframe(ValueError):
    """A word or a bar spacing that is none of our timeframes."""


class Timeframe(StrEnum):
    """Length of a bar; the value is MetaTrader's name ("M1" ... "MN1")."""

    M1 = "M1"
    M5 = "M5"
    M15 = "M15"
    M30 = "M30"
    H1 = "H1"
    H4 = "H4"
    D1 = "D1"
    W1 = "W1"
    MN1 = "MN1"

    @property
    def ns(self) -> int:
        """Nanoseconds from one open to the next; nominal for MN1 (30 days)."""
        return _NS[self]

    @classmethod
    def parse(cls, text: str) -> Timeframe:
        """The timeframe that a spelling means.

        Parameters
        ----------
        text : "H1", "1h", "60" (minutes), "PERIOD_H1", "hourly", "15min"; case does not matter,
            except that "1M" is a month and "1m" a minute.

        Raises
        ------
        UnknownTimeframe : names the text, the timeframes there are and the nearest one.
        """
        word = text.strip()
        if word in {"M", "1M"}:
            return cls.MN1
        key = word.lower().removeprefix("period_")
        if key in _SPELLINGS:
            return _SPELLINGS[key]
        near = get_close_matches(key, [*_SPELLINGS], n=1, cutoff=0.5)
        hint = f"; did you mean {_SPELLINGS[near[0]]}?" if near else ""
        message = f"timeframe {text!r} is not one of {', '.join(cls)}{hint}"
        raise UnknownTimeframe(message)


_NS: Final = {
    Timeframe.M1: MINUTE,
    Timeframe.M5: 5 * MINUTE,
    Timeframe.M15: 15 * MINUTE,
    Timeframe.M30: 30 * MINUTE,
    Timeframe.H1: HOUR,
    Timeframe.H4: 4 * HOUR,
    Timeframe.D1: DAY,
    Timeframe.W1: WEEK,
    Timeframe.MN1: 30 * DAY,
}
_UNITS: Final = {
    "M": ("m", "min", "minute", "minutes"),
    "H": ("h", "hr", "hour", "hours"),
    "D": ("d", "day", "days"),
    "W": ("w", "wk", "week", "weeks"),
    "MN": ("mn", "mo", "mon", "month", "months"),
}
_ALONE: Final = {
    "minute": Timeframe.M1,
    "hour": Timeframe.H1,
    "hourly": Timeframe.H1,
    "day": Timeframe.D1,
    "daily": Timeframe.D1,
    "d": Timeframe.D1,
    "week": Timeframe.W1,
    "weekly": Timeframe.W1,
    "w": Timeframe.W1,
    "month": Timeframe.MN1,
    "monthly": Timeframe.MN1,
    "mn": Timeframe.MN1,
}


def _spellings() -> dict[str, Timeframe]:
    table = dict(_ALONE)
    for frame, length in _NS.items():
        letters, number = _split(frame.value)
        for unit in _UNITS[letters]:
            table[f"{number}{unit}"] = frame
            table[f"{unit}{number}"] = frame
        if frame is not Timeframe.MN1:
            minutes = length // MINUTE
            table[str(minutes)] = frame
            table[f"{minutes}m"] = frame
            table[f"{minutes}min"] = frame
    return table


def _split(value: str) -> tuple[str, str]:
    letters = re.sub(r"\d", "", value)
    return letters, value.removeprefix(letters)


_SPELLINGS: Final = _spellings()
_BY_NS: Final = {length: frame for frame, length in _NS.items()}
_MONTH_DAYS: Final = (28, 31)


def timeframe_of(ts: NDArray[np.int64]) -> Timeframe:
    """The timeframe of a column of bar opens: its most common spacing.

    Parameters
    ----------
    ts : (n,) int64 nanoseconds UTC, ascending, n >= 2.

    Raises
    ------
    UnknownTimeframe : there is no spacing, or the most common one is none of ours.
    """
    spacing = np.diff(ts)
    if spacing.size == 0:
        message = f"{ts.size} bar(s) have no spacing to read a timeframe from; name the timeframe"
        raise UnknownTimeframe(message)
    values, counts = np.unique(spacing, return_counts=True)
    common = int(values[np.argmax(counts)])
    if common in _BY_NS:
        return _BY_NS[common]
    days, rest = divmod(common, DAY)
    if rest == 0 and _MONTH_DAYS[0] <= days <= _MONTH_DAYS[1]:
        return Timeframe.MN1
    message = (
        f"bars are {common / SECOND:g} s apart most of the time, which is none of "
        f"{', '.join(Timeframe)}; resample the data to one of them"
    )
    raise UnknownTimeframe(message)
