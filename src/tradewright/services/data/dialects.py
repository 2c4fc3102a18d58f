"""Dialects: which columns hold what, told from the header, or from the shape without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.services.data.refusals import UnknownLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

# Names are compared without case, brackets, blanks and underscores; the first match in a row wins.
ACCEPTED: Final[dict[str, tuple[str, ...]]] = {
    "time": (
        *("time", "date", "datetime", "timestamp", "opentime", "ts", "gmttime", "utctime", "utc"),
        *("datetimeutc", "timeutc", "dateutc", "unix", "index", ""),
    ),
    "open": ("open", "o", "openbid", "bidopen"),
    "high": ("high", "h", "highbid", "bidhigh"),
    "low": ("low", "l", "lowbid", "bidlow"),
    "close": ("close", "c", "closebid", "bidclose"),
    # MetaTrader's real volume is zero for forex, so ticks come first.
    "volume": ("tickvol", "tickvolume", "volume", "vol", "v"),
    "spread": ("spread", "spreadpoints"),
}
_CLOCK: Final = ("time",)  # beside a date column, the time of day
_DAY: Final = ("date", "day")
_OPTIONAL: Final = ("volume", "spread")
# Role -> place in rows without a header.
_PLAIN: Final = {"time": 0, "open": 1, "high": 2, "low": 3, "close": 4, "volume": 5, "spread": 6}
_SHIFTED: Final = {role: place + 1 for role, place in _PLAIN.items()}
_METATRADER: Final = {**_SHIFTED, "time": 0, "spread": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the columns of a table are.

    Parameters
    ----------
    dialect : name for people: mt5, mt4, binance, backtesting.py, freqtrade or generic.
    columns : role (time, open, high, low, close, volume, spread) -> name of the column.
    clock : name of the column with the time of day, where `time` holds only the date; else None.
    """

    dialect: str
    columns: dict[str, str]
    clock: str | None = None

    def used(self) -> list[str]:
        """Names of all columns that are read."""
        return [*self.columns.values(), *([] if self.clock is None else [self.clock])]


def layout_of(names: Sequence[str], source: str) -> Layout:
    """The layout of a table with named columns.

    Parameters
    ----------
    names : column names as they stand; an unnamed first column may be the index.
    source : what is read, for the error.

    Raises
    ------
    UnknownLayout
        If a price or the time is missing; the message lists what was found and what is accepted.
    """
    keys = {_key(name): name for name in reversed(names)}
    clock = _first(keys, _CLOCK) if _first(keys, _DAY) is not None else None
    columns = {role: _first(keys, accepted) for role, accepted in ACCEPTED.items()}
    if clock is not None:
        columns["time"] = _first(keys, _DAY)
    missing = [role for role, name in columns.items() if name is None and role not in _OPTIONAL]
    if missing:
        raise UnknownLayout(_explain(source, missing, names))
    found = {role: name for role, name in columns.items() if name is not None}
    return Layout(dialect=_dialect(names, keys), columns=found, clock=clock)


def layout_without_header(cells: Sequence[str], names: Sequence[str], source: str) -> Layout:
    """The layout of a table that has only data rows.

    Parameters
    ----------
    cells : the first row.
    names : names given to the columns, as many as cells.
    source : what is read, for the error.

    Raises
    ------
    UnknownLayout
        If the shape is none of the known ones.
    """
    if len(cells) >= 6 and _is_clock(cells[1]):
        dialect = "mt5" if len(cells) >= 9 else "mt4"
        return Layout(dialect=dialect, columns=_placed(names, _METATRADER), clock=names[1])
    if len(cells) == 12 and cells[0].strip().isdigit():
        return Layout(dialect="binance", columns=_placed(names[:6], _PLAIN))
    if 5 <= len(cells) <= 7:
        return Layout(dialect="generic", columns=_placed(names, _PLAIN))
    message = (
        f"{source}: no header, and {len(cells)} columns starting with {cells[0]!r} are no known "
        "shape; known are 12 (Binance klines), 7 and 9 (MetaTrader: date, time, open, high, low, "
        "close, volume[, real volume, spread]) and 5 to 7 (time, open, high, low, close[, volume[, "
        "spread]]); add a header line such as time,open,high,low,close,volume"
    )
    raise UnknownLayout(message)


def _placed(names: Sequence[str], roles: dict[str, int]) -> dict[str, str]:
    return {role: names[place] for role, place in roles.items() if place < len(names)}


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _first(keys: dict[str, str], accepted: Sequence[str]) -> str | None:
    return next((keys[word] for word in accepted if word in keys), None)


def _is_clock(cell: str) -> bool:
    return re.fullmatch(r"\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*", cell) is not None


def _dialect(names: Sequence[str], keys: dict[str, str]) -> str:
    if "tickvol" in keys or any(name.startswith("<") for name in names):
        return "mt5"
    if "opentime" in keys and "closetime" in keys:
        return "binance"
    if {"Open", "High", "Low", "Close"} <= set(names):
        return "backtesting.py"
    if list(names[:5]) == ["date", "open", "high", "low", "close"]:
        return "freqtrade"
    return "generic"


def _explain(source: str, missing: Sequence[str], names: Sequence[str]) -> str:
    wanted = "; ".join(f"{role}: {_spellings(role)}" for role in missing)
    found = ", ".join(repr(name) for name in names)
    return (
        f"{source}: no column for {', '.join(missing)}. Found {found}. "
        f"Accepted names (any case) are {wanted}. Rename the column, or add a header line"
    )


def _spellings(role: str) -> str:
    return ", ".join(word or "an unnamed first column" for word in ACCEPTED[role])
