"""One run with everything it read and decided, so that it can be compared with another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tradewright.core.engine.climate import climate
from tradewright.core.engine.reads import read_series
from tradewright.core.engine.script import Intent, prepared
from tradewright.core.kernel import table
from tradewright.core.market.instruments import as_quoted, instrument
from tradewright.core.market.resample import resample
from tradewright.core.rules import (
    EXIT_LONG,
    EXIT_SHORT,
    LONG,
    SHORT,
    UNKNOWN_BIT,
    Rules,
    Series,
    signals,
)
from tradewright.core.rules.conditions import comparisons
from tradewright.core.rules.frames import values
from tradewright.services.backtests.running import Opening, Span, backtest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradewright.core.engine import Strategy, Zones
    from tradewright.core.engine.script import Columns, Script, View
    from tradewright.core.market import Bars, Instrument
    from tradewright.services.backtests.result import Result

Values: TypeAlias = NDArray[np.float64]

SIGNALS: Final = {
    "buy signal": LONG,
    "sell signal": SHORT,
    "signal to close longs": EXIT_LONG,
    "signal to close shorts": EXIT_SHORT,
}
CONDITION: Final = "condition"
GATE: Final = "filter of the signal bar"
ENTRIES: Final = ("buy signal", "sell signal")
ASKED: Final = ("stop asked for", "target asked for", "lots asked for")


class Unrepeatable(ValueError):
    """Two runs over the same bars differ, so that nothing can be told from a third."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """What one run read, decided and did.

    Parameters
    ----------
    ts : (m,) open times of the strategy's own bars, ns UTC.
    series : (m,) each, by name: what was read.
    decisions : (m,) each, by name: signals, filters, and what a Python strategy asked for.
    result : what came of it; None where a Python strategy failed, or was only read.
    failed : what it failed with; "" where it did not.
    """

    ts: NDArray[np.int64]
    series: dict[str, Values]
    decisions: dict[str, Values]
    result: Result | None = None
    failed: str = ""

    @property
    def notes(self) -> NDArray[np.void]:
        """The rows of what happened, in order of time.

        Raises
        ------
        Unrepeatable
            If the run failed.
        """
        if self.result is None:
            raise Unrepeatable(self.failed)
        tables = self.result.desk.tables
        return table(tables.notes)[: int(tables.account[0].notes)]

    @property
    def spoken(self) -> NDArray[np.int64]:
        """On which of its own bars the strategy gave an entry signal."""
        given = [self.decisions[name] > 0.0 for name in ENTRIES]
        return np.flatnonzero(np.logical_or.reduce(given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A strategy, a history and an account, to be run over parts of that history.

    Parameters
    ----------
    make : a new strategy for each run, for a Python strategy may keep something.
    bars : the whole history. opening : of the account. since : first instant traded, ns UTC.
    """

    make: Callable[[], Strategy]
    bars: Bars
    zones: Zones
    opening: Opening = field(default_factory=Opening)
    since: int | None = None

    def run(self, bars: Bars) -> Trace:
        """Run over some bars, as the instrument that the whole history shows."""
        strategy = self.make()
        if strategy.script is not None:
            return self._watched(strategy, strategy.script, bars)
        return replace(self._read(strategy, bars), result=self._run(strategy, bars))

    def read(self, bars: Bars) -> Trace:
        """The same, but a document is only read: without what happens on the account."""
        strategy = self.make()
        if strategy.script is not None:
            return self._watched(strategy, strategy.script, bars)
        return self._read(strategy, bars)

    def _run(self, strategy: Strategy, bars: Bars) -> Result:
        opening = replace(self.opening, instruments=(self._instrument,))
        return backtest([strategy], [bars], self.zones, opening, Span(self.since))

    def _read(self, strategy: Strategy, bars: Bars) -> Trace:
        own = resample(bars, strategy.timeframe)
        decisions = _decisions(strategy, own, self._instrument.pip)
        return Trace(ts=own.ts, series=_series(strategy, own), decisions=decisions)

    def _watched(self, strategy: Strategy, script: Script, bars: Bars) -> Trace:
        kept, result, failed = Recorder(script), None, ""
        try:
            result = self._run(replace(strategy, script=kept), bars)
        except Exception as error:  # noqa: BLE001  # whatever a person's code raises is an answer
            failed = str(error) or type(error).__name__
        ts = resample(bars, strategy.timeframe).ts
        return Trace(
            ts=ts,
            series=kept.columns(),
            decisions=kept.decisions(ts),
            result=result,
            failed=failed,
        )

    @property
    def _instrument(self) -> Instrument:
        """Of the whole history: a part of it may show fewer decimals."""
        return as_quoted(instrument(self.bars.symbol), self.bars.close)


class Recorder:
    """A Python strategy whose answers are kept."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._view: View | None = None
        self._at: list[int] = []
        self._said: list[Intent] = []

    def prepare(self, bars: Bars) -> Columns:
        """The strategy's own columns."""
        return prepared(self._script, bars)

    def on_bar(self, view: View) -> Intent | None:
        """The strategy's answer."""
        self._view = view
        said = self._script.on_bar(view)
        self._at.append(view.at)
        self._said.append(said or Intent())
        return said

    def columns(self) -> dict[str, Values]:
        """What it read, by name."""
        return {} if self._view is None else dict(self._view.columns)

    def decisions(self, ts: NDArray[np.int64]) -> dict[str, Values]:
        """What it asked for on each of its bars; nan where it was not asked."""
        said = np.full((4, ts.size), np.nan)
        if self._at:
            said[:, self._at] = np.array([tuple(one) for one in self._said], np.float64).T
        bits = np.nan_to_num(said[0]).astype(np.int64)
        sides = {
            name: np.where(np.isnan(said[0]), np.nan, (bits & bit) != 0)
            for name, bit in SIGNALS.items()
        }
        return {**sides, **dict(zip(ASKED, said[1:], strict=True))}


def _series(strategy: Strategy, own: Bars) -> dict[str, Values]:
    found = values(read_series(strategy), own)
    named: dict[str, Values] = {}
    for each, column in found.items():
        named.setdefault(each.name if each.name not in named else f"{each.name} again", column)
    return named


def _decisions(strategy: Strategy, own: Bars, pip: float) -> dict[str, Values]:
    bits = signals(strategy.rules, own)
    weather = climate(strategy, own, pip)
    filters = {
        GATE: weather.gate,
        "size factor": weather.scale,
        "regime": weather.regime,
        "confidence": weather.confidence,
    }
    return {
        **_conditions(strategy, own),
        **{name: ((bits & bit) != 0).astype(np.float64) for name, bit in SIGNALS.items()},
        **{name: one.astype(np.float64) for name, one in filters.items() if one.size},
    }


def _conditions(strategy: Strategy, own: Bars) -> dict[str, Values]:
    """Whether each condition of a document is true; nan where that is not known."""
    found: dict[str, Values] = {}
    for _, tree in strategy.rules.trees():
        for leaf in comparisons(tree):
            right = leaf.right.name if isinstance(leaf.right, Series) else f"{leaf.right.value:g}"
            name = f"{CONDITION} {leaf.left.name} {leaf.operator} {right}"
            if name not in found:
                bits = signals(Rules(entry_long=leaf), own)
                known = (bits & UNKNOWN_BIT) == 0
                found[name] = np.where(known, (bits & LONG) != 0, np.nan)
    return found
