"""The event log: the last thousand things that happened, in words a trader understands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import format_ts
from tradewright.wire.messages import LogEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tradewright.wire.vocabulary import Level

LOG_LENGTH: Final = 1000
"""Entries that are kept; older ones are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is to be logged; fields as in `LogEntry`."""

    event: str
    message: str
    level: Level = "info"
    strategy_id: str | None = None
    symbol: str | None = None
    data: dict[str, object] = field(default_factory=dict[str, object])


class EventLog:
    """A ring of log entries, numbered from 1 without gaps."""

    def __init__(self, entries: Iterable[LogEntry] = (), written: int = 0) -> None:
        self._ring: deque[LogEntry] = deque(entries, LOG_LENGTH)
        self.written = written
        """How many entries were ever written."""

    def write(self, ts: int, line: Line) -> LogEntry:
        """Keep what happened at the instant `ts` (ns UTC of the market) and return the entry."""
        self.written += 1
        entry = LogEntry(
            id=self.written,
            time=format_ts(ts),
            level=line.level,
            event=line.event,
            strategy_id=line.strategy_id,
            symbol=line.symbol,
            message=line.message,
            data=line.data,
        )
        self._ring.append(entry)
        return entry

    def last(self, limit: int = LOG_LENGTH) -> list[LogEntry]:
        """The last `limit` entries, newest last."""
        return list(self._ring)[max(len(self._ring) - limit, 0) :]
