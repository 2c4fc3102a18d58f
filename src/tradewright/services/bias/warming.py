"""Warm-up drift: how what is read on a bar hangs on how much history stood before it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.rules import warmup
from tradewright.services.bias.tracing import Trace, Trial, Unrepeatable, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tradewright.core.engine.batch import Progress

STARTS: Final = 20
TOLERANCE: Final = 1e-6
LONGEST: Final = 5_000
"""Bars of the strategy after a start that are compared, at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How one series hangs on where its history starts.

    Parameters
    ----------
    what : its name.
    known : bars of history from which on it is never unknown where the whole history knows it; None
        where it is unknown to the end.
    settled : bars of history from which on it stays within the tolerance; None where it never does.
    absolute, relative : its largest drift once so many bars are known, in its unit, and as a share
        of the larger of its value and its median size; at each of `Warmed.lengths`. nan where it is
        still unknown.
    """

    what: str
    known: int | None
    settled: int | None
    absolute: tuple[float, ...]
    relative: tuple[float, ...]

    @property
    def recursive(self) -> bool:
        """Whether it drifts on after it is known."""
        return self.known is not None and self.settled != self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """How often a decision is another one after a shorter history.

    Parameters
    ----------
    what : its name. bars : that differ, over all starts; once so many bars are known.
    settled : bars of history from which on it is always the same; None where it never is.
    """

    what: str
    bars: tuple[int, ...]
    settled: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmed:
    """What shorter histories change.

    Parameters
    ----------
    name, symbol, timeframe : of the strategy. bars : of the history.
    starts : how many shorter histories. window : bars of the strategy compared after each start.
    warmup : bars that the strategy itself waits for; None for a Python strategy.
    lengths : of history, bars of the strategy. tolerance : relative drift that does not count.
    series : what was read. decisions : what was decided; empty for a Python strategy, whose answers
        may hang on what it holds.
    """

    name: str
    symbol: str
    timeframe: str
    bars: int
    starts: int
    seed: int
    window: int
    warmup: int | None
    tolerance: float
    lengths: tuple[int, ...]
    series: tuple[Drift, ...]
    decisions: tuple[Differing, ...]

    @property
    def settled(self) -> int | None:
        """Bars of history from which on all series stay within the tolerance."""
        found = [one.settled for one in self.series]
        known = [one for one in found if one is not None]
        return max(known, default=0) if len(known) == len(found) else None

    def as_dict(self) -> dict[str, object]:
        """The object that `tradewright recursive --json` prints."""
        return {
            "strategy": {"name": self.name, "symbol": self.symbol, "timeframe": self.timeframe},
            "bars": self.bars,
            "starts": self.starts,
            "seed": self.seed,
            "window": self.window,
            "warmup": self.warmup,
            "tolerance": self.tolerance,
            "settled": self.settled,
            "lengths": list(self.lengths),
            "series": [asdict(one) | {"recursive": one.recursive} for one in self.series],
            "decisions": [asdict(one) for one in self.decisions],
        }


def warmup_drift(
    trial: Trial,
    starts: int = STARTS,
    tolerance: float = TOLERANCE,
    seed: int = 0,
    progress: Progress | None = None,
) -> Warmed:
    """Read the history from several starts, and compare each with the whole.

    Parameters
    ----------
    starts : histories that begin later, at bars chosen by `seed`.
    tolerance : > 0, relative drift that does not count.
    progress : called with starts done and starts to do; what it raises cancels.

    Raises
    ------
    Unrepeatable
        If a Python strategy fails.
    """
    strategy = trial.make()
    whole = _sound(trial.read(trial.bars))
    per_bar = max(strategy.timeframe.ns // trial.bars.timeframe.ns, 1)
    window = min(max(whole.ts.size // 2, 1), LONGEST)
    scripted = strategy.script is not None
    found = _Found(window, whole, decides=not scripted)
    begins = _begins(len(trial.bars), window * per_bar, starts, seed)
    for i, first in enumerate(begins):
        found.take(_sound(trial.read(trial.bars[first : first + window * per_bar])))
        if progress is not None:
            progress(i + 1, len(begins))
    lengths = _lengths(window)
    return Warmed(
        name=strategy.name,
        symbol=strategy.symbol,
        timeframe=strategy.timeframe.value,
        bars=len(trial.bars),
        starts=len(begins),
        seed=seed,
        window=window,
        warmup=None if scripted else warmup(strategy.rules, strategy.timeframe),
        tolerance=tolerance,
        lengths=lengths,
        series=tuple(one.drift(name, tolerance, lengths) for name, one in found.series.items()),
        decisions=tuple(one.differing(name, lengths) for name, one in found.decisions.items()),
    )


class _Found:
    """What shorter histories have shown so far, column by column."""

    def __init__(self, window: int, whole: Trace, *, decides: bool) -> None:
        self._window = window
        self._ts = whole.ts
        self.series = {name: _Ages(window, one) for name, one in whole.series.items()}
        decisions = whole.decisions if decides else {}
        self.decisions = {name: _Ages(window, one) for name, one in decisions.items()}

    def take(self, part: Trace) -> None:
        """Compare a shorter history with the whole."""
        at = np.asarray(np.searchsorted(self._ts, part.ts)[: self._window], np.int64)
        for ages, found in ((self.series, part.series), (self.decisions, part.decisions)):
            for name, one in ages.items():
                if name in found:
                    one.take(found[name][: at.size], at)


class _Ages:
    """The largest differences of one column, by how many bars of history stood before.

    Parameters
    ----------
    window : ages that are looked at.
    whole : (m,) the column over the whole history.
    """

    def __init__(self, window: int, whole: Values) -> None:
        self._whole = whole
        known = np.abs(whole[~np.isnan(whole)])
        self._size = float(np.median(known)) if known.size else 0.0
        self._absolute = np.zeros(window)
        self._relative = np.zeros(window)
        self._unknown = np.zeros(window, np.bool_)
        self._differs = np.zeros(window, np.int64)

    def take(self, part: Values, at: NDArray[np.int64]) -> None:
        """Compare the column of a shorter history, whose bars stand at `at` of the whole one."""
        whole = self._whole[at]
        ages = slice(0, at.size)
        gap = np.where(part == whole, 0.0, np.abs(part - whole))
        size = np.maximum(np.abs(whole), self._size)
        share = np.divide(gap, size, out=gap.copy(), where=size > 0.0)
        self._absolute[ages] = np.fmax(self._absolute[ages], gap)
        self._relative[ages] = np.fmax(self._relative[ages], share)
        unknown = np.isnan(part) & ~np.isnan(whole)
        self._unknown[ages] |= unknown
        self._differs[ages] += unknown | (gap > 0.0)

    def drift(self, name: str, tolerance: float, lengths: Sequence[int]) -> Drift:
        """How the series drifts."""
        return Drift(
            what=name,
            known=_after(self._unknown),
            settled=_after(self._unknown | (self._relative > tolerance)),
            absolute=self._worst(self._absolute, lengths),
            relative=self._worst(self._relative, lengths),
        )

    def differing(self, name: str, lengths: Sequence[int]) -> Differing:
        """How often the decision differs."""
        bars = tuple(int(self._differs[length - 1 :].sum()) for length in lengths)
        return Differing(what=name, bars=bars, settled=_after(self._differs > 0))

    def _worst(self, drift: Values, lengths: Sequence[int]) -> tuple[float, ...]:
        found = (
            np.nan if self._unknown[length - 1 :].any() else drift[length - 1 :].max()
            for length in lengths
        )
        return tuple(float(one) for one in found)


def _after(bad: NDArray[np.bool_]) -> int | None:
    """Bars of history from which on nothing is bad any more; None where the last one is."""
    places = np.flatnonzero(bad)
    if not places.size:
        return 1
    after = int(places[-1]) + 1
    return None if after == bad.size else after + 1


def _sound(trace: Trace) -> Trace:
    if trace.failed:
        raise Unrepeatable(trace.failed)
    return trace


def _begins(n: int, length: int, count: int, seed: int) -> tuple[int, ...]:
    """Where shorter histories start, ascending: never at the first bar, and with room after."""
    last = max(n - length, 1)
    among = np.arange(1, last + 1)
    chance = np.random.default_rng(seed)
    chosen = chance.choice(among, min(count, among.size), replace=False)
    return tuple(sorted(int(one) for one in chosen))


def _lengths(window: int) -> tuple[int, ...]:
    steps = (20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
    return tuple(step for step in steps if step <= window) or (window,)
