"""Trading days, weeks and months: a day begins when a zone's clock shows a time of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar.units import DAY, HOUR
from tradewright.core.calendar.zones import zone_offset
from tradewright.core.kernel import inline


@inline
def trading_day(at: NDArray[np.int64], offset: NDArray[np.int64], ts: int, clock: int) -> int:
    """The trading day that holds an instant, as days since 1970.

    Parameters
    ----------
    at, offset : the table of `Zone`.
    ts : nanoseconds UTC.
    clock : when days begin, nanoseconds after midnight. A day that begins at noon or later bears
        the date of the next: Monday's trading begins on Sunday at 17:00 in New York.
    """
    day = (ts + zone_offset(at, offset, ts) - clock) // DAY
    if clock >= 12 * HOUR:
        return day + 1
    return day


@inline
def week_of(day: int) -> int:
    """A number for the week of a day since 1970; weeks begin on Monday."""
    return (day + 3) // 7


@inline
def month_of(day: int) -> int:
    """A number for the month of a day since 1970: 12 x year + month - 1.

    Notes
    -----
    As `civil_from_days`, for compiled code.
    """
    shifted = day + 719_468
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march_month = (5 * of_year + 2) // 153
    return (year + era * 400) * 12 + march_month + 2
