"""The quality report: everything that is wrong with a history, and whether it is refused for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import Timeframe, format_ts
from tradewright.services.data.checks import Columns, Finding, broken, order, outliers
from tradewright.services.data.gaps import Gap, Holes, holes

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Columns", "Finding", "Gap", "Report", "inspect"]

_SHOWN_GAPS: Final = 5
ACCEPT: Final = "--accept-gaps (accept_gaps=True)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in a history of bars.

    Parameters
    ----------
    symbol, timeframe, rows : of the history.
    first_ns, last_ns : open times of the first and last row, nanoseconds UTC; 0 when empty.
    broken : findings that no option accepts: times that go back or repeat or overlap, prices that
        are no prices.
    suspect : findings that can be real and are accepted on demand: outliers.
    gaps : stretches of trading time without bars, the longest first; accepted on demand.
    quiet : short holes that are no gap: minutes without a tick.
    hint : what may be behind the gaps, or "".
    """

    symbol: str
    timeframe: Timeframe
    rows: int
    first_ns: int
    last_ns: int
    broken: tuple[Finding, ...]
    suspect: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    quiet: int
    hint: str

    @property
    def clean(self) -> bool:
        """Whether nothing at all is wrong."""
        return not (self.broken or self.suspect or self.gaps)

    def refused(self, *, accept_gaps: bool) -> bool:
        """Whether these bars may not be traded on."""
        return bool(self.broken) or (not accept_gaps and bool(self.suspect or self.gaps))

    def __str__(self) -> str:
        if not self.rows:
            return f"{self.symbol} {self.timeframe}: no bars"
        span = f"{format_ts(self.first_ns)} to {format_ts(self.last_ns)}"
        head = f"{self.symbol} {self.timeframe}, {self.rows:,} bars, {span}"
        lines = [str(finding) for finding in (*self.broken, *self.suspect)] + self._gap_lines()
        if self.quiet:
            lines.append(f"{self.quiet:,} short holes (minutes without a tick, holidays), accepted")
        return "\n  ".join([f"{head}: {'clean' if self.clean else 'problems'}", *lines])

    def _gap_lines(self) -> list[str]:
        if not self.gaps:
            return []
        missing = sum(gap.bars for gap in self.gaps)
        shown = "; ".join(str(gap) for gap in self.gaps[:_SHOWN_GAPS])
        more = (
            f"; and {len(self.gaps) - _SHOWN_GAPS:,} more" if len(self.gaps) > _SHOWN_GAPS else ""
        )
        head = f"gaps: {len(self.gaps):,}, about {missing:,} missing in trading hours: "
        lines = [f"{head}{shown}{more}", f"fix: fill the gaps from another export, or {ACCEPT}"]
        return [*lines, *([self.hint] if self.hint else [])]


def inspect(
    columns: Columns, symbol: str, timeframe: Timeframe, place: Callable[[int], str]
) -> Report:
    """Everything that is wrong with columns of bars.

    Parameters
    ----------
    columns : (n,) each, in the order of the file.
    symbol, timeframe : of the bars.
    place : says where a row is, for a person ("line 17").
    """
    wrong = (*order(columns, timeframe, place), *broken(columns, place))
    found = Holes((), 0, "") if wrong else holes(columns, symbol, timeframe)
    n = columns.ts.size
    return Report(
        symbol=symbol,
        timeframe=timeframe,
        rows=n,
        first_ns=int(columns.ts[0]) if n else 0,
        last_ns=int(columns.ts[-1]) if n else 0,
        broken=wrong,
        suspect=() if wrong else outliers(columns, place),
        gaps=found.gaps,
        quiet=found.quiet,
        hint=found.hint,
    )
