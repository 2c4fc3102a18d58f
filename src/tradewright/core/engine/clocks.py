"""Until when a new position may live: its own limits, the end of sessions, the weekend."""

from __future__ import annotations

from typing import Final

from tradewright.core.exits import end_by, start_clocks
from tradewright.core.kernel import inline
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import FRIDAY_CLOSE, SUNDAY_CLOSE
from tradewright.core.market.records import Position, Terms
from tradewright.core.risk import FRIDAY, SUNDAY, Hours, next_in_week, sessions_end

SESSION_END: Final = int(ExitReason.SESSION_END)
WEEKEND: Final = int(ExitReason.WEEKEND)


@inline
def set_clocks(position: Position, terms: Terms, hours: Hours) -> None:
    """Fix the instants at which time closes a position that opens now; the first of them counts."""
    start_clocks(position, terms)
    ts = position.entry_ts
    if terms.ends != 0:
        end_by(position, sessions_end(hours, terms.ends_from, terms.ends, ts), SESSION_END)
    if terms.weekly & FRIDAY_CLOSE != 0:
        instant = next_in_week(hours, terms.week_from, ts, FRIDAY, terms.friday_close)
        end_by(position, instant, WEEKEND)
    if terms.weekly & SUNDAY_CLOSE != 0:
        instant = next_in_week(hours, terms.week_from, ts, SUNDAY, terms.sunday_close)
        end_by(position, instant, WEEKEND)
