"""What a search for look-ahead found, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tradewright.core.calendar import format_ts

Kind = Literal["series", "decision", "trade", "failure"]
Future = Literal["none", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that was not the same once the bars after a cut were missing, or other ones.

    Parameters
    ----------
    kind : a series that was read, a decision at a close (a condition, a signal, a filter, a level
        or size that was asked for), something that happened on the account, or a run that failed.
    what : its name.
    at : open time of the first bar on which it differs, ns UTC.
    known : open time of the last bar that was known in that run, ns UTC.
    future : what came after it there: "none", or "other" bars.
    whole, part : what it was over the whole history, and in that run.
    bars : bars on which it differs, over all runs.
    ahead : bars of the strategy that it looks ahead, at the least; 0 where that cannot be told.
    largest : the largest difference, in the unit of what differs; nan where it is no number.
    """

    kind: Kind
    what: str
    at: int
    known: int
    future: Future
    whole: str
    part: str
    bars: int = 1
    ahead: int = 0
    largest: float = float("nan")

    @property
    def sentence(self) -> str:
        """For a person."""
        then = "no bars" if self.future == "none" else "other bars"
        return (
            f"{self.what} on the bar of {format_ts(self.at)} is {self.whole} in the whole run, and "
            f"{self.part} with {then} after {format_ts(self.known)}"
        )

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "kind": self.kind,
            "what": self.what,
            "at": format_ts(self.at),
            "known_to": format_ts(self.known),
            "future": self.future,
            "whole": self.whole,
            "part": self.part,
            "bars": self.bars,
            "bars_ahead": self.ahead,
            "largest_difference": self.largest,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was compared, and what was found.

    Parameters
    ----------
    name, symbol, timeframe : of the strategy. bars : of the history.
    cuts : open times of the last bars known, ns UTC. seed : of their choice.
    runs : of the strategy, that over the whole history and its repetition included.
    signals : bars of the whole run on which the strategy gave a signal.
    series : names of what was compared bar by bar.
    findings : series first, then decisions, then what happened; empty without look-ahead.
    """

    name: str
    symbol: str
    timeframe: str
    bars: int
    cuts: tuple[int, ...]
    seed: int
    runs: int
    signals: int
    series: tuple[str, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, object]:
        """The object that `tradewright lookahead --json` prints."""
        return {
            "strategy": {"name": self.name, "symbol": self.symbol, "timeframe": self.timeframe},
            "bars": self.bars,
            "runs": self.runs,
            "seed": self.seed,
            "cuts": [format_ts(ts) for ts in self.cuts],
            "signals": self.signals,
            "series": list(self.series),
            "look_ahead": bool(self.findings),
            "findings": [one.as_dict() for one in self.findings],
        }
