"""The search for look-ahead: what came before a bar must not change with what comes after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import format_ts
from tradewright.core.engine.reading import note_view
from tradewright.core.market import Reason
from tradewright.core.market.resample import resample
from tradewright.services.bias.findings import Finding, Future, Looked
from tradewright.services.bias.futures import cut_points, other_future
from tradewright.services.bias.tracing import (
    CONDITION,
    GATE,
    SIGNALS,
    Trace,
    Trial,
    Unrepeatable,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tradewright.core.engine.batch import Progress
    from tradewright.core.market import Bars
    from tradewright.services.bias.findings import Kind

CUTS: Final = 20
ROUNDING: Final = 1e-9
"""Relative difference of a column prepared in Python that is arithmetic, not sight."""
KINDS: Final[tuple[Kind, ...]] = ("series", "decision", "trade", "failure")


def lookahead(
    trial: Trial, cuts: int = CUTS, seed: int = 0, progress: Progress | None = None
) -> Looked:
    """Run a strategy over its history, then over parts of it, and compare what came before.

    Parameters
    ----------
    cuts : at how many bars the history ends; half of them right after a signal. Each is run twice:
        with no bars after it, and with other ones.
    seed : of the choice of the other half.
    progress : called with runs done and runs to do; what it raises cancels the search.

    Raises
    ------
    Unrepeatable
        If two runs over the whole history differ, or it fails.
    """
    tell = progress or _unheard
    total = 2 + 2 * cuts
    whole = trial.run(trial.bars)
    tell(1, total)
    if whole.result is None:
        raise Unrepeatable(whole.failed)
    strategy = trial.make()
    known = len(trial.bars)
    again = _compared(whole, trial.run(trial.bars), trial.bars, known, "none", whole.ts.size)
    _check_repeatable([*again])
    tell(2, total)
    ends = whole.ts[whole.spoken] + strategy.timeframe.ns
    first = 0 if trial.since is None else int(np.searchsorted(trial.bars.ts, trial.since)) + 1
    points = cut_points(trial.bars, ends, cuts, seed, first)
    found: list[Finding] = []
    total = 2 + 2 * len(points)
    for i, k in enumerate(points):
        own = len(resample(trial.bars[:k], strategy.timeframe))
        for j, (future, bars) in enumerate(_futures(trial.bars, k)):
            found += _compared(whole, trial.run(bars), trial.bars, k, future, own)
            tell(3 + 2 * i + j, total)
    return Looked(
        name=strategy.name,
        symbol=strategy.symbol,
        timeframe=strategy.timeframe.value,
        bars=len(trial.bars),
        cuts=tuple(int(trial.bars.ts[k - 1]) for k in points),
        seed=seed,
        runs=total,
        signals=int(whole.spoken.size),
        series=(*whole.series, *whole.decisions),
        findings=_gathered(found),
    )


def _unheard(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _check_repeatable(found: list[Finding]) -> None:
    if not found:
        return
    one = found[0]
    message = (
        "two runs over the same bars differ, so that look-ahead cannot be told from chance: on "
        f"the bar of {format_ts(one.at)} {one.what} was {one.whole}, then {one.part}; give the "
        "strategy a seed, and let it keep nothing from one run to the next"
    )
    raise Unrepeatable(message)


def _futures(bars: Bars, known: int) -> Iterator[tuple[Future, Bars]]:
    yield "none", bars[:known]
    yield "other", other_future(bars, known)


def _compared(
    whole: Trace, part: Trace, bars: Bars, known: int, future: Future, own: int
) -> Iterator[Finding]:
    """What differs between two runs up to a cut.

    Parameters
    ----------
    known : bars of the history that both runs know. own : closed bars of the strategy among them.
    """
    last = int(bars.ts[known - 1])
    blank = Finding(kind="series", what="", at=last, known=last, future=future, whole="", part="")
    exact = whole.result is not None and whole.result.strategies[0].script is None
    tolerance = 0.0 if exact else ROUNDING
    kinds: tuple[tuple[Kind, dict[str, Values], dict[str, Values], float], ...] = (
        ("series", whole.series, part.series, tolerance),
        ("decision", whole.decisions, part.decisions, 0.0),
    )
    seen = _seen(part, own)
    for kind, ours, theirs, slack in kinds:
        for name, column in ours.items():
            if name in theirs:
                like = replace(blank, kind=kind, what=name)
                yield from _column(like, whole.ts[:seen], column, theirs[name], slack, own)
    if part.result is None:
        if seen < own:
            yield replace(
                blank, kind="failure", what="the run", whole="done", part=f"failed: {part.failed}"
            )
    else:
        yield from _noted(blank, whole, part)


def _seen(part: Trace, own: int) -> int:
    """Bars that can be compared: those before a Python strategy failed."""
    if part.result is not None:
        return own
    asked = next(iter(part.decisions.values()))
    answered = np.flatnonzero(~np.isnan(asked[:own]))
    return int(answered[-1]) + 1 if answered.size else 0


def _column(
    like: Finding,
    ts: NDArray[np.int64],
    whole: Values,
    part: Values,
    slack: float,
    own: int,
) -> Iterator[Finding]:
    """How a column differs on the bars that both runs know."""
    ours, theirs = whole[: ts.size], part[: ts.size]
    with np.errstate(invalid="ignore"):
        gap = np.abs(ours - theirs)
    near = gap <= slack * np.maximum(np.abs(ours), np.abs(theirs))
    same = (ours == theirs) | near | (np.isnan(ours) & np.isnan(theirs))
    places = np.flatnonzero(~same)
    if not places.size:
        return
    i = int(places[0])
    gaps = gap[places][~np.isnan(gap[places])]
    yield replace(
        like,
        at=int(ts[i]),
        whole=_figure(like.what, float(ours[i])),
        part=_figure(like.what, float(theirs[i])),
        bars=int(places.size),
        ahead=own - i,
        largest=float(gaps.max()) if gaps.size else float("nan"),
    )


def _noted(like: Finding, whole: Trace, part: Trace) -> Iterator[Finding]:
    """The first thing that happened on the account in one run and not in the other."""
    ours, theirs = (_until(one.notes, like.known) for one in (whole, part))
    if ours.tobytes() == theirs.tobytes():
        return
    both = min(ours.size, theirs.size)
    differs = [k for k in range(both) if ours[k].tobytes() != theirs[k].tobytes()]
    k = differs[0] if differs else both
    told = [_told(one, k, count) for one, count in ((whole, ours.size), (part, theirs.size))]
    at = min(int(rows[k]["ts"]) for rows in (ours, theirs) if k < rows.size)
    yield replace(
        like,
        kind="trade",
        what=f"event {k + 1} on the account",
        at=at,
        whole=told[0],
        part=told[1],
        bars=max(len(differs), 1),
    )


def _until(notes: NDArray[np.void], last: int) -> NDArray[np.void]:
    return notes[: int(np.searchsorted(notes["ts"], last, side="right"))]


def _told(trace: Trace, k: int, count: int) -> str:
    """A note in a few words."""
    if k >= count or trace.result is None:
        return "nothing"
    desk = trace.result.desk
    note = note_view(desk.tables, k, desk.slots, desk.feeds)
    words = [note.kind, note.reason, note.side, f"{note.lots:g}", f"at {note.price:g}"]
    words += [f"stop {note.stop:g}"] if note.stop is not None else []
    words += [f"target {note.target:g}"] if note.target is not None else []
    return " ".join(word for word in words if word)


def _gathered(found: list[Finding]) -> tuple[Finding, ...]:
    """One finding for each thing that differs: its first bar, and the most that was seen of it."""
    together: dict[tuple[str, str], Finding] = {}
    for one in found:
        key = one.kind, one.what if one.kind != "trade" else ""
        other = together.get(key)
        together[key] = one if other is None else _joined(other, one)
    order = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(together.values(), key=lambda one: order[one.kind]))


def _joined(one: Finding, other: Finding) -> Finding:
    first = one if one.at <= other.at else other
    return replace(
        first,
        bars=one.bars + other.bars,
        ahead=max(one.ahead, other.ahead),
        largest=float(np.fmax(one.largest, other.largest)),
    )


def _figure(what: str, value: float) -> str:
    if np.isnan(value):
        return "not known"
    if what.startswith(CONDITION):
        return "true" if value else "false"
    if what in SIGNALS:
        return "given" if value else "not given"
    if what == GATE:
        return Reason(int(value)).name
    return f"{value:.10g}"
