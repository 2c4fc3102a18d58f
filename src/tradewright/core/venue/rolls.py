"""Nights: swap is charged at 17:00 New York."""

from __future__ import annotations

from tradewright.core.calendar import DAY
from tradewright.core.kernel import inline


@inline
def nights(local_roll: int, triple_day: int) -> float:
    """How many nights one roll counts: three on the triple day, none on Saturday and Sunday.

    Parameters
    ----------
    local_roll : ns of the roll on New York's wall clock.
    triple_day : weekday, 0 Monday; negative where every night counts once (markets that never
        close).
    """
    if triple_day < 0:
        return 1.0
    weekday = (local_roll // DAY + 3) % 7
    if weekday >= 5:
        return 0.0
    if weekday == triple_day:
        return 3.0
    return 1.0
