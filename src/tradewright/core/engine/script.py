"""Strategies written in Python: a class that looks at a view and answers with an intent.

```python
class Cross:
    def on_bar(self, view):
        if view.crossed_above("ema_9", "ema_21"):
            return Intent.buy(stop=view.close - 0.0025, target=view.close + 0.0040)
```
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from tradewright.core.engine.reading import Named, position_views
from tradewright.core.indicators import compute, resolve
from tradewright.core.market import codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.engine.feeds import Traded
    from tradewright.core.engine.tables import Tables
    from tradewright.core.engine.views import Position
    from tradewright.core.market import Bars

Columns: TypeAlias = Mapping[str, NDArray[np.float64]]
"""Series by name, (n,) float64 each: one value a bar."""


class BadColumn(ValueError):
    """What `prepare` gave is no column of the bars; the message names it."""


class Intent(NamedTuple):
    """What a strategy wants at the next open; judged there like any other.

    Parameters
    ----------
    signal : bits of `core.market.codes`; 0 wants nothing.
    stop, target : prices; 0 takes what the strategy's own `stop` and `target` say.
    lots : 0 takes the strategy's own sizing.
    """

    signal: int = 0
    stop: float = 0.0
    target: float = 0.0
    lots: float = 0.0

    @classmethod
    def buy(cls, *, stop: float = 0.0, target: float = 0.0, lots: float = 0.0) -> Intent:
        """Open a long position."""
        return cls(codes.LONG, stop, target, lots)

    @classmethod
    def sell(cls, *, stop: float = 0.0, target: float = 0.0, lots: float = 0.0) -> Intent:
        """Open a short position."""
        return cls(codes.SHORT, stop, target, lots)

    @classmethod
    def close(cls) -> Intent:
        """Close all positions of this strategy."""
        return cls(codes.EXIT_LONG | codes.EXIT_SHORT)


class Shown(Protocol):
    """What a view shows of a desk."""

    @property
    def tables(self) -> Tables:
        """Money and open positions."""
        ...

    @property
    def slots(self) -> Sequence[Named]:
        """Who sits there."""
        ...

    @property
    def feeds(self) -> Sequence[Traded]:
        """What is traded there."""
        ...


class Script(Protocol):
    """A Python strategy.

    Notes
    -----
    It may have `prepare(self, bars: Bars) -> Mapping[str, array]`: columns of its own, (n,) each,
    that the view shows by name. It is given all bars there are, so a value may only use its own bar
    and those before.
    """

    def on_bar(self, view: View, /) -> Intent | None:
        """What to do after the bar that has just closed; None wants nothing."""
        ...


class View:
    """What a Python strategy sees: closed bars up to now, indicators over them, its own positions.

    Parameters
    ----------
    desk, strategy_id : whose account and positions it shows.
    bars : history of the strategy's timeframe; those after `at` are invisible.
    script : whose own columns it shows; see `Script`.

    Attributes
    ----------
    at : index of the bar that has just closed.
    """

    def __init__(
        self, desk: Shown, strategy_id: str, bars: Bars, script: Script | None = None
    ) -> None:
        self.at = -1
        self._desk = desk
        self._id = strategy_id
        self._script = script
        self._columns: dict[str, NDArray[np.float64]] = {}
        self.reopen(bars)

    def reopen(self, bars: Bars) -> None:
        """Look at a longer history of the same bars."""
        self._bars = bars
        self._columns = prepared(self._script, bars)

    @property
    def columns(self) -> Columns:
        """The series that have been asked for so far, and those that were prepared."""
        return self._columns

    def __getitem__(self, name: str) -> float:
        """Value of a series on this bar, nan during its warm-up: `view["ema_9"]`."""
        return self._column(name).item(self.at)

    def series(self, name: str) -> NDArray[np.float64]:
        """All values up to this bar, (at + 1,) float64, oldest first."""
        return self._column(name)[: self.at + 1]

    def crossed_above(self, left: str, right: str) -> bool:
        """Whether one series rose above another on this bar; false while either is unknown."""
        if self.at == 0:
            return False
        a, b = self._column(left), self._column(right)
        before = a.item(self.at - 1) <= b.item(self.at - 1)
        return before and a.item(self.at) > b.item(self.at)

    def crossed_below(self, left: str, right: str) -> bool:
        """Whether one series fell below another on this bar."""
        return self.crossed_above(right, left)

    @property
    def ts(self) -> int:
        """Open time of this bar, ns UTC."""
        return int(self._bars.ts[self.at])

    @property
    def open(self) -> float:
        """Open of this bar."""
        return self._bars.open.item(self.at)

    @property
    def high(self) -> float:
        """High of this bar."""
        return self._bars.high.item(self.at)

    @property
    def low(self) -> float:
        """Low of this bar."""
        return self._bars.low.item(self.at)

    @property
    def close(self) -> float:
        """Close of this bar."""
        return self._bars.close.item(self.at)

    @property
    def volume(self) -> float:
        """Volume of this bar."""
        return self._bars.volume.item(self.at)

    @property
    def flat(self) -> bool:
        """Whether nobody holds a position on this account."""
        return not self._desk.tables.account[0].open

    @property
    def positions(self) -> list[Position]:
        """Open positions of this strategy, oldest first."""
        if self.flat:
            return []
        views = position_views(self._desk.tables, self._desk.slots, self._desk.feeds)
        return [position for position in views if position.strategy == self._id]

    @property
    def equity(self) -> float:
        """The account's equity at this close."""
        return float(self._desk.tables.account[0].equity)

    def _column(self, name: str) -> NDArray[np.float64]:
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = compute(resolve(name, {}), self._bars)
        return column


def prepared(script: Script | None, bars: Bars) -> dict[str, NDArray[np.float64]]:
    """The columns that a strategy prepares of its own; none where it does not.

    Raises
    ------
    BadColumn
        If it gives anything but names with one number a bar.
    """
    prepare = getattr(script, "prepare", None)
    if prepare is None:
        return {}
    given: object = prepare(bars)
    if not isinstance(given, Mapping):
        message = f"prepare gave {type(given).__name__}, expected a dict of names and arrays"
        raise BadColumn(message)
    named = cast("Mapping[object, object]", given)
    return {str(name): _column_of(str(name), values, bars) for name, values in named.items()}


def _column_of(name: str, values: object, bars: Bars) -> NDArray[np.float64]:
    try:
        column = np.asarray(values, np.float64)
    except (TypeError, ValueError) as error:
        message = f"prepare gave no numbers as {name!r}: {error}"
        raise BadColumn(message) from error
    if column.shape != (len(bars),):
        message = (
            f"prepare gave {name!r} in the shape {column.shape}, expected ({len(bars)},): one "
            "number for each bar"
        )
        raise BadColumn(message)
    return column
